"""A live site, and what ought to be there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from paraf.core.evidence import ExpectedPage, Manifest, Release
from paraf.core.inspecting import InspectionRules
from paraf.inspection.share import Share


@dataclass(frozen=True, slots=True)
class Site:
    """A live site by its address, and what ought to be there.

    `pages` are those that a case changed; `around` the paths of other pages that are looked at with
    them (the home page, pages that list them, the search). `built` is the folder of the very files
    of the manifest, where it is at hand: links are then read from there, and pages compared with
    their preview. `release` is None where nobody says which one is live. Where several machines
    share the work, each looks at the files and pages that its `share` has, and the first at the
    site as a whole; `manifest` is the whole one all the same.

    `former` are the paths that any earlier release had and this one has not; `removed` those of
    them that the release live right before had: what this one took away.
    """

    url: str
    manifest: Manifest
    release: Release | None
    pages: Sequence[ExpectedPage] = ()
    around: Sequence[str] = ()
    built: Path | None = None
    rules: InspectionRules = field(default_factory=InspectionRules)
    share: Share = field(default_factory=Share)
    former: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    headers: Mapping[str, str] | None = None
