"""`paraf headers`: what a web server is told, so that the site is served as it is inspected."""

from pathlib import Path
from urllib.parse import urlsplit

import click

from paraf.cli.language import say
from paraf.core.words import T

SERVERS = ("nginx", "apache", "htaccess", "caddy")
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(
    "headers",
    help=say(T("Print the settings of a web server: headers, caching, compression, redirects, TLS. "
               "They suit the site that is live, and any other that is named.")),
)  # fmt: skip
@click.argument("server", type=click.Choice(SERVERS), metavar="|".join(SERVERS))
@click.option("--site", "sites", type=FOLDER, multiple=True, metavar=say(T("FOLDER")),
              help=say(T("A built site they shall suit too; may be repeated.")))  # fmt: skip
@click.option("--url", help=say(T("The site's address, where it is not that of the office.")))
@click.option("--root", help=say(T("The site's folder, as the web server sees it.")))
@click.option("--certificate", default="", help=say(T("The certificate with its chain (PEM).")))
@click.option("--key", default="", help=say(T("The key of the certificate (PEM).")))
def command(server: str, sites: tuple[Path, ...], **given: str | None) -> int:
    """Print the settings on the screen alone: a file of the system is the administrator's."""
    from paraf.site.policy import headers
    from paraf.site.servers.served import Served
    from paraf.site.servers.settings import settings

    url, root = given["url"], given["root"]
    names: tuple[str, ...] = ()
    redirects: dict[str, str] = {}
    if url is None:
        url, live, names, redirects = _office()
        root = root or str(live)
        sites = (live, *sites) if live.is_dir() else sites
    if not sites:
        raise click.UsageError(say(T("Nothing is published yet; name a built site with --site.")))
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise click.UsageError(say(T("{url} is no address of a site.", url=url)))
    served = Served(
        root or str(sites[0].resolve()),
        url,
        headers(sites[0], url, *sites[1:]),
        names,
        redirects,
        given["certificate"] or "",
        given["key"] or "",
    )
    click.echo(settings(server, served, say), nl=False)
    return 0


def _office() -> tuple[str, Path, tuple[str, ...], dict[str, str]]:
    """Return address and live folder of the office's site, its other names and its redirects."""
    from paraf.cli.connect import office_desk

    _, book = office_desk(quiet=True)
    target, rules = book.settings.target, book.rules.inspection
    return target.url, Path(target.path) / "current", rules.names, dict(rules.redirects)
