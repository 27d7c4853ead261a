from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import parse_xml

from docgen.pipeline.expected_texts import shown_texts, texts_in_order

if TYPE_CHECKING:
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def p(text: str) -> str:
    return f'<w:p><w:r><w:t>{text}</w:t></w:r></w:p>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(*instruction: str, text: str) -> str:
    told = ''.join(f'<w:r><w:instrText>{each}</w:instrText></w:r>' for each in instruction)
    return f'{mark("begin")}{told}{mark("separate")}<w:r><w:t>{text}</w:t></w:r>{END}'


END = mark('end')
OPEN = len(END)
FLOATING = '<w:tblPr><w:tblpPr w:tblpX="1"/></w:tblPr>'
BODY = f"""{p("Först")}
<w:p><w:r><w:t>Före noten</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> och efter</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc>{p("a")}</w:tc><w:tc>{p("b")}</w:tc></w:tr><w:tr><w:tc>{p("c")}{p("d")}</w:tc></w:tr></w:tbl>
<w:tbl>{FLOATING}<w:tr><w:tc>{p("Vid sidan")}{p("under")}</w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:framePr/></w:pPr><w:r><w:t>Ram</w:t></w:r></w:p>
<w:p><w:r><w:t>Ankare</w:t></w:r><w:r><w:pict><w:txbxContent>{p("Ruta")}</w:txbxContent></w:pict></w:r></w:p>
<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>
<w:p>{field("HYPERLINK ", '"https://a.example"', text="En länk")}</w:p>
<w:p>{field("TOC ", text="Innehåll")[:-OPEN]}</w:p>{p("På sidan 7")}<w:p>{END}</w:p>
<w:p><w:r><w:t>Två</w:t><w:br/><w:t>rader</w:t></w:r></w:p>"""


def test_what_stands_beside_the_text_has_an_order_of_its_own(tmp_path: Path) -> None:
    document = Document()
    for element in parse_xml(f'<w:body {W}>{re.sub(chr(10), "", BODY)}</w:body>'):
        document.element.body.insert(len(document.element.body) - 1, element)
    path = tmp_path / 'prov.docx'
    document.save(str(path))

    body = ("Först", "Före noten", "och efter", "a", "b", "c", "d", "Ankare", "En länk", "Två rader")
    assert texts_in_order(path) == (body, ("Vid sidan", "under"), ("Ram",), ("Ruta",))
    assert set(shown_texts(path)) == {*body, "Vid sidan", "under", "Ram", "Ruta"}
