# One-line targets. `make demo` and `make test` work on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SOURCES = mentorwidgets tests

.PHONY: demo dev test check notebooks browser bench audit calendars kills races soak wheel clean system

demo: $(VENV)/installed
	$(BIN)/mentorwidgets demo demo

dev: $(VENV)/tested

test: $(VENV)/tested system
	tests/run

check: $(VENV)/tested
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/interrogate -q mentorwidgets
	$(BIN)/python tests/floor.py

notebooks: $(VENV)/tested
	$(BIN)/python -m pytest tests/test_workbooks.py

browser: $(VENV)/tested system
	$(BIN)/python -m pytest tests/browser

bench: $(VENV)/tested system
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	tests/benchmarks/run

audit: $(VENV)/tested
	tests/audit

calendars: $(VENV)/tested
	@test -d "$(MENTORWIDGETS_CALENDARS)" || { echo "MENTORWIDGETS_CALENDARS should name a folder of .ics files"; exit 1; }
	$(BIN)/python -m pytest tests/peers -s

kills: $(VENV)/tested system
	MENTORWIDGETS_KILLS=1000 $(BIN)/python -m pytest tests -k "kill or durability"

races: $(VENV)/tested system
	MENTORWIDGETS_RACES=1000 $(BIN)/python -m pytest tests/endurance -k "race or interleaving"

# An hour, or so many minutes: four people type slowly, and a page of each kind rests for ten minutes.
MENTORWIDGETS_SOAK ?= 60
typist: $(VENV)/tested system
	MENTORWIDGETS_SOAK=$(MENTORWIDGETS_SOAK) $(BIN)/python -m pytest tests/endurance/test_typist.py tests/endurance/test_idle.py -n 4

# The same in Firefox and WebKitGTK, and the short journeys.
engines: $(VENV)/tested system
	MENTORWIDGETS_SOAK=$(MENTORWIDGETS_SOAK) $(BIN)/python -m pytest tests/engines -n 4

soak: typist kills races

wheel: $(VENV)/tested
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis test-artifacts

system: $(VENV)/tested
	tests/system

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/tested: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	touch $(VENV)/installed $@
