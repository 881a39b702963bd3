"""Who signed: git's verdicts on SSH signatures, held against the keys of the roster."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from paraf.core.office import Office
from paraf.core.words import T
from paraf.forge.git import Git, GitRefused
from paraf.ports import ForgeFault

GOOD, NONE, UNCHECKED = "G", "N", "E"


@dataclass(frozen=True, slots=True)
class Signed:
    """A commit with what git says of its signature, and the addresses that it names.

    `verdict` is git's letter: G for a good signature by a key of the roster, N for none, E where
    it could not be checked, any other for a signature that is bad or by an unknown key.
    """

    commit: str
    verdict: str
    key: str
    author: str
    committer: str

    @property
    def signer(self) -> str | None:
        """The fingerprint of the roster's key that signed; None if none did."""
        return self.key if self.verdict == GOOD else None


FORMAT = "--format=%H%x00%G?%x00%GF%x00%ae%x00%ce"


def signatures(git: Git, *revisions: str, office: Office) -> tuple[Signed, ...]:
    """Return the commits that `revisions` name, newest first, each with its signature."""
    with _known(office) as keys:
        out = git.text(*keys, "log", FORMAT, *revisions, "--")
    # Not splitlines: an address may hold signs that Python takes for the end of a line.
    return tuple(Signed(*line.split("\0")) for line in out.split("\n") if line)


def signer(git: Git, commit: str, office: Office) -> str | None:
    """Return the fingerprint that signed one commit; None: nobody known."""
    return signatures(git, "--no-walk", commit, office=office)[0].signer


def tagged_by_bot(git: Git, tag: str, office: Office, now: datetime) -> bool:
    """Say whether one of the office's programs signed a tag object, by a key good at `now`."""
    bots = tuple(
        replace(one, keys=tuple(key for key in one.keys if key.good(now))) for one in office.bots
    )
    with _known(replace(office, persons=(), administrators=(), bots=bots)) as keys:
        try:
            git.run(*keys, "verify-tag", "--raw", tag)
        except GitRefused:
            return False
    return True


def sign(git: Git, data: bytes, namespace: str) -> bytes:
    """Return an SSH signature over `data`, by the key and the program that sign commits here.

    Raises ForgeFault if that cannot be done: no key is set up, or its holder is not there.
    """
    key = Path(git.config("user.signingkey")).expanduser()
    program = git.config("gpg.ssh.program") or "ssh-keygen"
    command = [program, "-Y", "sign", "-n", namespace, "-f", str(key), "-q"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"") or str(error).encode()
        raise ForgeFault(
            T("It cannot be signed: {said}", said=said.decode("utf-8", "replace").strip()),
            T("Run: git config gpg.format ssh; git config user.signingkey FILE.pub"),
        ) from None
    return done.stdout


def public_key(setting: str) -> str | None:
    """Return the public key of the file that `user.signingkey` names; None if there is none.

    A private key may lie there alone, as a systemd credential does. Nobody is asked for its
    passphrase: one that has any needs its public key beside it.
    """
    file = Path(setting).expanduser()
    public = file if file.suffix == ".pub" else Path(f"{file}.pub")
    if public.is_file():
        return public.read_text()
    command = ["ssh-keygen", "-y", "-P", "", "-f", str(file)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


@contextmanager
def _known(office: Office) -> Iterator[tuple[str, str]]:
    """Give git's option that names the keys it may trust, for as long as the block runs."""
    with tempfile.NamedTemporaryFile("w", suffix=".signers") as file:
        file.write(office.allowed_signers())
        file.flush()
        yield "-c", f"gpg.ssh.allowedSignersFile={file.name}"
