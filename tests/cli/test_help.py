"""The commands say what they do, in both languages, and cheaply."""

import json
import os
import subprocess
import sys

import pytest

from paraf.cli.main import COMMANDS

HEAVY = (
    "bagit", "git", "httpx", "jinja2", "lxml", "markdown", "mkdocs", "pikepdf", "playwright",
    "pydantic", "rich", "starlette", "uvicorn", "weasyprint", "yaml",
)  # fmt: skip
DEEPER = (["setup", "local"], ["sop", "check"], ["hook", "pre-receive"])


def ran(language: str, *words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    program = ["-c", code] if code else ["-m", "paraf.cli.main"]
    return subprocess.run(
        [sys.executable, "-I", *program, *words],
        env={"PATH": os.environ["PATH"], "PARAF_LANG": language, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_command_says_what_it_does(language: str) -> None:
    # One process for all: starting Python costs more than any help.
    code = f"""
import contextlib, io, json
from paraf.cli.main import main
said = {{}}
for words in {[*([name] for name in COMMANDS), *DEEPER, []]!r}:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            main([*words, "--help"])
    except SystemExit as ended:
        said[" ".join(words)] = (ended.code, out.getvalue())
print(json.dumps(said))
"""
    done = ran(language, code=code)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert len(said) == len(COMMANDS) + len(DEEPER) + 1
    for words, (ended, text) in said.items():
        assert ended == 0, words
        assert len(text.splitlines()) >= 4, words
        assert "--help" in text, words
    assert all(f"  {name} " in said[""][1] for name in COMMANDS if name != "hook")
    opening = {"id": "Paraf menjalankan", "en": "Paraf runs"}
    assert opening[language] in said[""][1]


@pytest.mark.parametrize("words", [[], ["--help"], ["--version"]], ids=str)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = f"""
import sys
from paraf.cli.main import main
try:
    main({words!r})
except SystemExit:
    pass
sys.stderr.write(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""
    assert ran("en", code=code).stderr.split("\n")[-1] == ""


def test_what_is_typed_wrongly_ends_with_2_and_a_hint() -> None:
    for words in (["revieu"], ["review"], ["review", "x", "--approve", "--return", "y"],
                  ["review", "x", "--to", "1"], ["new", "x", "--class", "rahasia"],
                  ["setup", "local", "x", "--keys", "/nonexistent"]):  # fmt: skip
        done = ran("en", *words)
        assert done.returncode == 2, words
        assert "Usage: paraf" in done.stderr, words
        assert "Traceback" not in done.stderr


def test_who_reads_only_the_beginning_gets_no_traceback() -> None:
    done = subprocess.run(
        f"{sys.executable} -I -m paraf.cli.main --help | head -1",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
