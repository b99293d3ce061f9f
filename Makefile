# Everything needs Python 3.11 or newer and nothing else; what is pinned comes with hashes from the lock files.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-dev run test faults lint mutation format lock wheel clean

# The first of these that is 3.11 or newer; say PYTHON=/path/to/python to choose another.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PROJECT := pyproject.toml hatch_build.py

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: .venv/.installed ## .venv with everything a server needs, nothing else
install-dev: .venv/.installed-dev ## the same with the tools for tests and checks

run: install ## start the server on http://127.0.0.1:8000 with SQLite in var/ and samples
	@exec $(BIN)/assistant serve --demo

.PHONY: browser screenshots
browser: ## Chromium and a Japanese font for the browser tests, where they are missing and can be installed
	@.ci/browser

screenshots: install-dev browser ## take the pictures in docs/images anew
	@$(BIN)/python docs/screenshots.py $(ARGS)

test: install-dev browser ## run all tests (with CI=true a missing part is a failure, not a skip)
	@$(BIN)/python -m pytest $(or $(ARGS),$(EVERYTHING))

# A file of tests stays in one process; what ARGS names runs in one alone, so that a debugger can be used.
EVERYTHING := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

faults: install-dev ## kill the server (KILLS=20), take its disk, database (POSTGRES=address) and REDIS=address away under load
	@$(BIN)/python bench/faults.py --kills $(or $(KILLS),20)
	$(if $(POSTGRES),@$(BIN)/python bench/faults.py --kills $(or $(KILLS),20) --postgres '$(POSTGRES)')
	@$(BIN)/python bench/outages.py --rounds $(or $(ROUNDS),5) $(if $(POSTGRES),--postgres '$(POSTGRES)') $(if $(REDIS),--redis '$(REDIS)')

.PHONY: soak sbom licences
soak: install-dev ## hostile messages, the whole API and SECONDS=600 of mixed traffic, with flat memory
	@$(BIN)/python bench/hostile.py --messages $(or $(MESSAGES),5000)
	@$(BIN)/python bench/contract.py --examples $(or $(EXAMPLES),100)
	@$(BIN)/python bench/soak.py --seconds $(or $(SECONDS),600)

.PHONY: bench
bench: install ## how fast it is: a table, docs/speed.json and the plot (QUICK=1 for some minutes instead of 25)
	@$(MAKE) --no-print-directory .venv-bench/.installed || echo 'bench: scikit-learn cannot be installed, it is not measured' >&2
	@$(MAKE) --no-print-directory bench/speed/nlpjs/node_modules || echo 'bench: nlp.js cannot be installed, it is not measured' >&2
	@PYTHONPATH=bench $(BIN)/python -m speed $(if $(QUICK),--quick) --write $(ARGS)

.venv-bench/.installed: requirements-bench.lock
	@test -n '$(PYTHON)'
	@'$(PYTHON)' -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement requirements-bench.lock
	@touch $@

bench/speed/nlpjs/node_modules: bench/speed/nlpjs/package-lock.json
	@cd bench/speed/nlpjs && npm ci --silent --ignore-scripts
	@touch $@

sbom: install ## what the server is made of, as CycloneDX, into dist/sbom.json
	@mkdir -p dist
	@$(BIN)/python bench/supply.py sbom > dist/sbom.json
	@echo 'dist/sbom.json'

licences: install ## docs/licences.md anew from the lock file and what is installed
	@$(BIN)/python bench/supply.py licences > docs/licences.md

lint: install-dev ## style, types, the import contract, intents and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/assistant lint

mutation: install-dev ## change the rules in every small way and count what their tests notice (an hour or so; JOBS=1)
	@$(BIN)/python bench/mutation.py $(if $(JOBS),--jobs $(JOBS)) $(ARGS)

format: install-dev ## put the code into the one format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: install-dev ## write both lock files anew from pyproject.toml (UPGRADE=--upgrade for newer releases)
	$(PIP) install 'uv>=0.13'
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --group build --group dev -o requirements-dev.lock
	$(LOCK:pyproject.toml=) --group bench --constraint requirements.lock -o requirements-bench.lock

LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet $(UPGRADE)

wheel: install ## build the wheel into dist/
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

clean: ## remove everything that was made here, the database aside
	rm -rf .venv .venv-bench bench/speed/nlpjs/node_modules dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis mutants mutants.log

.venv/bin/python:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed (say PYTHON=/path/to/python).' >&2; exit 2; }
	@echo 'Creating .venv with $(PYTHON)'
	@'$(PYTHON)' -m venv .venv

# pip compiles bytecode on one core and for everything; this does what is imported, on all cores, in a quarter of the time.
COMPILE = $(BIN)/python -m compileall -q -j 0 -x '/(tests|faker|polyfactory|pip|mypy|ruff)/' .venv/lib src

.venv/.installed: requirements.lock $(PROJECT) | .venv/bin/python
	@echo 'Installing what the server needs (requirements.lock)'
	@$(PIP) install --no-compile --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@$(BIN)/assistant prepare
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo 'Installing the tools (requirements-dev.lock)'
	@$(PIP) install --no-compile --require-hashes --requirement requirements-dev.lock
	@$(COMPILE)
	@touch $@
