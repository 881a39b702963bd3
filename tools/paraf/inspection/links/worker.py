"""Reads some files of a site in a process of its own: `python -m paraf.inspection.links.worker`.

The folder is the only argument; the paths come from standard input as a JSON list, the documents go
to standard output as one.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from paraf.inspection.links.document import Document, as_json, read


def documents(built: Path, paths: Iterable[str]) -> Iterator[Document | None]:
    """Yield the facts of each file, None for one that has none.

    That a file is there and unchanged is for others to tell.
    """
    for path in paths:
        try:
            body = (built / path).read_bytes()
        except OSError:
            yield None
        else:
            yield read(path, body)


def main() -> None:
    """Answer once."""
    found = documents(Path(sys.argv[1]), json.load(sys.stdin.buffer))
    json.dump([as_json(one) for one in found if one is not None], sys.stdout)


if __name__ == "__main__":
    main()
