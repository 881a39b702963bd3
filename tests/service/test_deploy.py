"""The unit, the settings and the container file that are shipped: right, and right together."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paraf.service.settings import read_settings

DEPLOY = Path(__file__).parents[2] / "tools" / "deploy"
UNIT = (DEPLOY / "paraf-serve.service").read_text()
LOOK = (DEPLOY / "paraf-inspect.service").read_text()
TIMER = DEPLOY / "paraf-inspect.timer"
SETTINGS = (DEPLOY / "serve.toml").read_text()
CONTAINER = (DEPLOY / "Containerfile").read_text()
SECRETS = ("token", "signing-key", "webhook-secret")

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def setting(name: str) -> list[str]:
    """Return every value that the unit gives a setting."""
    return re.findall(rf"(?m)^{name}=(.*)$", UNIT)


def placed(folder: Path) -> Path:
    """Write the shipped settings and their secrets as an administrator does."""
    (folder / "serve.toml").write_text(SETTINGS)
    for name in SECRETS:
        (folder / name).write_text(f"the {name} of an office\n")
        (folder / name).chmod(0o600)
    return folder / "serve.toml"


def analyze(
    tmp_path: Path, *words: str, name: str = "paraf-serve", text: str = UNIT
) -> subprocess.CompletedProcess[str]:
    """Ask systemd about a unit, with a program in it that this machine has."""
    unit = tmp_path / f"{name}.service"
    unit.write_text(text.replace("/opt/paraf/.venv/bin/python", sys.executable))
    return subprocess.run(
        ["systemd-analyze", *words, str(unit)], capture_output=True, text=True, check=False
    )


def test_the_settings_are_valid_where_their_secrets_are(tmp_path: Path) -> None:
    found = read_settings(placed(tmp_path), {})
    (one,) = found.repositories
    assert one.folder == Path("/var/lib/paraf/situs")
    assert one.token_file == tmp_path / "token"
    assert (one.clone or "").startswith("https://")


def test_every_setting_that_is_only_shown_is_valid_too(tmp_path: Path) -> None:
    file = placed(tmp_path)
    file.write_text(re.sub(r"(?m)^# (\w+ =)", r"\1", SETTINGS))
    found = read_settings(file, {})
    assert found.metrics is not None
    assert found.repositories[0].watch == 24 * 3600


def test_the_unit_hands_over_whatever_the_settings_name() -> None:
    handed = dict(one.split(":", 1) for one in setting("LoadCredential"))
    assert handed == {name: f"/etc/paraf/{name}" for name in ("serve.toml", *SECRETS)}
    named = re.findall(r'(?m)^\w+_file = "(.*)"', SETTINGS)
    assert sorted(named) == sorted(SECRETS)
    assert setting("ExecStart")[0].endswith(" serve --config %d/serve.toml")


def test_systemd_waits_longer_than_the_service_does(tmp_path: Path) -> None:
    minutes = int(setting("TimeoutStopSec")[0].removesuffix("min"))
    assert minutes * 60 > read_settings(placed(tmp_path), {}).stop_limit
    assert int(re.findall(r"--stop-timeout=(\d+)", CONTAINER)[0]) == minutes * 60
    assert setting("KillMode") == ["mixed"]


def test_the_state_is_where_the_settings_have_it() -> None:
    assert setting("StateDirectory") == ["paraf"]
    assert 'folder = "/var/lib/paraf/' in SETTINGS


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    done = analyze(tmp_path, "verify")
    ours = [line for line in done.stderr.splitlines() if "paraf-serve" in line]
    assert (done.returncode, ours) == (0, [])


@needs_systemd
def test_the_unit_s_exposure_is_low(tmp_path: Path) -> None:
    done = analyze(tmp_path, "security", "--offline=yes", "--threshold=25")
    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.parametrize(
    "line",
    [
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "RestrictNamespaces=user pid net",
    ],
)
def test_the_unit_keeps_the_service_in(line: str) -> None:
    assert line in UNIT.splitlines()


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_look_at_the_public_site(tmp_path: Path) -> None:
    shutil.copy(TIMER, tmp_path)
    done = analyze(tmp_path, "verify", name="paraf-inspect", text=LOOK)
    ours = [line for line in done.stderr.splitlines() if "paraf-inspect" in line]
    assert (done.returncode, ours) == (0, [])
    done = analyze(
        tmp_path, "security", "--offline=yes", "--threshold=25", name="paraf-inspect", text=LOOK
    )
    assert done.returncode == 0, done.stdout[-200:]


def test_the_look_is_kept_in_as_the_service_is_and_can_write_no_site() -> None:
    kept = "Protect", "Private", "Restrict", "SystemCall", "Capability", "NoNew", "Lock", "Dynamic"
    lines = [line for line in UNIT.splitlines() if line.startswith(kept)]
    assert lines
    assert [line for line in lines if line not in LOOK.splitlines()] == []
    assert "ReadWritePaths" not in LOOK


def test_an_incident_that_was_told_is_no_failure_of_the_look() -> None:
    from paraf.cli.exits import Exit

    assert re.findall(r"(?m)^SuccessExitStatus=(.*)$", LOOK) == [str(int(Exit.KNOWN))]
    assert "inspect --live" in LOOK


def test_the_container_runs_as_nobody_special_with_checked_packages_alone() -> None:
    last = CONTAINER.rpartition("FROM ")[2]
    assert re.search(r"(?m)^USER 10001:10001$", last)
    assert "pip install" not in last
    for line in re.findall(r"pip (?:install|wheel)[^&]*", CONTAINER):
        assert "--require-hashes" in line or "--no-index" in line


def test_the_container_copies_what_is_there() -> None:
    root = DEPLOY.parents[1]
    for line in re.findall(r"(?m)^COPY (?!--from)(.*)$", CONTAINER):
        *sources, _ = line.split()
        assert all((root / one).exists() for one in sources), line
