"""How the office's web server is to serve its site: now, and with the release that is to come."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from paraf.pipeline.desk import Desk
from paraf.pipeline.publish import site_folder
from paraf.pipeline.rulebook import Rulebook
from paraf.pipeline.tree import build_site, checked_out, moment
from paraf.site.policy import headers
from paraf.site.servers.served import Served


def web_server(desk: Desk, book: Rulebook, others: Sequence[Path] = ()) -> Served:
    """Return how the office's site is to be served.

    The headers suit the live site where it lies on this machine, the site that the base branch
    gives now, and `others`: so they can be in force before a release is, and still when it is gone
    back from. Raises RecordFault or BuildFault where the base branch gives no site.
    """
    target, rules = book.settings.target, book.rules.inspection
    live = site_folder(desk, book.settings).absolute() / "current"
    commit = desk.forge.base()
    with tempfile.TemporaryDirectory(prefix="paraf-") as scratch:
        coming = Path(scratch) / "site"
        with checked_out(desk, commit) as tree:
            build_site(desk, tree, coming, moment(desk, commit), papers=False)
        told = headers(coming, target.url, *([live] if live.is_dir() else []), *others)
    return Served(str(live), target.url, told, rules.names, dict(rules.redirects))
