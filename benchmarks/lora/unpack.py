"""Back home: adapter and answers out of what the GPU machine sent.

python -m benchmarks.lora.unpack RETURNED tuned
"""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

from benchmarks.lora.job import ADAPTER, ANSWERS
from benchmarks.lora.pieces import MANIFEST, join


def unpack(returned: Path, out: Path) -> Path:
    """``out/adapter`` as PEFT keeps it, and ``out/answers-*.jsonl``."""
    archive = join(returned, returned / f"{ADAPTER}.{MANIFEST}", out / ADAPTER)
    with tarfile.open(archive) as tar:
        tar.extractall(out / "adapter", filter="data")
    archive.unlink()
    if (returned / ANSWERS).exists():
        with tarfile.open(returned / ANSWERS) as tar:
            tar.extractall(out, filter="data")
    return out / "adapter"


if __name__ == "__main__":
    print(unpack(Path(sys.argv[1]), Path(sys.argv[2])))
