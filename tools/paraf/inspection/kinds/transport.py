"""What looking at headers, certificate and protocol may find.

What lets a visitor be deceived, or breaks a page, blocks. A missing protection does not: the
release before would be served without it as well, and to go back to it would help nobody.
"""

from paraf.core.evidence import Severity
from paraf.core.words import T
from paraf.inspection.kinds.kind import Kind, Kinds

TRANSPORT: Kinds = {
    "csp-missing": Kind(T("Pages come without a security policy"), Severity.WARN),
    "csp-weak": Kind(T("The security policy allows more than the site needs"), Severity.WARN),
    "csp-differs": Kind(T("The security policy keeps off what the site needs")),
    "hsts-missing": Kind(T("Browsers are not told to come by HTTPS alone"), Severity.WARN),
    "hsts-short": Kind(T("Browsers soon forget to come by HTTPS alone"), Severity.WARN),
    "nosniff-missing": Kind(T("Browsers may guess the type of a file"), Severity.WARN),
    "referrer-weak": Kind(T("Other sites are told which page a reader comes from"), Severity.WARN),
    "permissions-missing": Kind(T("Camera and microphone are not ruled out"), Severity.WARN),
    "framing-open": Kind(T("Other sites may show a page in a frame of theirs"), Severity.WARN),
    "server-told": Kind(T("The server tells its version"), Severity.WARN),
    "cookie-set": Kind(T("The server sets a cookie"), Severity.WARN),
    "cors-open": Kind(T("Any other site may read the pages by script"), Severity.WARN),
    "security-txt-missing": Kind(T("Nobody is named for reports of security holes"), Severity.WARN),
    "security-txt-invalid": Kind(T("security.txt is not valid")),
    "security-txt-expiring": Kind(T("security.txt will not be valid for long"), Severity.WARN),
    "certificate-expired": Kind(T("The certificate is not valid today")),
    "certificate-expiring": Kind(T("The certificate will not be valid for long"), Severity.WARN),
    "certificate-untrusted": Kind(T("Browsers do not trust the certificate")),
    "certificate-name": Kind(T("The certificate is for another name")),
    "chain-incomplete": Kind(T("The server does not send the whole chain of certificates")),
    "tls-old": Kind(T("An outdated version of TLS is spoken")),
    "tls-weak": Kind(T("A weak cipher is agreed to"), Severity.WARN),
}
