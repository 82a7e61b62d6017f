# make demo    reads the example reports, prints what they claim, writes the map
# make test    runs the tests
# Both set up what they need in .venv, with any Python from 3.11 to 3.13.
#
# PYTHON=…     the Python to use, where the one found is not the one wanted
# VENV=…       where the environment goes
# TESTS=…      what pytest is to run: make test TESTS="tests/times -x"

VENV ?= .venv
OUT ?= out
TESTS ?=
BIN := $(VENV)/bin
UV := $(BIN)/uv
PIP_INSTALL := $(UV) pip install --quiet --python $(BIN)/python --require-hashes

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types docs readme help-pages lock clean

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile
	@echo "Also: lint, format, types, docs, readme, help-pages, lock, clean."

# --- set-up, one stamp for each set of requirements -------------------------------------------

$(BIN)/python:
	@python="$$(PYTHON='$(PYTHON)' scripts/find_python.sh)" && \
	  echo "Setting up $(VENV) with $$python (some 300 MB are fetched the first time)" && \
	  "$$python" -m venv $(VENV)

$(VENV)/.bootstrap: requirements/bootstrap.txt | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml $(VENV)/.bootstrap
	@$(PIP_INSTALL) -r requirements/run.txt -r requirements/build.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@$(PIP_INSTALL) -r requirements/test.txt
	@touch $@

$(VENV)/.docs: requirements/docs.txt $(VENV)/.test
	@$(PIP_INSTALL) -r requirements/docs.txt
	@touch $@

# --- the two commands ---------------------------------------------------------------------------

demo: $(VENV)/.run
	@BIN="$(BIN)" OUT="$(OUT)" scripts/demo.sh

test: $(VENV)/.test
	@$(BIN)/python -m pytest $(TESTS)

# --- for those who work on it -------------------------------------------------------------------

lint: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.test
	@$(BIN)/pyright --pythonpath $(BIN)/python

docs: $(VENV)/.docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@$(BIN)/python scripts/check_links.py site
	@echo "site/index.html"

help-pages: $(VENV)/.test
	@$(BIN)/python scripts/capture_help.py

readme: $(VENV)/.test
	@$(BIN)/python scripts/update_readme.py

lock: $(VENV)/.bootstrap
	@UV="$(UV)" UPGRADE="$(UPGRADE)" scripts/lock.sh

clean:
	@rm -rf site out build dist .pytest_cache .ruff_cache .hypothesis
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed what was built; $(VENV) stays (remove it by hand to start over)."
