"""A catalogue is compiled where it is built, and where it is developed; a wheel holds it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from language.catalogues import ROOT
from paraf.ports import Fault
from paraf.records.catalogue import translations

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return where the compiled form of a small catalogue belongs."""
    write(tmp_path, "Bagus.")
    return tmp_path / "some.mo"


def write(folder: Path, said: str, *, at: int = 0) -> None:
    source = folder / "some.po"
    source.write_text(f'{HEAD}msgid "Good."\nmsgstr "{said}"\n', "utf-8")
    os.utime(source, (at, at))


def test_it_is_compiled_where_only_its_text_lies_and_kept_for_next_time(made: Path) -> None:
    assert translations(made).gettext("Good.") == "Bagus."
    # No younger than its text: that may have been written on while it was read.
    assert made.stat().st_mtime == made.with_suffix(".po").stat().st_mtime
    made.with_suffix(".po").unlink()
    assert translations(made).gettext("Good.") == "Bagus."
    assert [one.name for one in made.parent.iterdir()] == ["some.mo"]


def test_it_is_compiled_anew_when_its_text_is_newer_and_not_before(made: Path) -> None:
    translations(made)
    os.utime(made, (1000, 1000))
    write(made.parent, "Baik.", at=1000)
    assert translations(made).gettext("Good.") == "Bagus."
    write(made.parent, "Baik.", at=1001)
    assert translations(made).gettext("Good.") == "Baik."


def test_without_babel_the_older_one_is_said(made: Path) -> None:
    translations(made)
    os.utime(made, (1000, 1000))
    write(made.parent, "Baik.", at=1001)
    assert _without_babel(made) == "Bagus."


def test_without_babel_and_without_any_it_is_said_what_to_do(made: Path) -> None:
    assert _without_babel(made) == "Install Paraf again; in its repository, run: make catalogues"


def test_a_lost_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"some\.mo was not compiled"):
        translations(tmp_path / "some.mo")


def _without_babel(made: Path) -> str:
    code = f"""
import sys
sys.modules["babel"] = None
from pathlib import Path
from paraf.ports import Fault
from paraf.records.catalogue import translations
try:
    print(translations(Path({str(made)!r})).gettext("Good."))
except Fault as fault:
    print(fault.remedy)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of what a build reads, without anything compiled."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, copy / name)
    shutil.copytree(
        ROOT / "tools", copy / "tools", ignore=shutil.ignore_patterns("*.mo", "__pycache__")
    )
    return copy


def _build(copy: Path, kind: str) -> set[str]:
    """Build a wheel as pip asks for it; return the names in it."""
    out = copy / kind
    out.mkdir()
    code = f"import hatchling.build as backend; print(backend.build_{kind}({str(out)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, check=True)
    (wheel,) = out.glob("*.whl")
    with ZipFile(wheel) as file:
        return set(file.namelist())


def test_a_wheel_holds_what_is_said_and_shown(copy: Path) -> None:
    held = _build(copy, "wheel")
    assert "paraf/locale/id/LC_MESSAGES/paraf.mo" in held
    assert not any(name.endswith((".po", ".pyc", ".new")) for name in held)
    room = ROOT / "tools/paraf"
    shown = [*(room / "archive/templates").iterdir(), *(room / "cli/stage").glob("*.*")]
    assert {f"paraf/{one.relative_to(room).as_posix()}" for one in shown} <= held


def test_an_install_for_editing_compiles_in_place(copy: Path) -> None:
    made = copy / "tools/paraf/locale/id/LC_MESSAGES/paraf.mo"
    made.unlink(missing_ok=True)
    _build(copy, "editable")
    assert translations(made).gettext("January") == "Januari"
