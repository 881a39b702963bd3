"""What an exit code means; scripts may rely on it."""

from enum import IntEnum


class Exit(IntEnum):
    """The codes of every command. 1 and 2 are Python's and click's own."""

    DONE = 0
    """It was done, or there was nothing to do."""
    DEFECT = 1
    """Paraf itself is wrong; the report of it is printed."""
    USAGE = 2
    """The command was typed wrongly."""
    REFUSED = 3
    """The rules say no: findings, out of turn, not allowed."""
    OUTSIDE = 4
    """Something outside failed: forge, target, browser. Trying again may help."""
    INVALID = 5
    """A file of the office is wrong."""
    BROKEN = 6
    """An archive is not what was marked."""
    KNOWN = 7
    """What is wrong with the live site was told before (`paraf inspect --live`)."""
