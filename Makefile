# Development tasks. `make` lists them; PYTHON=/path/to/python3.12 chooses the interpreter.

VENV := .venv
BIN := $(VENV)/bin
OLDEST := (3, 11)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# On all cores; idle workers take tests from busy ones (ARGS=-n0 disables this).
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
SOURCES := yiwu_report tests benchmarks docs build.py

.DEFAULT_GOAL := help
.PHONY: help site test campaign check validate format docs clean lock

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/site.stamp ## build the report into public/ (ARGS="--out DIR" passes options)
	@$(BIN)/python build.py $(ARGS)

test: $(VENV)/dev.stamp ## run all tests, including browser tests (ARGS="-k write" passes options)
	@$(BIN)/python tests/helpers/chromium.py
	@$(PYTEST) $(ARGS)

campaign: $(VENV)/dev.stamp ## try all cases of those tests of which `make test` tries a sample (takes long)
	@CAMPAIGN=1 $(PYTEST) -m campaign $(ARGS)

check: $(VENV)/dev.stamp ## what CI runs: format, lint, types, import layers, tests
	@$(BIN)/python tests/helpers/chromium.py
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/ruff check --quiet $(SOURCES)
	$(BIN)/mypy --no-error-summary
	$(BIN)/mypy --no-error-summary --platform win32 --cache-dir .mypy_cache/win32
	$(BIN)/mypy --no-error-summary --platform darwin --cache-dir .mypy_cache/darwin
	$(BIN)/lint-imports --no-logo
	$(PYTEST) $(ARGS)

validate: $(VENV)/validate.stamp ## validate every page, feed and data package with external tools (needs Node and Java)
	@PYTHONPATH=tests/helpers $(BIN)/python tests/validate/tools.py node npm java
	@cd tests/validate && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefer-offline
	@$(BIN)/python tests/validate/validate.py

format: $(VENV)/dev.stamp ## format the code as `make check` requires
	@$(BIN)/ruff check --fix --quiet $(SOURCES) || true
	@$(BIN)/ruff format $(SOURCES)

docs: $(VENV)/dev.stamp ## generate pages of docs/reference and .schemas from the code
	@$(BIN)/python docs/generate.py
	@$(BIN)/python build.py schema --quiet

clean: ## remove the environment, caches and the built report
	rm -rf $(VENV) .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf public

# The lock files hold for every platform and every Python from 3.11 on, with hashes, and name no index.
# Pins stay as they are unless asked: make lock ARGS=--upgrade, or ARGS="--upgrade-package plotly".
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group build \
	--no-header --no-emit-index-url --no-emit-find-links $(ARGS) pyproject.toml

lock: ## regenerate the three lock files from pyproject.toml (needs uv)
	@command -v uv > /dev/null || { echo "make lock needs uv: python3 -m pip install uv" >&2; exit 1; }
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) --extra dev --extra validate --constraint requirements-dev.lock --output-file requirements-validate.lock

# pip checks every hash; the project itself comes last, with what was just installed and nothing else.
$(VENV)/site.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing what requirements.lock names into $(VENV)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "installing what requirements-dev.lock names into $(VENV)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/validate.stamp: requirements-validate.lock | $(VENV)/dev.stamp
	@echo "installing what requirements-validate.lock names into $(VENV)"
	@$(PIP) install --require-hashes -r requirements-validate.lock
	@touch $@

# The first interpreter that is new enough; one that was named must be.
$(BIN)/python:
	@found=; \
	for each in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
		if "$$each" -c 'import sys; sys.exit(sys.version_info < $(OLDEST))' 2> /dev/null; then found=$$each; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Python 3.11 or later is needed, and $(or $(PYTHON),none was found: python3) is $$($(or $(PYTHON),python3) -c 'import sys; print("Python", sys.version.split()[0])' 2> /dev/null || echo not there)." >&2; \
		echo "Install one, or name one: make site PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2> /dev/null; then \
		echo "$$found has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	fi; \
	echo "making $(VENV) with $$("$$found" -c 'import sys; print("Python", sys.version.split()[0])')"; \
	"$$found" -m venv --clear $(VENV)
