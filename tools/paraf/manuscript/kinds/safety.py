"""What a file could do to whoever opens it."""

from paraf.manuscript.kinds.kind import Kinds

SAFETY: Kinds = {}
