"""One table of `serve.toml`, read field by field; what is wrong is collected, not raised."""

import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from paraf.core.words import T, Text
from paraf.ports import Mistake
from paraf.service.lines import Place

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}
CREDENTIALS = "$CREDENTIALS_DIRECTORY"
LARGE = 65_536


class Fields:
    """The values of one table; a wrong one is noted with its line, and its default returned."""

    def __init__(
        self,
        file: Path,
        data: Mapping[str, Any],
        places: Mapping[Place, int],
        at: Place,
        environment: Mapping[str, str],
        mistakes: list[Mistake],
    ) -> None:  # fmt: skip
        """Take a table at a place of the file, and the list that mistakes are noted in."""
        self.file, self.data, self.places, self.at = file, data, places, at
        self.environment, self.mistakes = environment, mistakes
        self._known: set[str] = set()

    def wrong(self, key: str, what: Text, *below: str | int) -> None:
        """Note a mistake on the line of a key, or of what stands below it."""
        place = (*self.at, key, *below)
        known = (place[:end] for end in range(len(place), 0, -1))
        line = next((self.places[one] for one in known if one in self.places), 1)
        self.mistakes.append(Mistake(str(self.file), line, what))

    def text(self, key: str, default: str = "") -> str:
        """Return one line of text."""
        value = self._take(key, default)
        if isinstance(value, str) and value.isprintable() and (value or key not in self.data):
            return value
        self.wrong(key, T("{key} must be text of one line, in quotes.", key=key))
        return default

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = self._take(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        what = T("{key} must be a whole number from {least} to {most}.",
                 key=key, least=least, most=most)  # fmt: skip
        self.wrong(key, what)
        return default

    def duration(self, key: str, default: float) -> float:
        """Return seconds, of a duration such as "30s", "5m" or "2h"."""
        value = self._take(key, None)
        found = re.fullmatch(r"([1-9]\d{0,4})([smh])", value) if isinstance(value, str) else None
        if found:
            return int(found[1]) * SECONDS[found[2]]
        if key in self.data:
            self.wrong(key, T('{key} must be a time such as "30s", "5m" or "2h".', key=key))
        return default

    def path(self, key: str, *, must: bool = False) -> Path | None:
        """Return a path, seen from the file's folder; None where there is none."""
        value = self.text(key)
        if must and key not in self.data:
            self.wrong(key, T("{key} is missing.", key=key))
        if not value:
            return None
        if value.split("/")[0] != CREDENTIALS:
            return self.file.parent / value
        given = self.environment.get(CREDENTIALS[1:])
        if given is None:
            self.wrong(key, T("{key} names systemd's credentials, but none were given.", key=key))
            return None
        return Path(given + value.removeprefix(CREDENTIALS))

    def secret(self, file: Path, key: str) -> str:
        """Return the secret in a file, which nobody but its owner and group may read."""
        try:
            mode = file.stat().st_mode
            text = file.read_text("utf-8")[:LARGE].strip() if stat.S_ISREG(mode) else ""
        except (OSError, UnicodeDecodeError) as wrong:
            reason = wrong.strerror if isinstance(wrong, OSError) else "UTF-8"
            self.wrong(key, T("{path} cannot be read: {reason}.", path=file, reason=reason))
            return ""
        if mode & stat.S_IRWXO:
            self.wrong(key, T("Everybody may read or write {path}; say 'chmod 600 {path}', and put "
                              "a new secret in it.", path=file))  # fmt: skip
        if not text:
            self.wrong(key, T("There is no secret in {path}.", path=file))
        return text

    def tables(self, key: str) -> Iterator["Fields"]:
        """Yield the tables of a list."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, T("{key} must be tables: [[{key}]].", key=key))
            return
        for i, one in enumerate(value):
            place = (*self.at, key, i)
            yield Fields(self.file, one, self.places, place, self.environment, self.mistakes)

    def end(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.data:
            if key not in self._known:
                self.wrong(key, T("{key} is not known here.", key=key))

    def _take(self, key: str, default: Any) -> Any:
        self._known.add(key)
        return self.data.get(key, default)
