# Caiwen: `make demo` to see it work, `make test` before a commit, `make help` for the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8
UV := VENV=$(VENV) scripts/uv
INSTALL := $(UV) pip install --quiet --python $(BIN)/python

DEMO_INDEX := .caiwen-demo
DEMO_QUESTION := 馆陶县政府办2021年三公经费预算是多少
PACKAGES := index assistant prompts eval

# The pip that comes with Python may be old; it needs no word about that.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup dev models llm baselines demo test lint format types imports check lock frontend clean

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.program ## The program in .venv, from the lock file
	@test "$(origin PYTHON)" = file || test "$$($(PYTHON) -V 2>&1)" = "$$($(BIN)/python -V)" || { \
	    echo "$(VENV) was made with $$($(BIN)/python -V). For $(PYTHON), 'make clean' first." >&2; exit 1; }

dev: setup $(VENV)/.dev ## And the tools of the tests

models: setup $(VENV)/.models ## And the extra `models` (torch, sentence-transformers)

llm: setup $(VENV)/.llm ## And the extra `llm` (wording by a language model)

baselines: models $(VENV)/.baselines ## And what the retrieval benchmark compares with

demo: setup ## Reads the sample disclosures and answers a question
	@$(BIN)/caiwen ingest eval/corpus --index $(DEMO_INDEX)
	@echo
	@echo '$$ caiwen ask "$(DEMO_QUESTION)" --index $(DEMO_INDEX)'
	@$(BIN)/caiwen ask "$(DEMO_QUESTION)" --index $(DEMO_INDEX)
	@echo
	@echo 'Ask something else:    $(BIN)/caiwen ask "鹿泉区委办2013102科目预算多少元" --index $(DEMO_INDEX)'
	@echo 'Read your own files:   $(BIN)/caiwen ingest FOLDER --index my-index'
	@echo 'Serve it over HTTP:    $(BIN)/caiwen serve --index $(DEMO_INDEX)'
	@echo 'All commands:          $(BIN)/caiwen --help'

test: dev ## All tests; PYTEST_ARGS="-k amount -x" for some
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: dev ## Style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: dev ## Puts style and formatting right where that is mechanical
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

types: dev ## mypy, strict
	@$(BIN)/mypy

imports: dev ## Who may import whom
	@$(BIN)/lint-imports --no-logo

check: lint types imports test ## Everything that must pass before a commit

lock: $(VENV)/.uv-$(UV_VERSION) ## Lock files from pyproject.toml; LOCK_ARGS=--upgrade for newer versions
	@VENV=$(VENV) scripts/lock $(LOCK_ARGS)

frontend: ## The charts of the staff page, bundled again (Node 20)
	@npm ci --prefix frontend --ignore-scripts --no-audit --no-fund --silent
	@npm run build --prefix frontend --silent

clean: ## Removes .venv, caches and the demo's index
	@rm -rf $(VENV) $(DEMO_INDEX) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build dist
	@find $(wildcard $(PACKAGES) tests) -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: each step runs again only when the file it was made from has changed.

$(VENV)/.uv-$(UV_VERSION):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Caiwen needs Python 3.11 or newer, and $(PYTHON) is: $$($(PYTHON) --version 2>&1)." >&2; \
	    echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@

$(VENV)/.base: requirements.lock $(VENV)/.uv-$(UV_VERSION)
	@$(INSTALL) --no-deps --requirements requirements.lock
	@touch $@

$(VENV)/.program: pyproject.toml $(VENV)/.base
	@$(INSTALL) --no-deps --editable .
	@touch $@
	@echo 'Ready: $(BIN)/caiwen --help'

$(VENV)/.dev: requirements-dev.lock $(VENV)/.base
	@$(INSTALL) --no-deps --requirements requirements-dev.lock
	@touch $@

$(VENV)/.llm: requirements-llm.lock $(VENV)/.base
	@$(INSTALL) --no-deps --requirements requirements-llm.lock
	@touch $@

$(VENV)/.baselines: requirements-baselines.lock $(VENV)/.models
	@WITH_FIND_LINKS=1 $(INSTALL) --requirements requirements-baselines.lock
	@touch $@

# Not --no-deps: where torch comes with CUDA it brings packages that this lock leaves to it.
$(VENV)/.models: requirements-models.lock $(VENV)/.base
	@WITH_FIND_LINKS=1 $(INSTALL) --requirements requirements-models.lock
	@touch $@
