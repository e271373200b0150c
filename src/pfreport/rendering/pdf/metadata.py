"""What a PDF says about itself beyond WeasyPrint's metadata: that it is PDF/UA-1, and what the
files attached to it are.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pydyf
from weasyprint import Attachment

from pfreport.artefact import Artefact
from pfreport.report.parts.blocks import About

PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END = b"</rdf:RDF>"


def with_identifier(xmp: bytes) -> bytes:
    """XMP metadata with the identifier of PDF/UA-1 and the schema that PDF/A wants described."""
    return xmp.replace(END, PDF_UA + END)


def finish(prefix: str, _document: Any, pdf: Any) -> None:
    """WeasyPrint's last step before a PDF is written. `prefix` sets the ids of heads apart from
    those of other files.
    """
    stream = _referenced(pdf, pdf.catalog["Metadata"])
    stream.stream = [with_identifier(part) for part in stream.stream]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(
            dict.fromkeys(pdf.catalog["AF"])
        )  # WeasyPrint names each file twice
    heads: dict[str, Any] = {}
    for element in filter(_is_element, pdf.objects):
        if "ID" in element:
            element["ID"] = pydyf.String(f"{prefix}-{element['ID'].string}")
            heads[element["ID"].string] = element.reference
        attributes = element.get("A", {})
        if "Headers" in attributes:
            attributes["Headers"] = pydyf.Array(
                pydyf.String(f"{prefix}-{one.string}") for one in attributes["Headers"]
            )
    names = [one for key in sorted(heads) for one in (pydyf.String(key), heads[key])]
    tree = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.add_object(tree)
    _referenced(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = tree.reference


def _is_element(found: Any) -> bool:
    return isinstance(found, dict) and "S" in found


def _referenced(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def attachments(about: About, files: tuple[Artefact, ...]) -> list[Attachment]:
    """The workbook's hash where the page has it, and further files; dated by the status date: the
    same on every run.
    """
    known = (
        f"{about.workbook_sha256}  {about.workbook_name}\n".encode()
        if about.workbook_sha256
        else None
    )
    digests = (Artefact("workbook.sha256", "text/plain", known),) if known else ()
    return [
        _attachment(file, dt.datetime.combine(about.status_date, dt.time(), dt.UTC))
        for file in (*digests, *files)
    ]


def _attachment(file: Artefact, when: dt.datetime) -> Attachment:
    return Attachment(
        file_obj=io.BytesIO(file.content),
        name=file.name,
        description=file.media_type,
        created=when,
        modified=when,
        relationship="Data",
    )
