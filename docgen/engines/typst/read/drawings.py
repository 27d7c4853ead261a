"""Pictures in the text: inline PNG, JPEG or plain SVG, with size and alternative text; no other drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from docgen.engines.typst.content import Image
from docgen.engines.typst.read.wordml import ADEC, EMU_PER_POINT, PIC, SVG, WP, A, R, local, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.engines.typst.read.refusals import Refusals
    from docgen.word import Relationship

_BY_GRAPHIC = {
    'chart': 'word-chart',
    'chartex': 'word-chart',
    'diagram': 'word-smartart',
    'wordprocessingShape': 'word-text-box',
    'wordprocessingGroup': 'word-text-box',
    'wordprocessingCanvas': 'word-text-box',
}
_MAX_POINTS = 4000
_SVG_HEAD = 1000
_SVG_ELEMENTS = frozenset(('svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'polygon'))
_SVG_ATTRIBUTES = frozenset(
    [
        'width',
        'height',
        'viewBox',
        'version',
        'id',
        'fill',
        'd',
        'x',
        'y',
        'cx',
        'cy',
        'r',
        'rx',
        'ry',
        'points',
        'transform',
    ]
)


def image_format(data: bytes) -> str:
    """'png', 'jpg' or 'svg' by what the file holds, '' for anything else."""
    if data.startswith(b'\x89PNG\r\n\x1a\n'):
        return 'png'
    if data.startswith(b'\xff\xd8\xff'):
        return 'jpg'
    return 'svg' if _paths_alone(data) else ''


def foreign_drawing(element: etree._Element, refusals: Refusals) -> bool:
    """Refuse charts, SmartArt, shapes and text boxes by name; False when the drawing is none of these."""
    for data in element.iter(f'{{{A}}}graphicData'):
        ident = _BY_GRAPHIC.get(str(data.get('uri', '')).rsplit('/', 1)[-1])
        if ident is not None:
            refusals.add(ident, element)
            return True
    return False


def read_drawing(
    drawing: etree._Element,
    relationships: Mapping[str, Relationship],
    parts: Mapping[str, bytes],
    refusals: Refusals,
    *,
    alt_needed: bool,
) -> Image | None:
    """The picture of a w:drawing, or None with the reason noted."""
    if foreign_drawing(drawing, refusals):
        return None
    inline = drawing.find(f'{{{WP}}}inline')
    if inline is None:
        refusals.add('word-floating-image', drawing)
        return None
    picture = inline.find(f'.//{{{PIC}}}pic')
    blip = inline.find(f'.//{{{A}}}blip')
    extent = inline.find(f'{{{WP}}}extent')
    if picture is None or blip is None or extent is None:
        refusals.add('word-unknown-element', drawing, "ritningen")
        return None
    _refuse_effects(inline, picture, blip, refusals)
    relationship = _vectors(blip, relationships, parts) or relationships.get(str(blip.get(f'{{{R}}}embed', '')))
    data = parts.get(relationship.target) if relationship is not None else None
    if relationship is None or data is None:
        refusals.add('word-image-missing', drawing)
        return None
    if not image_format(data):
        refusals.add('word-image-format', drawing, relationship.target.rpartition('.')[2].upper())
        return None
    width = number(str(extent.get('cx'))) / EMU_PER_POINT
    height = number(str(extent.get('cy'))) / EMU_PER_POINT
    if not (0 < width <= _MAX_POINTS and 0 < height <= _MAX_POINTS):
        refusals.add('word-image-missing', drawing)
        return None
    alt, decorative = _alternative(inline)
    if alt_needed and not alt and not decorative:
        refusals.add('word-image-without-alt', drawing)
    return Image(relationship.target, round(width, 3), round(height, 3), alt, decorative)


def _vectors(
    blip: etree._Element, relationships: Mapping[str, Relationship], parts: Mapping[str, bytes]
) -> Relationship | None:
    """The picture as SVG, which Word keeps beside the one for older programs, if it is one that needs nothing else."""
    for vectors in blip.iter(f'{{{SVG}}}svgBlip'):
        relationship = relationships.get(str(vectors.get(f'{{{R}}}embed', '')))
        if relationship is not None and _paths_alone(parts.get(relationship.target, b'')):
            return relationship
    return None


def _paths_alone(data: bytes) -> bool:
    """Whether a file is an SVG of filled paths: no text, whose look would depend on fonts, and nothing from outside."""
    if b'<svg' not in data[:_SVG_HEAD]:
        return False
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    information: Any = root.getroottree().docinfo
    if information.doctype:
        return False
    return all(
        isinstance(each.tag, str) and local(each) in _SVG_ELEMENTS and set(each.attrib) <= _SVG_ATTRIBUTES
        for each in root.iter()
    )


def _alternative(inline: etree._Element) -> tuple[str, bool]:
    properties = inline.find(f'{{{WP}}}docPr')
    if properties is None:
        return '', False
    decorative = any(mark.get('val') in ('1', 'true') for mark in properties.iter(f'{{{ADEC}}}decorative'))
    return str(properties.get('descr') or properties.get('title') or '').strip(), decorative


def _refuse_effects(inline: etree._Element, picture: etree._Element, blip: etree._Element, refusals: Refusals) -> None:
    effects = [f'a:{local(effect)}' for effect in blip if local(effect) != 'extLst']
    crop = picture.find(f'.//{{{A}}}srcRect')
    if crop is not None and any(value not in ('0', '0%') for value in crop.attrib.values()):
        effects.append("beskärning")
    turned = picture.find(f'.//{{{A}}}xfrm')
    if turned is not None and any(turned.get(name) not in (None, '0') for name in ('rot', 'flipH', 'flipV')):
        effects.append("vridning")
    line = picture.find(f'{{{PIC}}}spPr/{{{A}}}ln')
    if line is not None and len(line) and line.find(f'{{{A}}}noFill') is None:
        effects.append("bildkant")
    shape = picture.find(f'.//{{{A}}}prstGeom')
    if shape is not None and shape.get('prst') != 'rect':
        effects.append("bildform")
    if any(len(effect) for effect in picture.iter(f'{{{A}}}effectLst')):
        effects.append("bildeffekt")
    if inline.find(f'.//{{{A}}}hlinkClick') is not None:
        effects.append("länk på en bild")
    for effect in effects:
        refusals.add('word-unknown-property', inline, effect)
