.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test long faults bench journey translations format lint sbom audit lock clean
.DELETE_ON_ERROR:

BIN := .venv/bin
SET_UP := .venv/.set-up

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SET_UP) ## Prepare only: .venv with everything in requirements.lock

# The stamp lies in .venv, so that setup is redone when .venv goes, and when what it was made from changes.
$(SET_UP): requirements.lock pyproject.toml scripts/setup
	@scripts/setup
	@touch $@

demo: setup ## Run the demo on the embedded defaults (PORT=… chooses the port)
	@exec $(BIN)/ledertrivsel demo

demo-reset: setup ## Run the demo from the beginning, without what was done in it
	@exec $(BIN)/ledertrivsel demo --reset

test: setup ## Pass all tests (at most 20 minutes)
	@scripts/servers
	@$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

long: setup ## Run the long storms, sweeps and fuzzing (at most 60 minutes)
	@scripts/servers
	@$(BIN)/python -m pytest -m long
	@$(BIN)/python -m tests.faults

faults: setup ## Let every given fault happen to real processes; print a table and write .cache/faults.json
	@scripts/servers
	@$(BIN)/python -m tests.faults $(ONLY)

bench: setup ## Measure against the floors and against other queues; print a table and write bench/latest.json
	@scripts/servers
	@scripts/peers
	@$(BIN)/python -m bench $(ONLY)

journey: setup ## Walk a plan year in Chromium; pictures of each step land in screenshots/
	@scripts/servers
	@PICTURES=1 $(BIN)/python -m pytest tests/journeys -m browser --verbose

translations: setup ## List the texts that are missing in Danish or no longer used
	@$(BIN)/ledertrivsel translations

format: setup ## Put the code in its usual form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

lint: setup ## Check form, types and arrows without running the other tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

sbom: setup ## Write what the product is made of to dist/sbom.json (CycloneDX)
	@mkdir -p dist
	@$(BIN)/cyclonedx-py requirements requirements-run.lock --output-reproducible --of JSON -o dist/sbom.json

audit: setup ## Ask the advisory database about everything the product is made of (needs the network)
	@$(BIN)/pip-audit --requirement requirements-run.lock --require-hashes --disable-pip --strict --progress-spinner off

lock: ## Write the locks anew (needs uv; UPGRADE=1 takes newer versions)
	@scripts/lock $(if $(UPGRADE),--upgrade)

clean: ## Remove what can be made again; the demo's data in var/ stays
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist screenshots
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
