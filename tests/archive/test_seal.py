"""The seal covers what archiving adds: nobody but the program can make a bag anew."""

import base64
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from archive import world
from archive.conftest import Made
from archive.test_verify import all_files, checked, flip, kinds, places, quiet
from paraf.archive import bag, chain, seal, signers
from paraf.archive.taken import Taken
from paraf.archive.verify import Known, verify
from paraf.ports import ArchiveFault, RecordFault

ADDED = ("rules/sop.yml", "rules/officials.yml", "signoff.html", "VERIFIKASI.md", "allowed_signers")


def remake(made: Made) -> None:
    """Make both manifests anew, as somebody who has everything but the program's key."""
    bag.make(made.folder, info={"External-Identifier": world.CASE}, when=world.WHEN)


def known(made: Made, text: str) -> set[tuple[str, str]]:
    listed = signers.read_list(text, "kunci")
    found = verify(made.folder, progress=quiet, known=Known("kunci", listed))
    return {(one.kind, one.place) for one in found.findings}


@pytest.mark.parametrize("name", ADDED)
def test_what_archiving_added_cannot_be_rewritten_with_both_manifests(
    made: Made, name: str
) -> None:
    (made.data / name).write_text((made.data / name).read_text() + "\n")
    remake(made)
    found = checked(made.folder).findings
    assert ("seal-broken", "seal.sig") in {(one.kind, one.place) for one in found}


def test_what_is_said_about_the_bag_cannot_be_rewritten(made: Made) -> None:
    bag.make(made.folder, info={"External-Identifier": "lain"}, when=world.WHEN)
    assert [one.kind for one in checked(made.folder).findings] == ["seal-broken"]


def test_a_seal_that_was_taken_away_is_named(made: Made) -> None:
    (made.folder / "seal.sig").unlink()
    assert places(made.folder) == {"seal.sig"}


@pytest.mark.parametrize("person", ["ratna", "ahmad"])
def test_an_official_cannot_seal(made: Made, person: str) -> None:
    seal.put(made.folder, partial(made.case.keys.sign, person))
    assert kinds(made.folder) == {"seal-key"}


def test_a_new_key_of_the_program_seals_only_by_the_office_s_own_list(made: Made) -> None:
    keys = made.case.keys
    (made.data / "allowed_signers").write_text(f"{keys.signers()}")
    bag.make(made.folder, info={"External-Identifier": world.CASE}, when=world.WHEN)
    seal.put(made.folder, partial(keys.sign, "ratna"))
    assert kinds(made.folder) == {"seal-key"}
    assert ("seal-key", "seal.sig") in known(made, keys.signers())
    replaced = f'bot,ratna namespaces="git" {keys.public("ratna")}\n'
    others = [one for one in keys.signers().splitlines() if not one.startswith("ratna ")]
    assert known(made, "\n".join([*others, replaced])) == set()


def test_a_signature_that_was_made_for_something_else_is_no_seal(made: Made) -> None:
    def sign(data: bytes, _: str) -> bytes:
        return made.case.keys.sign("bot", data, "git")

    seal.put(made.folder, sign)
    assert kinds(made.folder) == {"seal-broken"}


def test_the_seal_of_another_bag_is_no_seal_of_this_one(made: Made) -> None:
    def sign(data: bytes, namespace: str) -> bytes:
        return made.case.keys.sign("bot", data + b"\n", namespace)

    seal.put(made.folder, sign)
    assert kinds(made.folder) == {"seal-broken"}


def test_every_bit_of_the_seal_counts(made: Made) -> None:
    path = made.folder / "seal.sig"
    whole = path.read_bytes()
    missed = []
    for offset in range(len(whole)):
        flip(path, offset, offset % 8)
        found = seal.check(_taken(made), _ledger(made))
        if not [one for one in found if one.place == "seal.sig"]:
            missed.append(offset)
        path.write_bytes(whole)
    assert missed == []


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text + b"\n",
        lambda text: b"\n" + text,
        lambda text: text.rstrip(b"\n"),
        lambda text: text[:40] + b"\n" + text[40:],
        lambda text: _with_reserved(text),
        lambda text: text[:0],
        lambda text: text[:30] + text[-28:],
        lambda text: text[:70] + b"=" + text[70:],
        lambda text: text * 2,
        lambda text: text[:0] + b"\xff" * 1000,
    ],
)
def test_a_seal_has_only_one_form(made: Made, rewrite: Callable[[bytes], bytes]) -> None:
    path = made.folder / "seal.sig"
    path.write_bytes(rewrite(path.read_bytes()))
    assert places(made.folder) == {"seal.sig"}


def _with_reserved(text: bytes) -> bytes:
    """Return a signature with something in the field that nobody signs."""
    raw = base64.b64decode(b"".join(text.split(b"\n")[1:-2]))
    mark = b"paraf-archive" + b"\0" * 4
    assert mark in raw
    raw = raw.replace(mark, b"paraf-archive\0\0\0\x05salam")
    lines = base64.encodebytes(raw)
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"-----END SSH SIGNATURE-----\n"


def test_a_seal_in_other_lines_is_put_in_the_one_form(made: Made) -> None:
    def sign(data: bytes, namespace: str) -> bytes:
        lines = made.case.keys.sign("bot", data, namespace).splitlines()
        return b"\r\n".join([lines[0], *b"".join(lines[1:-1]).split(), lines[-1], b""])

    seal.put(made.folder, sign)
    assert checked(made.folder).findings == ()


@pytest.mark.parametrize("said", [b"", b"no key", b"-----BEGIN PGP SIGNATURE-----\n"])
def test_what_gives_no_signature_seals_nothing(made: Made, said: bytes) -> None:
    before = (made.folder / "seal.sig").read_bytes()
    with pytest.raises(ArchiveFault, match="gave no SSH signature"):
        seal.put(made.folder, lambda *_: said)
    assert (made.folder / "seal.sig").read_bytes() == before


def test_a_killed_run_is_finished_by_the_next(made: Made) -> None:
    before = {name: (made.folder / name).read_bytes() for name in all_files(made.folder)}
    (made.folder / "seal.sig").unlink()
    (made.folder / "seal.sig.part").write_bytes(b"-----BEGIN")
    world.seal(made.folder, made.case.keys)
    assert {name: (made.folder / name).read_bytes() for name in all_files(made.folder)} == before


def test_the_keys_that_signed_are_told_with_what_they_signed(pristine: Made) -> None:
    found = {one.name: one for one in checked(pristine.folder).keys}
    assert list(found) == ["ratna", "bagus", "sri", "bot", "ahmad"]
    assert found["bot"].sealed
    assert found["bot"].entries == (6, 7, 8, 12)
    assert not found["sri"].sealed
    assert found["sri"].fingerprint == pristine.case.keys.fingerprint("sri")


def test_a_list_of_the_office_s_keys_knows_all_that_signed(pristine: Made) -> None:
    keys = pristine.case.keys
    assert known(pristine, keys.signers()) == set()
    bare = "".join(f"{keys.public(one)} {one}@kantor\n" for one in world.PEOPLE)
    assert known(pristine, f"# kunci kantor\n\n{bare}") == set()


@pytest.mark.parametrize(
    ("person", "place"),
    [("bot", "data/ledger.jsonl"), ("ahmad", "data/ledger.jsonl")],
)
def test_a_key_that_the_office_did_not_publish_is_found(
    pristine: Made, person: str, place: str
) -> None:
    keys = pristine.case.keys
    lines = [one for one in keys.signers().splitlines() if keys.public(person) not in one]
    assert known(pristine, "\n".join(lines)) == {("key-unknown", place)}


def test_a_key_that_is_another_s_by_the_office_s_list_is_found(pristine: Made) -> None:
    text = pristine.case.keys.signers().replace("ahmad ", "bagus ").replace("bagus ", "ahmad ", 1)
    assert known(pristine, text) == {("key-unknown", "data/ledger.jsonl")}


@pytest.mark.parametrize("limit", ['valid-before="20261116"', 'valid-after="20261201000000Z"'])
def test_a_key_that_was_not_good_then_by_the_office_s_list_is_found(
    pristine: Made, limit: str
) -> None:
    text = pristine.case.keys.signers().replace('"git"', f'"git",{limit}')
    assert known(pristine, text) == {("key-unknown", "data/ledger.jsonl")}


def test_a_bag_made_wholly_anew_is_found_by_the_office_s_list_alone(
    made: Made, tmp_path: Path
) -> None:
    published = made.case.keys.signers()
    (tmp_path / "forger").mkdir()
    forger = world.Keys(tmp_path / "forger")
    forger.make()
    forged = world.story(made.data, forger)
    forged.tell(made.data)
    (made.data / "allowed_signers").write_text(forger.signers())
    world.signoff_of(made.data, forged)
    world.seal(made.folder, forger)
    assert checked(made.folder).findings == ()
    assert known(made, published) == {("key-unknown", "data/ledger.jsonl")}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [1]),
        ("# nothing\n", [1]),
        ("kunci\nssh-ed25519\n", [1, 2]),
        ("ani ssh-ed25519 AAAA%\n", [1]),
        ("ani ssh-ed25519 AAAAB\n", [1]),
        ("* cert-authority ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA\n", [1]),
    ],
)
def test_what_is_no_list_of_keys_is_refused_by_line(text: str, lines: list[int]) -> None:
    with pytest.raises(RecordFault) as raised:
        signers.read_list(text, "kunci.txt")
    assert [(one.file, one.line) for one in raised.value.mistakes] == [
        ("kunci.txt", line) for line in lines
    ]


def test_ssh_keygen_alone_checks_the_seal(pristine: Made) -> None:
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", "paraf-archive", "-s", "seal.sig"]
    data = (pristine.folder / "tagmanifest-sha256.txt").read_bytes()
    done = subprocess.run(command, cwd=pristine.folder, input=data, capture_output=True)
    assert done.returncode == 0
    assert pristine.case.keys.fingerprint("bot").encode() in done.stdout


def _taken(made: Made) -> Taken:
    # Only what the seal is about: this is asked for each of its bytes.
    return Taken(made.folder, dict.fromkeys(("seal.sig", "tagmanifest-sha256.txt"), ""))


def _ledger(made: Made) -> chain.Ledger:
    return chain.read((made.data / "ledger.jsonl").read_bytes())
