# make run                  opens the app on a knowledge base of samples/, which the first run builds
# make run CORPUS=folder    the same with your own files; what is new in the folder is added
# make run KB=my.kb         the same with a knowledge base that you have
# make test                 all tests but the slow ones and those on shared data
# make test-all             all tests
# make lint                 style, types and the directions of imports
# make clean                removes what these commands made, but no knowledge base
#
# PORT=8501                 where the app listens
# PYTHON=python3            the Python to begin with, 3.11 or newer
# TORCH_INDEX=URL           where torch comes from, if not from pip's own index. On Linux that index has a build with
#                           several GB for NVIDIA GPUs; PyTorch's installation page names one without them.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

ifndef KB
CORPUS ?= samples
KB := $(shell basename "$$(cd "$(CORPUS)" 2>/dev/null && pwd)" | sed 's/^samples$$/sample/').kb
endif

.PHONY: help run test test-all lint clean
.DEFAULT_GOAL := help
help:
	@sed -n '/^[^#]/q; s/^# \{0,1\}//p' Makefile

run: .venv/installed
ifneq ($(CORPUS),)
	@test -d "$(CORPUS)" || { echo "There is no folder $(CORPUS); name one: make run CORPUS=path/to/folder" >&2; exit 2; }
	@$(BIN)/policykb add --kb "$(KB)" "$(CORPUS)" || test $$? -eq 1
endif
	@exec $(BIN)/policykb ui --kb "$(KB)" --port "$(PORT)"

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

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Policy KB needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "Install Python's venv first: sudo apt-get install python3-venv" >&2; exit 1; }

# torch first, by itself: everything after it then takes this build, whatever index it came from.
.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing into .venv; the first time this takes several minutes."
	$(PIP) $(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)") torch==2.13.0
	$(PIP) -e ".[ui]"
	@touch $@

.venv/tested: .venv/installed
	$(PIP) -e ".[ui,test]"
	@for browser in $(BROWSERS); do command -v "$$browser" >/dev/null && exit 0; done; \
	  test -z "$(POLICYKB_CHROMIUM)" || exit 0; \
	  if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu && exit 0; fi; \
	  echo "No browser was found: its tests will be skipped. Install one: sudo apt-get install chromium" >&2
	@touch $@
