"""`paraf headers`: what a web server is told, so that the site is served as it is inspected."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from paraf.cli.language import say
from paraf.core.words import T

if TYPE_CHECKING:
    from paraf.site.servers.served import Served

SERVERS = ("nginx", "apache", "htaccess", "caddy")
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command(
    "headers",
    help=say(T("Print the settings of a web server: headers, caching, compression, redirects, TLS. "
               "They suit the live site, the next release, and any other that is named.")),
)  # fmt: skip
@click.argument("server", type=click.Choice(SERVERS), metavar="|".join(SERVERS))
@click.option("--site", "sites", type=FOLDER, multiple=True, metavar=say(T("FOLDER")),
              help=say(T("A built site that they shall suit too; may be repeated.")))  # fmt: skip
@click.option("--url", help=say(T("The address of a site that is not the office's.")))
@click.option("--root", default="", help=say(T("The site's folder, as the web server sees it.")))
@click.option("--certificate", default="",
              help=say(T("The file of the certificate with its chain.")))  # fmt: skip
@click.option("--key", default="", help=say(T("The file of the certificate's key.")))
def command(server: str, sites: tuple[Path, ...], url: str | None, root: str, **tls: str) -> int:
    """Print the settings on the screen alone: the files of the system are the administrator's."""
    from paraf.site.servers.settings import settings

    served = _office(sites) if url is None else _anyone(sites, url)
    served = replace(
        served, root=root or served.root, certificate=tls["certificate"], key=tls["key"]
    )
    click.echo(settings(server, served, say), nl=False)
    return 0


def _office(sites: tuple[Path, ...]) -> "Served":
    from paraf.cli.connect import office_desk
    from paraf.pipeline.web_server import web_server

    desk, book = office_desk(quiet=True)
    return web_server(desk, book, sites)


def _anyone(sites: tuple[Path, ...], url: str) -> "Served":
    from paraf.site.policy import headers
    from paraf.site.servers.served import Served

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.UsageError(say(T("{url} is no address of a site.", url=url)))
    if not sites:
        raise click.UsageError(say(T("Name the built site with --site.")))
    return Served(str(sites[0].resolve()), url, headers(sites[0], url, *sites[1:]))
