"""Secrets that a command is handed: from a file, a systemd credential or the environment."""

import os
from pathlib import Path

from paraf.core.words import T
from paraf.ports import Fault


def secret(name: str) -> str | None:
    """Return the secret `name` ("token"), or None if nobody gave one.

    In this order: the file that `PARAF_TOKEN_FILE` names, `PARAF_TOKEN` itself, the credential
    `token` of systemd. Fault for a file that cannot be read or holds nothing; it is never shown.
    """
    key = f"PARAF_{name.upper().replace('-', '_')}"
    file = os.environ.get(f"{key}_FILE")
    if file:
        return _read(Path(file), f"{key}_FILE")
    if os.environ.get(key):
        return os.environ[key].strip()
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    there = Path(folder) / name if folder else None
    return _read(there, "CREDENTIALS_DIRECTORY") if there and there.is_file() else None


def _read(file: Path, key: str) -> str:
    try:
        text = file.read_text("ascii").strip()
    except (OSError, ValueError):
        text = ""
    if not text:
        raise Fault(
            T("The file that {key} names cannot be read, or is empty.", key=key),
            T("Put the secret into it, readable by this user alone."),
        )
    return text
