# What a newcomer types: `make demo`, then `make test`. Everything else is for developers.
PY := .venv/bin/python

.PHONY: demo test check format lock catalogues bench clean

demo: .venv/ready ## one publication, from draft to archive; ARGS="--keep --lang en"
	@$(PY) -I -m paraf.cli.main demo $(ARGS)

test: .venv/ready check ## everything that must hold
	@$(PY) -m pytest -q -n 2 --dist worksteal

check: .venv/ready
	@$(PY) -m ruff format --check --quiet tools tests benchmarks
	@$(PY) -m ruff check --quiet tools tests benchmarks
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo

format: .venv/ready
	@$(PY) -m ruff format tools tests benchmarks
	@$(PY) -m ruff check --fix tools tests benchmarks

bench: .venv/ready ## ratios against peers, never timed tests
	@$(PY) benchmarks/run.py

lock: .venv/ready ## resolve the dependencies anew
	@uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock

.venv/ready: requirements.lock pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh

clean:
	@rm -rf .venv build
