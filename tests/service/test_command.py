"""`paraf serve` itself, in an office: the real command, real reconciles, a real end."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from office_world import BOT, CASE, OfficeWorld, office_world
from paraf.cli.serve import HIDDEN, WARM, teller
from paraf.core.words import Text
from service.command import serving
from service.running import SECRET, webhook

pytestmark = pytest.mark.server

TOKEN = "a-token-that-nobody-may-see"


def write(office: OfficeWorld, *more: str) -> Path:
    """Write the settings and secrets of a service that looks after the program's desk."""
    for name, word in (("hook", SECRET), ("token", TOKEN)):
        (office.root / name).write_text(f"{word}\n")
        (office.root / name).chmod(0o600)
    file = office.root / "serve.toml"
    lines = [
        'listen = "127.0.0.1:0"', "[[repositories]]", f'folder = "{office.folder(BOT)}"',
        'token_file = "token"', 'webhook_secret_file = "hook"', 'every = "1h"', *more,
    ]  # fmt: skip
    file.write_text("\n".join(lines) + "\n")
    return file


def family(pid: int) -> list[Path]:
    """Return the folders of /proc of a process and of all below it."""
    found = [Path(f"/proc/{pid}")]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found += family(int(stat.parent.name))
    return found


def test_an_office_is_looked_after_until_the_service_is_asked_to_end(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    office.case_at(3)
    with serving(office.world, write(office)) as running:
        assert running.line().startswith("paraf: The site was published for the first time. (")
        assert (office.world.live / "index.html").is_file()

        # By then somebody has to be reminded; the webhook tells when, not what.
        office.later(7 * 24 * 60)
        assert running.post(webhook("bkd/situs")) == 202
        line = running.line()
        assert line.startswith(f"paraf: {CASE}: "), line

        # What anybody on this machine can see of it.
        seen = ""
        for process in family(running.process.pid):
            for name in ("cmdline", "environ"):
                seen += (process / name).read_text()
        metrics = running.metrics()
        assert 'paraf_reconciles_total{outcome="' in metrics
        assert httpx.get(f"{running.address}/healthz", trust_env=False).status_code == 200
        assert running.end(signal.SIGTERM) == 0
    assert running.lines[-2] == "Ended."
    for text in (seen, metrics, *running.lines):
        assert SECRET not in text
        assert TOKEN not in text


def test_asked_to_end_during_a_run_it_finishes_the_run(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    with serving(office.world, write(office)) as running:
        # The first run publishes the site, which takes its time.
        running.until_counted("paraf_reconciles_running 1.0")
        assert running.end(signal.SIGTERM) == 0
    assert running.lines[1] == "Ending; runs under way are finished first."
    assert running.lines[2].startswith("paraf: The site was published for the first time.")
    assert running.lines[3] == "Ended."
    assert (office.world.live / "index.html").is_file()


def test_ctrl_c_ends_it_too(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    with serving(office.world, write(office)) as running:
        running.line()
        assert running.end(signal.SIGINT) == 0


def test_a_clone_is_made_where_there_is_none(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    key = office.root / "keys" / BOT
    new = office.root / "state" / "situs"
    text = (
        f'listen = "127.0.0.1:0"\n[[repositories]]\nfolder = "{new}"\n'
        f'clone = "{office.bare}"\nsigning_key_file = "{key}"\n'
    )
    config = office.root / "serve.toml"
    config.write_text(text)
    office.settle("path", str(office.world.public))
    with serving(office.world, config) as running:
        assert "The site was published for the first time." in running.line()
        assert running.end(signal.SIGTERM) == 0
    assert (new / ".git").is_dir()
    assert sorted(one.name for one in new.iterdir()) == [".git"]


def test_a_clone_that_cannot_be_made_is_told_and_tried_again(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    text = (
        'listen = "127.0.0.1:0"\n[[repositories]]\nfolder = "situs"\n'
        f'clone = "{tmp_path}/nowhere.git"\n'
    )
    config = office.root / "serve.toml"
    config.write_text(text)
    with serving(office.world, config) as running:
        line = running.line()
        assert line.startswith("situs: in its way: ")
        assert "nowhere.git could not be cloned" in line
        assert running.end(signal.SIGTERM) == 0
    assert not (office.root / "situs").exists()
    assert not (office.root / "situs.part").exists()


def test_wrong_settings_are_all_told_before_anything_begins(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    config = write(office, 'colour = "blue"', "workers = 0")
    (office.root / "hook").chmod(0o644)
    for words in (["--check"], []):
        ran = office.run(BOT, "serve", "--config", config, *words)
        assert ran.code == 5
        assert f"{config}:5: Everybody may read or write {office.root}/hook" in ran.out
        assert f"{config}:7: colour is not known here." in ran.out
        assert "Traceback" not in ran.out


def test_right_settings_can_be_checked(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    ran = office.run(BOT, "serve", "--check", "--config", write(office))
    assert (ran.code, ran.out) == (0, "✓ The settings are valid.\n")


def test_settings_that_are_not_there_are_named(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    ran = office.run(BOT, "serve", "--config", tmp_path / "none.toml")
    assert ran.code == 4
    assert "none.toml cannot be read" in ran.out


def test_a_secret_that_got_into_a_sentence_is_not_written(
    capfd: pytest.CaptureFixture[str],
) -> None:
    teller([SECRET, ""])(Text("git said: {said}", {"said": f"no {SECRET}\n\x1b[31mhere"}))
    err = capfd.readouterr().err
    assert SECRET not in err
    assert f"no {HIDDEN}" in err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_what_runs_are_made_from_has_no_thread_that_a_run_would_lack() -> None:
    loaded = "; ".join(f"import {one}" for one in WARM)
    code = f"{loaded}; import threading; print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_it_goes_on_when_nobody_reads_what_it_tells(tmp_path: Path) -> None:
    office = office_world(tmp_path)
    with serving(office.world, write(office)) as running:
        running.line()
        assert running.process.stderr is not None
        running.process.stderr.close()
        assert running.post(webhook("bkd/situs")) == 202
        running.until_counted('outcome="done",repository="paraf"} 2.0')
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=60) == 0
