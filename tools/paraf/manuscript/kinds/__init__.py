"""Every kind of finding that the examination of a file can make, by the part that makes it."""

from collections.abc import Mapping

from paraf.manuscript.kinds.documents import DOCUMENTS
from paraf.manuscript.kinds.intake import INTAKE
from paraf.manuscript.kinds.kind import Kind, Kinds
from paraf.manuscript.kinds.personal import PERSONAL
from paraf.manuscript.kinds.safety import SAFETY
from paraf.manuscript.kinds.safety_office import OFFICE
from paraf.manuscript.kinds.safety_pdf import SAFETY_PDF

PARTS: Mapping[str, Kinds] = {
    "personal": PERSONAL,
    "safety": {**SAFETY, **OFFICE, **SAFETY_PDF},
    "documents": DOCUMENTS,
    "intake": INTAKE,
}
KINDS: Kinds = {slug: kind for kinds in PARTS.values() for slug, kind in kinds.items()}

__all__ = ["KINDS", "PARTS", "Kind", "Kinds"]
