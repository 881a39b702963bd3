"""Names of the screenshots."""

import re
from collections.abc import Mapping, Sequence


def screenshots(paths: Sequence[str], devices: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Return the file of each page and device, the same for the same pages, no two alike."""
    names: dict[tuple[str, str], str] = {}
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
            names[path, device] = f"screenshots/{name}-{device}.png"
    return names
