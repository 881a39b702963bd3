"""Every kind of finding that an inspection can make, by the part that makes it."""

from collections.abc import Mapping

from paraf.inspection.kinds.bytes import BYTES
from paraf.inspection.kinds.kind import Kind, Kinds
from paraf.inspection.kinds.links import LINKS
from paraf.inspection.kinds.pages import PAGES
from paraf.inspection.kinds.transport import TRANSPORT

PARTS: Mapping[str, Kinds] = {
    "bytes": BYTES,
    "links": LINKS,
    "pages": PAGES,
    "transport": TRANSPORT,
}
KINDS: Kinds = {slug: kind for kinds in PARTS.values() for slug, kind in kinds.items()}

__all__ = ["KINDS", "PARTS", "Kind", "Kinds"]
