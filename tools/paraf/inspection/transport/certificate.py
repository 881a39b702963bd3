"""A server's certificate as visitors get it: trusted, of the right name, whole, for how long."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from paraf.core.evidence import Finding
from paraf.core.words import T
from paraf.inspection.findings import block

SOON = timedelta(days=30)
SHARE = 4
"""Short-lived ones are renewed when a third of their life is left; a quarter is too little."""

# X509_V_ERR_… of OpenSSL's x509_vfy.h, and its X509_V_FLAG_PARTIAL_CHAIN.
_ISSUER_UNKNOWN = (2, 20, 21)
_TIMES = (9, 10)
_NAMES = (62, 64)
_PARTIAL_CHAIN = 0x80000

_RENEW = T("Renew the certificate, and let the server renew it by itself from now on.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a server showed. Codes are OpenSSL's for why it does not verify; 0: it does.

    `trust` is by those whom this machine trusts, `own` for the name and the time alone. `sent` is
    how many certificates came; 0 where that cannot be known. `fields` are as `ssl` names them.
    """

    trust: int
    own: int
    sent: int
    fields: dict[str, Any]


def look(host: str, port: int, patience: float) -> Shown:
    """Look at the certificate of a server. Raises OSError where no TLS can be spoken with it."""
    bare = ssl.create_default_context()
    bare.check_hostname = False
    bare.verify_mode = ssl.CERT_NONE
    with _spoken(bare, host, port, patience) as line:
        leaf = line.getpeercert(binary_form=True) or b""
        sent = _sent(line)
    common = ssl.create_default_context()
    common.check_hostname = False
    trust, fields = _verified(common, host, port, patience)
    # The certificate as its own anchor: what is still wrong then is its name or its time.
    pinned = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    pinned.verify_flags |= ssl.VerifyFlags(_PARTIAL_CHAIN)
    pinned.load_verify_locations(cadata=leaf)
    own, more = _verified(pinned, host, port, patience)
    return Shown(trust, own, sent, fields or more)


def judge(shown: Shown, host: str, place: str, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with a certificate; `now` is an aware moment."""
    if shown.own in _NAMES:
        names = ", ".join(value for _, value in shown.fields.get("subjectAltName", ()))
        what = T(
            "The certificate is not for {host}, but for: {names}", host=host, names=names or "?"
        )
        yield block(
            "certificate-name", place, what, T("Get a certificate that names this host too.")
        )
    if shown.trust in _TIMES or shown.own in _TIMES:
        yield block("certificate-expired", place, T("The certificate is not valid today."), _RENEW)
    elif shown.trust in _ISSUER_UNKNOWN and shown.sent == 1:
        yield block(
            "chain-incomplete",
            place,
            T("The server sends its own certificate alone; whoever issued it cannot be found."),
            T("Let the server send the whole chain (the file is often called fullchain.pem)."),
        )
    elif shown.trust:
        why = ssl_words(shown.trust)
        yield block(
            "certificate-untrusted",
            place,
            T("The certificate cannot be verified: {why}", why=why),
            T("Get a certificate from an authority that browsers trust."),
        )
    yield from _expiring(shown, place, now)


def ssl_words(code: int) -> str:
    """Return what OpenSSL calls a code; browsers and `openssl verify` use the same words."""
    words = {
        18: "self-signed certificate",
        19: "self-signed certificate in certificate chain",
        7: "certificate signature failure",
        23: "certificate revoked",
        26: "unsuitable certificate purpose",
        66: "EE certificate key too weak",
        68: "CA signature digest algorithm too weak",
    }
    return words.get(
        code, "unable to get local issuer certificate" if code in (2, 20, 21) else str(code)
    )


def _expiring(shown: Shown, place: str, now: datetime) -> Iterator[Finding]:
    if "notAfter" not in shown.fields or shown.own in _TIMES:
        return
    start, end = (_moment(shown.fields[name]) for name in ("notBefore", "notAfter"))
    if now <= end < now + min(SOON, (end - start) / SHARE):
        what = T("The certificate is valid until {day} only.", day=end.date().isoformat())
        yield block("certificate-expiring", place, what, _RENEW)


def _moment(told: str) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(told), UTC)


def _verified(
    context: ssl.SSLContext, host: str, port: int, patience: float
) -> tuple[int, dict[str, Any]]:
    try:
        with _spoken(context, host, port, patience) as line:
            return 0, dict(line.getpeercert() or {})
    except ssl.SSLCertVerificationError as refused:
        return refused.verify_code, {}


def _spoken(context: ssl.SSLContext, host: str, port: int, patience: float) -> ssl.SSLSocket:
    line = socket.create_connection((host, port), timeout=patience)
    try:
        return context.wrap_socket(line, server_hostname=host)
    except OSError:
        line.close()
        raise


def _sent(line: ssl.SSLSocket) -> int:
    # Public from Python 3.13 on; before, only the object below has it.
    for holder in (line, getattr(line, "_sslobj", None)):
        chain = getattr(holder, "get_unverified_chain", None)
        if chain is not None:
            return len(chain() or ())
    return 0
