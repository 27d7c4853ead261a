"""Documents in other programs' formats, written as text: what people have at hand when they start from something else.

All texts are our own, for these tests. LibreOffice makes a Word file of each; nobody made them with docgen in mind.
"""

from __future__ import annotations

import base64
import io

from PIL import Image

FONT = "Source Sans Pro"


def _picture() -> str:
    stream = io.BytesIO()
    Image.new('RGB', (40, 20), (11, 85, 99)).save(stream, 'PNG')
    return base64.b64encode(stream.getvalue()).decode('ascii')


def _html(body: str, style: str = '') -> str:
    return (
        '<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Protokoll</title>'
        f'<style>body {{ font-family: "{FONT}" }} {style}</style></head><body>{body}</body></html>'
    )


def _rtf(body: str, head: str = '') -> str:
    coded = ''.join(each if ord(each) < 128 else f'\\u{ord(each)}?' for each in body)
    return (
        '{\\rtf1\\ansi\\ansicpg1252\\deff0\\deflang1053{\\fonttbl{\\f0\\fswiss '
        + FONT
        + ';}}{\\info{\\title Anteckning}}'
        + head
        + '\\f0\\fs22 '
        + coded
        + '}'
    )


_SPACES = ' '.join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ('office', 'office'),
        ('style', 'style'),
        ('text', 'text'),
        ('table', 'table'),
        ('draw', 'drawing'),
        ('fo', 'xsl-fo-compatible'),
        ('svg', 'svg-compatible'),
        ('meta', 'meta'),
    )
)


def _fodt(body: str, automatic: str = '', master: str = '', layout: str = '', styles: str = '') -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:meta><dc:title>Handling</dc:title></office:meta>'
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="\'{FONT}\'"/>'
        '</office:font-face-decls>'
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" '
        'fo:font-size="11pt" fo:language="sv" fo:country="SE"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
        '<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"/>'
        '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
        'style:parent-style-name="Heading" style:default-outline-level="1"/>'
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" '
        f'style:parent-style-name="Heading" style:default-outline-level="2"/>{styles}</office:styles>'
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"/><style:header-style/><style:footer-style/>'
        f'</style:page-layout>{layout}{automatic}</office:automatic-styles>'
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{master}'
        '</style:master-page></office:master-styles>'
        f'<office:body><office:text>{body}</office:text></office:body></office:document>'
    )


def _h(level: int, text: str) -> str:
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'


def _p(text: str, style: str = 'Standard') -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _table(rows: list[list[str]], *, header: bool, name: str = 'T') -> str:
    def row(cells: list[str]) -> str:
        start, end = '<table:table-cell office:value-type="string">', '</table:table-cell>'
        filled = ''.join(start + (cell if cell.startswith('<') else _p(cell)) + end for cell in cells)
        return f'<table:table-row>{filled}</table:table-row>'

    first = f'<table:table-header-rows>{row(rows[0])}</table:table-header-rows>' if header else row(rows[0])
    return (
        f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        f'{first}{"".join(map(row, rows[1:]))}</table:table>'
    )


_LONG = ' '.join(f'Ordning och reda på stycke {number} i handlingen.' for number in range(60))
_COLUMNS = (
    '<style:style style:name="S" style:family="section"><style:section-properties>'
    '<style:columns fo:column-count="2" fo:column-gap="0.5cm"/></style:section-properties></style:style>'
)
_LEADER = (
    '<style:style style:name="B" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="14cm" style:type="right" '
    'style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>'
)
_BREAK = (
    '<style:style style:name="N" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
)
_NUMBERED = (
    '<text:list-style style:name="LN"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.7cm"/>'
    '</text:list-level-style-number><text:list-level-style-number text:level="2" style:num-format="a" '
    'style:num-suffix=")"><style:list-level-properties text:space-before="1.2cm" text:min-label-width="0.7cm"/>'
    '</text:list-level-style-number></text:list-style>'
)
_HIDDEN = '<style:style style:name="D" style:family="text"><style:text-properties text:display="none"/></style:style>'
_CAPITALS = (
    '<style:style style:name="C" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties><style:drop-cap style:lines="3" style:length="1"/></style:paragraph-properties>'
    '</style:style>'
)
_TURNED = (
    '<style:style style:name="R" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="end"/></style:style>'
)
_FLOATING = (
    '<style:style style:name="G" style:family="graphic"><style:graphic-properties style:wrap="parallel" '
    'style:horizontal-pos="right" style:vertical-pos="top" style:vertical-rel="paragraph"/></style:style>'
)
_NOTE = (
    '<text:note text:id="n1" text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
    '<text:note-body><text:p>Noten själv.</text:p></text:note-body></text:note>'
)
_CHANGES = (
    '<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:insertion><office:change-info>'
    '<dc:creator>Någon</dc:creator><dc:date>2021-01-01T00:00:00</dc:date></office:change-info></text:insertion>'
    '</text:changed-region></text:tracked-changes>'
)
_WIDE = (
    '<style:page-layout style:name="W"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
    'style:print-orientation="landscape" fo:margin="2cm"/></style:page-layout>'
)
_COMMENT = (
    '<office:annotation><dc:creator>Någon</dc:creator><dc:date>2021-01-01T00:00:00</dc:date>'
    '<text:p>Stämmer det?</text:p></office:annotation>'
)
_INLINE = (
    '<draw:frame draw:name="Bild" text:anchor-type="as-char" svg:width="4cm" svg:height="2cm"><draw:image>'
    f'<office:binary-data>{_picture()}</office:binary-data></draw:image>{{described}}</draw:frame>'
)
_CONTENTS = (
    '<text:table-of-content text:name="I"><text:table-of-content-source text:outline-level="2"/><text:index-body>'
    '<text:p>Bakgrund<text:tab/>1</text:p></text:index-body></text:table-of-content>'
)

SOURCES: dict[str, str] = {
    'html-headings.html': _html(
        f'<h1>Möte</h1><p>{_LONG}</p><h2>Beslut</h2><p>Åtta ärenden.</p><h2>Övrigt</h2><p>Inga.</p>'
    ),
    'html-skipped-heading.html': _html('<h1>Möte</h1><p>Text.</p><h4>Långt ned</h4><p>Text.</p>'),
    'html-lists.html': _html(
        '<h1>Att göra</h1><ul><li>Ett</li><li>Två<ul><li>Två a</li><li>Två b</li></ul></li></ul>'
        '<ol><li>Först</li><li>Sedan</li></ol><p>Mellan.</p><ol start="5"><li>Femte</li><li>Sjätte</li></ol>'
    ),
    'html-table.html': _html(
        '<h1>Antal</h1><table border="1"><thead><tr><th>Ort</th><th>Antal</th></tr></thead>'
        '<tbody><tr><td>Åby</td><td>4</td></tr><tr><td>Öby</td><td>5</td></tr></tbody></table><p>Slut.</p>'
    ),
    'html-table-merged.html': _html(
        '<h1>Antal</h1><table border="1"><thead><tr><th colspan="2">Orter</th><th>Antal</th></tr></thead><tbody>'
        '<tr><td rowspan="2">Norra</td><td>Åby</td><td>4</td></tr><tr><td>Öby</td><td>5</td></tr></tbody></table>'
    ),
    'html-table-no-header.html': _html(
        '<p>Här.</p><table><tr><td>Ett</td><td>Två</td></tr><tr><td>3</td><td>4</td></tr></table>'
    ),
    'html-links.html': _html(
        '<h1>Länkar</h1><p>Se <a href="https://example.org/a?b=c&amp;d=e">sidan</a> och <a href="#slut">slutet</a>.</p>'
        '<p id="slut"><a name="slut"></a>Slutet.</p>'
    ),
    'html-picture.html': _html(f'<p>Bild: <img alt="Ett blått fält" src="data:image/png;base64,{_picture()}"></p>'),
    'html-picture-no-text.html': _html(f'<p>Bild: <img src="data:image/png;base64,{_picture()}"></p>'),
    'html-styled.html': _html(
        '<h1>Stil</h1><p style="color:#a00;text-align:justify;margin-left:2cm;background:#eee">Röd <b>fet</b> '
        '<i>kursiv</i> <u>under</u> <s>struken</s> H<sub>2</sub>O m<sup>2</sup> '
        '<span style="font-size:18pt">stor</span></p>'
        '<hr><blockquote>Citat</blockquote><pre>for x in y:\n    z</pre><dl><dt>Ord</dt><dd>Förklaring</dd></dl>'
    ),
    'html-breaks.html': _html('<p>Ett<br>två</p><p style="page-break-before:always">Ny sida</p>'),
    'html-swedish.html': _html('<h1>Åäö</h1><p>«citat» ”så” – tankstreck — å ä ö Å Ä Ö é ü ½ § € 100 % ’s …</p>'),
    'html-other-font.html': _html('<p style="font-family:\'Comic Sans MS\'">Ett annat teckensnitt.</p>'),
    'rtf-plain.rtf': _rtf('Första stycket.\\par Andra stycket med å, ä och ö.\\par '),
    'rtf-character.rtf': _rtf(
        '\\b fet\\b0 \\i kursiv\\i0 \\ul under\\ulnone \\strike struken\\strike0 \\scaps kapitäl\\scaps0 slut\\par '
    ),
    'rtf-table.rtf': _rtf(
        '\\trowd\\trhdr\\cellx3000\\cellx6000\\intbl Ort\\cell Antal\\cell\\row'
        '\\trowd\\cellx3000\\cellx6000\\intbl Åby\\cell 4\\cell\\row\\pard Slut.\\par '
    ),
    'rtf-note.rtf': _rtf('Text med not{\\super\\chftn}{\\footnote {\\super\\chftn} Notens text.} och mer.\\par '),
    'rtf-header.rtf': _rtf(
        f'{_LONG}\\par ', '{\\header Sidhuvud\\par}{\\footer Sida {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}'
    ),
    'rtf-columns.rtf': _rtf(f'{_LONG}\\par ', '\\sectd\\cols2\\colsx567 '),
    'rtf-landscape.rtf': _rtf('Liggande.\\par ', '\\landscape\\paperw16838\\paperh11906 '),
    'rtf-hidden.rtf': _rtf('Synligt {\\v dolt }och synligt igen.\\par '),
    'rtf-revised.rtf': _rtf('Före {\\revised\\revauth0 infogat }efter.\\par ', '{\\*\\revtbl{Någon;}}'),
    'rtf-tabs.rtf': _rtf('\\tqr\\tldot\\tx8000 Bakgrund\\tab 3\\par Mål\\tab 4\\par '),
    'odt-headings.fodt': _fodt(
        _h(1, 'Bakgrund') + _p(_LONG) + _h(2, 'Mål') + _p('Kort.') + _h(1, 'Slut') + _p('Kort.')
    ),
    'odt-contents.fodt': _fodt(_CONTENTS + _h(1, 'Bakgrund') + _p(_LONG) + _h(2, 'Mål') + _p('Kort.')),
    'odt-footnote.fodt': _fodt(_p('Påstående' + _NOTE.format(kind='footnote') + ' med not.')),
    'odt-endnote.fodt': _fodt(_p('Påstående' + _NOTE.format(kind='endnote') + ' med slutnot.')),
    'odt-columns.fodt': _fodt(f'<text:section text:style-name="S" text:name="S">{_p(_LONG)}</text:section>', _COLUMNS),
    'odt-tracked.fodt': _fodt(
        _CHANGES
        + _p('Före <text:change-start text:change-id="c1"/>infogat<text:change-end text:change-id="c1"/> efter.')
    ),
    'odt-comment.fodt': _fodt(_p(f'Text{_COMMENT} med kommentar.')),
    'odt-text-frame.fodt': _fodt(
        _p(
            '<draw:frame draw:name="R" text:anchor-type="paragraph" svg:width="5cm" draw:style-name="G"><draw:text-box '
            'fo:min-height="1cm"><text:p>I rutan.</text:p></draw:text-box></draw:frame>Bredvid rutan.'
        ),
        _FLOATING,
    ),
    'odt-shape.fodt': _fodt(
        _p(
            '<draw:rect text:anchor-type="as-char" svg:width="3cm" svg:height="1cm">'
            '<text:p>I formen</text:p></draw:rect>Efter.'
        )
    ),
    'odt-picture.fodt': _fodt(
        _p('Bild ' + _INLINE.format(described='<svg:desc>Ett blått fält</svg:desc>') + ' efter.')
    ),
    'odt-picture-no-text.fodt': _fodt(_p('Bild ' + _INLINE.format(described='') + ' efter.')),
    'odt-header.fodt': _fodt(
        _p(_LONG * 3),
        master='<style:header><text:p>Nämnden</text:p></style:header><style:footer><text:p>Sida '
        '<text:page-number text:select-page="current">1</text:page-number> av <text:page-count>1</text:page-count>'
        '</text:p></style:footer><style:footer-first><text:p>Första sidans fot</text:p></style:footer-first>',
    ),
    'odt-table.fodt': _fodt(
        _h(1, 'Antal') + _table([['Ort', 'Antal'], ['Åby', '4'], ['Öby', '5']], header=True) + _p('Slut.')
    ),
    'odt-table-no-header.fodt': _fodt(
        _h(1, 'Antal') + _table([['Ort', 'Antal'], ['Åby', '4']], header=False) + _p('Slut.')
    ),
    'odt-table-nested.fodt': _fodt(
        _table(
            [['Ort', 'Antal'], ['Åby', _table([['x', 'y'], ['1', '2']], header=True, name='I') + _p('')]], header=True
        )
        + _p('Slut.')
    ),
    'odt-table-long.fodt': _fodt(
        _table([['Nummer', 'Text'], *([str(n), 'En rad i en lång tabell'] for n in range(90))], header=True)
        + _p('Slut.')
    ),
    'odt-list.fodt': _fodt(
        '<text:list text:style-name="LN"><text:list-item><text:p>Ett</text:p><text:list><text:list-item>'
        '<text:p>Ett a</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Två</text:p>'
        '</text:list-item></text:list>' + _p('Efter.'),
        _NUMBERED,
    ),
    'odt-reference.fodt': _fodt(
        _p('<text:bookmark-start text:name="mål"/>Målet<text:bookmark-end text:name="mål"/> är satt.')
        + _p('Se <text:bookmark-ref text:reference-format="text" text:ref-name="mål">Målet</text:bookmark-ref> ovan.')
    ),
    'odt-date.fodt': _fodt(_p('Utskriven <text:date text:fixed="false">2021-01-01</text:date>.')),
    'odt-hidden.fodt': _fodt(_p('Synligt <text:span text:style-name="D">dolt</text:span> synligt.'), _HIDDEN),
    'odt-drop-cap.fodt': _fodt(_p(_LONG, 'C'), _CAPITALS),
    'odt-right-to-left.fodt': _fodt(_p('Från höger.', 'R'), _TURNED),
    'odt-tabs.fodt': _fodt(_p('Bakgrund<text:tab/>3', 'B') + _p('Mål<text:tab/>14', 'B'), _LEADER),
    'odt-page-break.fodt': _fodt(_p('Första sidan.') + _p('Andra sidan.', 'N'), _BREAK),
    'odt-line-break.fodt': _fodt(_p('Ett<text:line-break/>två<text:s text:c="5"/>långt') + _p('') + _p('Efter tomt.')),
    'txt-swedish.txt': 'Rad ett med å, ä och ö.\nRad två.\n\nNytt stycke – med tankstreck.\n',
}
"""File name → the whole file."""
