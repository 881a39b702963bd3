"""Which part of a site one machine inspects, where several share the work."""

import hashlib
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """Share `number` of `of`, counted from 1. All shares together have every path exactly once.

    Who has a path depends on the path alone, so every machine knows it without asking. What is not
    a matter of one path (answers of the server as a whole, its certificate) is the first one's.
    """

    number: int = 1
    of: int = 1

    @property
    def first(self) -> bool:
        """Say whether this share also looks at the site as a whole."""
        return self.number == 1

    @property
    def whole(self) -> bool:
        """Say whether nobody else shares the work."""
        return self.of == 1

    def has(self, path: str) -> bool:
        """Say whether a file or page, by its path below the site's address, is this share's."""
        if self.whole:
            return True
        digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


MOST = 1000


def share(text: str) -> Share | None:
    """Return the share that `2/4` means; None if the text means none."""
    found = re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", text)
    if found is None or not int(found[1]) <= int(found[2]) <= MOST:
        return None
    return Share(int(found[1]), int(found[2]))
