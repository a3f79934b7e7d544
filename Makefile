# make demo   the main job on the sample newsroom
# make test   everything CI checks: style, types, the walls of the house, tests, the accuracy gate
# make bench  speed and memory against the bare spaCy pipeline; the ledger at size, and under faults
# Each installs what it needs into .venv by itself.

PY := .venv/bin/python

.PHONY: demo test quick lint bench evaluate clean
.DEFAULT_GOAL := demo

.venv/.installed: pyproject.toml tools/setup.sh
	@sh tools/setup.sh

demo: .venv/.installed
	@.venv/bin/counterclaim demo

lint: .venv/.installed
	$(PY) -m ruff check src tests tools
	$(PY) -m ruff format --check src tests tools
	$(PY) -m mypy
	.venv/bin/lint-imports

quick: .venv/.installed
	$(PY) -m pytest -n 2

test: lint quick evaluate

# The development sets lie beside the project in CI; elsewhere the gate says that it was skipped.
evaluate: .venv/.installed
	@if [ -d ../shared/eval ]; then .venv/bin/counterclaim evaluate --data ../shared --handread tests/handread; \
	else echo "accuracy gate skipped: the development sets (../shared/eval) are not on this machine"; fi

bench: .venv/.installed
	$(PY) tools/bench.py
	$(PY) tools/bench_ledger.py
	$(PY) tools/bench_faults.py

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache counterclaim-demo
