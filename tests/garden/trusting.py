"""A browser that trusts the garden's own authority, and no other stranger."""

import base64
import hashlib
import shlex
import subprocess
from pathlib import Path

from garden.authority import Certificate
from paraf.inspection.browser import chromium


def trusting(path: Path, certificate: Certificate) -> Path:
    """Write a program at `path` that starts the Chromium of this machine, trusting a certificate.

    Chromium reads authorities from its user's home alone, and these tests touch nobody's.
    """
    public = subprocess.run(
        ["openssl", "x509", "-in", certificate.chain, "-noout", "-pubkey"],
        capture_output=True,
        check=True,
    ).stdout
    lines = public.decode().splitlines()[1:-1]
    key = hashlib.sha256(base64.b64decode("".join(lines))).digest()
    flag = f"--ignore-certificate-errors-spki-list={base64.b64encode(key).decode()}"
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(str(chromium.find(None)))} {flag} "$@"\n')
    path.chmod(0o755)
    return path
