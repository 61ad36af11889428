# Two commands do everything on a machine with Python 3.11 to 3.13:
#   make run ARGS="play hip"     installs into .venv, then runs voiceguide
#   make test                    installs with test extras, then runs every test this machine can run
# `make check` is what CI runs; `make bench` measures, `make fuzz` attacks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check format lint types layers bench fuzz pictures schemas clean

run: $(VENV)/run.stamp
	@$(BIN)/voiceguide $(ARGS)

# First all that needs no sound server. What plays to a loudspeaker mostly waits, so several do it at once; what
# measures time in the air comes last and has the machine alone.
TESTS = $(BIN)/python -m pytest -n auto -m "not device" && \
  $(BIN)/python -m pytest -n 5 -m "device and not exact" && $(BIN)/python -m pytest -m "device and exact"

test: $(VENV)/test.stamp
	$(TESTS)

check: lint types layers
	$(TESTS)

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

layers: $(VENV)/dev.stamp
	$(BIN)/lint-imports

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks table

fuzz: $(VENV)/test.stamp
	$(BIN)/python -m fuzzing --inputs 1000000

pictures: $(VENV)/test.stamp
	$(BIN)/python docs/pictures.py

schemas: $(VENV)/test.stamp
	$(BIN)/python -m voiceguide.content.schema

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "voiceguide needs Python 3.11, 3.12 or 3.13; name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv is missing; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }

$(VENV)/run.stamp: $(BIN)/python pyproject.toml
	@echo "Installing voiceguide into $(VENV), once ..." >&2
	@$(PIP) install -e .
	@touch $@

$(VENV)/test.stamp: $(BIN)/python pyproject.toml
	@$(PIP) install -e ".[test]"
	@touch $@ $(VENV)/run.stamp

$(VENV)/dev.stamp: $(BIN)/python pyproject.toml
	@$(PIP) install -e ".[dev]"
	@touch $@ $(VENV)/test.stamp $(VENV)/run.stamp
