"""Time of the preprocessing steps against file size, on generated files whose context grows with them.

    python benchmarks/preprocess/scaling.py [--format]

Every function calls the one before it and every tenth stands in a class or a condition; the target is the last, so that
everything stays; the candidate changes the target. Prints CPU seconds and the ratio to the size before (2: linear).
"""

from __future__ import annotations

import argparse
import time

from fasterpy.preprocess.cleaner import PreprocessConfig, TreeSitterPreprocessor
from fasterpy.preprocess.reader import source_from_text
from fasterpy.preprocess.targets import list_targets


def module(count: int) -> str:
    """A module of ``count`` functions."""
    parts = ["import sys\nLIMIT = 10\nclass K:\n    def __init__(self):\n        self.k = 1\n"]
    for index in range(count):
        if index % 10 == 3:
            parts.append(f"    def m{index}(self, x):\n        return self.m{max(index - 10, 3)}(x) + self.k\n")
    parts.append("def f0(x):\n    return K().m3(x)\n")
    for index in range(1, count):
        text = f"def f{index}(x):\n    y = x + LIMIT  # add\n    return f{index - 1}(y)\n"
        if index % 10 == 5:
            text = "if LIMIT:\n" + "".join(f"    {line}\n" for line in text.split("\n") if line)
        parts.append(text)
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--format", action="store_true", help="with Black")
    options = parser.parse_args()
    before: list[float] = []
    for count in (500, 1000, 2000, 4000, 8000):
        text, target = module(count), f"f{count - 1}"
        times = []
        for budget in (None, 6000):
            stage = TreeSitterPreprocessor(PreprocessConfig(format=options.format, max_tokens=budget))
            start = time.process_time()
            source = source_from_text(text)
            listed = time.process_time()
            list_targets(source)
            read = time.process_time()
            cleaned = stage.clean(source, [target])
            cleaned_at = time.process_time()
            stage.restore(cleaned, cleaned.text.replace("# add", "# more").replace("return f", "return 0 + f"))
            times += [listed - start, read - listed, cleaned_at - read, time.process_time() - cleaned_at]
        ratios = [new / old if old else 0 for new, old in zip(times, before, strict=False)]
        names = ("read", "list", "clean", "restore", "read", "list", "clean+budget", "restore+budget")
        print(
            f"{len(text) / 1e6:.2f} MB",
            *(f"{name} {seconds:.2f}" for name, seconds in zip(names, times, strict=True)),
            "| ratios",
            *(f"{ratio:.1f}" for ratio in ratios),
        )
        before = times


if __name__ == "__main__":
    main()
