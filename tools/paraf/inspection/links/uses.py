"""What the ways of referring to a file are called, and what it means when it is not there."""

from collections.abc import Mapping
from dataclasses import dataclass

from paraf.core.words import T, Text


@dataclass(frozen=True, slots=True)
class Use:
    """A way of referring: the kind of finding where `missing` is true.

    A browser `loads` it by itself as it shows the page; a reader `goes` to the others.
    """

    kind: str
    missing: Text
    loads: bool = False
    goes: bool = False


_LINK = T("The link to {target} leads nowhere: there is no such page.")
_FILE = T("The file {target} is offered, but does not exist.")
_IMAGE = T("The image {target} does not exist.")

USES: Mapping[str, Use] = {
    "link": Use("link-broken", _LINK, goes=True),
    "download": Use("download-broken", _FILE, goes=True),
    "form": Use("link-broken", T("The form is sent to {target}, which does not exist."), goes=True),
    "refresh": Use(
        "link-broken",
        T("The page sends its readers on to {target}, which does not exist."),
        goes=True,
    ),
    "frame": Use("link-broken", T("The frame {target} does not exist."), loads=True),
    "part": Use("image-broken", T("The drawing {target} does not exist."), loads=True),
    "image": Use("image-broken", _IMAGE, loads=True),
    "srcset": Use(
        "srcset-broken",
        T("The image {target} does not exist; it is one of several sizes."),
        loads=True,
    ),
    "media": Use("media-broken", T("The embedded file {target} does not exist."), loads=True),
    "script": Use("script-broken", T("The script {target} does not exist."), loads=True),
    "style": Use("css-broken", T("The style sheet {target} does not exist."), loads=True),
    "import": Use("css-broken", T("The style sheet {target} does not exist."), loads=True),
    "css": Use("css-broken", T("The style asks for {target}, which does not exist."), loads=True),
    "app": Use("link-broken", T("The description of the web app, {target}, does not exist.")),
    "canonical": Use(
        "canonical-wrong",
        T("The page says that its own address is {target}; there is no such page."),
    ),
    "alternate": Use(
        "alternate-broken", T("The page names {target} as another version; it does not exist.")
    ),
    "feed": Use("feed-broken", T("The feed {target} does not exist.")),
    "entry": Use("feed-broken", T("The feed leads to {target}, which does not exist."), goes=True),
    "loc": Use("sitemap-broken", T("The sitemap lists {target}, which does not exist.")),
    "map": Use("sitemap-broken", T("The sitemap {target} does not exist.")),
}

DOWNLOAD = USES["download"]
PAGES = ("html", "htm", "xhtml", "php", "asp", "aspx", "jsp")


def used(use: str, path: str) -> Use:
    """Return a way of referring; a link to a file that is no page offers it."""
    if use == "link" and "." in (name := path.rpartition("/")[2]):
        return USES[use] if name.rpartition(".")[2].lower() in PAGES else DOWNLOAD
    return USES[use]
