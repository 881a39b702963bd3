"""The program's token goes to the forge that its folder was cloned from, whatever main names."""

import shutil
from pathlib import Path

import pytest

from office_world import REVIEW, alone
from paraf.cli.connect import forge_of
from paraf.cli.world import World
from paraf.forge.git import Git
from paraf.ports import ForgeFault

TOKEN = "a-token-that-nobody-may-see"
NAMED = "https://git.kantor.example/sub"
OURS = f"{NAMED}/bkd/situs"


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Return the clone of an office whose main names the repository `bkd/situs` at NAMED."""
    world, folder = World(tmp_path, "id"), tmp_path / "situs"
    shutil.copytree(REVIEW, folder / "review", ignore=shutil.ignore_patterns("archive"))
    with (folder / "review/pipeline.yml").open("a") as settings:
        settings.write(f"forge: {{kind: gitea, url: '{NAMED}', repository: bkd/situs}}\n")
    for words in (("init", "--quiet"), ("add", "."),
                  ("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "x"),
                  ("update-ref", "refs/remotes/origin/main", "HEAD")):  # fmt: skip
        world.must(folder, "git", *words)
    monkeypatch.setenv("PARAF_TOKEN", TOKEN)
    return alone(folder)


def shown(git: Git, url: str) -> bool:
    """Say whether git would show the token at an address."""
    try:
        return "Authorization" in git.text("config", "--get-urlmatch", "http.extraHeader", url)
    except ForgeFault:
        return False


@pytest.mark.parametrize(
    "origin",
    [
        OURS,
        f"{OURS}.git",
        f"{OURS}/",
        "https://git.kantor.example:443/sub/bkd/situs.git",
        "https://paraf@GIT.kantor.example/sub/Bkd/Situs",
    ],
)
def test_the_token_is_shown_where_the_folder_was_cloned_from(git: Git, origin: str) -> None:
    git.run("remote", "add", "origin", origin)
    forge_of(git)
    assert shown(git, OURS)
    assert not shown(git, "https://elsewhere.example/sub/bkd/situs")
    assert git.text("config", "--get-urlmatch", "http.followRedirects", OURS) == "false"


@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.example/sub/bkd/situs",
        "https://git.kantor.example:8443/sub/bkd/situs",
        "http://git.kantor.example/sub/bkd/situs",
        "https://git.kantor.example/bkd/situs",
        f"{NAMED}/bkd/lain",
        f"{OURS}.git.git",
        f"{NAMED}/bkd/situs/lagi",
        "https://git.kantor.example.elsewhere.example/sub/bkd/situs",
        "https://git.kantor.example@elsewhere.example/sub/bkd/situs",
        "https://git.kantor.example:x/sub/bkd/situs",
        "git@git.kantor.example:bkd/situs.git",
        "../situs.git",
    ],
)
def test_the_token_goes_nowhere_if_main_names_another_place(git: Git, origin: str) -> None:
    git.run("remote", "add", "origin", origin)
    with pytest.raises(ForgeFault, match="token is shown to neither") as raised:
        forge_of(git)
    assert not shown(git, OURS)
    assert "git remote set-url origin" in str(raised.value.remedy)


def test_a_folder_that_was_cloned_from_nowhere_shows_no_token(git: Git) -> None:
    with pytest.raises(ForgeFault, match="token is shown to neither"):
        forge_of(git)


def test_the_password_of_an_address_is_not_told(git: Git) -> None:
    git.run("remote", "add", "origin", "https://paraf:rahasia@elsewhere.example/bkd/situs")
    with pytest.raises(ForgeFault, match=r"https://elsewhere\.example") as raised:
        forge_of(git)
    assert "rahasia" not in str(raised.value)


def test_who_has_no_token_reads_from_anywhere(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARAF_TOKEN")
    git.run("remote", "add", "origin", "git@git.kantor.example:bkd/situs.git")
    assert not forge_of(git).git.config("http.extraHeader")
