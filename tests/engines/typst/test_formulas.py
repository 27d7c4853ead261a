"""Word's formulas are set as mathematics, tagged as formulas and told in words."""

from __future__ import annotations

import hashlib
from pathlib import Path

import page
import pytest
import typst

from docgen.engines import Source, converter

from .builder import DATE, blank, laid_out, paragraph, refused, run

_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def _r(text: str, look: str = '') -> str:
    return f'<m:r>{f"<m:rPr>{look}</m:rPr>" if look else ""}<m:t>{text}</m:t></m:r>'


_PLAIN = '<m:sty m:val="p"/>'
_ONE, _NULL = (f'<m:e>{_r(each)}</m:e>' for each in '10')
_FRACTION = f'<m:f><m:num>{_r("a")}</m:num><m:den>{_r("b+1")}</m:den></m:f>'
_FORMULAS = {
    _r('x=2'): "x = 2",
    _r('a-b&lt;c'): "a minus b är mindre än c",
    f'<m:f><m:num>{_r("1")}</m:num><m:den>{_r("(a)(b)")}</m:den></m:f>': "1 genom ((a)(b))",
    f'<m:f><m:num>{_r("1")}</m:num><m:den>{_r("(a+b)")}</m:den></m:f>': "1 genom (a+b)",
    _FRACTION: "a genom (b+1)",
    f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>{_r("a")}</m:num><m:den>{_r("b")}</m:den></m:f>': "a genom b",
    f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>{_r("n")}</m:num><m:den>{_r("k")}</m:den></m:f>': "n över k",
    f'<m:sSubSup><m:e>{_r("x")}</m:e><m:sub>{_r("1")}</m:sub><m:sup>{_r("2")}</m:sup></m:sSubSup>': (
        "x index 1 upphöjt till 2"
    ),
    f'<m:sPre><m:sub>{_r("1")}</m:sub><m:sup/><m:e>{_r("x")}</m:e></m:sPre>': "x med nere 1 framför",
    f'<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e>{_r("x")}</m:e></m:rad>': "kvadratroten ur x",
    f'<m:rad><m:deg>{_r("3")}</m:deg><m:e>{_r("x")}</m:e></m:rad>': "roten med exponenten 3 ur x",
    f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{_r("x")}</m:e><m:e>{_r("y")}</m:e></m:d>': (
        "[x | y"
    ),
    f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{_r("i=1")}</m:sub><m:sup>{_r("n")}</m:sup>'
    f'<m:e>{_r("i")}</m:e></m:nary>': "summan från i = 1 till n av i",
    f'<m:func><m:fName>{_r("sin", _PLAIN)}</m:fName><m:e>{_r("x")}</m:e></m:func>': "sin x",
    f'<m:acc><m:e>{_r("x")}</m:e></m:acc>': "x med tak",
    f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{_r("x")}</m:e></m:bar>': "x med streck över",
    f'<m:limLow><m:e>{_r("lim", _PLAIN)}</m:e><m:lim>{_r("x→0")}</m:lim></m:limLow>': ("lim med x går mot 0 nedanför"),
    f'<m:groupChr><m:e>{_r("ab")}</m:e></m:groupChr>': "ab med klammer",
    f'<m:m><m:mr>{_ONE}{_NULL}</m:mr><m:mr>{_NULL}{_ONE}</m:mr></m:m>': ("matris med raderna 1, 0; 0, 1"),
    f'<m:eqArr><m:e>{_r("a")}</m:e><m:e>{_r("b")}</m:e></m:eqArr>': "a; b",
    _r('yta i m', '<m:nor/>'): "yta i m",
    _r('åС'): "åС",
    _r('x', '<m:sty m:val="b"/>'): "x",
}


def test_the_font_of_formulas_is_told_with_the_file_that_it_lies_in(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, f'<m:oMath {_M}>{_r("a")}</m:oMath>' + run(" är a"))
    document.save(str(tmp_path / 'prov.docx'))
    (made,) = converter('typst').convert([Source(tmp_path / 'prov.docx', tmp_path / 'prov.pdf', DATE)])
    told = {font.name: font for font in made.fonts}
    assert sorted(told) == ['NewCMMath-Regular', 'SourceSansPro-Regular']
    library = Path(typst.__file__).parent / told['NewCMMath-Regular'].file
    assert told['NewCMMath-Regular'].sha256 == hashlib.sha256(library.read_bytes()).hexdigest()


def test_formulas_are_tagged_and_told_in_words(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Text"))
    for formula in _FORMULAS:
        paragraph(document, f'<m:oMath {_M}>{formula}</m:oMath>')
    result = laid_out(document, tmp_path)
    assert [each.alt for each in result.tags().all('Formula')] == list(_FORMULAS.values())
    assert page.validate_pdf(str(result.path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


@pytest.mark.parametrize(('side', 'left'), [('left', 71), ('center', 290), ('right', 510)])
def test_a_formula_on_a_line_of_its_own_stands_where_word_has_it(side: str, left: float, tmp_path: Path) -> None:
    document = blank()
    said = f'<m:oMathParaPr><m:jc m:val="{side}"/></m:oMathParaPr>'
    paragraph(document, f'<m:oMathPara {_M}>{said}<m:oMath>{_r("12")}</m:oMath></m:oMathPara>')
    assert laid_out(document, tmp_path).where("12").left == pytest.approx(left, abs=6)


def test_a_sign_that_no_font_has_is_named(tmp_path: Path) -> None:
    document = blank()
    paragraph(document, f'<m:oMath {_M}>{_r("人")}</m:oMath>')
    (finding,) = refused(document, tmp_path)
    assert (finding.id, "人" in finding.what) == ('word-character-missing', True)


@pytest.mark.parametrize('formula', [f'<m:phant><m:e>{_r("x")}</m:e></m:phant>', '<w:del><w:r/></w:del>'])
def test_what_would_be_left_out_is_refused(formula: str, tmp_path: Path) -> None:
    document = blank()
    paragraph(document, run("Text") + f'<m:oMath {_M}>{formula}</m:oMath>')
    assert [each.id for each in refused(document, tmp_path)] == ['word-math']
