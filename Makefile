# `make demo` and `make test` set themselves up: Python 3.11+, make and PyPI are all they need.
PYTHON ?= python3
BIN := .venv/bin
LOCK := --universal --python-version 3.11
.DEFAULT_GOAL := help

.PHONY: help demo test lint format types floors tests crash workers slow lock bench soak accuracy dump generate clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# pip knows dependency groups since 25.1; the constraints pin everything else.
.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("steadyhand needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip==26.3'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev -e .
	@touch $@

demo: .venv/.ready  ## the main job against an embedded Zendesk; then its page, until Ctrl-C (ARGS=--once: no page)
	$(BIN)/steadyhand demo $(ARGS)

test: lint types floors tests  ## everything a contributor keeps green

lint: .venv/.ready  ## ruff: the format, and its rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.ready  ## mypy, strict
	$(BIN)/mypy

floors: .venv/.ready  ## which part may import which
	$(BIN)/lint-imports --no-cache

# A file goes to one worker, so that what its module builds is built once; in the order of collection.
tests: .venv/.ready  ## the tests alone
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

crash: .venv/.ready  ## kill the service 200 times while calls go wrong
	$(BIN)/python -m tests.end_to_end.crash 200

workers: .venv/.ready  ## kill, stop and cut off three workers 60 times, on a PostgreSQL server of their own
	$(BIN)/python -m tests.end_to_end.cluster_crash 60

# In an environment of its own, so that `make test` does not wait for it.
.venv/.slow: .venv/.ready constraints-slow.txt
	$(PYTHON) -m venv .venv/slow
	.venv/slow/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints-slow.txt
	@touch $@

slow: .venv/.slow  ## before a release: package, supply chain, files for deployment (STRICT=1: nothing may be missing)
	STRICT='$(STRICT)' $(BIN)/pytest -rA --no-header tests/release

lock:  ## pin anew what pyproject.toml asks for; needs uv
	uv pip compile -q $(LOCK) --group dev --extra cluster --extra language --extra notify --extra otel --extra postgres --extra sentry --extra web pyproject.toml -o constraints.txt
	uv pip compile -q $(LOCK) --generate-hashes --group slow -o constraints-slow.txt
	uv pip compile -q $(LOCK) --generate-hashes --extra cluster --extra notify --extra otel --extra sentry --extra web -c constraints.txt pyproject.toml -o deploy/requirements.lock
	uv pip compile -q $(LOCK) --generate-hashes --group build -c constraints.txt -o deploy/build.lock

# In an environment of its own: the peers pin older releases of what we use.
.venv/.peers: .venv/.ready bench/peers.txt
	$(BIN)/python -m venv .venv/peers
	.venv/peers/bin/python -m pip install --quiet --disable-pip-version-check -r bench/peers.txt
	@touch $@

bench: .venv/.peers  ## calls, CPU, memory, parsing and reading as ratios, with the naive way or a peer beside
	$(BIN)/python -m bench.run

soak: .venv/.ready  ## a rush at the exports' limit, a burst, and fifty accounts at once; many minutes
	$(BIN)/python -m bench.soak.run

accuracy: .venv/.ready  ## what the readers of text get right, on the labelled texts in DATA=folder
	DATA='$(DATA)' $(BIN)/python -m bench.accuracy

dump: .venv/.ready  ## before a release: what its store looks like, for the next one's upgrade tests
	$(BIN)/python -m tests.upgrades.dump

generate: .venv/.ready  ## rewrite the files that are made from the code
	$(BIN)/python -m integration.config.example > config.example.toml.new && mv config.example.toml.new config.example.toml
	$(BIN)/python -m integration.notes.page_of_examples > docs/notes.md.new && mv docs/notes.md.new docs/notes.md

format: .venv/.ready  ## rewrite the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove the virtual environment and caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
