"""Word files for tests, written part by part, and what is said of them in a few words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape

_OFFICE = "http://schemas.openxmlformats.org/"
SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": f"{_OFFICE}wordprocessingml/2006/main",
        "r": f"{_OFFICE}officeDocument/2006/relationships",
        "wp": f"{_OFFICE}drawingml/2006/wordprocessingDrawing",
        "a": f"{_OFFICE}drawingml/2006/main",
        "pic": f"{_OFFICE}drawingml/2006/picture",
        "m": f"{_OFFICE}officeDocument/2006/math",
        "mc": f"{_OFFICE}markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
TYPES = f'<Types xmlns="{_OFFICE}package/2006/content-types"/>'
#: Lists by number: 1 has bullets, 2 numbers, 3 numbers that begin at 1 again.
BULLETS, NUMBERS, AGAIN = "1", "2", "3"


def run(text: str, look: str = "") -> str:
    """A run of words; `look` are its properties, as "<w:b/>"."""
    said = escape(text, quote=False)
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", list_id: str = "", level: int = 0) -> str:
    """A paragraph of runs, of a text or of other elements."""
    made = (one if one.startswith("<") else run(one) for one in runs)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(made)}</w:p>"


def heading(text: str, level: int = 1) -> str:
    """A heading by its style."""
    return paragraph(run(text), style=f"Heading{level}")


def bullet(text: str, level: int = 0) -> str:
    """An item of a list with bullets."""
    return paragraph(run(text), list_id=BULLETS, level=level)


def number(text: str, list_id: str = NUMBERS) -> str:
    """An item of a numbered list."""
    return paragraph(run(text), list_id=list_id)


def table(*rows: Iterable[str], header: bool = True) -> str:
    """A table of texts."""
    made = []
    for at, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and not at else ""
        made.append(
            f"<w:tr>{mark}{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in row)}</w:tr>"
        )
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def picture(relation: str, alt: str = "") -> str:
    """A picture in a run."""
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    graphic = f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic>"
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr descr="{escape(alt)}"/>{graphic}</wp:inline>'
        "</w:drawing></w:r>"
    )


def _styles() -> str:
    made = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    for level in range(1, 7):
        name = f'<w:name w:val="heading {level}"/>'
        made += f'<w:style w:type="paragraph" w:styleId="Heading{level}">{name}</w:style>'
    made += '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    return f"<w:styles {SPACES}>{made}</w:styles>"


def _numbering() -> str:
    def levels(form: str) -> str:
        return "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/></w:lvl>'
            for n in range(6)
        )

    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels(form)}</w:abstractNum>'
        for n, form in enumerate(("bullet", "decimal"))
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{kind}"/>{more}</w:num>'
        for n, kind, more in ((BULLETS, 0, ""), (NUMBERS, 1, ""), (AGAIN, 1, again))
    )
    return f"<w:numbering {SPACES}>{kinds}{lists}</w:numbering>"


def relations(*some: tuple[str, str, str]) -> str:
    """The relations of a part: id, kind and target; those with a scheme lead out of the file."""
    made = ""
    for id_, kind, target in some:
        mode = ' TargetMode="External"' if ":" in target else ""
        made += f'<Relationship Id="{id_}" Target="{escape(target)}"{mode}'
        made += f' Type="{_OFFICE}officeDocument/2006/relationships/{kind}"/>'
    return f'<Relationships xmlns="{_OFFICE}package/2006/relationships">{made}</Relationships>'


def part(tag: str, inner: str) -> str:
    """A part of a Word file, such as `w:footnotes`."""
    return f"<{tag} {SPACES}>{inner}</{tag}>"


def word_file(*body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with a body and other parts by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", TYPES)
        document = part("w:document", f"<w:body>{''.join(body)}</w:body>")
        given = {
            "word/document.xml": document,
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
            **(parts or {}),
        }
        for name, text in given.items():
            out.writestr(name, text)
    return made.getvalue()
