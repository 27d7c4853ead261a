"""Pictures, text boxes and simple shapes in the text or floating over the page (ECMA-376, 20.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.engines.typst.content import Floating, Image
from docgen.engines.typst.drawn_content import Place
from docgen.engines.typst.read.pictures import is_plain_svg
from docgen.engines.typst.read.shapes import has_effects, read_shape, turning
from docgen.engines.typst.read.wordml import ADEC, EMU_PER_POINT, PIC, SVG, WP, WPS, A, R, local, number

if TYPE_CHECKING:
    from lxml import etree

    from docgen.engines.typst.content import Group, TextBox
    from docgen.engines.typst.drawn_content import Chart
    from docgen.engines.typst.read.refusals import Refusals
    from docgen.engines.typst.read.story_part import StoryPart
    from docgen.word import Relationship

_BY_GRAPHIC = {
    'chartex': 'word-chart',
    'diagram': 'word-smartart',
    'wordprocessingGroup': 'word-drawing',
    'wordprocessingCanvas': 'word-drawing',
    'wordprocessingInk': 'word-drawing',
}
_GROUPS = frozenset(('wgp', 'wpc'))
_TAKEN = _GROUPS | {'relIds'}
_MAX_POINTS = 4000
_MOST_CUT = 0.98


def foreign_drawing(element: etree._Element, refusals: Refusals) -> bool:
    """Refuse charts of new kinds and drawings by name; False when the drawing is none of these."""
    for data in element.iter(f'{{{A}}}graphicData'):
        ident = _BY_GRAPHIC.get(str(data.get('uri', '')).rsplit('/', 1)[-1])
        if ident is not None and not any(local(each) in _TAKEN for each in data):
            refusals.add(ident, element)
            return True
    return False


def read_drawing(drawing: etree._Element, part: StoryPart) -> Image | TextBox | Chart | Group | Floating | None:
    """What a w:drawing shows, or None with the reason noted."""
    refusals = part.refusals
    if foreign_drawing(drawing, refusals):
        return None
    holder = next((each for each in drawing if local(each) in ('inline', 'anchor')), None)
    extent = holder.find(f'{{{WP}}}extent') if holder is not None else None
    if holder is None or extent is None:
        refusals.add('word-unknown-element', drawing, "ritningen")
        return None
    width = number(str(extent.get('cx'))) / EMU_PER_POINT
    height = number(str(extent.get('cy'))) / EMU_PER_POINT
    if holder.get('hidden') in ('1', 'true'):
        refusals.add('word-hidden-text', drawing)
        return None
    shape = holder.find(f'.//{{{WPS}}}wsp')
    group = next((each for each in holder.iter() if local(each) in _GROUPS), None)
    shown: Image | TextBox | Chart | Group | None
    if any(str(each.get('uri', '')).endswith('/chart') for each in holder.iter(f'{{{A}}}graphicData')):
        shown = _chart(holder, drawing, (width, height), part)
    elif (diagram := next((each for each in holder.iter() if local(each) == 'relIds'), None)) is not None:
        shown = _smartart(holder, diagram, (width, height), part)
    elif group is not None:
        shown = _group(holder, group, (width, height), part)
    elif shape is not None:
        shown = read_shape(shape, width, height, part)
    elif not (0 < width <= _MAX_POINTS and 0 < height <= _MAX_POINTS):
        refusals.add('word-image-missing', drawing)
        return None
    else:
        shown = _picture(holder, drawing, width, height, part)
    if shown is None or local(holder) == 'inline':
        return shown
    return _floating(holder, shown, drawing, part)


def _group(holder: etree._Element, group: etree._Element, size: tuple[float, float], part: StoryPart) -> Group | None:
    from docgen.engines.typst.read.groups import read_group

    alt, decorative = alternative(holder)

    def picture(element: etree._Element, width: float, height: float) -> Image | None:
        properties = next((each for each in element.iter() if local(each) == 'cNvPr'), None)
        own = str(properties.get('descr') or properties.get('title') or '').strip() if properties is not None else ''
        # What is said of the whole is said once; a picture in it then needs no words of its own.
        made = _picture_of(element, width, height, own or ('' if alt or decorative else None), part)
        return replace(made, decorative=not own) if made is not None else None

    return read_group(group, *size, alt, part, picture)


def _smartart(
    holder: etree._Element, diagram: etree._Element, size: tuple[float, float], part: StoryPart
) -> Group | None:
    from docgen.engines.typst.read.smartart import smartart_group

    group = smartart_group(diagram, part)
    if group is None:
        part.refusals.add('word-smartart', diagram)
        return None
    return _group(holder, group, size, part)


def _chart(holder: etree._Element, drawing: etree._Element, size: tuple[float, float], part: StoryPart) -> Chart | None:
    from docgen.engines.typst.read.charts import read_chart

    alt, _ = alternative(holder)
    return read_chart(drawing, size, alt, part)


def _picture(
    holder: etree._Element, drawing: etree._Element, width: float, height: float, part: StoryPart
) -> Image | None:
    picture = holder.find(f'.//{{{PIC}}}pic')
    if holder.find(f'.//{{{A}}}hlinkClick') is not None and local(holder) == 'anchor':
        part.refusals.add('word-unknown-property', holder, "länk på en bild som flyter")
    if picture is None:
        part.refusals.add('word-unknown-element', drawing, "ritningen")
        return None
    alt, decorative = alternative(holder)
    made = _picture_of(picture, width, height, alt or ('' if decorative else None), part)
    return replace(made, decorative=decorative) if made is not None else None


def _picture_of(picture: etree._Element, width: float, height: float, alt: str | None, part: StoryPart) -> Image | None:
    """A pic:pic as it is shown; `alt` is None where a listener would miss it."""
    refusals, drawing = part.refusals, picture
    blip = picture.find(f'.//{{{A}}}blip')
    if blip is None:
        refusals.add('word-unknown-element', drawing, "ritningen")
        return None
    _refuse_effects(picture, blip, refusals)
    relationship = _vectors(blip, part) or part.relationships.get(str(blip.get(f'{{{R}}}embed', '')))
    data = part.parts.get(relationship.target) if relationship is not None else None
    if relationship is None or data is None:
        refusals.add('word-image-missing', drawing)
        return None
    if not part.keep_picture(relationship.target, data, drawing):
        return None
    if not part.artifact and alt is None:
        refusals.add('word-image-without-alt', drawing)
    turn, across, down = turning(picture.find(f'{{{PIC}}}spPr'))
    cut = _crop(picture) or (0.0, 0.0, 0.0, 0.0)
    return Image(relationship.target, round(width, 3), round(height, 3), alt or '', not alt, cut, turn, (across, down))


def _crop(picture: etree._Element) -> tuple[float, float, float, float] | None:
    """How much is cut off at top, right, bottom and left; None for a picture that is stretched over less than all."""
    found = picture.find(f'.//{{{A}}}srcRect')
    if found is None:
        return 0.0, 0.0, 0.0, 0.0
    sides = [str(found.get(side, '0')) for side in ('t', 'r', 'b', 'l')]
    # In thousandths of a per cent, or as a per cent with its sign.
    top, right, bottom, left = (number(side.rstrip('%')) / (100 if side.endswith('%') else 100_000) for side in sides)
    if min(top, right, bottom, left) < 0 or top + bottom > _MOST_CUT or left + right > _MOST_CUT:
        return None
    return top, right, bottom, left


def picture_link(drawing: etree._Element, part: StoryPart) -> str:
    """The address that a picture in the line of text leads to; '' for none."""
    for link in drawing.iter(f'{{{A}}}hlinkClick'):
        relationship = part.relationships.get(str(link.get(f'{{{R}}}id', '')))
        if relationship is not None and relationship.external:
            return relationship.target
    return ''


def _vectors(blip: etree._Element, part: StoryPart) -> Relationship | None:
    """The picture as SVG, which Word keeps beside the one for older programs, if it is one that needs nothing else."""
    for vectors in blip.iter(f'{{{SVG}}}svgBlip'):
        relationship = part.relationships.get(str(vectors.get(f'{{{R}}}embed', '')))
        if relationship is not None and is_plain_svg(part.parts.get(relationship.target, b'')):
            return relationship
    return None


def alternative(holder: etree._Element) -> tuple[str, bool]:
    """The alternative text of what a wp:inline or wp:anchor holds, and whether it is marked as decorative."""
    properties = holder.find(f'{{{WP}}}docPr')
    if properties is None:
        return '', False
    decorative = any(mark.get('val') in ('1', 'true') for mark in properties.iter(f'{{{ADEC}}}decorative'))
    return str(properties.get('descr') or properties.get('title') or '').strip(), decorative


def _refuse_effects(picture: etree._Element, blip: etree._Element, refusals: Refusals) -> None:
    effects = [_EFFECTS.get(local(effect), "bildeffekt") for effect in blip if local(effect) not in ('extLst', 'lum')]
    if _crop(picture) is None:
        effects.append("beskärning")
    line = picture.find(f'{{{PIC}}}spPr/{{{A}}}ln')
    if line is not None and len(line) and line.find(f'{{{A}}}noFill') is None:
        effects.append("bildkant")
    shape = picture.find(f'.//{{{A}}}prstGeom')
    if shape is not None and shape.get('prst') != 'rect':
        effects.append("bildform")
    properties = picture.find(f'{{{PIC}}}spPr')
    if properties is not None and has_effects(properties):
        refusals.warn('word-look-left-out', "Skugga, sken eller djup kring en bild", element=picture)
    for effect in effects:
        refusals.add('word-unknown-property', picture, effect)


_EFFECTS = {
    'grayscl': "gråskala på en bild",
    'biLevel': "svartvit bild",
    'duotone': "bildfärg",
    'clrChange': "genomskinlig färg i en bild",
    'alphaModFix': "genomskinlig bild",
}


def _floating(
    holder: etree._Element, shown: Image | TextBox | Chart | Group, drawing: etree._Element, part: StoryPart
) -> Floating | None:
    round_it = next((each for each in holder if local(each).startswith('wrap')), None)
    wrap = local(round_it) if round_it is not None else 'wrapNone'
    side = str(round_it.get('wrapText', '')) if round_it is not None else ''
    # A place in parts of the page stands beside the same place in points, as Word worked it out.
    across, down = (next(filter(None, map(_place, holder.iter(f'{{{WP}}}position{axis}'))), None) for axis in 'HV')
    if across is None or down is None:
        part.refusals.add('word-floating-image', drawing)
        return None
    distances = tuple(number(str(holder.get(f'dist{side}'))) / EMU_PER_POINT for side in 'TRBL')
    return Floating(
        shown, across, down, wrap.removeprefix('wrap').casefold(), holder.get('behindDoc') in ('1', 'true'),
        (distances[0], distances[1], distances[2], distances[3]), side if side in ('left', 'right') else '',
    )  # fmt: skip


def _place(position: etree._Element) -> Place | None:
    relative = str(position.get('relativeFrom', ''))
    for each in position:
        if local(each) == 'align':
            return Place(relative, 0.0, (each.text or '').strip())
        if local(each) == 'posOffset':
            return Place(relative, round(number(each.text) / EMU_PER_POINT, 3), '')
    return None
