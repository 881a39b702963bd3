"""Who sent a webhook: its signature, an HMAC-SHA256 over the very bytes of the body."""

import hmac
import re
from collections.abc import Iterable, Mapping
from typing import Literal

Family = Literal["gitea", "github"]
"""The two ways to sign; Forgejo signs as Gitea does, under its own name or Gitea's."""
HEADERS: dict[Family, tuple[str, ...]] = {
    "gitea": ("x-gitea-signature", "x-forgejo-signature"),
    "github": ("x-hub-signature-256",),
}
DELIVERIES: dict[Family, tuple[str, ...]] = {
    "gitea": ("x-gitea-delivery", "x-forgejo-delivery"),
    "github": ("x-github-delivery",),
}
PREFIX: dict[Family, str] = {"gitea": "", "github": "sha256="}


def claimed(family: Family, headers: Mapping[str, str]) -> str | None:
    """Return the signature that a request carries, as 64 hexadecimal digits; None if it has none.

    The names in `headers` are of small letters.
    """
    signed = _first(headers, HEADERS[family])
    prefix = PREFIX[family]
    if not signed.startswith(prefix):
        return None
    digits = signed[len(prefix) :].lower()
    return digits if re.fullmatch("[0-9a-f]{64}", digits) else None


def delivery(family: Family, headers: Mapping[str, str]) -> str:
    """Return the id of a delivery; an empty text where it has none. It is not signed."""
    return _first(headers, DELIVERIES[family])


def signed_with(
    secrets: Iterable[bytes], body: bytes | bytearray, signature: str
) -> frozenset[bytes]:
    """Return those of the secrets that `signature` was made with.

    Every secret is tried, each compared in constant time: how long it takes tells nothing but how
    many secrets there are and how long the body is.
    """
    found = []
    for secret in secrets:
        right = hmac.compare_digest(hmac.digest(secret, body, "sha256").hex(), signature)
        found += [secret] if right else []
    return frozenset(found)


def _first(headers: Mapping[str, str], names: Iterable[str]) -> str:
    return next((headers[name].strip() for name in names if name in headers), "")
