"""HTML into PDF/A-3u by WeasyPrint: tagged, offline, the same bytes for the same input.

WeasyPrint is slow to load: import this module only where a PDF is made.
"""

import warnings
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from paraf.archive import pictures
from paraf.archive.attachments import Attachment
from paraf.core.words import T
from paraf.ports import ArchiveFault


def _font_folder() -> Path:
    spec = find_spec("font_source_sans_pro")
    assert spec is not None, "declared in pyproject.toml"
    assert spec.origin is not None, "it lies on disk"
    return Path(spec.origin).parent / "files"


FONTS = _font_folder()
FACES = (
    ("SourceSansPro-Regular.ttf", "400", "normal"),
    ("SourceSansPro-It.ttf", "400", "italic"),
    ("SourceSansPro-Semibold.ttf", "600", "normal"),
    ("SourceSansPro-Bold.ttf", "700", "normal"),
)


# Invented places: WeasyPrint names pictures by their addresses, and a folder of this machine in
# them would make the same report other bytes elsewhere.
PIXELS = 96 / 25.4
"""CSS pixels in a millimetre."""
REPORT, TYPEFACE = "file:///report/", "file:///typeface/"


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Opens files below one folder, the typeface, and `data:` addresses; refuses all else."""

    def __init__(self, base: Path) -> None:
        """Allow `base` and what lies in it."""
        super().__init__(allowed_protocols=("data",), fail_on_errors=True)
        self.roots = {REPORT: base.resolve(), TYPEFACE: FONTS.resolve()}

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Return what `url` names; any exception ends the rendering."""
        for prefix, root in self.roots.items():
            if url.startswith(prefix):
                path = (
                    root / unquote(urlsplit(url).path[len(prefix) - len("file://") :])
                ).resolve()
                if path.is_relative_to(root):
                    content = pictures.printable(path.read_bytes())
                    return URLFetcherResponse(url, BytesIO(content), EmailMessage())
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise ValueError(url)


def print_pdf(
    html: str, *, attachments: Sequence[Attachment], identifier: bytes, made: datetime, base: Path
) -> bytes:
    """Return `html` as PDF/A-3u; see `document.pdf`."""
    fetcher = Fetcher(base)
    ordered = sorted(attachments, key=lambda one: one.name)
    try:
        return _printed(html, fetcher, ordered, (identifier, made))
    except FatalURLFetchingError as error:
        raise ArchiveFault(
            T("The document wants something that is not beside it: {error}", error=str(error)),
            T("Put the file into the report's folder; nothing is fetched from elsewhere."),
        ) from error


def measure(html: str, *, base: Path) -> dict[str, float]:
    """Return how high everything with an id stands on the page, in millimetres; see `print_pdf`."""
    fetcher, fonts = Fetcher(base), FontConfiguration()
    faces = weasyprint.CSS(string=_faces(), url_fetcher=fetcher, font_config=fonts)
    laid = weasyprint.HTML(string=html, base_url=REPORT, url_fetcher=fetcher).render(
        stylesheets=[faces], font_config=fonts
    )
    return {
        box.element.get("id"): box.height / PIXELS
        for page in laid.pages
        for box in page._page_box.descendants()
        if box.element is not None and box.element.get("id") and isinstance(box.height, float)
    }


def _printed(
    html: str, fetcher: Fetcher, attachments: Sequence[Attachment], stamp: tuple[bytes, datetime]
) -> bytes:
    identifier, made = stamp
    fonts = FontConfiguration()
    with warnings.catch_warnings():
        # WeasyPrint leaves its colour profile to the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        faces = weasyprint.CSS(string=_faces(), url_fetcher=fetcher, font_config=fonts)
        page = weasyprint.HTML(string=html, base_url=REPORT, url_fetcher=fetcher)
        printed = page.write_pdf(
            stylesheets=[faces],
            font_config=fonts,
            pdf_variant="pdf/a-3u",
            pdf_tags=True,
            pdf_identifier=identifier,
            attachments=[_embedded(one, made) for one in attachments],
            finisher=lambda _, pdf: _finish(pdf, attachments),
        )
    assert isinstance(printed, bytes)
    return printed


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: 'Source Sans Pro'; font-weight: {weight}; "
        f"font-style: {style}; src: url('{TYPEFACE}{name}') }}\n"
        for name, weight, style in FACES
    )


def _embedded(one: Attachment, made: datetime) -> Any:
    moment = made.astimezone(UTC)
    return weasyprint.Attachment(
        file_obj=BytesIO(one.content),
        name=one.name,
        description=one.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _finish(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """Put right what WeasyPrint leaves open, before the file is written.

    It lists each attachment twice under AF, takes MIME types from the machine's own tables, and
    lets readers show the file's name where the title belongs.
    """
    pdf.catalog["ViewerPreferences"] = type(pdf.catalog)({"DisplayDocTitle": "true"})
    if "AF" not in pdf.catalog:
        return
    files = list(dict.fromkeys(pdf.catalog["AF"]))
    pdf.catalog["AF"][:] = files
    for reference, one in zip(files, attachments, strict=True):
        spec = pdf.objects[int(reference.split()[0])]
        stream = pdf.objects[int(spec["EF"]["F"].split()[0])]
        stream.extra["Subtype"] = f"/{one.mime.replace('/', '#2f')}"
