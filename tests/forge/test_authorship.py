"""Who counts as a writer of a change."""

from dataclasses import replace

import pytest

from guard.door import DRAFT, MAIN, Door, door
from office_world import KABID, KASUBID, PENGELOLA
from paraf.core.office import Account
from paraf.forge.authorship import Authorship, authorship
from paraf.pipeline.rulebook import at as rules_at
from paraf.pipeline.rulebook import load


def wrote(at: Door, head: str, **numbers: str) -> Authorship:
    """Return who wrote a change; `numbers` are people's on GitHub."""
    office = load(rules_at(at.git, at.ref(MAIN))).office
    people = tuple(
        replace(one, accounts=(Account("github", numbers[one.id]),)) if one.id in numbers else one
        for one in office.persons
    )
    return authorship(at.git, at.ref(MAIN), head, replace(office, persons=people))


def names(at: Door, head: str) -> set[str]:
    known = {at.office.account(one): one for one in ("melati", "cendana", "dahlia", "gaharu")}
    return {known[one] for one in wrote(at, head).contributors}


def write(at: Door, parents: list[str], **how: object) -> str:
    tree = at.tree(at.ref(DRAFT), {"content/index.md": f"# {how}\n"})
    return at.commit(tree, parents, **how)


def committed(at: Door, mail: str, author: str = f"{PENGELOLA}@bkd.contoh.example") -> str:
    """Write a commit, of the Pengelola's unless of another's, that somebody else committed."""
    env = {
        "GIT_AUTHOR_NAME": "Melati",
        "GIT_AUTHOR_EMAIL": author,
        "GIT_COMMITTER_NAME": "Lain",
        "GIT_COMMITTER_EMAIL": mail,
    }
    tree = at.git.text("rev-parse", f"{at.ref(DRAFT)}^{{tree}}")
    out = at.git.run("commit-tree", tree, "-p", at.ref(DRAFT), stdin=b"x\n", env=env)
    return out.decode().strip()


def test_who_signed_and_who_is_named_are_writers_alike() -> None:
    at = door(2)
    assert names(at, write(at, [at.ref(DRAFT)], by=KASUBID, key=KABID)) == {
        "melati",
        "cendana",
        "dahlia",
    }


def test_who_committed_for_another_is_a_writer_too() -> None:
    at = door(2)
    assert names(at, committed(at, "CENDANA@bkd.contoh.example")) == {"melati", "cendana"}


def test_what_was_merged_in_counts() -> None:
    at = door(2)
    theirs = write(at, [at.ref(MAIN)], by=KABID)
    mine = write(at, [at.ref(DRAFT), theirs], by=PENGELOLA)
    assert names(at, mine) == {"melati", "dahlia"}


def test_an_unsigned_commit_counts_by_its_addresses() -> None:
    at = door(2)
    head = write(at, [at.ref(DRAFT)], by=KASUBID, signed=False)
    assert names(at, head) == {"melati", "cendana"}
    assert wrote(at, head).strangers == ()


@pytest.mark.parametrize(
    "mail", ["a@b.example", "a\x85b@c.example", "\u2028@x.example", "ä@ö.example"]
)
def test_an_address_of_nobody_is_a_strangers(mail: str) -> None:
    at = door(2)
    found = wrote(at, write(at, [at.ref(DRAFT)], by=mail, key=PENGELOLA))
    assert found.strangers == (mail,)


def test_a_committer_of_nobody_is_a_stranger() -> None:
    at = door(2)
    assert wrote(at, committed(at, "x@luar.example")).strangers == ("x@luar.example",)


def test_a_key_of_nobody_is_a_stranger_whatever_the_address_says() -> None:
    at = door(2)
    keys = at.office.root / "keys"
    if not (keys / "asing").exists():
        at.office.world.must(
            keys, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / "asing"
        )
    head = write(at, [at.ref(DRAFT)], by=PENGELOLA, key="asing")
    assert wrote(at, head).strangers == (at.office.key("asing").fingerprint,)


def test_a_commit_altered_after_it_was_signed_is_a_strangers() -> None:
    at = door(2)
    raw = at.git.raw(write(at, [at.ref(DRAFT)]), "commit") or b""
    bad = at.git.run("hash-object", "-t", "commit", "-w", "--stdin", stdin=raw + b"lagi\n")
    assert len(wrote(at, bad.decode().strip()).strangers) == 1


BROWSER = "noreply@github.com"


@pytest.mark.parametrize("committer", [BROWSER, "NoReply@GitHub.com"])
def test_what_was_written_in_github_s_pages_is_its_author_s(committer: str) -> None:
    at = door(2)
    head = committed(at, committer)
    assert names(at, head) == {"melati"}
    assert wrote(at, head).strangers == ()


@pytest.mark.parametrize("author", [BROWSER, "x@luar.example", "77+x@users.noreply.github.com"])
def test_in_github_s_pages_too_its_author_must_be_known(author: str) -> None:
    at = door(2)
    found = wrote(at, committed(at, BROWSER, author), cendana="7")
    assert found.strangers == (author,)


@pytest.mark.parametrize("author", ["7+cendana@", "7+nama-lama@", "7+Cendana[bot]@"])
def test_github_s_address_of_an_account_is_its_owner_s(author: str) -> None:
    at = door(2)
    head = committed(at, BROWSER, f"{author}users.noreply.github.com")
    found = wrote(at, head, cendana="7", melati="77")
    assert found.strangers == ()
    # The Pengelola's own draft is in it as well.
    assert set(found.contributors) == {at.office.account(one) for one in ("melati", "cendana")}


@pytest.mark.parametrize(
    "author",
    [
        "cendana@users.noreply.github.com",
        "7+x@users.noreply.github.com.luar.example",
        "x7+x@users.noreply.github.com",
        "7+x@luar.example@users.noreply.github.com",
        "\u0667+x@users.noreply.github.com",
    ],
)
def test_an_address_that_only_looks_like_github_s_is_a_stranger_s(author: str) -> None:
    at = door(2)
    assert wrote(at, committed(at, BROWSER, author), cendana="7").strangers == (author,)
