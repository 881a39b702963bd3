"""An inspection without a case, a repository or git: of anyone's static site."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from paraf.core.evidence import Evidence, Manifest
from paraf.core.inspecting import InspectionRules
from paraf.core.serving import is_hidden
from paraf.core.words import T
from paraf.inspection.concluding import Manner
from paraf.inspection.share import Share
from paraf.inspection.site import Site
from paraf.pipeline.accepting import rules_of
from paraf.ports import Mistake, Progress, RecordFault
from paraf.records.files import decode

ENDINGS = (".html", ".htm")
ERROR_PAGES = frozenset({"404.html", "403.html", "500.html", "50x.html"})
"""Pages that no address shows as themselves."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A site by its address, and what ought to be there: `manifest`, or `built`, or both.

    `pages` are the paths that are looked at in the browser, None for all.
    """

    url: str
    manifest: Path | None = None
    built: Path | None = None
    pages: Sequence[str] | None = ("",)
    rules: Path | None = None
    share: Share = field(default_factory=Share)


def address_of(text: str) -> str | None:
    """Return a site's address as it is inspected, with a slash at its end; None if it is none."""
    try:
        parts = urlsplit(text.strip())
        known = parts.port != 0
    except ValueError:
        parts, known = SplitResult("", "", "", "", ""), False
    if not known or parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    if "@" in parts.netloc or parts.query or parts.fragment or not text.strip().isprintable():
        return None
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


def site_of(wish: Wish) -> Site:
    """Return the site that somebody wishes to have inspected.

    Raises RecordFault with every mistake of manifest and rules, and where the folder is not what
    the manifest lists; BuildFault where the folder is no site.
    """
    mistakes: list[Mistake] = []
    rules, manifest = InspectionRules(), None
    try:
        manifest = _manifest(wish)
    except RecordFault as fault:
        mistakes += fault.mistakes
    if wish.rules is not None:
        try:
            rules = rules_of(decode(wish.rules.read_bytes(), str(wish.rules)), str(wish.rules))
        except RecordFault as fault:
            mistakes += fault.mistakes
    if manifest is None or mistakes:
        raise RecordFault(mistakes)
    around = pages_of(manifest) if wish.pages is None else tuple(dict.fromkeys(wish.pages))
    return Site(
        wish.url, manifest, None, (), around, built=wish.built, rules=rules, share=wish.share
    )


def _manifest(wish: Wish) -> Manifest:
    """Return what ought to be live; of a folder alone, nothing that web servers should hide."""
    from paraf.site.manifest import manifest, measure
    from paraf.site.sums import read_manifest

    brought = wish.manifest and read_manifest(wish.manifest.read_bytes(), str(wish.manifest))
    if wish.built is None:
        return brought or Manifest({}, "")
    built = measure(wish.built)
    if not built.files:
        raise RecordFault([Mistake(str(wish.built), 1, T("The folder holds no file of a site."))])
    if not brought:
        return manifest({path: it for path, it in built.files.items() if not is_hidden(path)})
    if built.digest != brought.digest:
        raise RecordFault([Mistake(str(wish.manifest), 1, T(
            "The folder {folder} is not what this manifest lists: {path} is other there.",
            folder=wish.built, path=_other(built, brought),
        ))])  # fmt: skip
    return built


def _other(built: Manifest, brought: Manifest) -> str:
    sums = [{path: one.sha256 for path, one in each.files.items()} for each in (built, brought)]
    both = sorted(sums[0].keys() | sums[1].keys())
    return next(path for path in both if sums[0].get(path) != sums[1].get(path))


def pages_of(manifest: Manifest) -> tuple[str, ...]:
    """Return every page of a site as its visitors address it: `a/` for `a/index.html`."""
    found = (
        path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
        for path in manifest.files
        if path.lower().endswith(ENDINGS) and path.rpartition("/")[2] not in ERROR_PAGES
    )
    return tuple(sorted(found))


def unknown_pages(manifest: Manifest, pages: Sequence[str]) -> list[str]:
    """Return those paths that are no page of the site."""
    known = {*pages_of(manifest), *manifest.files}
    return [path for path in pages if path not in known]


def inspect_site(
    site: Site,
    into: Path,
    *,
    browser: Path | None,
    progress: Progress,
    now: Callable[[], datetime],
    manner: Manner,
) -> Evidence:
    """Inspect a site, or one share of it, and write the evidence below `into`.

    Raises BrowserFault where no browser can look.
    """
    from paraf.inspection.inspect import inspect, inspect_share

    if site.share.whole:
        return inspect(site, into=into, browser=browser, progress=progress, now=now, manner=manner)
    return inspect_share(site, into=into, browser=browser, progress=progress, now=now)
