# Everything goes through scripts/setup_env.py (the environment) and the anwen command (the work).
# Without make, run:  python3 scripts/setup_env.py  and then  .venv/bin/anwen serve

# the first of these that runs at all (a version manager's shim may be there and not run); setup_env.py looks further
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do $$p -c "" 2>/dev/null && echo $$p && break; done)
ANWEN = .venv/bin/anwen
export SOURCE_DATE_EPOCH ?= 0

.DEFAULT_GOAL := help
.PHONY: help setup serve build test bench check clean

help: ## show the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## create .venv with everything that is needed (quick the second time)
	@if [ -z "$(PYTHON)" ]; then \
	  echo "setup: no Python was found. Install Python 3.11, 3.12 or 3.13 and run the same command again." >&2; exit 1; fi
	@"$(PYTHON)" scripts/setup_env.py

serve: setup ## build the library and serve the site at http://127.0.0.1:8000/
	@$(ANWEN) serve

build: setup ## build everything into site/
	@$(ANWEN) build

test: setup ## run the style, type and unit tests, and the browser tests where Chromium is found
	@echo "test: ruff"; .venv/bin/ruff check scripts tests
	@echo "test: ruff format"; .venv/bin/ruff format --check scripts tests
	@echo "test: mypy"; .venv/bin/mypy
	@echo "test: pytest"; .venv/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile
	@echo "test: all passed"

bench: setup ## measure speed, memory and search against named peers (SIZES="0 10000" also at 10,000 articles)
	@.venv/bin/python tests/bench $(SIZES)

check: setup ## the gates that CI runs
	@$(ANWEN) check

clean: ## delete what is derived (never corpus/ or .venv)
	@rm -rf site site.new .anwen docs/a docs/embed docs/themes docs/concepts docs/courses docs/report docs/data docs/offline docs/index.md docs/assets/search
	@find search_index -mindepth 1 ! -name README.md -delete
	@echo "clean: derived files deleted; .venv and corpus/ kept"
