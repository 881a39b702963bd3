"""What following the links may find."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

LINKS: Kinds = {
    "link-broken": Kind(T("A link leads nowhere")),
    "anchor-missing": Kind(T("A link leads to a place that a page does not have")),
    "image-broken": Kind(T("An image does not exist")),
    "srcset-broken": Kind(T("An image does not exist in one of its sizes")),
    "download-broken": Kind(T("A file that is offered does not exist")),
    "media-broken": Kind(T("A video, a sound or an embedded file does not exist")),
    "script-broken": Kind(T("A script does not exist")),
    "css-broken": Kind(T("What a style needs does not exist")),
    "canonical-wrong": Kind(T("A page gives a wrong address as its own")),
    "alternate-broken": Kind(T("Another version of a page does not exist")),
    "sitemap-broken": Kind(T("The sitemap is wrong")),
    "sitemap-incomplete": Kind(T("The sitemap does not list every page"), Severity.WARN),
    "feed-broken": Kind(T("A feed is wrong")),
    "case-differs": Kind(T("A link is written otherwise than its file, in capitals perhaps")),
    "content-mixed": Kind(T("A page loads something without encryption")),
    "link-local": Kind(T("A link leads to somebody's own machine or network")),
    "link-unsafe": Kind(T("A link runs a program")),
    "link-redirected": Kind(T("A link reaches its end by a detour"), Severity.WARN),
    "link-empty": Kind(T("A link says nothing, or leads nowhere else"), Severity.WARN),
    "id-twice": Kind(T("Two places of a page have the same name"), Severity.WARN),
    "external-broken": Kind(T("A link to another site leads nowhere"), Severity.WARN),
}
