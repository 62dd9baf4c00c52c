#!/usr/bin/env bash
# job.sh PARTS OUT [options of job.py]: on the GPU machine, in the root of this tree. Resumes when it is called again.
set -euo pipefail
parts=$1 out=$2; shift 2
export HF_HUB_OFFLINE=1 PYTHONUNBUFFERED=1 PYTHONPATH=$PWD/src:$PWD:$PWD/$parts/site
if compgen -G "$parts/wheels/*.whl" >/dev/null && [ ! -d "$parts/site" ]; then
  python3 -m pip install -q --no-index --no-deps --no-compile --target "$parts/site" "$parts"/wheels/*.whl
fi
exec python3 -m benchmarks.lora.job --parts "$parts" --out "$out" "$@"
