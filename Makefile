# Everything a contributor needs. `make demo` and `make test` work on a fresh machine with Python >= 3.11.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: demo test test-slow test-train check bench format docs lock clean

$(STAMP): pyproject.toml requirements-dev.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade "pip>=25.1"
	$(BIN)/python -m pip install -q -e . --group dev -c requirements-dev.lock
	touch $@

demo: $(STAMP)
	tools/demo.sh $(BIN)

test: $(STAMP)
	$(BIN)/python -m pytest -m "not slow" -n 2 --dist loadfile

test-slow: $(STAMP)
	$(BIN)/python -m pytest -m slow

# Training and its exports need torch and a compiled llama.cpp (minutes): an environment of their own, not CI's.
TRAIN_VENV ?= .venv-train
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu

$(TRAIN_VENV)/.installed: pyproject.toml
	test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/python -m pip install -q --upgrade "pip>=25.1"
	$(TRAIN_VENV)/bin/python -c "import torch" 2>/dev/null \
		|| $(TRAIN_VENV)/bin/python -m pip install -q torch --index-url $(TORCH_INDEX)
	CMAKE_ARGS="-DGGML_NATIVE=OFF" $(TRAIN_VENV)/bin/python -m pip install -q -e '.[train,llama,local]' --group dev
	touch $@

test-train: $(TRAIN_VENV)/.installed
	OMP_NUM_THREADS=1 $(TRAIN_VENV)/bin/python -m pytest -rs tests/train

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tools/generate_docs.py --check
	$(MAKE) test

bench: $(STAMP)
	$(BIN)/python -m benchmarks.sandbox.overhead
	$(BIN)/python -m benchmarks.peers.compare --quick

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(STAMP)
	$(BIN)/python tools/generate_docs.py
	$(BIN)/python -m fasterpy.knowledge.gallery docs/patterns.md

lock:
	uv pip compile pyproject.toml --group dev --no-header --no-annotate --no-emit-index-url -q -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(TRAIN_VENV) .pytest_cache .mypy_cache .ruff_cache
