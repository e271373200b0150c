.PHONY: demo test quick shared campaign lint bench docs lock samples release clean
.DEFAULT_GOAL := demo
export PYTHON

# Sets up on the first run, then builds the sample pack.
demo:
	@tools/setup.sh demo
	@folder=$$(.venv/bin/pfreport build samples/portfolio.xlsx -o reports) && \
	echo "Executive report:  $$folder/index.html and $$folder/executive.pdf" && \
	echo "Project reports:   $$folder/projects/"

# Sets up on the first run, then runs the tests.
test:
	@tools/setup.sh dev
	.venv/bin/pytest -n 2 -q -m "not shared"

# What answers in about a minute: no browser, no office program, nothing that runs whole programs again and again.
quick:
	@tools/setup.sh dev
	.venv/bin/pytest -n 2 -q -m "not slow and not browser and not office and not shared"

# What needs files beside the checkout that are not part of it.
shared:
	@tools/setup.sh dev
	.venv/bin/pytest -n 2 -q -m shared tests/test_real_portfolios.py

# What takes too long for every day: every file operation of a build broken in turn, and 100,000 fuzzed workbooks (half an hour of one core).
campaign:
	@tools/setup.sh dev
	.venv/bin/pytest -n 2 -q tests/campaign

lint:
	@tools/setup.sh dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pip --disable-pip-version-check check
	.venv/bin/python tools/make_words.py --check
	.venv/bin/python tools/make_docs.py --check

# Prints times and memory; asserts nothing.
bench:
	@tools/setup.sh dev
	.venv/bin/python tools/bench.py

docs:
	.venv/bin/python tools/make_words.py
	.venv/bin/python tools/make_docs.py

samples:
	.venv/bin/python samples/make_samples.py

# Needs uv. Anything newer that the ranges of pyproject.toml allow comes in here, and only here.
lock:
	uv pip compile -q pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-dev.lock

# make release VERSION=1.2.3: numbers it, heads its entry in CHANGELOG.md, commits and tags it.
release:
	@tools/setup.sh dev
	.venv/bin/python tools/release.py "$(VERSION)"

clean:
	rm -rf .venv .setup-* build dist reports .pytest_cache .mypy_cache .ruff_cache .hypothesis
