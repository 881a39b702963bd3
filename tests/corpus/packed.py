"""What the packed formats of offices have in common: the package, and what it tells of itself."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from corpus.said import Place, Said, Truths

_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CORE = (
    f'<Relationship Id="core" Type="{_REL}/metadata/core-properties" Target="docProps/core.xml"/>'
)
CUSTOM = (
    f'<Relationship Id="cust" Type="{_OFFICE}/relationships/custom-properties"'
    ' Target="docProps/custom.xml"/>'
)
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DUBLIN = {"Subject": "dc:subject", "Keywords": "cp:keywords", "Description": "dc:description",
           "Author": "dc:creator"}  # fmt: skip


def packed(types: Mapping[str, str], links: str, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a package: the content type of each part, the root's relationships, the parts."""
    known = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    plain = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"), ("jpeg", "image/jpeg"),
            ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
        )
    )  # fmt: skip
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_START}<Types xmlns="http://schemas.openxmlformats.org/package/'
        f'2006/content-types">{plain}{known}{_PROPERTIES}</Types>',
        "_rels/.rels": f'{_START}<Relationships xmlns="{_REL}">{links}</Relationships>',
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in whole.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


_PROPERTIES = (
    '<Override PartName="/docProps/core.xml" ContentType='
    '"application/vnd.openxmlformats-package.core-properties+xml"/>'
)


def properties(title: str, told: Mapping[str, Said], truths: Truths) -> dict[str, str | bytes]:
    """Return the parts in which a file tells of itself; what has no field there is a custom one."""
    core = [f"<dc:title>{escape(title)}</dc:title>"]
    custom: list[str] = []
    for name, said in told.items():
        text = escape(truths.lay(said, Place("property", part="property")))
        if tag := _DUBLIN.get(name):
            core.append(f"<{tag}>{text}</{tag}>")
        else:
            custom.append(
                '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"'
                f' pid="{len(custom) + 2}" name="{name}"><vt:lpwstr>{text}</vt:lpwstr></property>'
            )
    parts: dict[str, str | bytes] = {
        "docProps/core.xml": f'{_START}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats'
        '.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{''.join(core)}<dc:language>id-ID</dc:language></cp:coreProperties>"
    }
    if custom:
        parts["docProps/custom.xml"] = (
            f'{_START}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt='
            f'"{_OFFICE}/docPropsVTypes">{"".join(custom)}</Properties>'
        )
    return parts
