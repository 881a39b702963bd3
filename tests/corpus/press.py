"""Examines a folder of files in a process of its own, and tells how that went, as JSON.

`python -m corpus.press FOLDER`: what was seen of each file by kind, the seconds on the clock, and
the most that the parent and any child held, in megabytes.
"""

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from corpus.scoring import OFFICE
from paraf.core.checking import Limits, ManuscriptRules
from paraf.manuscript.sandbox.pool import examine_all


def main(folder: Path, seconds: int) -> None:
    """Examine every file of the folder under the usual limits, but so many seconds a file."""
    rules = ManuscriptRules(limits=replace(Limits(), seconds=seconds))
    files = {one.name: one for one in sorted(folder.iterdir())}
    begun = time.monotonic()
    seen = examine_all(files, rules, OFFICE, lambda *_: None, drawer=None)
    parent = _held()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stdout.write(
        json.dumps(
            {
                "seen": {name: [one.kind for one in found] for name, found in seen.items()},
                "seconds": time.monotonic() - begun,
                "parent": parent // 1024,
                "child": children // 1024,
            }
        )
    )


def _held() -> int:
    """Return the kilobytes that this program held at most.

    Not what `getrusage` says of itself: that begins with what the process held which started it.
    """
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
