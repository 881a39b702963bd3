"""Whether a document can be read, by people and by machines."""

from paraf.manuscript.kinds.kind import Kinds

DOCUMENTS: Kinds = {}
