"""The seal of a bag: the program's SSH signature over the tag manifest, in a file beside it.

The tag manifest names the SHA-256 of `bag-info.txt` and of the payload's manifest, which names
every file: who signs it signs the whole bag. The seal itself stands in no manifest, as it cannot be
named by what it signs. BagIt lets a tag manifest leave out tag files; `ssh-keygen` checks the seal.
"""

import base64
import binascii
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from paraf.archive.bag import SEAL, TAG_MANIFEST, write
from paraf.archive.chain import Ledger
from paraf.archive.files import shown
from paraf.archive.taken import Taken, broken
from paraf.core.evidence import Finding, Severity
from paraf.core.words import T
from paraf.ports import ArchiveFault

NAMESPACE = "paraf-archive"
"""What the signature is for: none that was made for git or for a letter passes as a seal."""

Sign = Callable[[bytes, str], bytes]
"""Signs bytes for a namespace with the program's key, as `ssh-keygen -Y sign` does."""

BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
MAGIC = b"SSHSIG\x00\x00\x00\x01"
WIDTH = 70
PATIENCE = 60
"""Seconds that one check may take."""


class NoSeal(ValueError):
    """The bytes are no seal in its one form."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says: the key that made it, and for what."""

    public: bytes
    namespace: str
    hashed: bytes
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, as `ssh-keygen -l` prints it."""
        digest = base64.b64encode(hashlib.sha256(self.public).digest()).decode().rstrip("=")
        return f"SHA256:{digest}"

    def armoured(self) -> bytes:
        """Return the seal as the file that `ssh-keygen` writes."""
        parts = (self.public, self.namespace.encode(), b"", self.hashed, self.signature)
        raw = MAGIC + b"".join(len(one).to_bytes(4, "big") + one for one in parts)
        text = base64.b64encode(raw)
        lines = (text[i : i + WIDTH] + b"\n" for i in range(0, len(text), WIDTH))
        return BEGIN + b"".join(lines) + END


def read(data: bytes) -> Seal:
    """Return what a signature's file says; NoSeal unless it is one."""
    body = data.removeprefix(BEGIN).rstrip(b"\n").removesuffix(END.rstrip(b"\n"))
    try:
        raw = base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error as error:
        raise NoSeal from error
    parts: list[bytes] = []
    rest = raw.removeprefix(MAGIC)
    while rest and len(parts) < 5:
        length = int.from_bytes(rest[:4], "big")
        parts.append(rest[4 : 4 + length])
        rest = rest[4 + length :]
    if not raw.startswith(MAGIC) or len(parts) != 5 or rest or parts[2]:
        raise NoSeal
    public, namespace, _, hashed, signature = parts
    return Seal(public, namespace.decode("ascii", "replace"), hashed, signature)


def put(folder: Path, sign: Sign) -> None:
    """Seal the bag in `folder`, over any seal before; ArchiveFault if what signs gives no seal."""
    data = sign((folder / TAG_MANIFEST).read_bytes(), NAMESPACE)
    try:
        # Programs that stand in for ssh-keygen break their lines elsewhere.
        write(folder / SEAL, read(data.replace(b"\r\n", b"\n")).armoured())
    except NoSeal:
        raise ArchiveFault(
            T("The program that signs gave no SSH signature."),
            T("Look at git's settings user.signingkey and gpg.ssh.program."),
        ) from None


def sealed_by(bag: Taken) -> str:
    """Return the fingerprint that a bag's seal names; empty if there is none that can be read."""
    try:
        return read(bag.read(SEAL)).fingerprint
    except NoSeal:
        return ""


def check(
    bag: Taken, ledger: Ledger, owners: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Finding]:
    """Yield why the seal is not the one of this bag, by the key that merged its last change.

    Where an auditor's list gives the `owners` of keys by fingerprint, another key of the same owner
    will do: the program's may have been replaced since.
    """
    if SEAL not in bag.sums:
        what = T("The seal is missing: nobody answers for what archiving added.")
        yield broken("seal-none", SEAL, what)
        return
    try:
        seal = read(bag.read(SEAL))
    except NoSeal:
        yield broken("seal-unreadable", SEAL, T("This is no seal."))
        return
    if seal.armoured() != bag.read(SEAL):
        yield broken("seal-form", SEAL, T("This seal is not in its one canonical form."))
    if not _good(bag):
        what = T("The seal is not over these bytes: the bag was changed after it was sealed.")
        yield broken("seal-broken", SEAL, what)
    merged = ledger.last("merged")
    # Where nothing was merged, no text came into the case: then only the roster knows the key.
    if merged is None or merged.actor == seal.fingerprint:
        return
    whose = [set((owners or {}).get(key, ())) for key in (merged.actor, seal.fingerprint)]
    if not whose[0] & whose[1]:
        what = T(
            "It was sealed by the key {key}, not by the one that merged the last change: {other}.",
            key=seal.fingerprint,
            other=shown(merged.actor),
        )
        remedy = T("If both are the program's, the office's list of keys says so: --signers.")
        yield Finding("seal-key", Severity.BLOCK, SEAL, 0, what, remedy)


def _good(bag: Taken) -> bool:
    if shutil.which("ssh-keygen") is None:
        raise ArchiveFault(
            T("{tool} is not installed; no signature can be checked.", tool="ssh-keygen"),
            T("Install git and OpenSSH, then try again."),
        )
    # Whose key it is, and whether it was good then, the ledger says: git checked it there.
    how = ("-Y", "check-novalidate", "-n", NAMESPACE)
    command = ["ssh-keygen", *how, "-s", str(bag.folder / SEAL)]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            command,
            env=environment,
            input=bag.read(TAG_MANIFEST),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
