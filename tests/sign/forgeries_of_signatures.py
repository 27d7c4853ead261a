"""Forgeries by fields that look signed, and by new beginnings of what a signed file is read by: more of FORGERIES."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from sign.forgeries import SAYS, change, field_with, fields, look
from sign.forgeries_in_detail import FORGERIES
from sign.raw_update import edited

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ['FORGERIES']


def _field_with_value(pdf: pikepdf.Pdf, value: pikepdf.Object) -> Iterator[pikepdf.Object]:
    picture = look(pdf, SAYS)
    yield from field_with(pdf, V=value, AP=Dictionary(N=picture))
    if value.is_indirect:
        yield value


def _value(pdf: pikepdf.Pdf, **more: String) -> pikepdf.Object:
    signed = next(each for each in fields(pdf) if '/V' in each)
    return pdf.make_indirect(Dictionary({**dict(signed.V.items()), **{f'/{key}': each for key, each in more.items()}}))


@change
def a_copy_of_a_signature_in_a_new_field_that_shows(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from _field_with_value(pdf, _value(pdf))


@change
def a_copy_of_a_signature_with_a_reason(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from _field_with_value(pdf, _value(pdf, Reason=String('Gäller inte'), Location=String('Annanstans')))


@change
def a_copy_of_a_signature_in_a_field_without_a_look(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    value = _value(pdf)
    yield from field_with(pdf, V=value, Rect=Array([0, 0, 0, 0]))
    yield value


@change
def a_field_with_nothing_for_a_signature(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from _field_with_value(pdf, Dictionary())


@change
def a_field_with_a_signature_by_its_type_alone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from _field_with_value(pdf, pdf.make_indirect(Dictionary(Type=Name.Sig)))


@change
def a_kid_of_a_new_field_with_nothing_for_a_signature(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    picture = look(pdf, SAYS)
    *others, field = field_with(pdf)
    kid = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 600, 850]), Parent=field,
            V=Dictionary(Type=Name.Sig), AP=Dictionary(N=picture),
        )
    )  # fmt: skip
    for key in ('/Type', '/Subtype', '/Rect', '/P'):
        del field[key]
    field['/Kids'] = Array([kid])
    yield from (*others, field, kid, picture)


def _beneath(name: str, **entries: Any) -> None:
    """A new empty field whose widget has a field beneath it."""

    def forge(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
        *others, field = field_with(pdf)
        kid = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 0, 0])))
        below = pdf.make_indirect(Dictionary(Parent=kid, **entries))
        kid['/Parent'], kid['/Kids'], field['/Kids'] = field, Array([below]), Array([kid])
        yield from (*others, field, kid, below)

    FORGERIES[name] = lambda content: edited(content, forge)


_beneath('a text beneath the widget of a new field', FT=Name.Tx, T=String('Villkor'), V=String('Gäller inte'))
_beneath('an action beneath the widget of a new field', A=Dictionary(S=Name.JavaScript, JS=String('app.alert(1)')))


@change
def a_field_in_no_space_with_a_look(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    picture = look(pdf, SAYS)
    yield from (*field_with(pdf, AP=Dictionary(N=picture), Rect=None), picture)


def _tags(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot


def _says(pdf: pikepdf.Pdf, root: pikepdf.Object) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.P, P=root, ActualText=String('TILLÄGG: löftet gäller inte'), K=Array([]),
    ))  # fmt: skip


@change
def other_tags_under_a_new_root(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    root = pdf.make_indirect(Dictionary(dict(_tags(pdf).items())))
    said = _says(pdf, root)
    root['/K'] = Array([said])
    pdf.Root['/StructTreeRoot'] = root
    yield from (pdf.Root, root, said)


@change
def one_tag_more_under_a_new_root(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    root = pdf.make_indirect(Dictionary(dict(_tags(pdf).items())))
    said = _says(pdf, root)
    before = _tags(pdf).K
    root['/K'] = Array([*(before if isinstance(before, Array) else [before]), said])
    pdf.Root['/StructTreeRoot'] = root
    yield from (pdf.Root, root, said)


@change
def other_tags_under_a_root_in_the_catalog(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    said = _says(pdf, _tags(pdf))
    pdf.Root['/StructTreeRoot'] = Dictionary({**dict(_tags(pdf).items()), '/K': Array([said])})
    yield from (pdf.Root, said)


@change
def a_field_that_leads_to_nothing(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """A reader that misses an object may search the file for it, and find what else lies there."""
    missing = pdf.make_indirect(Dictionary())
    yield from field_with(pdf, Rect=Array([0, 0, 0, 0]), BS=missing)


def _tagged_field(pdf: pikepdf.Pdf, key: str) -> Iterator[pikepdf.Object]:
    """A new empty field with a tag of its own, which leads up to a tag that speaks."""
    *others, field = field_with(pdf, Rect=Array([0, 0, 0, 0]))
    root = _tags(pdf)
    said = _says(pdf, root)
    document = root.K[0] if isinstance(root.K, Array) else root.K
    tag = Dictionary(Type=Name.StructElem, S=Name.Form, P=document, K=Dictionary(Type=Name.OBJR, Obj=field))
    tag[key] = said
    made = pdf.make_indirect(tag)
    children = document.K if isinstance(document.K, Array) else Array([document.K])
    document['/K'] = Array([*children, made])
    yield from (*others, field, said, made, document)


@change
def a_tag_of_a_field_below_another(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from _tagged_field(pdf, '/P')


@change
def a_tag_of_a_field_on_what_is_no_page(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield from _tagged_field(pdf, '/Pg')


@change
def a_picture_that_nothing_leads_to_alone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield look(pdf, SAYS)


@change
def a_font_that_nothing_leads_to_alone(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield pdf.make_indirect(Dictionary(Type=Name.Font, BaseFont=Name('/TILLAGG')))
