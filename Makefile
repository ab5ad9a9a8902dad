# The front door: every task a person or the continuous integration runs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check lint bench soak dist lock licences clean setup-run setup-test

export PYTHON
py := .venv/bin/python
pytest := $(py) -m pytest
# Tests share nothing and wait a good part of the time, so there is one more than there are cores.
workers ?= $(shell expr 1 + $$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 1))

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup-run  ## fetch what is missing and open the window (ARGS="--data-dir DIR" and the like)
	@tools/run.sh $(ARGS)

test: setup-test lint  ## fetch what is missing, then lint, types, layers and all tests
	@echo "== tests"
	@$(pytest) -n $(workers) tests

check: lint  ## the fast part of test; sets nothing up
	@echo "== fast tests"
	@$(pytest) -n $(workers) -m "not slow and not e2e" tests

lint:
	@echo "== ruff"
	@$(py) -m ruff check .
	@$(py) -m ruff format --check .
	@echo "== mypy"
	@$(py) -m mypy
	@echo "== layers"
	@.venv/bin/lint-imports --no-logo
	@echo "== dead code"
	@$(py) -m vulture

bench: setup-test  ## the figures, as ratios of one run
	@$(py) tests/benchmarks/run.py $(ARGS)

soak: setup-test  ## the heavy figures whole; begun anew it goes on where it ended
	@$(py) tests/benchmarks/soak.py $(ARGS)

dist: setup-test  ## wheel, source archive and the frozen program in dist/, the last one tried
	@echo "== wheel and source archive"
	@$(py) -m build --no-isolation
	@echo "== frozen program"
	@$(py) -m PyInstaller --noconfirm --log-level WARN build.spec
	@QT_QPA_PLATFORM=offscreen dist/healthdesk/healthdesk --smoke

lock:  ## resolve the dependencies anew (takes uv)
	@tools/lock.sh

licences:  ## write THIRD_PARTY_LICENSES.md anew from what is installed
	@$(py) tools/third_party.py --write

clean:  ## remove what the tasks made, but for the environment
	@rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

setup-run:
	@tools/setup.sh run

setup-test:
	@tools/setup.sh test
