"""What following the links may find."""

from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

LINKS: Kinds = {
    "link-broken": Kind(T("A link leads nowhere")),
    "anchor-missing": Kind(T("A link leads to a place that a page does not have")),
}
