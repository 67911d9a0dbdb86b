# Needs Python 3.11 or later, make and PyPI; makes its own virtual environment.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check lock clean

demo: $(VENV)/.demo ## read the sample articles into out/sample.kg and draw out/sample.html
	$(BIN)/kg build data/articles -o out/sample.kg
	$(BIN)/kg view out/sample.kg -o out/sample.html
	@echo "Open out/sample.html in a browser, or ask: $(BIN)/kg query out/sample.kg allies --of Japan"

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## everything that must hold before a commit, but for the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: ## renew uv.lock (needs uv)
	uv lock --upgrade --default-index https://pypi.org/simple

clean:
	rm -rf out dist $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "claimgraph needs Python 3.11 or later; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/constraints.txt: uv.lock | $(VENV)/bin/python
	$(BIN)/python .ci/constraints.py uv.lock > $@

$(VENV)/.demo: pyproject.toml $(VENV)/constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(VENV)/constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(VENV)/constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.demo
