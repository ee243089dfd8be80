# Everything a newcomer needs: `make demo` to try it, `make test` to check it. Needs Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NEEDS := $(PYTHON) -c 'import sys, tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	print(*(p["dependencies"] if sys.argv[1] == "dependencies" else p["optional-dependencies"]["dev"]), sep="\n")'
# As many tests at once as there are processors; who is done early takes over from the others.
SIDE_BY_SIDE := -n logical --dist worksteal
SOURCES := bot core storage sandbox tests benchmarks main.py

.PHONY: demo test check coverage bench fmt messages lock clean

demo: $(STAMP)
	$(BIN)/python main.py demo

test: $(STAMP)
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE)

check: $(STAMP)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE)

# Which lines and branches no test reaches; half as slow again as the tests alone.
coverage: $(STAMP)
	$(BIN)/python -m pytest -q $(SIDE_BY_SIDE) --cov

bench: $(STAMP)
	$(BIN)/python -m benchmarks

fmt: $(STAMP)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

# Takes the texts out of the code and into the translators' files.
messages: $(STAMP)
	@mkdir -p build
	$(BIN)/pybabel -q extract -k t -k label -k plural:1,2 -k labels:1,2 --no-location --sort-output -o build/bot.pot bot
	$(BIN)/pybabel -q update -i build/bot.pot -d bot/locales -D bot --no-fuzzy-matching --ignore-obsolete

# Pins what pyproject.toml asks for, in a fresh environment.
lock:
	$(PYTHON) -m venv --clear build/lock
	$(NEEDS) dependencies > build/needs.txt
	build/lock/bin/pip install -q --disable-pip-version-check -r build/needs.txt
	build/lock/bin/pip freeze > requirements.txt
	$(NEEDS) dev > build/needs.txt
	build/lock/bin/pip install -q --disable-pip-version-check -r build/needs.txt
	(echo "-r requirements.txt"; build/lock/bin/pip freeze | grep -vxFf requirements.txt) > requirements-dev.txt

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage var

$(STAMP): requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=/path/to/it")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@
