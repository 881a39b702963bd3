"""Which release does the site say that it is?"""

import json
from collections.abc import Iterator

from paraf.core.evidence import Finding, Release
from paraf.core.words import T
from paraf.inspection.bytes.headers import judge_cache
from paraf.inspection.fetch import Answer
from paraf.inspection.findings import PUBLISH_AGAIN, address, block, shown

PATH = ".well-known/release.json"
LIMIT, EACH = 1_000_000, 1000
"""Bytes that are read of a notice: so many, and so many for each file that it may list."""


def named(notice: Answer) -> str | None:
    """Return the digest of the release that a notice names; None if it names none."""
    try:
        return str(json.loads(notice.body)["release"]) if notice.status == 200 else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def other(url: str, release: Release, name: str) -> Finding:
    """Return the finding for a site that names another release."""
    return block(
        "release-other",
        address(url, PATH),
        T(
            "The site says that it is release {named}, not {release}.",
            named=shown(name, 12),
            release=release.digest[:12],
        ),
        PUBLISH_AGAIN,
    )


def judge(url: str, notice: Answer, release: Release | None) -> Iterator[Finding]:
    """Yield what is wrong with a notice that does not name another release."""
    place = address(url, PATH)
    if named(notice) is not None:
        yield from judge_cache(PATH, place, notice.headers)
    elif release is not None:
        yield block(
            "release-unknown",
            place,
            T("The site does not say which release it is."),
            T("See to it that the web server also serves folders with a leading dot."),
        )
