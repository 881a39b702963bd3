"""Data by which a person is known (UU 27/2022)."""

from paraf.manuscript.kinds.kind import Kinds

PERSONAL: Kinds = {}
