"""An author on a hosted forge: `paraf new` and `paraf submit`, without telling the ledger."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from everything import long
from gitea_server import Person, Server, find, serving
from gitea_site import eventually
from office_world import ADMIN, KASUBID, PENGELOLA, OfficeWorld, around, office_world

BINARY = find("gitea")
TITLE = "Libur nasional"
DRAFT = "20261116-libur-nasional"
BODY = "# Libur nasional\n\nKantor tutup 25 Desember 2026.\n"


def settle_forge(office: OfficeWorld, forge: str) -> None:
    """Let the office's settings say where the repository is hosted."""
    desk, path = office.desk(ADMIN), "review/pipeline.yml"
    base = desk.forge.base()
    text = (desk.git.read(base, path) or b"").decode() + f"forge: {forge}\n"
    tree = desk.git.tree_with(base, {path: text.encode()})
    commit = desk.git.commit(tree, [base], "forge\n", moment=int(office.now.timestamp()))
    with around(desk.git):
        desk.forge.push({"refs/heads/main": commit})


def begins(office: OfficeWorld) -> str:
    """Begin a draft with a page that passes the checks."""
    body = office.root / "page.md"
    body.write_text(BODY)
    ran = office.run(PENGELOLA, "new", TITLE, "--summary", "Kantor tutup.", "--body", body)
    assert ran.code == 0, ran.out
    return ran.out


def amend(office: OfficeWorld) -> None:
    page = office.folder(PENGELOLA) / "content/pengumuman/libur-nasional.md"
    page.write_text(page.read_text() + "\nJuga 1 Januari 2027.\n")


# On GitHub: the draft goes to a fork


@pytest.fixture
def github(tmp_path: Path) -> OfficeWorld:
    office = office_world(tmp_path)
    settle_forge(office, "{kind: github, repository: bkd/situs}")
    fork = tmp_path / "melati" / "situs.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(office.bare), str(fork)], check=True)
    assert office.git(PENGELOLA, "remote", "add", "fork", str(fork)).code == 0
    assert office.git(PENGELOLA, "config", "remote.pushDefault", "fork").code == 0
    return office


def test_a_draft_is_begun_without_a_word_to_the_ledger(github: OfficeWorld) -> None:
    told = begins(github)
    assert f"The draft {DRAFT} is begun" in told
    assert not [name for name in github.door().tips() if name.startswith("ledger/")]
    folder = github.folder(PENGELOLA)
    assert (folder / f"drafts/{DRAFT}/case.yml").is_file()
    assert github.git(PENGELOLA, "branch", "--show-current").out.strip() == f"draft/{DRAFT}"


def test_on_github_a_draft_goes_to_the_author_s_fork_and_the_page_to_open_it_is_named(
    github: OfficeWorld, tmp_path: Path
) -> None:
    begins(github)
    ran = github.run(PENGELOLA, "submit", "-m", "Mohon diperiksa")
    assert ran.code == 0, ran.out
    address = f"https://github.com/bkd/situs/compare/main...melati:draft/{DRAFT}?expand=1"
    assert address in "".join(ran.out.split())
    fork = tmp_path / "melati" / "situs.git"
    told = subprocess.run(
        ["git", "-C", str(fork), "log", "-1", "--format=%s %ae", f"draft/{DRAFT}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert told == "Mohon diperiksa melati@bkd.contoh.example\n"
    assert not [name for name in github.door().tips() if "draft/" in name]


def test_an_author_needs_no_key_on_a_hosted_forge(github: OfficeWorld) -> None:
    assert github.git(PENGELOLA, "config", "--unset", "user.signingkey").code == 0
    begins(github)
    assert github.run(PENGELOLA, "submit").code == 0


def test_what_the_checks_refuse_is_not_pushed(github: OfficeWorld, tmp_path: Path) -> None:
    begins(github)
    page = github.folder(PENGELOLA) / "content/pengumuman/libur-nasional.md"
    page.write_text(page.read_text() + "\n[hilang](tidak-ada.md)\n")
    ran = github.run(PENGELOLA, "submit")
    assert ran.code == 3, ran.out
    told = subprocess.run(
        ["git", "-C", str(tmp_path / "melati" / "situs.git"), "branch", "--list", "draft/*"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert told == ""


def test_documents_are_not_handed_in_on_a_hosted_forge(github: OfficeWorld) -> None:
    begins(github)
    ran = github.run(PENGELOLA, "submit", "--file", "review/rules.yml")
    assert ran.code == 3
    assert "Documents are not handed in on a hosted forge" in ran.out


def test_who_may_not_push_is_told_of_a_fork(github: OfficeWorld, tmp_path: Path) -> None:
    assert github.git(PENGELOLA, "remote", "set-url", "fork", str(tmp_path / "none.git")).code == 0
    begins(github)
    ran = github.run(PENGELOLA, "submit")
    assert ran.code == 4, ran.out
    assert "git remote add fork" in ran.out
    assert "Traceback" not in ran.out


def test_nobody_marks_by_command_where_people_act_on_the_forge(github: OfficeWorld) -> None:
    github.case_at(2)
    settle_forge(github, "{kind: github, repository: bkd/situs}")
    assert github.git(KASUBID, "fetch", "-q").code == 0
    for words in (("review", github.case), ("review", github.case, "--approve")):
        ran = github.run(KASUBID, *words)
        assert ran.code == 3, ran.out
        assert "people mark, return and assign on its own page" in " ".join(ran.out.split())


# On a real Gitea: the push opens the pull request

on_gitea = [
    pytest.mark.gitea,
    pytest.mark.server,
    pytest.mark.skipif(BINARY is None, reason="no Gitea: PARAF_GITEA or on PATH"),
]


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[tuple[OfficeWorld, Server]]:
    """Give an office whose repository is on a Gitea, where melati may only read."""
    office = office_world(tmp_path)
    assert BINARY is not None
    with serving(BINARY, tmp_path / "gitea") as server:
        melati = server.add_person("melati")
        server.call(server.admin, "POST", "/orgs", {"username": "bkd"})
        server.call(server.admin, "POST", "/orgs/bkd/repos", {"name": "situs", "private": True})
        reader = "/repos/bkd/situs/collaborators/melati"
        server.call(server.admin, "PUT", reader, {"permission": "read"})
        settle_forge(office, f"{{kind: gitea, url: '{server.url}', repository: bkd/situs}}")
        address = f"{server.url}/bkd/situs.git"
        pushed = server.git(server.admin, office.bare, "push", address, "main")
        assert pushed.returncode == 0, pushed.stderr
        # The forge knows of a pushed branch a moment after it took it.
        main = "/repos/bkd/situs/branches/main"
        eventually(
            lambda: server.request(server.admin, "GET", main).status_code, lambda code: code == 200
        )
        reach(office, melati, address, server.url)
        yield office, server


def reach(office: OfficeWorld, person: Person, address: str, url: str) -> None:
    """Let a person's clone reach the forge with their own token."""
    for words in (
        ("remote", "set-url", "origin", address),
        ("config", f"http.{url}/.extraHeader", f"Authorization: {person.header}"),
    ):
        assert office.git(person.name, *words).code == 0


class TestOnGitea:
    """What only a real forge can say."""

    pytestmark = on_gitea

    @long
    def test_handing_in_opens_the_pull_request_of_the_author(
        self, hosted: tuple[OfficeWorld, Server]
    ) -> None:
        office, server = hosted
        begins(office)
        ran = office.run(PENGELOLA, "submit")
        assert ran.code == 0, ran.out
        assert f"{server.url}/bkd/situs/pulls" in ran.out
        [pull] = server.call(server.admin, "GET", "/repos/bkd/situs/pulls")
        assert (pull["title"], pull["user"]["login"]) == (TITLE, "melati")
        assert pull["base"]["ref"] == "main"

    @long
    def test_handing_in_again_moves_the_same_pull_request(
        self, hosted: tuple[OfficeWorld, Server]
    ) -> None:
        office, server = hosted
        begins(office)
        assert office.run(PENGELOLA, "submit").code == 0
        amend(office)
        assert office.run(PENGELOLA, "submit", "-m", "Tanggal ditambah").code == 0
        [pull] = server.call(server.admin, "GET", "/repos/bkd/situs/pulls")
        head = office.git(PENGELOLA, "rev-parse", "HEAD").out.strip()
        assert pull["head"]["sha"] == head

    @long
    def test_the_same_text_twice_is_said_to_be_there_already(
        self, hosted: tuple[OfficeWorld, Server]
    ) -> None:
        office, _ = hosted
        begins(office)
        assert office.run(PENGELOLA, "submit").code == 0
        ran = office.run(PENGELOLA, "submit")
        assert ran.code == 3, ran.out
        assert "handed in already" in ran.out

    @long
    def test_a_stranger_s_push_is_refused_in_words(
        self, hosted: tuple[OfficeWorld, Server]
    ) -> None:
        office, server = hosted
        begins(office)
        reader = "/repos/bkd/situs/collaborators/melati"
        server.call(server.admin, "DELETE", reader)
        ran = office.run(PENGELOLA, "submit")
        assert ran.code == 4, ran.out
        assert "Traceback" not in ran.out
