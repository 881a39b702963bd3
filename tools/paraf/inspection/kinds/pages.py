"""What looking at the pages may find."""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

PAGES: Kinds = {
    "page-status": Kind(T("A page has a wrong status"), binding=True),
    "page-slow": Kind(T("A page does not get ready"), binding=True),
    "page-failed": Kind(T("A page cannot be shown"), binding=True),
    "page-heavy-memory": Kind(T("A page takes memory without end"), binding=True),
    "page-intrudes": Kind(T("A page opens windows or dialogs by itself")),
    "title-differs": Kind(T("A title is not the one that was marked"), binding=True),
    "headings-differ": Kind(T("Headings are not those that were marked"), binding=True),
    "article-differs": Kind(T("A text is not the one that was marked"), binding=True),
    "picture-differs": Kind(T("A page does not look like its preview")),
    "console-error": Kind(T("A page reports an error")),
    "request-failed": Kind(T("A page asks for something in vain")),
    "request-foreign": Kind(T("A page loads something from elsewhere")),
    "csp-violation": Kind(T("A page does what the site's policy forbids")),
    "download-missing": Kind(T("A page does not offer its download"), binding=True),
    "download-slow": Kind(T("A download does not arrive"), binding=True),
    "download-status": Kind(T("A download has a wrong status"), binding=True),
    "download-changed": Kind(T("A download has other bytes"), binding=True),
    "search-missing": Kind(T("The search does not find a page")),
    "keyboard-unreached": Kind(T("The keyboard does not reach the text")),
    "accessibility": Kind(T("A page is closed to some of its readers")),
    "overflow": Kind(T("A page is wider than a small phone")),
    "image-undecoded": Kind(T("An image cannot be shown")),
    "print-hidden": Kind(T("A text is missing in print")),
    "print-navigation": Kind(T("The navigation is printed"), Severity.WARN),
    "lcp-over": Kind(T("A page shows its main part late"), Severity.WARN),
    "cls-over": Kind(T("A page moves while it is read"), Severity.WARN),
    "weight-over": Kind(T("A page is heavy"), Severity.WARN),
    "requests-over": Kind(T("A page asks for many files"), Severity.WARN),
}
