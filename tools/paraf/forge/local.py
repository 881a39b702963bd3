"""The embedded forge: a bare git repository alone.

A draft is `draft/<case>`, any other change `<change>/<case>`. Each event is signed by the key of
who did it; the repository's pre-receive hook refuses what must not be. See docs/adr/0003.
"""

from paraf.forge.ledger import LedgerForge


class LocalForge(LedgerForge):
    """The office's bare repository, seen from inside (the hook) or from a clone of it."""
