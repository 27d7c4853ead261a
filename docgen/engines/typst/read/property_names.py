"""What Word's users call the properties of its format, for messages."""

from __future__ import annotations

_NAMES = {
    'framePr': "ram som står vid sidans nederkant",
    'tblpPr': "figursättning för tabell (texten flyter runt den)",
    'jc': "justering",
    'shd': "fyllning med mönster",
    'bidi': "text från höger till vänster",
    'mirrorIndents': "speglade indrag",
    'ind': "indrag mätt i tecken",
    'bdr': "kantlinje kring text",
    'pBdr': "styckekantlinje",
    'bar': "lodrät linje vid stycket",
    'sz': "teckenstorlek",
    'effect': "texteffekt",
    'em': "betoningstecken",
    'fitText': "anpassad textbredd",
    'oMath': "formel",
    'glow': "texteffekten glöd",
    'shadow': "texteffekten skugga",
    'reflection': "texteffekten spegling",
    'textOutline': "texteffekten kontur",
    'textFill': "texteffekten fyllning",
    'props3d': "texteffekten 3D",
    'scene3d': "texteffekten 3D",
    'tblCellSpacing': "mellanrum mellan tabellceller",
    'bidiVisual': "tabell från höger till vänster",
    'hidden': "dold tabellrad",
    'diagonal': "diagonal linje i tabellcell",
    'docGrid': "stödlinjer för text",
    'altChunk': "infogad fil",
    'ruby': "fonetisk text",
}


def property_name(technical: str) -> str:
    """A property's name as Word's users know it; empty where they have none, which is then told without."""
    name, _, value = technical.removeprefix('w:').partition(' ')
    known = _NAMES.get(name, '' if technical.startswith('w:') else technical)
    return known + (f" ({value})" if known and value and name in _NAMES else "")
