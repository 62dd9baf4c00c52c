"""The same training with ms-swift 4, as the paper does it; in an environment of its own, since it pins others."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path

from fasterpy.errors import BackendError, ConfigError
from fasterpy.train import files
from fasterpy.train.lora.config import LoraConfig

SCRIPT = "swift.sh"
TEMPLATES = {"qwen2": "qwen2_5"}
"""ms-swift's name of a family's chat template, where it cannot tell it from a folder."""


def arguments(data: Path, base: str, config: LoraConfig, out: Path, conversations: int) -> list[str]:
    """``swift sft`` with the paper's Table 5 and the same files. Raises ConfigError for a GGUF base."""
    if base.endswith(".gguf"):
        raise ConfigError("ms-swift reads no GGUF: give the hub id or the folder, or use --engine peft")
    each = max(1, -(-conversations // (config.batch_size * config.accumulation)) // max(1, config.evaluations))
    options: dict[str, object] = {
        "model": base,
        "tuner_type": "lora",
        "dataset": data / files.TRAIN,
        "val_dataset": data / files.VALID,
        "output_dir": out / "swift",
        "learning_rate": config.learning_rate,
        "per_device_train_batch_size": config.batch_size,
        "per_device_eval_batch_size": config.batch_size,
        "gradient_checkpointing": str(config.gradient_checkpointing).lower(),
        "torch_dtype": "bfloat16" if config.bf16 else "float32",
        "weight_decay": config.weight_decay,
        "adam_beta2": config.beta2,
        "max_grad_norm": config.max_grad_norm,
        "lr_scheduler_type": "cosine",
        "warmup_ratio": config.warmup_ratio,
        "gradient_accumulation_steps": config.accumulation,
        "num_train_epochs": config.epochs,
        "max_steps": config.max_steps or -1,
        "metric_for_best_model": "loss",
        "load_best_model_at_end": "true",
        "eval_strategy": "steps",
        "eval_steps": each,
        "save_steps": each,
        "logging_steps": 1,
        "data_seed": config.data_seed,
        "seed": config.seed,
        "lora_rank": config.rank,
        "lora_alpha": config.alpha,
        "lora_dropout": config.dropout,
        "target_modules": config.targets,
        "max_length": config.max_length,
        "truncation_strategy": "delete",
        "loss_scale": "default",
    }
    if family := family_of(Path(base)):
        options["model_type"] = family
        options |= {"template": TEMPLATES[family]} if family in TEMPLATES else {}
    return ["swift", "sft", *(text for name, value in options.items() for text in (f"--{name}", str(value)))]


def family_of(base: Path) -> str:
    """The ``model_type`` of a folder's config.json (several of ms-swift's fit one architecture); empty for a hub id."""
    try:
        return str(json.loads((base / "config.json").read_text()).get("model_type", ""))
    except (OSError, ValueError):
        return ""


def write_script(command: list[str], out: Path) -> Path:
    """The command as a script that a person can read and run elsewhere."""
    out.mkdir(parents=True, exist_ok=True)
    lines = [" ".join(shlex.quote(part) for part in command[:2])]
    lines += [f"  {command[i]} {shlex.quote(command[i + 1])}" for i in range(2, len(command), 2)]
    path = out / SCRIPT
    path.write_text("#!/usr/bin/env bash\nset -euo pipefail\n" + " \\\n".join(lines) + "\n")
    path.chmod(0o755)
    return path


def run(script: Path) -> None:
    """Run the script with the ``swift`` on the path. Raises BackendError when there is none, or when it fails."""
    if shutil.which("swift") is None:
        raise BackendError(
            f"ms-swift is not here: make an environment for it (python -m venv swift; swift/bin/pip install ms-swift), "
            f"put its bin on PATH and run  {script}"
        )
    code = subprocess.run([str(script)], check=False).returncode
    if code:
        raise BackendError(f"{script} failed with exit code {code}")
