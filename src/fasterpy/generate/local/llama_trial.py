"""A trial of llama.cpp in a process of its own: native code that was built for another processor dies, and all with it.

Whether it survived is remembered per version of the package and weights.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from fasterpy.errors import ModelError
from fasterpy.generate.local.config import EngineConfig

TIMEOUT_S = 180.0
# Nothing of fasterpy is imported: the process is to show what llama.cpp alone does.
SCRIPT = """
import sys
import llama_cpp
model = llama_cpp.Llama(model_path=sys.argv[1], n_ctx=64, n_threads=1, n_threads_batch=1, verbose=False)
tokens = model.tokenize(b"def f():", add_bos=False)
stream = model.generate(tokens, temp=0.0)
print(len([next(stream) for _ in range(2)]))
"""


def check(config: EngineConfig, version: str = "", script: str = SCRIPT) -> None:
    """Decode two tokens in another process. Raises ModelError when that does not end well."""
    version = version or metadata.version("llama-cpp-python")
    mark = Path(config.compiled) / f"works-{version}" if config.compiled else None
    if mark is not None and mark.exists():
        return
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, config.weights],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ModelError(f"llama-cpp-python {version} took longer than {TIMEOUT_S:.0f} s for two tokens") from error
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        raise ModelError(
            f"llama-cpp-python {version} dies here with {name} when it decodes: build it again with "
            "CMAKE_ARGS=-DGGML_NATIVE=OFF pip install --force-reinstall --no-cache-dir --no-binary llama-cpp-python "
            "llama-cpp-python, or use the engine openvino"
        )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise ModelError(f"llama.cpp cannot read {config.weights}: {lines[-1][:300]}")
    if mark is not None:
        with suppress(OSError):  # then it is tried again next time
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
