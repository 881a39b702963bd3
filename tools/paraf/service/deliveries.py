"""Which webhooks were heard before."""

from collections import OrderedDict

MANY = 10_000
"""About a megabyte; an office's forge sends that many in weeks."""


class Deliveries:
    """Remembers the last deliveries, each by its id and by its signature.

    The id is the sender's word and is not signed: whoever caught a delivery could send it again
    under another one. The signature cannot be changed without the secret.
    """

    def __init__(self, many: int = MANY) -> None:
        """Remember `many` marks at most, the latest."""
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._many = many

    def fresh(self, delivery: str, signature: str) -> bool:
        """Say whether a delivery, whose signature is right, is heard for the first time; note it.

        A replay teaches nothing: its id may be anybody's.
        """
        marks = [f"signature {signature}", *([f"id {delivery[:200]}"] if delivery else [])]
        if any(mark in self._seen for mark in marks):
            return False
        self._seen.update(dict.fromkeys(marks))
        while len(self._seen) > self._many:
            self._seen.popitem(last=False)
        return True
