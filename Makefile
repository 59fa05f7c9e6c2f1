# Needs Python 3.11 or later, git and make; each target creates what else it needs.
#
#   make demo    check, plan and simulate a real meeting that had a flaw in it, and lay a series out
#   make test    the tests, with branch coverage
#   make check   linter, formatter, type checkers and import contracts
#   make docs    the pages that are made from the library itself, then the site of all pages
#   make bench   the benchmarks
#   make build   wheel and sdist, into dist/
#   make clean   remove everything that the targets above made

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/ready
READER  := $(VENV)/reader
BROWSER := $(VENV)/browser

# The rooms in which a line without a test needs its reason beside it.
COVERED := */display/*,*/model/*,*/rules/*,*/protocols/*,*/serial/*,*/timing/*

# pyright's wheel holds all of pyright: keep it from looking for a newer one.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.PHONY: .venv demo test check docs lint format mypy pyright verifytypes contracts bench build clean

.venv: $(READY)

$(READY): pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or later is needed: make PYTHON=/path/to/python3.11'; exit 1; }
	@echo 'Setting up $(VENV) ...'
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	@touch $@

# A second reader of calendars, for the tests, where node and npm are there.
$(READER)/ready: tests/calendar/package.json $(READY)
	@mkdir -p $(READER) && cp $< $(READER)/package.json
	@if command -v node > /dev/null && command -v npm > /dev/null; then \
		npm install --silent --no-package-lock --no-audit --no-fund --ignore-scripts --prefix $(READER) \
		|| echo 'ical.js cannot be installed; the tests that need it are skipped'; \
	fi
	@touch $@

# A browser, and what looks at pages in it, for the tests: Chromium from Debian where that can be
# had without a question, axe-core and Mermaid where npm is there.
$(BROWSER)/ready: tests/browser/package.json $(READY)
	@mkdir -p $(BROWSER) && cp $< $(BROWSER)/package.json
	@if ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null; then \
		root=; test "$$(id -u)" = 0 || root='sudo -n'; \
		{ command -v apt-get && $$root true && $$root sh -c ' \
			export DEBIAN_FRONTEND=noninteractive; \
			get="apt-get install --yes --no-install-recommends chromium"; \
			$$get || { apt-get update && $$get; }'; \
		} > $(BROWSER)/apt.txt 2>&1 || echo 'Chromium cannot be installed; the tests in a browser are skipped'; \
	fi
	@if command -v npm > /dev/null; then \
		npm install --silent --no-package-lock --no-audit --no-fund --ignore-scripts --prefix $(BROWSER) \
		|| echo 'axe-core and Mermaid cannot be installed; the tests that need them are skipped'; \
	fi
	@touch $@

# $(call check,FILE,STATUS): check FILE and go on only if the command exits with STATUS.
define check
	@echo '$$ reflective-groups check $(1)'
	@status=0; $(BIN)/reflective-groups check $(1) || status=$$?; \
		test $$status -eq $(2) || { echo "exit status $$status, where $(2) was expected"; exit 1; }
	@echo
endef

define plan
	@echo '$$ reflective-groups plan $(1)'
	@$(BIN)/reflective-groups plan $(1)
	@echo
endef

demo: $(READY)
	@echo 'Step 1 of 6: check an online Balint meeting that has a flaw in it.'
	@echo 'The command exits with 1, because at least one finding is an error.'
	$(call check,docs/examples/monday.toml,1)
	@echo 'Step 2 of 6: lay the same meeting out in time all the same.'
	$(call plan,docs/examples/monday.toml)
	@echo 'Step 3 of 6: check the mended meeting. Nothing is left, so it exits with 0.'
	$(call check,docs/examples/monday_repaired.toml,0)
	@echo 'Step 4 of 6: lay the mended meeting out in time.'
	$(call plan,docs/examples/monday_repaired.toml)
	@echo 'Step 5 of 6: lay a whole series out, over a clock change and a holiday.'
	@echo '$$ reflective-groups series docs/series/two_cases.toml'
	@$(BIN)/reflective-groups series docs/series/two_cases.toml
	@echo
	@echo 'Step 6 of 6: hold the mended meeting two thousand times over, with one member in five away.'
	@echo '$$ reflective-groups simulate docs/examples/monday_repaired.toml --sessions 2000 --attendance 0.8'
	@$(BIN)/reflective-groups simulate docs/examples/monday_repaired.toml --sessions 2000 --attendance 0.8

# Quiet when all is well, so that pytest's closing line stays the last one.
test: $(READER)/ready $(BROWSER)/ready
	@$(BIN)/python -m pytest --cov --cov-report=term
	@$(BIN)/coverage report --include='$(COVERED)' --fail-under=100 > $(VENV)/covered.txt \
		|| { cat $(VENV)/covered.txt; echo 'display, model, rules, protocols, serial and timing: test it, or say why not beside it'; exit 1; }

# Each tool is a target of its own, so that `make --keep-going check` shows what all of them say.
check: lint format mypy pyright verifytypes contracts

lint: $(READY)
	$(BIN)/ruff check

format: $(READY)
	$(BIN)/ruff format --check

mypy: $(READY)
	$(BIN)/mypy

pyright: $(READY)
	$(BIN)/pyright

# This one looks for the package in the python that is first on the path, whatever the settings say.
verifytypes: $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" pyright --verifytypes reflective_groups --ignoreexternal

contracts: $(READY)
	$(BIN)/lint-imports --no-logo --no-cache

docs: $(READY)
	$(BIN)/python docs/build.py
	@$(BIN)/python -m docs.machinery docs/_build

bench: $(READY)
	$(BIN)/python -m pytest benchmarks --benchmark-only

build: $(READY)
	@rm -rf dist
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) dist docs/_build .coverage .hypothesis .benchmarks .mypy_cache .pytest_cache .ruff_cache
	find src tests docs -type d -name __pycache__ -prune -exec rm -rf {} +
