PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint bench accuracy rules docs pictures clean

demo: $(VENV)/.installed
	@$(BIN)/contractlint review fixtures/risky-typed.docx; code=$$?; test $$code -eq 1 || exit $$code
	@echo "（退出码 1：有 error 级问题。这是示例合同的预期结果。）"

test: $(VENV)/.installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

lint: $(VENV)/.installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-test
	$(BIN)/python benchmarks/run.py

accuracy: $(VENV)/.installed-test
	$(BIN)/python benchmarks/accuracy.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q contractlint
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@$(BIN)/python -m compileall -q contractlint
	@touch $@ $(VENV)/.installed

rules: $(VENV)/.installed-test
	$(BIN)/python -m contractlint.rulebook.compile
	$(BIN)/python -m contractlint.regex_store fixtures/*.docx fixtures/*.txt

docs: rules
	$(BIN)/python docs/render.py

pictures: $(VENV)/.installed-test
	$(BIN)/python docs/pictures.py

clean:
	rm -rf $(VENV) build dist
