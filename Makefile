# Every target sets itself up from nothing; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run demo test setup check format bench screenshots lock help

run: .venv/.ready            ## start Anchorwatch: on Slack with tokens in .env, else in the preview workspace
	@$(BIN)/anchorwatch run

demo: .venv/.ready           ## play the demo's days in the terminal, in under a minute
	@$(BIN)/anchorwatch demo

test: .venv/.ready-dev       ## run every test
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

setup: .venv/.ready-dev      ## install everything for development

check: .venv/.ready-dev      ## lint, types, tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

format: .venv/.ready-dev     ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: .venv/.ready-bench    ## run the benchmarks and print their ratios
	@$(BIN)/python -m benchmarks

screenshots: .venv/.ready-dev ## take the README's screenshots from the preview (needs chromium)
	@$(BIN)/python -m docs.screenshots

lock: .venv/bin/python       ## resolve the locked dependencies again (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock

help:                        ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Anchorwatch needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 and try again." >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python's venv module is missing; install it (on Debian and Ubuntu: apt install python3-venv) and try again." >&2; exit 1; }

.venv/.ready: .venv/bin/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Setting up .venv (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.lock -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	@echo "Adding the development tools (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.ready-bench: .venv/.ready-dev requirements-bench.lock
	@echo "Adding the benchmarks' peers (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@
