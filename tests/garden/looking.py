"""Inspects the scenes of the garden, each by what can find its defects."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from garden.scenes import Standing
from garden.trusting import trusting
from paraf.core.evidence import Finding
from paraf.inspection.browser.pages import check_pages
from paraf.inspection.bytes.check import check_bytes
from paraf.inspection.evidence.difference import compare
from paraf.inspection.fetch import Patience
from paraf.inspection.inspect import inspect
from paraf.inspection.transport.check import check_transport

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SOON = Patience(waits=(0.01, 0.02, 0.03))
"""A server that stumbles is asked again at once."""

Look = Callable[[Standing, Path], tuple[Finding, ...]]


@contextmanager
def trusted(root: Path) -> Iterator[None]:
    """Let every client of this process trust one authority alone, as a user would set it."""
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(root)
    try:
        yield
    finally:
        del os.environ["SSL_CERT_FILE"]
        if before is not None:
            os.environ["SSL_CERT_FILE"] = before


def look(one: Standing, into: Path) -> tuple[Finding, ...]:
    """Return what an inspection of a scene finds; what it writes goes below `into`."""
    return LOOKS[one.scene.part](one, into)


def _bytes(one: Standing, into: Path) -> tuple[Finding, ...]:
    return check_bytes(one.site, _quiet, patience=SOON).findings


def _transport(one: Standing, into: Path) -> tuple[Finding, ...]:
    return check_transport(one.site, _quiet, now=NOW)[0]


def _whole(one: Standing, into: Path) -> tuple[Finding, ...]:
    browser = _browser(one, into)
    seen = inspect(one.site, into=into, browser=browser, progress=_quiet, now=lambda: NOW)
    return seen.findings


def _pages(one: Standing, into: Path) -> tuple[Finding, ...]:
    browser = _browser(one, into)
    return check_pages(
        one.site, into, _quiet, browser=browser, patience=PATIENCE, compare=compare
    ).findings


def _browser(one: Standing, into: Path) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    assert one.garden.server.certificate
    return trusting(into.with_suffix(".chromium"), one.garden.server.certificate)


PATIENCE = 8.0
"""Seconds for a page: what never gets ready shall not take longer here."""
LOOKS: Mapping[str, Look] = {
    "bytes": _bytes,
    "pages": _pages,
    "transport": _transport,
    "whole": _whole,
}


def _quiet(what: object, done: int = 0, total: int = 0) -> None:
    """Tell nobody how far it is."""
