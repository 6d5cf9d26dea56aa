# The two commands that matter: `make run` and `make test`. Each sets up what it needs, once.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STAMPS := build/stamps

.PHONY: help setup build run test lint unit parity browser fields security bench eval lock clean
help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(STAMPS)/python $(STAMPS)/node $(STAMPS)/browser  ## virtual environment, npm packages, browser, models
	@$(BIN)/python -m models.build

build: setup  ## dist/nib (unpacked, Chromium and Firefox) and dist/nib.zip
	@$(BIN)/python build.py

run: build  ## open Chromium with Nib and the demo page; HEADLESS=1 types the demo itself
	@$(BIN)/python -m tests.demo

test: build lint unit parity security browser fields  ## everything CI checks

lint: $(STAMPS)/python $(STAMPS)/node  ## types and style, both worlds
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	npm run --silent check

unit: setup  ## Python and TypeScript without a browser
	npm run --silent test:unit
	$(BIN)/pytest tests/unit

parity: build  ## the same inputs in Pyodide and in CPython
	$(BIN)/pytest tests/parity

browser: build  ## fields, popup and menus in a real browser with the real models
	$(BIN)/pytest tests/browser --reruns 1

fields: build $(STAMPS)/editors  ## the field matrix: each field x each check; out/fields.md, out/fields.png
	$(BIN)/pytest tests/fields

security: build  ## what leaves the machine (nothing), what pages can reach (nothing)
	$(BIN)/pytest tests/security --reruns 1

bench: build $(STAMPS)/bench  ## what a user of completion feels; figures in out/bench.json; QUICK=1 for some minutes
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick)

eval: $(STAMPS)/node $(STAMPS)/eval  ## Nib beside its peers on the dev sets, one table; EVERY=10 is quick
	@$(BIN)/python -m models.build
	@PYTHONPATH=py build/eval/venv/bin/python -m tests.bench.quality --every $(or $(EVERY),1)

lock: $(STAMPS)/python  ## requirements.lock from requirements.in, the evaluation's and the bench's too
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install -q pip-tools
	for folder in . tests/bench tests/bench/quality; do (cd $$folder && $(CURDIR)/build/lock/bin/pip-compile -q --allow-unsafe \
	  --generate-hashes --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --no-emit-options -o requirements.lock requirements.in) || exit 1; done

clean:  ## forget everything made here
	rm -rf .venv node_modules build dist out

$(STAMPS)/python: requirements.lock py/pyproject.toml
	@echo "python: virtual environment in .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit("Nib needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@# Debian splits venv off: root gets it by apt, others are told.
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv 2>/dev/null \
	  || { rm -rf .venv; test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null \
	    && $(PYTHON) -m venv .venv; } \
	  || { echo "python: no virtual environment could be made (Debian: apt install python3-venv)"; exit 1; }
	@$(BIN)/pip install -q --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e py
	@mkdir -p $(@D) && touch $@

$(STAMPS)/node: package-lock.json package.json
	@echo "node: packages in node_modules ..."
	@node -e 'if (parseInt(process.versions.node) < 20) { console.error("Nib needs Node 20 or newer"); process.exit(1) }'
	@npm ci --silent --no-audit --no-fund
	@mkdir -p $(@D) && touch $@

$(STAMPS)/browser: $(STAMPS)/python tests/chromium.py
	@$(BIN)/python -m tests.chromium
	@mkdir -p $(@D) && touch $@

# The editors that the field matrix is about, and their pages in build/pages.
EDITORS := tests/pages/editors
$(STAMPS)/editors: $(STAMPS)/node $(wildcard $(EDITORS)/*.* $(EDITORS)/src/*)
	@echo "editors: their packages in build/editors (about 700 MB) ..."
	@mkdir -p build/editors $(@D)
	@cmp -s $(EDITORS)/package-lock.json build/editors/package-lock.json && test -d build/editors/node_modules \
	  || { cp $(EDITORS)/package.json $(EDITORS)/package-lock.json build/editors/ \
	    && (cd build/editors && npm ci --silent --no-audit --no-fund --ignore-scripts); }
	@node $(EDITORS)/build.mjs build/editors build/pages/fields
	@touch $@

# Plots: never needed by build, run or test. Peers are fetched by the bench itself.
$(STAMPS)/bench: $(STAMPS)/python tests/bench/requirements.lock
	@echo "bench: matplotlib in build/bench ..."
	@mkdir -p build/bench $(@D)
	@test -x build/bench/venv/bin/pip || $(PYTHON) -m venv build/bench/venv
	@build/bench/venv/bin/pip install -q --require-hashes -r tests/bench/requirements.lock
	@touch $@

# Judges, peers and the engine's runtime: never needed by build, run or test.
EVAL := tests/bench/quality
$(STAMPS)/eval: $(STAMPS)/python $(EVAL)/requirements.lock $(EVAL)/package-lock.json
	@echo "eval: judges and peers in build/eval (about 650 MB) ..."
	@mkdir -p build/eval/node $(@D)
	@test -x build/eval/venv/bin/pip || $(PYTHON) -m venv build/eval/venv
	@build/eval/venv/bin/pip install -q --require-hashes -r $(EVAL)/requirements.lock
	@cp $(EVAL)/package.json $(EVAL)/package-lock.json build/eval/node/
	@cd build/eval/node && npm ci --silent --no-audit --no-fund
	@touch $@
