# The whole work of the project in a few words; CI runs check, test and wheel, and nothing else.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test check wheel docs snapshots bench bench-tables clean

help: ## What there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q src alembic
	@touch $@

$(VENV)/.checking: pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.measuring: pyproject.toml | $(VENV)/.checking
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

demo: $(VENV)/.installed ## Install, and print what two articles say about troops in Iraq
	@$(BIN)/sofadb figures --host irq

test: $(VENV)/.checking ## All tests, on SQLite and on a PostgreSQL server that comes along
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

check: $(VENV)/.checking ## Format, lint, types, import floors, migrations against models, fresh docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/alembic check
	$(BIN)/python docs/generate.py --check

wheel: $(VENV)/.checking ## Build sdist and wheel, and try the wheel alone in a clean place
	sh tests/try_wheel.sh $(BIN)/python

docs: $(VENV)/.installed ## Write the pages that are made from the code
	$(BIN)/python docs/generate.py

snapshots: $(VENV)/.checking ## Write the golden files again; read the difference as carefully as code
	SOFADB_SNAPSHOTS=1 $(BIN)/python -m pytest -p no:randomly tests/formats tests/mistakes tests/test_readme.py tests/test_tutorial.py tests/test_nodes.py

bench: $(VENV)/.checking ## Time the tool side by side with its peers
	$(BIN)/python benchmarks/run.py

bench-tables: $(VENV)/.measuring ## Import tables beside other tools, and write docs/performance.md
	$(BIN)/python benchmarks/tables.py $(TABLES)

clean: ## Remove what these targets made
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
