"""`forge` of `review/pipeline.yml` to where the repository is hosted."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from paraf.core.hosting import Hosted
from paraf.core.words import T, Text
from paraf.ports import Mistake
from paraf.records.shapes import ForgeShape
from paraf.records.strict_yaml import Parsed

GITHUB = "https://github.com"


def hosted(
    shape: ForgeShape | None, parsed: Parsed, file: str
) -> tuple[Hosted | None, list[Mistake]]:
    """Return where the repository is hosted, None for the local forge; and what is wrong there.

    What is returned holds only where nothing is wrong.
    """
    if shape is None:
        return None, []
    mistakes = [
        Mistake(file, parsed.line(("forge", key) if key else ("forge",)), what)
        for key, what in _wrong(shape)
    ]
    if mistakes or shape.kind == "local":
        return None, mistakes
    url = (shape.url or GITHUB).rstrip("/")
    service = shape.service.rstrip("/") if shape.service else None
    return Hosted(shape.kind, url, shape.repository or "", service), []


def _wrong(shape: ForgeShape) -> Iterator[tuple[str, Text]]:
    given = {"url": shape.url, "repository": shape.repository, "service": shape.service}
    if shape.kind == "local":
        for key in (key for key, value in given.items() if value is not None):
            yield key, T("The local forge is the office's own repository: it has no {key}.",
                         key=f"forge.{key}")  # fmt: skip
        return
    owed = ("repository",) if shape.kind == "github" else ("url", "repository")
    for key in owed:
        if given[key] is None:
            yield "", T("{key} is missing.", key=f"forge.{key}")
    if shape.repository is not None and shape.repository.endswith((".git", ".wiki")):
        yield (
            "repository",
            T("{key} ends neither with .git nor with .wiki.", key="forge.repository"),
        )
    for key in ("url", "service"):
        address = given[key]
        what = _wrong_address(address, f"forge.{key}") if address else None
        if what is not None:
            yield key, what


def _wrong_address(address: str, key: str) -> Text | None:
    """Say what is wrong with the address of a forge or of the service; None if nothing is."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = SplitResult("", "", "", "", ""), None
    plain = re.fullmatch(r"[!-\[\]-~]+", address) is not None
    if not host or not plain or parts.scheme not in ("http", "https"):
        return T("{key} is an address such as https://git.office.example.", key=key)
    if "@" in parts.netloc:
        # Whoever reads the repository would read the password too.
        return T("{key} holds no name and no password: a token is given to the program alone.",
                 key=key)  # fmt: skip
    if parts.query or parts.fragment or address.endswith(("?", "#")):
        return T("{key} ends before any ? or #.", key=key)
    if parts.scheme == "http" and not _loopback(host):
        return T("{key} begins with https://; only on this very machine may it be http://.",
                 key=key)  # fmt: skip
    return None


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
