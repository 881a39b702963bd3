"""One inspection on several machines: what each hands on, and the whole put together again."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from paraf.core.evidence import Evidence, ExpectedPage, FileSum, Manifest, Release
from paraf.core.inspecting import Budgets, InspectionRules
from paraf.core.words import T, Text
from paraf.inspection.concluding import RECORD, Manner, Seen, artifacts, conclude
from paraf.inspection.evidence.record import as_json, from_json
from paraf.inspection.links import document
from paraf.inspection.links.judge import judge
from paraf.inspection.share import Share
from paraf.inspection.site import Site
from paraf.ports import ArchiveFault, Progress

NAME = "share.json"
"""What a share's evidence folder holds beside the pictures: everything that merging needs."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One share as it was read: where it lies, which one it is, what it saw of which site."""

    folder: Path
    site: Site
    seen: Seen


def write(folder: Path, site: Site, seen: Seen) -> None:
    """Write what one share saw into its evidence folder, in one step."""
    told = {
        "v": 1,
        "share": asdict(site.share),
        "site": _site(site),
        "seen": json.loads(as_json(seen.evidence)),
        "documents": [document.as_json(one) for one in seen.documents],
        "requests": sorted(seen.requests),
    }
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{NAME}.part"
    new.write_text(json.dumps(told, sort_keys=True, ensure_ascii=False), "utf-8")
    new.replace(folder / NAME)


def read(folder: Path) -> Shared:
    """Return the share that was written into a folder; ArchiveFault if none was."""
    file = folder / NAME
    try:
        told = json.loads(file.read_text("utf-8"))
        if told["v"] != 1:
            raise ValueError(told["v"])
        seen = Seen(
            from_json(json.dumps(told["seen"]).encode()),
            [document.from_json(one) for one in told["documents"]],
            frozenset(map(str, told["requests"])),
        )
        return Shared(folder, replace(_site_from(told["site"]), share=Share(**told["share"])), seen)
    except OSError as wrong:
        raise _unread(file, T("it cannot be opened")) from wrong
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as wrong:
        raise _unread(file, T("it is not whole, or of another version")) from wrong


def merge(
    folders: Sequence[Path],
    *,
    into: Path,
    progress: Progress,
    now: Callable[[], datetime],
    manner: Manner,
) -> Evidence:
    """Put all shares of one inspection together below `into`, as if one machine had made it.

    Links are judged here, over the whole site, without asking any server; the archive of the case's
    pages is fetched from the live site. Raises ArchiveFault where a share is missing, stands there
    twice, or is of another inspection.
    """
    shares = sorted((read(one) for one in folders), key=lambda one: one.site.share.number)
    site = _one_site(shares)
    documents = [one for each in shares for one in each.seen.documents]
    for one in shares:
        _copy(one.folder, into)
    progress(T("Judging the links"))
    linked = judge(site, documents)
    return conclude(site, [one.seen for one in shares], linked, into, now, manner)


def _one_site(shares: Sequence[Shared]) -> Site:
    if not shares:
        raise ArchiveFault(T("There is no share to merge."), T("Name the folders of all shares."))
    wanted = shares[0].site.share.of
    numbers = [one.site.share.number for one in shares]
    if any(one.site.share.of != wanted for one in shares):
        raise _apart(T("They are not shares of one inspection: some are of {n}, others not.",
                       n=wanted))  # fmt: skip
    for number in range(1, wanted + 1):
        if numbers.count(number) != 1:
            what = (
                T("Share {number} of {n} is missing.", number=number, n=wanted)
                if number not in numbers
                else T("Share {number} of {n} stands there twice.", number=number, n=wanted)
            )
            raise _apart(what)
    first, *others = (replace(one.site, share=Share()) for one in shares)
    for one in others:
        if _site(one) != _site(first):
            raise _apart(T("They are not shares of one inspection: site, release or rules differ."))
    return first


def _apart(what: Text) -> ArchiveFault:
    return ArchiveFault(what, T("Inspect every share anew, of the same site by the same rules."))


def _unread(file: Path, why: Text) -> ArchiveFault:
    return ArchiveFault(
        T("{file} cannot be read: {why}.", file=file, why=why),
        T("Name the folders that 'paraf inspect --shard' was told to write into."),
    )


def _copy(folder: Path, into: Path) -> None:
    """Bring the pictures of a share to those of the others; their names never meet."""
    for name in artifacts(folder):
        if name not in (NAME, RECORD):
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, into / name)


def _site(site: Site) -> Mapping[str, Any]:
    """Return what is the same for all shares of one inspection, as plain JSON values."""
    told = {
        "url": site.url,
        "digest": site.manifest.digest,
        "files": {path: [one.size, one.sha256] for path, one in site.manifest.files.items()},
        "release": asdict(site.release) if site.release else None,
        "pages": [_page(one) for one in site.pages],
        "around": list(site.around),
        "rules": asdict(site.rules),
    }
    plain: Mapping[str, Any] = json.loads(json.dumps(told, sort_keys=True))
    return plain


def _page(page: ExpectedPage) -> Mapping[str, object]:
    return {
        "path": page.path,
        "title": page.title,
        "headings": list(page.headings),
        "downloads": {path: [one.size, one.sha256] for path, one in page.downloads.items()},
        "article": page.article,
    }


def _site_from(told: Mapping[str, Any]) -> Site:
    release = told["release"]
    return Site(
        url=told["url"],
        manifest=Manifest(_sums(told["files"]), told["digest"]),
        release=Release(**release) if release else None,
        pages=tuple(
            ExpectedPage(
                one["path"],
                one["title"],
                tuple(one["headings"]),
                _sums(one["downloads"]),
                one["article"],
            )
            for one in told["pages"]
        ),
        around=tuple(told["around"]),
        rules=_rules(told["rules"]),
    )


def _rules(told: Mapping[str, Any]) -> InspectionRules:
    lists = ("devices", "themes", "names", "others")
    return InspectionRules(
        **{
            **told,
            **{name: tuple(told[name]) for name in lists},
            "budgets": Budgets(**told["budgets"]),
        }
    )


def _sums(told: Mapping[str, Any]) -> Mapping[str, FileSum]:
    return {path: FileSum(size, digest) for path, (size, digest) in told.items()}
