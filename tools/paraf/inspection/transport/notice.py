"""The live `security.txt`, as RFC 9116 has it."""

from collections.abc import Iterator
from datetime import datetime

from paraf.core import security_txt
from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.findings import block
from paraf.inspection.transport.answers import Answer

_WRITE = T("Write content/.well-known/security.txt with a Contact, then publish.")
_CORRECT = T("Correct content/.well-known/security.txt, then publish.")
_AGAIN = T("Publish the site anew; without an Expires of its own the file then holds for a year.")


def judge_notice(answer: Answer, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with the answer of a site's `.well-known/security.txt`."""
    if answer.status != 200 or answer.is_page:
        what = T("There is no security.txt: who finds a hole does not know whom to tell.")
        yield block("security-txt-missing", answer.url, what, _WRITE)
        return
    kind = answer.one("content-type").lower().replace(" ", "")
    if kind not in ("text/plain", "text/plain;charset=utf-8"):
        what = T("security.txt comes as {kind}, not as text/plain in UTF-8.", kind=kind or "?")
        yield block("security-txt-invalid", answer.url, what, _CORRECT)
    read = security_txt.read(answer.body.decode("utf-8", "replace"))
    for line, what in read.problems:
        yield block("security-txt-invalid", answer.url, what, _CORRECT, line)
    if read.canonical and answer.url not in read.canonical and answer.url.startswith("https:"):
        what = T("Canonical does not name {url}.", url=answer.url)
        yield block("security-txt-invalid", answer.url, what, _CORRECT)
    if read.expires is None:
        return
    day = read.expires.date().isoformat()
    if read.expires <= now:
        what = T("security.txt has been out of date since {day}.", day=day)
        yield block("security-txt-invalid", answer.url, what, _AGAIN)
    elif read.expires < now + security_txt.SOON:
        what = T("security.txt is valid until {day} only.", day=day)
        yield block("security-txt-expiring", answer.url, what, _AGAIN)
