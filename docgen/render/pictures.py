"""Placeholder pictures of a template exchanged for drawn ones: SVG for programs that show it, EMF for all others."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.render.word_template import WordTemplate

_A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
_PIC = 'http://schemas.openxmlformats.org/drawingml/2006/picture'
_R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
_W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
_WP = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'
_SVG = 'http://schemas.microsoft.com/office/drawing/2016/SVG/main'
_SVG_EXTENSION = '{96DAC541-7B7A-43D3-8B79-37D633B846F1}'
"""What Word calls the extension of a picture that says where its SVG lies (MS-ODRAWXML, 2.7.1)."""


class Drawing(Protocol):
    """A picture that can be written in both formats; its width and height are in a unit of its own."""

    @property
    def width(self) -> int:
        """How wide it is."""

    @property
    def height(self) -> int:
        """How high it is, in the same unit."""

    def svg(self) -> bytes:
        """The picture as SVG."""

    def emf(self) -> bytes:
        """The same picture as EMF."""


def replace_pictures(template: WordTemplate, drawings: Mapping[str, Drawing]) -> None:
    """Exchange the pictures of a filled template's body that have the names of drawings; width and alt text stay."""
    body: Any = template.docx.part
    for picture in body.element.iter(f'{{{_PIC}}}pic'):
        name = picture.find(f'{{{_PIC}}}nvPicPr/{{{_PIC}}}cNvPr')
        blip = picture.find(f'{{{_PIC}}}blipFill/{{{_A}}}blip')
        drawing = drawings.get(name.get('name', '')) if name is not None else None
        if drawing is None or blip is None:
            continue
        _set_proportion(picture, drawing)
        stem = f'/word/media/{PurePosixPath(name.get("name")).stem}'
        placeholder = blip.get(f'{{{_R}}}embed')
        blip.set(f'{{{_R}}}embed', _related(body, f'{stem}.emf', 'image/x-emf', drawing.emf()))
        for extensions in blip.findall(f'{{{_A}}}extLst'):
            blip.remove(extensions)
        extension = etree.SubElement(etree.SubElement(blip, f'{{{_A}}}extLst'), f'{{{_A}}}ext', uri=_SVG_EXTENSION)
        vectors = etree.SubElement(extension, f'{{{_SVG}}}svgBlip', nsmap={'asvg': _SVG})
        vectors.set(f'{{{_R}}}embed', _related(body, f'{stem}.svg', 'image/svg+xml', drawing.svg()))
        if placeholder and not body.element.xpath(f'//@*[. = "{placeholder}"]'):
            del body.rels[placeholder]


def replace_header_pictures(template: WordTemplate, pictures: Mapping[str, bytes | None]) -> None:
    """Exchange the pictures of the headers that have the names of PNG files; each keeps its height.

    Args:
        template: the filled template.
        pictures: a PNG file by the picture's name; None takes the picture away.
    """
    for section in template.docx.sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            for drawing in list(header._element.iter(f'{{{_W}}}drawing')) if not header.is_linked_to_previous else ():
                name = next((each.get('name', '') for each in drawing.iter(f'{{{_PIC}}}cNvPr')), '')
                if name not in pictures:
                    continue
                png = pictures[name]
                if png is None:
                    drawing.getparent().remove(drawing)
                    continue
                _exchange(header.part, drawing, png)


def _set_proportion(picture: Any, drawing: Drawing) -> None:
    """Give a picture the height that goes with its width; what stands around it follows."""
    holder = picture.getparent().getparent().getparent()
    for extent in (*holder.findall(f'{{{_WP}}}extent'), *picture.iter(f'{{{_A}}}ext')):
        if extent.get('cx'):
            extent.set('cy', str(round(int(extent.get('cx')) * drawing.height / drawing.width)))


def _exchange(part: Any, drawing: Any, png: bytes) -> None:
    identifier, image = part.get_or_add_image(io.BytesIO(png))
    for blip in drawing.iter(f'{{{_A}}}blip'):
        blip.set(f'{{{_R}}}embed', identifier)
    for extent in (*drawing.iter(f'{{{_WP}}}extent'), *drawing.iter(f'{{{_A}}}ext')):
        if extent.get('cy'):
            extent.set('cx', str(round(int(extent.get('cy')) * image.px_width / image.px_height)))


def _related(body: Any, name: str, content_type: str, content: bytes) -> str:
    part = Part(PackURI(name), content_type, content, body.package)
    related: str = body.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return related
