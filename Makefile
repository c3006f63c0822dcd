# The one way in. `make help` lists what there is; every target sets .venv up first when it needs it.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check format accept bench scale recall idp lock clean

BIN := .venv/bin
# Tests run on this many processes; JOBS=0 runs them in one, for a debugger.
JOBS ?= auto
# More arguments for pytest: make test PYTEST_ARGS="tests/spec -x"
PYTEST_ARGS ?=
export PYTHON
# Examples drawn by the laws are the same in every run; `PYTHONHASHSEED=random make test` draws others.
export PYTHONHASHSEED ?= 0

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## *' '{ printf "make %-8s %s\n", $$1, $$2 }'

setup:  ## make .venv with the locked dependencies (uv when present, pip otherwise)
	@tools/setup

demo: setup  ## compile the example policies, decide cases, draw a flowchart, show a diff
	@$(BIN)/policyc demo

test: setup  ## run the tests
	@$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

lint: setup  ## check format, lint, types and import layers; changes nothing
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo --no-cache

check: lint test  ## everything that must pass before a commit: lint, then test

format: setup  ## format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix --quiet --exit-zero
	@$(BIN)/ruff format

accept: setup  ## write build/ and the goldens anew; read the difference before committing it
	@$(BIN)/policyc build
	@POLICYC_ACCEPT=1 $(BIN)/python -m pytest -q $(PYTEST_ARGS)
	@git status --short

bench: setup  ## measure, and print the table
	@$(BIN)/python tests/bench/run.py

scale: setup  ## measure a library of 500 policies (a minute or more)
	@$(BIN)/python tests/bench/at_scale.py

recall: setup  ## plant known defects in clean policies, and count those found (minutes)
	@$(BIN)/python tests/bench/recall.py

idp: setup  ## ask IDP-Z3 too, in .venv-idp, an environment of its own (200 MB)
	@test -x .venv-idp/bin/python || $(BIN)/python -m venv .venv-idp
	@.venv-idp/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
	  -r tests/judges/requirements-idp.lock
	@$(BIN)/python tests/judges/idp_compare.py .venv-idp/bin/python

lock:  ## write requirements.lock anew from pyproject.toml (needs uv; UPGRADE=1 moves every version)
	@uv pip compile pyproject.toml --group dev --universal --fork-strategy fewest --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --quiet --output-file requirements.lock
	@uv pip compile tests/judges/requirements-idp.txt --universal --fork-strategy fewest --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) --quiet \
	  --output-file tests/judges/requirements-idp.lock

clean:  ## remove .venv and every cache; build/ stays, it is committed
	@rm -rf .venv .venv-idp dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find compiler dsl tests -name __pycache__ -type d -prune -exec rm -rf {} +
