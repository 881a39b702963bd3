"""Who counts as a writer of a change."""

import pytest

from guard.door import DRAFT, MAIN, Door, door
from office_world import KABID, KASUBID, PENGELOLA
from paraf.forge.authorship import Authorship, authorship
from paraf.pipeline.rulebook import at as rules_at
from paraf.pipeline.rulebook import load


def wrote(at: Door, head: str) -> Authorship:
    office = load(rules_at(at.git, at.ref(MAIN))).office
    return authorship(at.git, at.ref(MAIN), head, office)


def names(at: Door, head: str) -> set[str]:
    known = {at.office.account(one): one for one in ("melati", "cendana", "dahlia", "gaharu")}
    return {known[one] for one in wrote(at, head).contributors}


def write(at: Door, parents: list[str], **how: object) -> str:
    tree = at.tree(at.ref(DRAFT), {"content/index.md": f"# {how}\n"})
    return at.commit(tree, parents, **how)


def committed(at: Door, mail: str) -> str:
    """Write a commit of the Pengelola's that somebody else committed."""
    env = {
        "GIT_AUTHOR_NAME": "Melati",
        "GIT_AUTHOR_EMAIL": f"{PENGELOLA}@bkd.contoh.example",
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
