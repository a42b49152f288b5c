# Two commands on a fresh Debian 12 or Ubuntu with git, make and Python 3.11+:
# `make start` and `make test`. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PORT ?= 8000
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement

# An install is done when the stamp of exactly this lock stands in .venv.
lock_hash = $(shell sha256sum $(1) | cut -c 1-16)
RUNTIME := .venv/.runtime-$(call lock_hash,requirements.lock)
DEV := .venv/.dev-$(call lock_hash,requirements-dev.lock)

RUNTIME_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# Emacs carries the schemas of OpenDocument; age encrypts the backups; LibreOffice opens the files
# that HR takes along.
TEST_PACKAGES := $(RUNTIME_PACKAGES) age chromium emacs-common libreoffice-calc-nogui

# What a production server would set: `check --deploy` looks at these settings, not at the demo's.
PRODUCTION := DEMO=False BASE_URL=https://leergang.example \
	SECRET_KEY=only-for-check-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789 \
	JOURNAAL_SLEUTELS=check:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= \
	DATABASE_URL=postgres://leergang@127.0.0.1/leergang REDIS_URL=redis://127.0.0.1:6379/0 \
	TRUSTED_PROXY_COUNT=1
# The checks need settings, and neither a database file nor a .env of this machine.
CHECK := DJANGO_SETTINGS_MODULE=tests.settings DATABASE_URL=sqlite://:memory:

.PHONY: help start test fast check audit sbom containers bench mutatie fmt lock freeze clean assets test-assets runtime-packages test-packages

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

start: runtime-packages $(RUNTIME) assets .env ## serve the demo on http://127.0.0.1:8000 (PORT= to change); Ctrl-C stops it
	@if grep -q '^BASE_URL=http://127\.0\.0\.1' .env; then export BASE_URL=http://127.0.0.1:$(PORT); fi; \
	exec $(PY) manage.py start --port $(PORT)

# Tests are kept as bytecode, whatever the shell says: else each worker rewrites their asserts.
test fast check: export PYTHONDONTWRITEBYTECODE :=

test: test-packages $(DEV) test-assets ## the whole suite on SQLite and on PostgreSQL, with real servers and Chromium
	@echo "== SQLite: everything but the browser"
	@$(PY) -m tests.servers --database sqlite -- $(PY) -m pytest -n 2 --dist worksteal -m "not browser"
	@echo "== PostgreSQL: everything that uses a database, with the browser; make start has no PostgreSQL"
	@$(PY) -m tests.servers --database postgresql -- $(PY) -m pytest -n 2 --dist worksteal --hypothesis-profile fast --database-only --ignore tests/test_start.py

fast: $(DEV) assets ## the suite without browser and servers, on SQLite
	@$(PY) -m pytest -n 2 --dist worksteal --hypothesis-profile fast -m "not browser and not services"

check: runtime-packages $(DEV) assets ## style, types, templates, direction, migrations, deployment, licences, house rules, vulnerabilities
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/lint-imports --no-logo
	.venv/bin/reuse lint --lines
	$(CHECK) $(PY) manage.py makemigrations --check --dry-run
	$(PY) -m tests.upgrades.lint
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -q tests/test_house_rules.py tests/test_repository.py tests/test_ground.py \
		tests/test_reuse.py tests/upgrades/test_released.py tests/upgrades/test_version.py \
		tests/upgrades/test_linter.py
	$(PY) bin/audit.py

audit: $(DEV) ## known vulnerabilities in the locks; says so when there is no source to ask
	@$(PY) bin/audit.py

sbom: $(DEV) ## write var/sbom.cdx.json: what production runs, with versions, hashes and licences
	@$(PY) bin/sbom.py

containers: test-packages $(DEV) assets ## run docker-compose.yml and walk through it, from an empty machine to a restored one
	@DJANGO_SETTINGS_MODULE=tests.settings $(PY) -m tests.containers

bench: runtime-packages $(DEV) assets ## CPU ms per request on PostgreSQL, beside a bare Django page
	@$(PY) -m tests.bench

mutatie: runtime-packages $(DEV) assets ## small faults in one room: do its tests see them? (ROOM=reflecties MINUTES=15)
	@DJANGO_SETTINGS_MODULE=tests.settings $(PY) -m tests.mutation $(ROOM) --minutes $(MINUTES)
MINUTES ?= 15

fmt: $(DEV) ## rewrite the code in the house style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

lock: $(DEV) ## renew the locks from pyproject.toml (UPGRADE=--upgrade for newer versions)
	.venv/bin/uv pip compile pyproject.toml $(LOCK) --output-file requirements.lock
	.venv/bin/uv pip compile pyproject.toml --group dev --constraints requirements.lock $(LOCK) --output-file requirements-dev.lock
	.venv/bin/uv pip compile --group node $(LOCK) --output-file requirements-node.lock
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --quiet $(UPGRADE)

freeze: runtime-packages $(DEV) assets ## note the migrations and a filled database of a release (CONTRIBUTING, Releases)
	@$(PY) -m tests.upgrades.released

clean: ## remove what the commands made, but for .env and the data in var/
	rm -rf .venv vendor vendor-tests staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

assets: | .venv/bin/python
	@test -f vendor/.stamp || echo "Fetching fonts and style sheets…"
	@$(PY) bin/fetch_assets.py

test-assets: | .venv/bin/python
	@test -f vendor-tests/.stamp || echo "Fetching fonts, style sheets and the HTML validator…"
	@$(PY) bin/fetch_assets.py --tests

runtime-packages:
	@bin/need_packages $(RUNTIME_PACKAGES)

test-packages:
	@bin/need_packages $(TEST_PACKAGES)

.env: | .venv/bin/python
	@$(PY) bin/write_env.py $(PORT)
	@echo "Wrote .env with new keys for a demo on this machine."

.venv/bin/python:
	@python=$$(bin/find_python) || { bin/need_packages python3 python3-venv && python=$$(bin/find_python); } \
	|| { echo "Python 3.11 or newer is needed (package python3-venv included)." >&2; exit 1; }; \
	"$$python" -m venv --clear .venv

$(RUNTIME): | .venv/bin/python
	@echo "Installing Python packages…"
	@$(PIP) requirements.lock
	@touch $@

# The development lock holds the same versions of everything in requirements.lock.
$(DEV): | .venv/bin/python
	@echo "Installing Python packages for development…"
	@$(PIP) requirements-dev.lock
	@touch $@ $(RUNTIME)
