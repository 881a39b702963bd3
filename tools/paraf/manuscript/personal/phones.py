"""Telephone numbers: whose hand they ring in."""

import re
from collections.abc import Iterator

from phonenumbers import PhoneMetadata

from paraf.manuscript.personal.numbers import digits_of, matches, spread
from paraf.manuscript.personal.page import Hit, Page, stands_alone

# A line in a hall or an office is nobody's: only what a person carries is looked for.
MOBILE = spread(
    r"(?:\+~6~2~(?:0~)?|6(?<!\d6)~2~(?:0~)?|0(?<!\d0)~)8(?:~\d){8,11}(?!\d)",
    r"[ .\-()_\x1f]{0,3}",
)
_METADATA = PhoneMetadata.metadata_for_region("ID")
_PATTERN = _METADATA.mobile.national_number_pattern if _METADATA and _METADATA.mobile else ""
_NATIONAL = re.compile(_PATTERN or r"8\d{8,11}")
EACH_MOBILE = re.compile(rf"(?m)^'?((?:\+?62|0){_PATTERN or '8[0-9]{8,11}'})$")
"""Each line that is a mobile number and nothing else."""
_ABROAD = re.compile(r"(?:0062|062|62|0)")
_LINK = re.compile(r"(?:wa\.me/|phone=|tel:|sms:)\+?\Z")


class Phones:
    """Telephone numbers as an office knows them: its own, as written, are nobody's."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self._own = {national(digits_of(one)) for one in own}

    def is_private(self, digits: str) -> bool:
        """Say whether digits are a mobile number, and none of the office's own."""
        number = national(digits)
        return _NATIONAL.fullmatch(number) is not None and number not in self._own

    def mentioned(self, text: str) -> bool:
        """Say whether one of the office's own numbers can stand in a plain text."""
        return any(one in text for one in self._own)

    def find(self, page: Page) -> Iterator[Hit]:
        """Yield mobile numbers, known by their shape; what is claimed is no part of one."""
        text = page.rest

        def accept(found: "re.Match[str]") -> bool:
            return self._trimmed(found) is not None

        for found in matches(MOBILE, text, accept):
            end = found.start() + len(self._trimmed(found) or "")
            if self._is_phone(page, found.start(), end):
                yield Hit("phone", found.start(), end, digits_of(text[found.start() : end]))

    def _trimmed(self, found: "re.Match[str]") -> str | None:
        """Return the number without what stands behind it in the next column."""
        written = found.group()
        if not self.is_private(digits_of(written)):
            return None
        head, gap, last = written.rpartition(" ")
        if gap and len(last) < 3 and _NATIONAL.fullmatch(national(digits_of(head))):
            return head
        return written

    def _is_phone(self, page: Page, start: int, end: int) -> bool:
        label = page.label(start, end)
        if label in ("account", "other", "nik", "kk", "npwp", "nip"):
            return False
        if label == "phone" or _LINK.search(page.text, max(0, start - 8), start):
            return True
        if page.text[start - 1 : start].isdigit():
            return False
        return stands_alone(page.text, start, end)


def national(digits: str) -> str:
    """Return a number without what leads to Indonesia, or out of a place."""
    return _ABROAD.sub("", digits, count=1) if _ABROAD.match(digits) else digits
