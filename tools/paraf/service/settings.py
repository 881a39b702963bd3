"""`serve.toml`: what `paraf serve` listens to and looks after, or every mistake of the file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from paraf.core.words import T
from paraf.ports import Fault, Mistake, RecordFault
from paraf.service.fields import Fields
from paraf.service.lines import lines

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 takes any free one."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository that is looked after, by the program's clone of it."""

    name: str
    """The clone's folder's name; no two have the same."""
    folder: Path
    every: float
    """Seconds from the beginning of one run to the next, when nobody wakes it."""
    clone: str | None = None
    """Where the clone is made from, if there is none yet."""
    token_file: Path | None = None
    signing_key_file: Path | None = None
    secret: bytes = field(default=b"", repr=False)
    """What the forge signs its webhooks with; empty where nothing is heard, by timer alone."""
    token: str = field(default="", repr=False)
    """What is in `token_file`, known here only so that it is never written anywhere."""
    watch: float = 0.0
    """Seconds from one look at the published site to the next, after a run; 0: never."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one process does."""

    listen: Address
    metrics: Address | None
    """A second address for `/metrics`, which then is not on the first."""
    workers: int
    run_limit: float
    """Seconds after which a run is ended by force."""
    stop_limit: float
    """Seconds that runs under way are given when the service is asked to end."""
    repositories: tuple[Repository, ...]
    slowest: float = 10.0
    """Seconds that a webhook may take to arrive; both forges give up after as many."""
    in_flight: int = 40_000_000
    """Bytes of webhooks that are held at a time, whoever sent them."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every word that must never be written anywhere."""
        words = [one.secret.decode("utf-8", "replace") for one in self.repositories]
        return tuple({one for one in (*words, *(r.token for r in self.repositories)) if one})


def read_settings(file: Path, environment: Mapping[str, str]) -> Settings:
    """Return the settings; RecordFault with every mistake of the file and of the secrets' files.

    Relative paths count from the file's folder. `$CREDENTIALS_DIRECTORY` at the beginning of a path
    is the folder of systemd's credentials, as `environment` has it.
    """
    try:
        text = file.read_text("utf-8")
    except OSError as wrong:
        raise Fault(
            T("{file} cannot be read: {reason}.", file=file, reason=wrong.strerror),
            T("Write it as the guide shows, or name another with --config."),
        ) from None
    except UnicodeDecodeError:
        raise RecordFault([Mistake(str(file), 1, T("The file is not UTF-8 text."))]) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise RecordFault([_not_toml(file, text, str(wrong))]) from None
    mistakes: list[Mistake] = []
    top = Fields(file, data, lines(text), (), environment, mistakes)
    settings = Settings(
        listen=_address(top.text("listen", "127.0.0.1:8787"), top, "listen"),
        metrics=_address(top.text("metrics"), top, "metrics") if "metrics" in data else None,
        workers=top.number("workers", 2, 1, 64),
        run_limit=top.duration("run_limit", 30 * MINUTE),
        stop_limit=top.duration("stop_limit", 10 * MINUTE),
        repositories=tuple(_repository(one) for one in top.tables("repositories")),
    )
    top.end()
    _wrong_together(settings.repositories, top)
    if mistakes:
        raise RecordFault(mistakes)
    return settings


def _repository(fields: Fields) -> Repository:
    folder = fields.path("folder", must=True) or Path()
    token_file, key = fields.path("token_file"), fields.path("signing_key_file")
    if key is not None:
        fields.secret(key, "signing_key_file")
    secret_file = fields.path("webhook_secret_file")
    secret = fields.secret(secret_file, "webhook_secret_file") if secret_file else ""
    if 0 < len(secret) < 16:
        fields.wrong("webhook_secret_file", T("A webhook's secret is of 16 characters at least."))
    found = Repository(
        name=folder.name,
        folder=folder,
        every=fields.duration("every", 5 * MINUTE),
        clone=fields.text("clone") or None,
        token_file=token_file,
        signing_key_file=key,
        secret=secret.encode(),
        token=fields.secret(token_file, "token_file") if token_file else "",
        watch=fields.duration("watch", 0.0),
    )
    if "folder" in fields.data:
        _wrong_clone(found, fields)
    fields.end()
    return found


def _wrong_clone(one: Repository, fields: Fields) -> None:
    if one.clone and re.search(r"//[^/]*@", one.clone):
        fields.wrong("clone", T("An address holds no name and no token; those go in token_file."))
    if not one.clone and not (one.folder / ".git").exists():
        fields.wrong("folder", T(
            "There is no clone in {folder}. Make one there with 'git clone', as the user that the "
            "service runs as, or say with clone = \"https://…\" where it is made from.",
            folder=one.folder,
        ))  # fmt: skip


def _wrong_together(repositories: tuple[Repository, ...], top: Fields) -> None:
    if not repositories:
        top.wrong("repositories", T("There is no [[repositories]] with a folder."))
    seen: set[str] = set()
    for i, one in enumerate(repositories):
        if one.name in seen:
            what = T("Another repository's folder is called {name} as well.", name=one.name)
            top.wrong("repositories", what, i, "folder")
        seen.add(one.name)


def _address(text: str, fields: Fields, key: str) -> Address:
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([^\s:\[\]]+)):(\d{1,5})", text)
    if found is None or int(found[3]) > 65535:
        if text:
            fields.wrong(key, T("{key} must be an address such as 127.0.0.1:8787.", key=key))
        return Address("127.0.0.1", 0)
    return Address(found[1] or found[2], int(found[3]))


def _not_toml(file: Path, text: str, said: str) -> Mistake:
    at = re.search(r"\(at line (\d+)", said)
    line = int(at[1]) if at else max(1, len(text.splitlines()))
    return Mistake(str(file), line, T("This is not TOML: {detail}.", detail=said.split(" (")[0]))
