"""Damage to the structure tree and to what binds it to pages and annotations (ISO 32000-1, 14.7–14.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docgen.pdf.structure.tags import elements, number_tree, read_number_tree

from .damage import Damages, NotHere, pick, pick_two

if TYPE_CHECKING:
    from random import Random

TAGS: Damages = Damages()


def _root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot


def _all(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [each for each in elements(_root(pdf)) if not kinds or str(each.get('/S'))[1:] in kinds]


def _leaves(pdf: pikepdf.Pdf) -> list[Any]:
    """Elements that hold marked content of their own, by number."""
    return [each for each in _all(pdf) if _numbers(each)]


def _numbers(element: Any) -> list[int]:
    kids = element.get('/K')
    found = list(kids) if isinstance(kids, Array) else [kids]
    return [each for each in found if isinstance(each, int)]


def _rows(pdf: pikepdf.Pdf) -> dict[int, Any]:
    return read_number_tree(_root(pdf).ParentTree)


def _put_rows(pdf: pikepdf.Pdf, rows: dict[int, Any]) -> None:
    _root(pdf).ParentTree = pdf.make_indirect(number_tree(rows))


def _page_row(pdf: pikepdf.Pdf, random: Random) -> Any:
    return pick(random, [row for row in _rows(pdf).values() if isinstance(row, Array) and len(row) > 1])


def _annotations(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for page in pdf.pages for each in page.obj.get('/Annots', ())]


@TAGS.add('no structure tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.Root['/StructTreeRoot']


@TAGS.add('empty structure tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _root(pdf).K = Array()


@TAGS.add('no ParentTree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del _root(pdf)['/ParentTree']


@TAGS.add('ParentTree row gone')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    rows = _rows(pdf)
    del rows[pick(random, list(rows))]
    _put_rows(pdf, rows)


@TAGS.add('ParentTree row renumbered')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    rows = _rows(pdf)
    rows[max(rows) + 7] = rows.pop(pick(random, list(rows)))
    _put_rows(pdf, rows)


@TAGS.add('ParentTree entries swapped')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    row = _page_row(pdf, random)
    one, other = pick_two(random, range(len(row)))
    if row[one].objgen == row[other].objgen:
        raise NotHere
    row[one], row[other] = row[other], row[one]


@TAGS.add('ParentTree entry null')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    row = _page_row(pdf, random)
    row[random.randrange(len(row))] = None


@TAGS.add('ParentTree entry elsewhere')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    row = _page_row(pdf, random)
    row[random.randrange(len(row))] = _all(pdf, 'Document')[0]


@TAGS.add('ParentTree row cut short')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    row = _page_row(pdf, random)
    del row[len(row) - 1]


@TAGS.add('wrong /P')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    one, other = pick_two(random, _all(pdf))
    one.P = other


@TAGS.add('no /P')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, _all(pdf))['/P']


@TAGS.add('no /S')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, _all(pdf))['/S']


@TAGS.add('unknown role')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf)).S = Name.Stycke


@TAGS.add('role that leads to itself')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf)).S = Name.Stycke
    _root(pdf).RoleMap = Dictionary(Stycke=Name.Rad, Rad=Name.Stycke)


@TAGS.add('standard role redefined')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _root(pdf).RoleMap = Dictionary({'/' + pick(random, ['P', 'H1', 'Document', 'L']): Name.Div})


@TAGS.add('wrong /Type of element')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf)).Type = Name(pick(random, ['/Page', '/MCR', '/OBJR', '/Element']))


@TAGS.add('wrong /Type of tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _root(pdf).Type = Name.StructTree


@TAGS.add('content number elsewhere')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _leaves(pdf)).K = 9999


@TAGS.add('content of two elements swapped')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    one, other = pick_two(random, [each for each in _leaves(pdf) if len(_numbers(each)) == 1])
    one.K, other.K = _numbers(other)[0], _numbers(one)[0]


@TAGS.add('content claimed twice')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    holder = pick(random, _leaves(pdf))
    holder.K = Array([*_numbers(holder), _numbers(holder)[0]])


@TAGS.add('element on another page')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    if len(pdf.pages) < 2:
        raise NotHere
    holder = pick(random, [each for each in _leaves(pdf) if '/Pg' in each])
    holder.Pg = pick(random, [page.obj for page in pdf.pages if page.obj.objgen != holder.Pg.objgen])


@TAGS.add('element on no page')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, [each for each in _leaves(pdf) if '/Pg' in each])['/Pg']


@TAGS.add('element lost from tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    holder = pick(random, [each for each in _all(pdf) if isinstance(each.get('/K'), Array) and not _numbers(each)])
    del holder.K[random.randrange(len(holder.K))]


@TAGS.add('element twice in tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    holder = pick(random, [each for each in _all(pdf) if isinstance(each.get('/K'), Array) and not _numbers(each)])
    holder.K.append(holder.K[random.randrange(len(holder.K))])


@TAGS.add('tree in a circle')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'L', 'Sect')).K.append(_all(pdf, 'Document')[0])


@TAGS.add('two Documents')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    root = _root(pdf)
    extra = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    root.K = Array([_all(pdf, 'Document')[0], extra])


@TAGS.add('page without StructParents')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, list(pdf.pages)).obj['/StructParents']


@TAGS.add('wrong StructParents')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    page = pick(random, list(pdf.pages)).obj
    page.StructParents = pick(random, [int(page.StructParents) + 1, 999, -1])


@TAGS.add('StructParents shared')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    one, other = pick_two(random, [page.obj for page in pdf.pages])
    one.StructParents = int(other.StructParents)


@TAGS.add('heading skipped')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'H2')).S = Name(pick(random, ['/H3', '/H4', '/H6']))
    first = _all(pdf, 'H1')[0]
    if any(Name.H2 == each.S for each in _all(pdf)):
        for each in _all(pdf, 'H2'):
            each.S = Name.P
    assert first.S == Name.H1


@TAGS.add('first heading not H1')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    _all(pdf, 'H1')[0].S = Name(pick(random, ['/H2', '/H3']))


@TAGS.add('numbered and plain headings mixed')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'H1', 'H2')).S = Name.H


@TAGS.add('two plain headings in one section')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    for each in _all(pdf, 'H1', 'H2', 'H3'):
        each.S = Name.H


@TAGS.add('figure without Alt')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    figure = pick(random, _all(pdf, 'Figure'))
    if '/Alt' not in figure:
        raise NotHere
    del figure['/Alt']


@TAGS.add('figure with empty Alt')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'Figure')).Alt = String('')


@TAGS.add('paragraph made a figure')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'P')).S = Name.Figure


@TAGS.add('paragraph made a formula')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'P')).S = Name.Formula


@TAGS.add('one header cell made TD')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'TH')).S = Name.TD


@TAGS.add('no header cells')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    for each in pick(random, [_all(pdf, 'TH')] if _all(pdf, 'TH') else []):
        each.S = Name.TD


@TAGS.add('header cell without scope')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    cells = [each for each in _all(pdf, 'TH') if '/A' in each]
    for each in cells or [pick(random, cells)]:
        del each['/A']


@TAGS.add('cell lost from row')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    row = pick(random, [each for each in _all(pdf, 'TR') if isinstance(each.K, Array) and len(each.K) > 1])
    del row.K[random.randrange(len(row.K))]


@TAGS.add('cell spans too many columns')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'TD')).A = Dictionary(O=Name.Table, ColSpan=random.randint(2, 9))


@TAGS.add('cell spans too many rows')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'TD')).A = Dictionary(O=Name.Table, RowSpan=random.randint(2, 9))


@TAGS.add('cell names a header that is not')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    for each in _all(pdf, 'TH'):
        if '/A' in each:
            del each['/A']
    pick(random, _all(pdf, 'TD')).A = Dictionary(O=Name.Table, Headers=Array([String('finns-ej')]))


@TAGS.add('wrong tag in table')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'TR', 'THead', 'TBody', 'TD')).S = Name(pick(random, ['/P', '/LI', '/Div', '/Table']))


@TAGS.add('table part outside table')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'P', 'H2', 'Sect')).S = Name(pick(random, ['/TR', '/TD', '/TH', '/THead', '/TBody']))


@TAGS.add('wrong tag in list')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'LI')).S = Name(pick(random, ['/P', '/TR', '/Lbl', '/H2']))


@TAGS.add('wrong tag in list item')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'LBody', 'Lbl')).S = Name(pick(random, ['/P', '/LI', '/TD', '/Sect']))


@TAGS.add('list part outside list')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'P', 'H2', 'Sect')).S = Name(pick(random, ['/LI', '/LBody', '/TOCI']))


@TAGS.add('list turned into something else')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'L')).S = Name(pick(random, ['/Div', '/Table', '/P', '/TOC']))


@TAGS.add('table turned into something else')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'Table')).S = Name(pick(random, ['/Div', '/L', '/Sect']))


@TAGS.add('caption in the middle')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    holder = pick(random, [each for each in _all(pdf, 'Table', 'L') if len(each.K) > 1])
    caption = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Caption, P=holder, K=Array()))
    holder.K = Array([holder.K[0], caption, *list(holder.K)[1:]])


@TAGS.add('note without ID')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, _all(pdf, 'Note'))['/ID']


@TAGS.add('notes with the same ID')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    notes = _all(pdf, 'Note')
    if len(notes) < 2:
        raise NotHere
    notes[0].ID = notes[1].ID


@TAGS.add('paragraph made a note')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'P')).S = Name.Note


@TAGS.add('link without Contents')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    link = pick(random, _annotations(pdf))
    del link['/Contents']


@TAGS.add('link with empty Contents')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _annotations(pdf)).Contents = String('')


@TAGS.add('link not in tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    holder = pick(random, _all(pdf, 'Link'))
    holder.K = Array(
        [each for each in holder.K if not (isinstance(each, Dictionary) and each.get('/Type') == Name.OBJR)]
    )


@TAGS.add('link element of another kind')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _all(pdf, 'Link')).S = Name(pick(random, ['/Span', '/P', '/Form', '/Annot']))


@TAGS.add('link without StructParent')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    del pick(random, _annotations(pdf))['/StructParent']


@TAGS.add('wrong StructParent')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _annotations(pdf)).StructParent = pick(random, [0, 998])


@TAGS.add('page without Tabs')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pages = [page.obj for page in pdf.pages if '/Annots' in page.obj]
    del pick(random, pages)['/Tabs']


@TAGS.add('wrong Tabs')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, [page.obj for page in pdf.pages if '/Annots' in page.obj]).Tabs = Name.R


@TAGS.add('bad language of element')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _leaves(pdf)).Lang = String('på svenska')


@TAGS.add('private characters as replacement text')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    pick(random, _leaves(pdf)).ActualText = String('\ue000\uf0b7')


@TAGS.add('deleted page left in tree')
def _(pdf: pikepdf.Pdf, random: Random) -> None:
    if len(pdf.pages) < 2:
        raise NotHere
    del pdf.pages[random.randrange(len(pdf.pages))]
