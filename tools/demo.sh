#!/bin/sh
# make demo: a function that rules make faster, then one for which a small language model on this machine has the idea.
# Downloads about 1.4 GB on the first run; FASTERPY_DEMO_MODEL=none does without.
set -eu
bin=$1
model=${FASTERPY_DEMO_MODEL:-qwen2.5-coder-1.5b}

"$bin/fasterpy" optimize examples/orders/orders.py::open_orders --generators rules --seconds 30

idea=examples/text/text.py::longest_without_repeat
rules_alone() {
    echo "demo: no language model ($1), so this one goes to the rules alone" >&2
    exec "$bin/fasterpy" optimize "$idea" --generators rules --seconds 30
}
test "$model" != none || rules_alone "FASTERPY_DEMO_MODEL=none"
"$bin/python" -c "import openvino_genai" 2>/dev/null ||
    "$bin/python" -m pip install -q --retries 1 --timeout 20 -e ".[local]" -c requirements-dev.lock ||
    rules_alone "the extra 'local' cannot be installed here"
"$bin/fasterpy" models pull "$model" || rules_alone "the weights cannot be had here"
# The time is for crowded machines: it ends when the answers, and what the model makes of the best one, are judged.
exec "$bin/fasterpy" optimize "$idea" --model "local:$model" --samples 2 --seconds 200
