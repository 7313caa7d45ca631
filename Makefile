# A thin alias. Without make: python3 -m leaflet.bootstrap --help
BOOTSTRAP = python3 -m leaflet.bootstrap

.PHONY: leaflets test check bench docs lock setup tables

leaflets:
	$(BOOTSTRAP) build

test:
	$(BOOTSTRAP) test

check:
	$(BOOTSTRAP) check

setup:
	$(BOOTSTRAP) setup

# The tables of docs/ that follow from the code, and the pages of docs/checks/.
tables:
	$(BOOTSTRAP) run python docs/tables.py --write
	$(BOOTSTRAP) run leaflet explain --write docs/checks

# The documents as a website, in build/docs.
docs:
	$(BOOTSTRAP) run sphinx-build -q -W --keep-going -c docs . build/docs

bench:
	@if [ -d benchmarks ]; then $(BOOTSTRAP) run python -m benchmarks; else echo "no benchmarks yet"; fi

# What is pinned stays as it is unless its bounds in pyproject.toml changed. The development lock has
# the run-time packages too, in the same versions.
COMPILE = pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --python-version 3.11 pyproject.toml

lock:
	@if command -v uv >/dev/null; then uv="uv"; \
	elif python3 -m uv --version >/dev/null 2>&1; then uv="python3 -m uv"; \
	else echo "uv is missing: install it, e.g. pipx install uv" >&2; exit 4; fi; \
	$$uv $(COMPILE) -o requirements.lock && \
	$$uv $(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock
