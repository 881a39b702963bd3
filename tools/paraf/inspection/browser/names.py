"""Names of the screenshots."""

import re
from collections.abc import Mapping, Sequence


def screenshots(
    paths: Sequence[str], devices: Sequence[str], themes: Sequence[str] = ("light",)
) -> Mapping[tuple[str, str, str], str]:
    """Return the file of each page, device and theme: the same for the same pages, no two alike."""
    names: dict[tuple[str, str, str], str] = {}
    taken: set[str] = set()
    for path in dict.fromkeys(paths):
        slug = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")[:80] or "index"
        name = slug
        number = 1
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        for device in devices:
            for theme in themes:
                dressed = "" if theme == "light" else f"-{theme}"
                names[path, device, theme] = f"screenshots/{name}-{device}{dressed}.webp"
    return names


def difference(screenshot: str) -> str:
    """Return the file that shows how a page differs from its preview."""
    return f"{screenshot.removesuffix('.webp')}-difference.webp"
