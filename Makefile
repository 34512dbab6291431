# Set-up and daily commands; see README.md. Everything runs from .venv, which is installed from the lock files.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check
# Material announces the end of MkDocs 1 on each run; this silences it. See generator/decisions/0002-mkdocs-at-the-edge.md.
export NO_MKDOCS_2_WARNING := 1
# Write compiled modules even if the environment forbids it: tests and benchmarks start the program hundreds of times.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: site publish test bundle serve links check audit bench lock clean

site: $(VENV)/runtime.stamp
	$(RUN) -m generator build

# The web edition for the public, with the PDFs; needs a publisher and a base_url in content/site.yml.
publish: $(VENV)/runtime.stamp
	$(RUN) -m generator build --publish

bundle: $(VENV)/runtime.stamp
	$(RUN) -m generator bundle

serve: $(VENV)/runtime.stamp
	$(RUN) -m generator serve

# Open every address in the records. No other target does this, because it sends requests to other servers.
links: $(VENV)/runtime.stamp
	$(RUN) -m generator links

check: $(VENV)/dev.stamp tests/system.stamp
	$(RUN) -m generator check
	$(RUN) -m generator spell
	$(RUN) -m ruff check generator tests
	$(RUN) -m ruff format --check generator tests
	$(RUN) -m mypy
	$(RUN) -m yamllint --strict .
	$(RUN) -m codespell_lib generator README.md CONTRIBUTING.md CHANGELOG.md deploy Makefile site_templates/strings/en.yml site_templates/starter/README.en.md

test: check
	$(RUN) -m pytest

# Test every page instead of a sample, and run Lighthouse, which only this target needs.
audit: $(VENV)/dev.stamp tests/system.stamp
	npm ci --silent --no-audit --no-fund --prefix tests/node/audit
	$(RUN) -m pytest -m audit --dist load --deselect tests/browser/test_lighthouse.py
	$(RUN) -m pytest -m audit -n 0 -rP tests/browser/test_lighthouse.py

# Measure this program and others, and write BENCHMARKS.md; takes hours at 34,000 pages. To measure a part: BENCH="--sizes 650 --peers ours,hugo".
bench: $(VENV)/dev.stamp $(VENV)/bench.stamp
	$(RUN) -m tests.bench $(BENCH)

$(VENV)/runtime.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --only-binary :all: -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.lock
	$(PIP) --require-hashes --only-binary :all: -r requirements-dev.lock
	touch $@

# Generators that only the benchmarks need, in a virtual environment of their own.
$(VENV)/bench.stamp: $(VENV)/runtime.stamp tests/bench/requirements.lock
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tests/bench/requirements.lock
	touch $@

# Programs that the tests need besides Python: browsers, spelling dictionaries, the Nu HTML checker.
tests/system.stamp: tests/system.sh tests/node/package-lock.json
	sh tests/system.sh
	touch $@

lock: $(VENV)/dev.stamp
	$(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-header --extra build --output-file requirements.lock pyproject.toml
	$(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-header --extra build --extra dev --output-file requirements-dev.lock pyproject.toml
	$(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --extra starter --constraint requirements-dev.lock \
	  --output-file site_templates/starter/requirements.lock pyproject.toml
	$(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-header --output-file tests/bench/requirements.lock tests/bench/requirements.in

clean:
	rm -rf $(VENV) site dist .site.building .site.previous .site.kept .schema tests/system.stamp tests/node/node_modules tests/node/audit/node_modules
