"""The model card: what an adapter is made of, and what it brought."""

from __future__ import annotations

from collections.abc import Mapping

from fasterpy.train.adapter import AdapterNote


def card(note: AdapterNote, results: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Markdown. ``results``: rows of figures, as ``train eval`` gives them."""
    licences = ", ".join(note.licences) or "unknown"
    parts = [
        f"---\nbase_model: {note.base}\nlibrary_name: peft\ntags: [lora, code, performance]\n---\n",
        f"# LoRA adapter for faster Python, on {note.base}\n",
        "Rewrites a Python program or function so that it runs faster. Its answers are proposals: they have to be "
        "verified and measured (`fasterpy optimize` does that).\n",
        "## Use\n",
        f"Prompt `{note.prompt.name}` (SHA-256 `{note.prompt.sha256[:16]}…`) with {note.prompt.suggestions} suggestions"
        f"{', after the findings of the detectors' if note.prompt.detectors else ''}; the base's own chat template.\n",
        f"    fasterpy optimize FILE.py::NAME --model transformers:{note.base} --adapter THIS_FOLDER "
        f"--prompt {note.prompt.name}\n",
        "## Data\n",
        f"{note.conversations:,} conversations ({note.too_long:,} left out as too long). Licences of the data: "
        f"{licences}; they and the base's licence bind whoever passes the adapter on.\n",
        _table(("source", "conversations"), [(name, f"{count:,}") for name, count in note.sources.items()]),
        "## Training\n",
        f"{note.steps} steps in {note.seconds:.0f} s, engine {note.engine}"
        + "".join(f", {name} {version}" for name, version in note.versions.items()) + ". Loss on the answers alone.\n",
        _table(("hyperparameter", "value"), [
            (f.replace("_", "-"), str(getattr(note.config, f))) for f in note.config.__struct_fields__
        ]),
        _table(("loss", "value"), [(name, f"{value:.4f}") for name, value in note.losses.items()]),
    ]  # fmt: skip
    if results:
        columns = list(next(iter(results.values())))
        rows = [(name, *(row[column] for column in columns)) for name, row in results.items()]
        parts += ["## Results\n", _table(("system", *columns), rows)]
    else:
        parts += ["## Results\n", "Not evaluated yet: `fasterpy train eval`.\n"]
    return "\n".join(parts)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
