# XenlixAI. `make help` lists the targets. Needs: Python 3.11 or newer, make.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# .env is read by config.py alone, in development and below what is set: honcho would put
# it above, and Flask would read it in production too.
export FLASK_SKIP_DOTENV := 1
WEB_PORT := from os import environ as e; from dotenv import dotenv_values as f; print(e.get("PORT") or f(".env").get("PORT") or 5000)

.PHONY: help run test check lint types imports faults soak site hosts bench keyphrases format audit clean

help: ## what this Makefile can do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# honcho runs in the background, since bash passes no signal on to what it waits for in
# the foreground; a closed terminal reaches it as an orderly end.
run: $(INSTALLED) ## install what is missing, then start all four processes (Ctrl-C stops them)
	@source $(BIN)/activate && export PORT=$$(python -c '$(WEB_PORT)' 2>/dev/null || echo 5000); \
		(trap "" HUP; exec honcho -e /dev/null start) & honcho=$$!; \
		trap : INT; trap "kill -TERM $$honcho" TERM HUP; \
		while wait $$honcho; ended=$$?; kill -0 $$honcho 2>/dev/null; do :; done; \
		[ $$ended = 130 ] || [ $$ended = 143 ] || exit $$ended

test: $(INSTALLED_DEV) ## run the tests, three files at a time; T=path chooses some
	@source $(BIN)/activate && python -m pytest $(or $(T),-n 3 --dist loadfile --no-loadscope-reorder)

check: lint types imports test ## everything that CI asks for

lint: $(INSTALLED_DEV) ## ruff and djlint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint webapp/templates --quiet --lint

types: $(INSTALLED_DEV) ## mypy, strict
	@$(BIN)/mypy

imports: $(INSTALLED_DEV) ## the layers, by import-linter
	@$(BIN)/lint-imports

format: $(INSTALLED_DEV) ## put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

faults: $(INSTALLED_DEV) ## do harm to the running product, fault by fault; FAULTS="F1 F9" chooses, AGAIN=1 forgets results
	@source $(BIN)/activate && PYTHONPATH=.:tests python -m faults $(if $(AGAIN),--again) $(FAULTS)

soak: $(INSTALLED_DEV) ## 45 minutes of load with a fault every 30 s; MINUTES=5 for less
	@source $(BIN)/activate && PYTHONPATH=.:tests python -m faults.soak $(if $(MINUTES),--minutes $(MINUTES))

site: $(INSTALLED_DEV) ## scan the HTML files of PAGES=folder as a site, in Chromium, while processes are killed
	@source $(BIN)/activate && PYTHONPATH=.:tests python -m faults.whole_site --pages $(PAGES)

hosts: $(INSTALLED_DEV) ## cut the links between hosts under load (root, Linux, iproute2)
	@source $(BIN)/activate && PYTHONPATH=.:tests python -m hosts

bench: $(INSTALLED_DEV) ## time the main job: per step, on the pages of DATA=folder or on pages of its own
	@source $(BIN)/activate && python -m bench.scan $(if $(DATA),--pages $(DATA))

keyphrases: $(INSTALLED_DEV) ## cost and quality of keyphrases beside KeyBERT, on the pages of DATA=folder and the sets of SETS=folder
	@source $(BIN)/activate && python -m bench.keyphrases $(if $(DATA),--pages $(DATA)) $(if $(SETS),--sets $(SETS))

audit: $(INSTALLED_DEV) ## known vulnerabilities of what is installed
	@$(BIN)/pip-audit --strict --requirement constraints.txt --no-deps --disable-pip

clean: ## remove the environment and caches; your data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

$(BIN)/python:
	@$(if $(PYTHON),,echo "No Python found: install Python 3.11 or newer." >&2; exit 1)
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) \
		|| { echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(INSTALLED): requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV). This is done once and downloads about 520 MB with PyTorch's"
	@echo "CPU build (2.2 GB on disk), or several GB with its GPU build; README.md says how to choose."
	@$(BIN)/pip install --quiet -r requirements.txt
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@echo "Installing the tools for tests and checks (about 100 MB more)."
	@$(BIN)/pip install --quiet -r requirements-dev.txt
	@touch $@
