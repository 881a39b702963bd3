"""A manifest that somebody brings: our own JSON, or the lines of `sha256sum`."""

import re
from collections.abc import Iterator

from paraf.core.evidence import FileSum, Manifest
from paraf.core.words import T
from paraf.ports import BuildFault, Mistake, RecordFault
from paraf.site.manifest import from_json, manifest

SUM = re.compile(r"(?P<sum>[0-9a-fA-F]{64}) [ *](?P<path>.+)")
TAGGED = re.compile(r"SHA256 \((?P<path>.+)\) = (?P<sum>[0-9a-fA-F]{64})")
"""GNU's lines, and BSD's (`sha256sum --tag`, `shasum`, `openssl dgst -r` as GNU's)."""
UNKNOWN = -1


def read_manifest(data: bytes, file: str) -> Manifest:
    """Return the manifest in `data`, sizes -1 where the format does not tell them.

    Paths are below the site's root, with `./` before them or without. Raises RecordFault with every
    mistake; `file` is its name there.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise RecordFault([Mistake(file, line, T("The file is not UTF-8 text."))]) from None
    if text.lstrip().startswith("{"):
        return _ours(data, file)
    files: dict[str, FileSum] = {}
    mistakes = list(_read(text, file, files))
    if not files and not mistakes:
        mistakes = [Mistake(file, 1, T("This is no manifest of a site."))]
    if mistakes:
        raise RecordFault(mistakes)
    return manifest(files)


def _ours(data: bytes, file: str) -> Manifest:
    try:
        found = from_json(data)
    except BuildFault as fault:
        raise RecordFault([Mistake(file, 1, fault.what)]) from None
    if not found.files:
        raise RecordFault([Mistake(file, 1, T("This is no manifest of a site."))])
    return found


def _read(text: str, file: str, files: dict[str, FileSum]) -> Iterator[Mistake]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = SUM.fullmatch(line) or TAGGED.fullmatch(line)
        if found is None:
            yield Mistake(file, number, T("This is no line of sha256sum: a digest, two spaces, "
                                          "a path."))  # fmt: skip
            continue
        path = found["path"].removeprefix("./")
        if {"", ".", ".."} & set(path.split("/")):
            yield Mistake(file, number, T("{path} is no path below the site's root.", path=path))
        elif path in files:
            yield Mistake(file, number, T("{path} stands here twice.", path=path))
        else:
            files[path] = FileSum(UNKNOWN, found["sum"].lower())
