"""The program signs what is no commit with the key, and by the program, that sign its commits."""

import subprocess
from pathlib import Path

import pytest

from office_world import BOT, OfficeWorld, alone, office_world
from paraf.core.office import Account
from paraf.forge.git import Git
from paraf.forge.local import LocalForge
from paraf.forge.signing import sign, signer, tagged_by_bot
from paraf.ports import ForgeFault
from paraf.records import ledger


@pytest.fixture
def office(tmp_path: Path) -> OfficeWorld:
    return office_world(tmp_path)


def clone(office: OfficeWorld) -> Git:
    return alone(office.folder(BOT))


def test_it_is_a_signature_of_that_key_for_that_use(office: OfficeWorld, tmp_path: Path) -> None:
    (tmp_path / "made.sig").write_bytes(sign(clone(office), b"isi\n", "segel"))

    def checked(namespace: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
        how = ["ssh-keygen", "-Y", "check-novalidate", "-n", namespace, "-s", "made.sig"]
        return subprocess.run(how, cwd=tmp_path, input=data, capture_output=True)

    assert office.key(BOT).fingerprint.encode() in checked("segel", b"isi\n").stdout
    assert checked("git", b"isi\n").returncode != 0
    assert checked("segel", b"isi").returncode != 0


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("user.signingkey", "/nowhere/key.pub"),
        ("gpg.ssh.program", "/nowhere/ssh-keygen"),
        ("gpg.ssh.program", "false"),
    ],
)
def test_what_cannot_be_signed_is_said(office: OfficeWorld, setting: str, value: str) -> None:
    git = clone(office)
    git.run("config", setting, value)
    with pytest.raises(ForgeFault, match="cannot be signed") as raised:
        sign(git, b"isi\n", "segel")
    assert raised.value.remedy is not None


def test_a_key_s_file_may_be_named_from_the_home_folder(
    office: OfficeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = clone(office)
    monkeypatch.setenv("HOME", str(office.root / "keys"))
    git.run("config", "user.signingkey", f"~/{BOT}.pub")
    assert sign(git, b"isi\n", "segel").startswith(b"-----BEGIN SSH SIGNATURE-----")


def private_alone(office: OfficeWorld, into: Path) -> Git:
    """Return a clone that signs with a private key beside which nothing lies: a credential."""
    key = into / "signing-key"
    key.write_bytes((office.root / "keys" / BOT).read_bytes())
    key.chmod(0o400)
    git = clone(office)
    git.run("config", "user.signingkey", str(key))
    return git


def test_a_private_key_alone_signs_everything(office: OfficeWorld, tmp_path: Path) -> None:
    git, book = private_alone(office, tmp_path), office.book().office
    fingerprint = office.key(BOT).fingerprint
    assert LocalForge(git, ledger).account() == Account("local", fingerprint)
    head = git.resolve("origin/main") or ""
    made = git.commit(f"{head}^{{tree}}", [head], "x\n", moment=1_800_000_000)
    assert signer(git, made, book) == fingerprint
    assert tagged_by_bot(
        git, git.tag("archive/x", made, "x", moment=1_800_000_000), book, office.now
    )
    assert sign(git, b"isi\n", "segel").startswith(b"-----BEGIN SSH SIGNATURE-----")


def test_nobody_is_asked_for_a_passphrase(office: OfficeWorld, tmp_path: Path) -> None:
    git = private_alone(office, tmp_path)
    key = tmp_path / "signing-key"
    key.chmod(0o600)
    office.world.must(tmp_path, "ssh-keygen", "-q", "-p", "-P", "", "-N", "rahasia", "-f", key)
    with pytest.raises(ForgeFault, match="not set up to sign"):
        LocalForge(git, ledger).account()
