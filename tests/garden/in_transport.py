"""Defects of headers, certificates and protocols: a server of its own for what excludes another."""

from garden.garden import ITSELF, Defect, certify, header, serve, smuggle

CSP = "Content-Security-Policy"
HSTS = "Strict-Transport-Security"
SECURITY = ".well-known/security.txt"
WEAK = "default-src 'self'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
OLD = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2;"

HEADERS = (
    Defect(
        "no Content-Security-Policy", header(CSP, None), "csp-missing", "", also=("framing-open",)
    ),
    Defect("no Strict-Transport-Security", header(HSTS, None), "hsts-missing", ""),
    Defect("no nosniff", header("X-Content-Type-Options", None), "nosniff-missing", ""),
    Defect(
        "a referrer for everybody", header("Referrer-Policy", "unsafe-url"), "referrer-weak", ""
    ),
    Defect("no Permissions-Policy", header("Permissions-Policy", None), "permissions-missing", ""),
    Defect("the server tells its version", serve("server_tokens on;"), "server-told", ""),
    Defect(
        "a cookie for a site without any", header("Set-Cookie", "sid=1; Path=/"), "cookie-set", ""
    ),
    Defect(
        "open to scripts of all sites", header("Access-Control-Allow-Origin", "*"), "cors-open", ""
    ),
    Defect(
        "no security.txt",
        serve(f"location = /{SECURITY} {{ return 404; }}"),
        "security-txt-missing",
        SECURITY,
    ),
    Defect(
        "a certificate of an authority that nobody knows",
        certify(stranger=True),
        "certificate-untrusted",
        "",
        trace=ITSELF,
    ),
)
"""All of one server."""
OTHER = (
    Defect(
        "a policy that allows inline scripts",
        header(CSP, WEAK),
        "csp-weak",
        "",
        also=("csp-differs",),
    ),
    Defect("HTTPS remembered for an hour", header(HSTS, "max-age=3600"), "hsts-short", ""),
    Defect(
        "a security.txt without a contact",
        smuggle(SECURITY, b"Expires: 2027-09-01T00:00:00Z\n"),
        "security-txt-invalid",
        SECURITY,
    ),
    Defect(
        "a certificate without the one above it",
        certify(whole=False),
        "chain-incomplete",
        "",
        trace=ITSELF,
    ),
)
"""All of a second server."""
THIRD = (
    Defect(
        "a page that may be framed by anybody",
        header(CSP, "default-src 'none'; script-src 'self'; base-uri 'none'"),
        "framing-open",
        "",
        also=("csp-differs", "csp-weak"),
    ),
    Defect(
        "a policy that is not the one that was offered",
        header(CSP, "default-src 'none'; script-src 'self'; base-uri 'none'"),
        "csp-differs",
        "",
    ),
    Defect(
        "a security.txt that runs out next week",
        smuggle(SECURITY, b"Contact: mailto:a@bkd.contoh.example\nExpires: 2026-12-01T00:00:00Z\n"),
        "security-txt-expiring",
        SECURITY,
    ),
    Defect(
        "a certificate that runs out next week",
        certify(valid=("20260101", "20261130")),
        "certificate-expiring",
        "",
        trace="expire",
    ),
    Defect(
        "TLS 1.0 and 1.1 spoken",
        serve(OLD, "ssl_ciphers DEFAULT:@SECLEVEL=0;"),
        "tls-old",
        "",
    ),
)
FOURTH = (
    Defect(
        "a certificate that ran out",
        certify(valid=("20240101", "20250101")),
        "certificate-expired",
        "",
        trace=ITSELF,
    ),
    Defect(
        "ciphers without a certificate agreed to",
        serve("ssl_protocols TLSv1.2 TLSv1.3;", "ssl_ciphers HIGH:aNULL:@SECLEVEL=0;"),
        "tls-weak",
        "",
    ),
)
FIFTH = (
    Defect(
        "a certificate for another name",
        certify(names="DNS:www.bkd.contoh.example"),
        "certificate-name",
        "",
        trace=ITSELF,
    ),
)
