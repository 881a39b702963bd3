"""The headers of an answer: the general rules, and those that the site was to be served with."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from paraf.core import policy
from paraf.core.evidence import Finding
from paraf.core.policy import CSP, HSTS, Policy
from paraf.core.words import T, Text
from paraf.inspection.findings import block
from paraf.inspection.transport.answers import FOREIGN, Answer

HALF_A_YEAR = policy.YEAR // 2
STRICT = frozenset(
    {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "origin"}
)
TOLD = ("server", "x-powered-by", "x-aspnet-version", "x-generator")

_OFFER = T("Take over what “paraf headers” writes for this web server, then reload it.")
_REMOVE = T("Take this header out of the web server's settings.")


def judge_headers(answer: Answer, offered: Mapping[str, str] | None) -> Iterator[Finding]:
    """Yield what is wrong with the headers of one answer.

    `offered` are those that the site was to be served with; None: judge in general alone.
    """
    yield from _policy(answer, offered)
    yield from _https(answer, offered)
    yield from _plain(answer, offered)
    yield from _too_much(answer)


def _policy(answer: Answer, offered: Mapping[str, str] | None) -> Iterator[Finding]:
    if not answer.is_page:
        return
    texts = [part for value in answer.all(CSP) for part in value.split(",") if part.strip()]
    policies = [policy.parse(one) for one in texts]
    if not policies:
        what = T("The page comes without {header}.", header=CSP)
        yield block("csp-missing", answer.url, what, _OFFER)
    weak = policy.weaknesses(policies) if policies else ()
    for directive, source in weak:
        yield block("csp-weak", answer.url, _weakness(directive, source), _OFFER)
    if policies and offered is not None and CSP in offered:
        said = {directive for directive, _ in weak}
        yield from _differences(answer, policies, policy.parse(offered[CSP]), said)
    if policy.framed(policies, answer.one("x-frame-options")):
        what = T("No frame-ancestors says who may show the page in a frame.")
        yield block("framing-open", answer.url, what, _OFFER)


def _differences(
    answer: Answer, policies: Sequence[Policy], offered: Policy, said: Container[str]
) -> Iterator[Finding]:
    # Every policy must be met: each may lack nothing, and one without excess suffices.
    each = [tuple(policy.differences(offered, one)) for one in policies]
    for directive, source in dict.fromkeys(one[:2] for found in each for one in found if one[2]):
        what = T("The site needs {source} in {directive}, but the server does not allow it.",
                 source=source, directive=directive)  # fmt: skip
        yield block("csp-differs", answer.url, what, _OFFER)
    excess = min(([one[:2] for one in found if not one[2]] for found in each), key=len)
    for directive, source in excess:
        if directive not in said:
            yield block("csp-weak", answer.url, _weakness(directive, source), _OFFER)


def _weakness(directive: str, source: str) -> Text:
    if not source:
        return T("The policy sets no limit to {directive}.", directive=directive)
    return T("The policy allows {source} in {directive}, without need.",
             source=source, directive=directive)  # fmt: skip


def _https(answer: Answer, offered: Mapping[str, str] | None) -> Iterator[Finding]:
    if urlsplit(answer.url).scheme != "https":
        return
    value = answer.one(HSTS)
    seconds = policy.lifetime(value.partition(",")[0])
    least = HALF_A_YEAR
    if offered is not None and HSTS in offered:
        least = policy.lifetime(offered[HSTS])
    if seconds == 0:
        what = T("The answer comes without {header}.", header=HSTS)
        yield block("hsts-missing", answer.url, what, _OFFER)
    elif seconds < least:
        what = T("Browsers remember to come by HTTPS for {days} days only; {least} are asked for.",
                 days=seconds // 86_400, least=least // 86_400)  # fmt: skip
        yield block("hsts-short", answer.url, what, _OFFER)


def _plain(answer: Answer, offered: Mapping[str, str] | None) -> Iterator[Finding]:
    if answer.one("x-content-type-options").strip().lower() != "nosniff":
        what = T("The answer comes without “X-Content-Type-Options: nosniff”.")
        yield block("nosniff-missing", answer.url, what, _OFFER)
    if not answer.is_page:
        return
    # The last word that a browser understands counts (Referrer Policy §8.1).
    words = re.split(r"[,\s]+", answer.one("referrer-policy").lower().strip())
    if words[-1] not in STRICT:
        what = T("Referrer-Policy is “{value}”.", value=words[-1] or "-")
        yield block("referrer-weak", answer.url, what, _OFFER)
    value = answer.one("permissions-policy")
    wanted = set(_features(offered.get("Permissions-Policy", ""))) if offered else {"camera=()"}
    missing = sorted(wanted - set(_features(value)))
    if missing:
        what = T("Permissions-Policy does not say {features}.", features=", ".join(missing))
        yield block("permissions-missing", answer.url, what, _OFFER)


def _features(value: str) -> list[str]:
    return [one for part in value.split(",") if (one := "".join(part.split()).lower())]


def _too_much(answer: Answer) -> Iterator[Finding]:
    for name in TOLD:
        if re.search(r"\d", value := answer.one(name)):
            what = T("The server tells “{header}: {value}”.", header=name.title(), value=value)
            yield block("server-told", answer.url, what, _REMOVE)
    for value in answer.all("set-cookie"):
        what = T("The server sets the cookie {name}; a site of pages needs none.",
                 name=value.partition("=")[0].strip()[:80])  # fmt: skip
        yield block("cookie-set", answer.url, what, _REMOVE)
    if answer.one("access-control-allow-origin") in ("*", FOREIGN):
        what = T("Access-Control-Allow-Origin lets {origin} read.",
                 origin=answer.one("access-control-allow-origin"))  # fmt: skip
        yield block("cors-open", answer.url, what, _REMOVE)
