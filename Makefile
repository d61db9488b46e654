# `make` sets up and runs the main job on the sample; `make test` sets up and passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint template clean

demo: $(VENV)/.ready
	$(BIN)/perf-xl demo -o out/demo

test: $(VENV)/.ready-test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg

template: $(VENV)/.ready
	$(BIN)/python -m perf_xl.templates workbook_templates

$(VENV)/.ready: setup.cfg
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m compileall -q perf_xl
	PYTHONDONTWRITEBYTECODE= $(BIN)/perf-xl rules > /dev/null    # keeps tables and rules ready for the next start
	touch $@

$(VENV)/.ready-test: setup.cfg
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

clean:
	rm -rf $(VENV) out build dist *.egg-info
