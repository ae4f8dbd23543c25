# make run                 a knowledge base of samples/, opened in the app
# make run CORPUS=folder   the same with your own files
# make test                all tests but the slow ones and those on shared data
PYTHON ?= python3
PORT ?= 8501
CORPUS ?= samples
KB ?= $(notdir $(abspath $(CORPUS))).kb
BIN := .venv/bin
CI ?=
export POLICYKB_CHROMIUM

.PHONY: run test test-all lint install clean help
help:
	@sed -n 's/^# //p' Makefile

run: .venv/installed
	@test -f "$(KB)/kb.sqlite" || $(BIN)/policykb add --kb "$(KB)" "$(CORPUS)" || test $$? -eq 1
	@$(BIN)/policykb ui --kb "$(KB)" --port $(PORT)

install: .venv/installed

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Policy KB needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Install venv first: sudo apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }

# torch first and pinned: without it a newer build comes with several GB of CUDA
.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[test,samples]"
	@command -v chromium google-chrome chromium-browser >/dev/null 2>&1 || test -n "$(POLICYKB_CHROMIUM)" || \
	  { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	  echo "No browser: the browser tests will be skipped. Install one: sudo apt-get install chromium" >&2
	@touch $@

test: .venv/tested
	$(BIN)/python -m pytest -m "not slow and not shared"

test-all: .venv/tested
	$(BIN)/python -m pytest

lint: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf .venv build dist *.egg-info test-output .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
