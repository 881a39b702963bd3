"""`paraf inspect`: is a live site what its manifest lists, and is it well?"""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from paraf.cli.clock import real
from paraf.cli.language import LANGUAGE, say
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.cli.inspect_told import Outputs
    from paraf.inspection.concluding import Manner
    from paraf.inspection.share import Share
    from paraf.inspection.site import Site

MERGE = "merge"
FILE = click.Path(path_type=Path, dir_okay=False)
EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
BUILT = click.Path(path_type=Path, file_okay=False, exists=True)


class Typed(TypedDict):
    """What was typed."""

    words: tuple[str, ...]
    manifest: Path | None
    site: Path | None
    pages: tuple[str, ...]
    everything: bool
    live: bool
    rules: Path | None
    shard: str | None
    into: Path | None
    json_: bool
    sarif: Path | None
    junit: Path | None


def _options(function: Callable[..., int]) -> Callable[..., int]:
    for decorate in reversed((
        click.argument("words", nargs=-1, metavar=say(T("[URL | merge FOLDER...]"))),
        click.option("--manifest", type=EXISTING, metavar=say(T("FILE")),
                     help=say(T("What ought to be live: Paraf's manifest.json, or lines of "
                                "sha256sum."))),
        click.option("--site", type=BUILT, metavar=say(T("FOLDER")),
                     help=say(T("The built site: in the place of a manifest, or beside it for "
                                "links and previews."))),
        click.option("--pages", multiple=True, metavar=say(T("PATH")),
                     help=say(T("A page to see in the browser, such as berita/; may stand there "
                                "again. Without any, the home page."))),
        click.option("--all", "everything", is_flag=True,
                     help=say(T("See every page in the browser."))),
        click.option("--live", is_flag=True,
                     help=say(T("In an office's repository: watch over the public site, held "
                                "against the release that the ledger names."))),
        click.option("--rules", type=EXISTING, metavar=say(T("FILE")),
                     help=say(T("How to inspect: review/rules.yml, or a file with its group "
                                "'inspection' alone."))),
        click.option("--shard", metavar="I/N",
                     help=say(T("Only share I of N, for machines side by side; 'paraf inspect "
                                "merge' puts them together."))),
        click.option("--into", type=FOLDER, metavar=say(T("FOLDER")),
                     help=say(T("Keep the evidence there."))),
        click.option("--json", "json_", is_flag=True, help=say(T("Print for programs."))),
        click.option("--sarif", type=FILE, metavar=say(T("FILE")),
                     help=say(T("Write the findings as SARIF 2.1.0, too."))),
        click.option("--junit", type=FILE, metavar=say(T("FILE")),
                     help=say(T("Write the findings as JUnit's XML, too."))),
    )):  # fmt: skip
        function = decorate(function)
    return function


@click.command(
    "inspect",
    help=say(T("Inspect the live site at URL: every byte of its manifest, all links, headers and "
               "certificate, and pages in a browser. Exit codes: 0 it is right · 3 it is not · "
               "4 it could not be looked at · 7 what is wrong was told before (--live).")),
)  # fmt: skip
@_options
def command(**typed: Unpack[Typed]) -> int:
    """Inspect a live site, put shares of an inspection together, or watch over an office's."""
    from paraf.cli.inspect_told import Outputs

    words, into = typed["words"], typed["into"]
    outputs = Outputs(typed["json_"], typed["sarif"], typed["junit"])
    _refuse_lost(typed)
    if typed["live"]:
        _refuse(typed, "--live", "words", *OF_A_SITE)
        return _watch(into, outputs)
    if words[:1] == (MERGE,):
        _refuse(typed, MERGE, *OF_A_SITE)
        return _merge([Path(one) for one in words[1:]], into, outputs)
    return _one(typed, outputs)


OF_A_SITE = ("manifest", "site", "pages", "everything", "shard", "rules")


def _refuse(typed: Typed, mode: str, *names: str) -> None:
    """Refuse what means nothing together with a way of calling the command."""
    options = {"everything": "--all", "words": say(T("address"))}
    for name in names:
        if typed.get(name):
            option = options.get(name, f"--{name}")
            what = T("{mode} takes no {option}.", mode=mode, option=option)
            raise click.UsageError(say(what))


def _refuse_lost(typed: Typed) -> None:
    """Refuse to begin what could not be written at its end."""
    for option, file in (("--sarif", typed["sarif"]), ("--junit", typed["junit"])):
        if file is not None and not file.parent.is_dir():
            what = T("{option}: there is no folder {folder}.", option=option, folder=file.parent)
            raise click.UsageError(say(what))


def _one(typed: Typed, outputs: "Outputs") -> int:
    """Inspect one site, or one share of it."""
    from paraf.cli.inspect_told import tell, tell_share
    from paraf.pipeline.standalone import inspect_site

    share, into = _share(typed["shard"]), typed["into"]
    if share is not None and into is None:
        raise click.UsageError(say(T("--shard needs --into: what is there is merged later.")))
    site = _site(typed, share)
    with _kept(into) as folder:
        evidence = inspect_site(
            site,
            folder,
            browser=_browser(),
            progress=outputs.progress,
            now=real,
            manner=_manner(),
        )
    if share is not None:
        return tell_share(evidence, share, outputs)
    return tell(evidence, into, outputs)


def _unsecret(url: str) -> str:
    """Return an address without the password that somebody put into it: errors are kept in logs."""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url)
    if "@" not in url:
        return url
    return f"{scheme[0] if scheme else ''}{url.rpartition('@')[2]}"


def _site(typed: Typed, share: "Share | None") -> "Site":
    from paraf.inspection.share import Share
    from paraf.pipeline.standalone import Wish, address_of, site_of, unknown_pages

    if len(typed["words"]) != 1:
        raise click.UsageError(say(T("Name one address, or --live, or merge with its folders.")))
    url = address_of(typed["words"][0])
    if url is None:
        raise click.UsageError(say(T("{url} is no address such as https://www.office.example/.",
                                     url=_unsecret(typed["words"][0]))))  # fmt: skip
    if typed["manifest"] is None and typed["site"] is None:
        raise click.UsageError(say(T("Say with --manifest or --site what ought to be live.")))
    if typed["everything"] and typed["pages"]:
        raise click.UsageError(say(T("{mode} takes no {option}.", mode="--all", option="--pages")))
    chosen = tuple(one.removeprefix("/") for one in typed["pages"])
    pages = None if typed["everything"] else chosen or ("",)
    site = site_of(
        Wish(url, typed["manifest"], typed["site"], pages, typed["rules"], share or Share())
    )
    for path in unknown_pages(site.manifest, chosen):
        raise click.UsageError(say(T("The site has no page {path}.", path=path)))
    return site


def _share(text: str | None) -> "Share | None":
    from paraf.inspection.share import share

    if text is None:
        return None
    found = share(text)
    if found is None:
        raise click.UsageError(say(T("{text} is no share such as 2/4.", text=text)))
    return found


def _merge(folders: Sequence[Path], into: Path | None, outputs: "Outputs") -> int:
    from paraf.cli.inspect_told import tell
    from paraf.inspection.shards import merge

    if not folders or into is None:
        raise click.UsageError(say(T("Name the folders of all shares, and --into.")))
    with _kept(into) as folder:
        evidence = merge(folders, into=folder, progress=outputs.progress, now=real,
                         manner=_manner())  # fmt: skip
    return tell(evidence, into, outputs)


def _watch(into: Path | None, outputs: "Outputs") -> int:
    from paraf.cli.connect import office_desk
    from paraf.cli.inspect_told import tell_watched
    from paraf.pipeline.watch import watch

    desk, book = office_desk(quiet=outputs.json)
    return tell_watched(watch(desk, book, into), outputs)


def _manner() -> "Manner":
    from paraf.inspection.concluding import Manner

    return Manner(say=say, language=LANGUAGE)


def _browser() -> Path | None:
    named = os.environ.get("PARAF_CHROMIUM")
    return Path(named) if named else None


@contextmanager
def _kept(into: Path | None) -> Iterator[Path]:
    """Give the folder for the evidence: an empty one, or one that nobody keeps."""
    if into is None:
        with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
            yield Path(scratch)
        return
    if into.is_dir() and any(into.iterdir()):
        what = T("{folder} is not empty; evidence is kept in a folder of its own.", folder=into)
        raise click.UsageError(say(what))
    into.mkdir(parents=True, exist_ok=True)
    yield into
