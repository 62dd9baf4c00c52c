# Everything a contributor needs. `make demo` and `make test` work on a fresh machine with Python >= 3.11.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: demo test test-slow check bench format docs lock clean

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
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
