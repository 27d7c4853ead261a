"""What may become of a form after a signature: fields get signed, and new signature fields come that show no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.appearance_rules import NEVER, box_of, has_area, require_plain
from docgen.sign.verifying.appended.empty_field_rules import says_nothing
from docgen.sign.verifying.appended.fault_kinds import FaultKind, Happened
from docgen.sign.verifying.appended.field_words import all_fields, default_appearance_stays, is_like, is_stamp
from docgen.sign.verifying.appended.pdf_syntax import TRUE, Ref
from docgen.sign.verifying.appended.revision import SignedField, Step, gap_of, text_of
from docgen.sign.verifying.appended.timestamp_rules import is_stamps_name, stamp_says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

_FREE_IN_FORM = frozenset(('/DA', '/DR'))
_STAMPING = frozenset(('/V', '/AP', '/F', '/DA', '/Ff', '/Type', '/M', '/MK'))
_SIGNING = _STAMPING | {'/DV', '/P', '/NM', '/BS', '/Border', '/DR', '/Q'}
"""What a program that stamps or signs writes into an empty field."""
_ALWAYS = frozenset(('/Ff', '/M'))
"""What Acrobat writes into other signature fields when somebody signs."""
_FORMAL = frozenset(('/Type', '/Ff', '/F', '/M'))
"""What has no words, whoever writes it."""
_OF_GROUP = frozenset(('/T', '/Kids', '/Ff', '/Parent'))
"""What a new field says that others hang under: their names begin with its name and a point (12.7.3.2)."""
_DEEPEST = 20
_MOST = 20_000
_LONGEST_NAME = 100
"""Letters: a field that nobody signed says nothing. A point parts the names of a field and its parent (12.7.3.2)."""


def judge_form(step: Step, before: Any, after: Any) -> None:
    """Judge the form dictionary and all fields.

    Args:
        step: the update; faults are set down in it.
        before: the catalog's `/AcroForm` before the update, or a reference to it.
        after: the same after it.
    """
    step.judged(after, 'form')
    old, new = step.old.resolved(before), step.new.resolved(after)
    if new is None and old is None:
        return
    if not isinstance(new, dict):
        step.fault(FaultKind.FORM, '/AcroForm')
        return
    old = old if isinstance(old, dict) else {}
    for key in step.other_keys(old, new):
        if key in _FREE_IN_FORM and default_appearance_stays(step, old, new, key):
            step.remarks[key] = text_of(step.new.entry(new, key))
        elif key == '/SigFlags':
            if new.get(key) not in (1, 2, 3) or (old.get(key) or 0) & ~new[key]:
                step.fault_of_entry(FaultKind.FORM, key, old, new, key)
        elif key == '/NeedAppearances':
            if step.new.resolved(new.get(key)) == TRUE:
                step.fault_of_entry(FaultKind.FORM, key, old, new, key)
        elif key != '/Fields' and not (key == '/Type' and new.get(key) == '/AcroForm'):
            step.fault_of_entry(FaultKind.FORM, key, old, new, key)
    step.judged(new.get('/Fields'), 'fields')
    _Form(step).judge(step.old.resolved(old.get('/Fields')), step.new.resolved(new.get('/Fields')))


class _Form:
    def __init__(self, step: Step) -> None:
        self.step = step
        self._seen: set[int] = set()
        self._pages: dict[int, int] | None = None
        self._names: set[str] = set()  # of the fields that were there before
        self._all_names: frozenset[str] = frozenset()

    def judge(self, before: Any, after: Any) -> None:
        old, new = (each if isinstance(each, list) else [] for each in (before, after))
        self._names = {self._name(self.step.old.resolved(each)) for each in old}
        self._all_names = frozenset(name for name, _, _ in all_fields(self.step.new, new))
        missing = [each for each in old if each not in new]
        for one in missing:
            self.step.fault(FaultKind.FIELD, self._name(self.step.old.resolved(one)), happened=Happened.REMOVED)
        if not missing and [each for each in new if each in old] != old:
            self.step.fault(FaultKind.FORM, '/Fields')
        for each in new:
            if each not in old:
                self._new_field(each)
            elif isinstance(each, Ref):
                self._field(each, '', None, None, 0)

    def _field(self, reference: Ref, prefix: str, kind: Any, signed: SignedField | None, depth: int) -> None:
        """Judge a field, or a widget of one, that was there before; `signed` is its field, if that is signed now."""
        step = self.step
        if reference.number in self._seen or depth > _DEEPEST or len(self._seen) > _MOST:
            return
        self._seen.add(reference.number)
        old, new = step.old.resolved(reference), step.new.resolved(reference)
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        name = '.'.join(filter(None, (prefix, self._name(new))))
        kind = step.new.entry(new, '/FT') or kind
        own = self._signing(old, new, name, kind)
        signed = own or signed
        if reference.number in step.changed:
            step.judged(reference, 'field')
            may = _may_change(kind, signed)
            for key in step.other_keys(old, new):
                said = signed is None or signed.timestamp or key in _FORMAL
                odd = said and not says_nothing(step, {key: new.get(key)}, name, self._all_names)
                if (key not in may and key != '/Kids') or odd:
                    self._changed(old, new, name, key)
                elif signed is None and key in _ALWAYS:
                    step.field_entries.add(key)
        if signed is not None:
            self._look(reference, old, new, signed)
        children = step.new.entry(new, '/Kids')
        if not step.same(old.get('/Kids'), new.get('/Kids')):
            step.fault(FaultKind.FIELD, name)
        for child in children if isinstance(children, list) else ():
            if isinstance(child, Ref):
                self._field(child, name, kind, signed, depth + 1)

    def _changed(self, old: dict[str, Any], new: dict[str, Any], name: str, key: str) -> None:
        if key == '/V' and isinstance(self.step.old.entry(old, '/V'), dict):
            gone = not isinstance(self.step.new.entry(new, '/V'), dict)
            self.step.fault(FaultKind.SIGNATURE_REMOVED if gone else FaultKind.SIGNATURE_REUSED, name)
        elif key == '/AP':
            self.step.fault(FaultKind.FIELD_SHOWS, name)
        elif key in ('/A', '/AA'):
            self.step.fault_of_entry(FaultKind.FIELD_ODD, name, old, new, key)
        else:
            self.step.fault_of_entry(FaultKind.FIELD, name, old, new, key)

    def _signing(self, old: dict[str, Any], new: dict[str, Any], name: str, kind: Any) -> SignedField | None:
        """The field as one that is signed in this step; None if it is not."""
        if kind != '/Sig' or isinstance(self.step.old.entry(old, '/V'), dict):
            return None
        value = self.step.new.entry(new, '/V')
        if not isinstance(value, dict):
            return None
        return self._signed(new, name, value, existing=True)

    def _signed(self, new: dict[str, Any], name: str, value: dict[str, Any], *, existing: bool) -> SignedField:
        step = self.step
        pointer = new.get('/V')
        if isinstance(pointer, Ref) and pointer.number not in step.added:
            step.fault(FaultKind.SIGNATURE_REUSED, name)
        stamp = is_stamp(value)
        if stamp and not existing and not is_stamps_name(name):
            step.remarks['/T'] = ', '.join(filter(None, (step.remarks.get('/T'), name)))
        if stamp and not stamp_says_nothing(value, step.new):
            step.fault(FaultKind.FIELD_ODD, name)
        found = SignedField(name, stamp, existing, gap=gap_of(step.new, value))
        step.signed.append(found)
        return found

    def _look(self, reference: Ref, old: dict[str, Any], new: dict[str, Any], signed: SignedField) -> None:
        """What the widget of a field shows that is signed in this step."""
        step = self.step
        if '/Rect' not in new:
            return
        step.widgets[reference.number] = signed.name
        if step.same(old.get('/AP'), new.get('/AP')) and not self._redrawn(new):
            if step.other_keys(
                {key: old.get(key) for key in ('/F', '/MK')}, {key: new.get(key) for key in ('/F', '/MK')}
            ):
                require_plain(step, new, signed.name, person=not signed.timestamp)
            return
        step.judged(new.get('/AP'), 'look', reference.number)
        appearance = step.new.entry(new, '/AP')
        if isinstance(appearance, dict) and isinstance(appearance.get('/N'), Ref):
            holder = new['/AP'].number if isinstance(new['/AP'], Ref) else reference.number
            step.judged(appearance['/N'], 'look', holder)
        require_plain(step, new, signed.name, person=not signed.timestamp)
        self._note_place(reference, new, signed)

    def _redrawn(self, new: dict[str, Any]) -> bool:
        """Whether what the field shows was changed in its place."""
        pointers = (new.get('/AP'), (self.step.new.resolved(new.get('/AP')) or {}).get('/N'))
        return any(isinstance(each, Ref) and each.number in self.step.changed for each in pointers)

    def _note_place(self, reference: Ref, widget: dict[str, Any], signed: SignedField) -> None:
        box = box_of(self.step.new.entry(widget, '/Rect'))
        if box is None or not has_area(box) or signed.timestamp:
            return
        if self._pages is None:
            self._pages = dict(_widget_pages(self.step))
        page = self._pages.get(reference.number, 0)
        if page:
            signed.widgets.append((page, box))

    def _new_field(self, reference: Any, above: Ref | None = None, prefix: str = '') -> None:
        """Judge a field that was not there before; `above` is the new one that it hangs under, by the name `prefix`."""
        step = self.step
        new = step.new.resolved(reference)
        name = '.'.join(filter(None, (prefix, self._name(new))))
        if not isinstance(reference, Ref) or reference.number not in step.added or not isinstance(new, dict):
            step.fault(FaultKind.FIELD, name, happened=Happened.ADDED)
            return
        own = self._name(new)
        if not own or new.get('/Parent') != above or (above is None and is_like(own, self._names)):
            step.fault(FaultKind.FIELD, name, happened=Happened.ADDED)
            return
        children = step.new.entry(new, '/Kids')
        kids = children if isinstance(children, list) else []
        if kids and not set(new) - _OF_GROUP and prefix.count('.') < _DEEPEST and says_nothing(step, new, name, ()):
            for child in kids:
                self._new_field(child, reference, name)
            return
        value = step.new.entry(new, '/V')
        signed = self._signed(new, name, value, existing=False) if isinstance(value, dict) else None
        person = not signed.timestamp if signed is not None else reference.number in step.persons
        said = '.' in own or len(name) > _LONGEST_NAME or (above is not None and signed is None)
        if new.get('/FT') != '/Sig' or (not person and said) or (signed is None and value is not None):
            step.fault(FaultKind.FIELD, name, happened=Happened.ADDED)
            return
        parts = [(reference, new)]
        for child in kids:
            kid = step.new.resolved(child)
            added = isinstance(child, Ref) and child.number in step.added
            # pyHanko leaves out which field a widget belongs to, where it writes it as an object of its own.
            widget = isinstance(kid, dict) and kid.get('/Parent') in (reference, None)
            if not added or not widget or not {'/T', '/Kids'}.isdisjoint(kid):
                step.fault(FaultKind.FIELD, name, happened=Happened.ADDED)
                return
            parts.append((child, kid))
        shown = [self._is_shown(part, kid, name, signed, reference, person=person) for part, kid in parts]
        step.new_fields[name] = any(shown)

    def _is_shown(
        self,
        part: Ref,
        entries: dict[str, Any],
        name: str,
        signed: SignedField | None,
        field: Ref,
        *,
        person: bool,
    ) -> bool:
        """Judge a new field or a widget of it; give whether it takes space on a page."""
        step = self.step
        said = {key: value for key, value in entries.items() if key in _FORMAL or not person}
        known = says_nothing(step, said, name, self._all_names) and (part is field or '/V' not in entries)
        if entries.get('/FT', '/Sig') != '/Sig' or not known or not NEVER.isdisjoint(entries):
            step.fault(FaultKind.FIELD_ODD, name)
        require_plain(step, entries, name, person=person)
        if '/Rect' not in entries:
            return False
        if entries.get('/Subtype') != '/Widget' or entries.get('/Type', '/Annot') != '/Annot':
            step.fault(FaultKind.FIELD_ODD, name)
        step.widgets[part.number] = name
        if signed is not None:
            self._note_place(part, entries, signed)
        box = box_of(step.new.entry(entries, '/Rect'))
        return box is None or has_area(box)

    def _name(self, entries: Any) -> str:
        return text_of(self.step.new.entry(entries, '/T')) if isinstance(entries, dict) else ''


def _may_change(kind: Any, signed: SignedField | None) -> frozenset[str]:
    if kind != '/Sig':
        return frozenset()
    if signed is None:
        return _ALWAYS
    return _STAMPING if signed.timestamp else _SIGNING


def _widget_pages(step: Step) -> Iterator[tuple[int, int]]:
    """The page, from 1, of each annotation of the newer state by its number."""
    for page, reference in enumerate(step.new.pages, start=1):
        annotations = step.new.entry(step.new.resolved(reference), '/Annots')
        for each in annotations if isinstance(annotations, list) else ():
            if isinstance(each, Ref):
                yield each.number, page
