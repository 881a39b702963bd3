"""What looking at headers, certificate and protocol may find."""

from paraf.inspection.kinds.kind import Kinds

TRANSPORT: Kinds = {}
