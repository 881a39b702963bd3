"""HTML into PDF/A-3u by WeasyPrint: tagged, offline, the same bytes for the same input.

WeasyPrint is slow to load: import this module only where a PDF is made.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import font_source_sans_pro
import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from paraf.archive.attachments import Attachment
from paraf.core.words import T
from paraf.ports import ArchiveFault

FONTS = Path(font_source_sans_pro.font_directory)
FACES = (
    ("SourceSansPro-Regular.ttf", "400", "normal"),
    ("SourceSansPro-It.ttf", "400", "italic"),
    ("SourceSansPro-Semibold.ttf", "600", "normal"),
    ("SourceSansPro-Bold.ttf", "700", "normal"),
)


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Opens files below one folder, the typeface, and `data:` addresses; refuses all else."""

    def __init__(self, base: Path) -> None:
        """Allow `base` and what lies in it."""
        super().__init__(allowed_protocols=("file", "data"), fail_on_errors=True)
        self.roots = (base.resolve(), FONTS.resolve())

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Return what `url` names; any exception ends the rendering."""
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file" or parts.netloc:
            raise ValueError(url)
        path = Path(url2pathname(parts.path)).resolve()
        if not any(path.is_relative_to(root) for root in self.roots):
            raise ValueError(url)
        return URLFetcherResponse(url, BytesIO(path.read_bytes()), EmailMessage())


def print_pdf(
    html: str, *, attachments: Sequence[Attachment], identifier: bytes, made: datetime, base: Path
) -> bytes:
    """Return `html` as PDF/A-3u; see `document.pdf`."""
    fetcher, fonts = Fetcher(base), FontConfiguration()
    ordered = sorted(attachments, key=lambda one: one.name)
    try:
        faces = weasyprint.CSS(string=_faces(), url_fetcher=fetcher, font_config=fonts)
        page = weasyprint.HTML(string=html, base_url=f"{base.resolve()}/", url_fetcher=fetcher)
        printed = page.write_pdf(
            stylesheets=[faces],
            font_config=fonts,
            pdf_variant="pdf/a-3u",
            pdf_tags=True,
            pdf_identifier=identifier,
            attachments=[_embedded(one, made) for one in ordered],
            finisher=lambda _, pdf: _finish(pdf, ordered),
        )
    except FatalURLFetchingError as error:
        raise ArchiveFault(
            T("The document wants something that is not beside it: {error}", error=str(error)),
            T("Put the file into the report's folder; nothing is fetched from elsewhere."),
        ) from error
    assert isinstance(printed, bytes)
    return printed


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: 'Source Sans Pro'; font-weight: {weight}; "
        f"font-style: {style}; src: url('{(FONTS / name).as_uri()}') }}\n"
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
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    if "AF" not in pdf.catalog:
        return
    files = list(dict.fromkeys(pdf.catalog["AF"]))
    pdf.catalog["AF"] = pydyf.Array(files)
    for reference, one in zip(files, attachments, strict=True):
        spec = pdf.objects[int(reference.split()[0])]
        stream = pdf.objects[int(spec["EF"]["F"].split()[0])]
        stream.extra["Subtype"] = f"/{one.mime.replace('/', '#2f')}"
