"""Which changes of objects an incremental update may make.

An object's uses are the ways the document reaches it: catalog, page, form field, DSS and so on. A change must be
allowed for every use, before and after it. An object of no known use counts as content, which must be as it was signed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.description_rules import judge_information, judge_versions
from docgen.sign.verifying.appended.fault_kinds import Fault, FaultKind, Happened
from docgen.sign.verifying.appended.fault_places import field_name, field_of_signature, page_of, with_pages
from docgen.sign.verifying.appended.field_rules import judge_form
from docgen.sign.verifying.appended.field_words import has_words
from docgen.sign.verifying.appended.metadata_rules import judge_metadata
from docgen.sign.verifying.appended.pdf_syntax import Ref, Stream
from docgen.sign.verifying.appended.proof_rules import judge_proofs
from docgen.sign.verifying.appended.revision import Revision, Step, references, text_of
from docgen.sign.verifying.appended.structure_rules import judge_structure

if TYPE_CHECKING:
    from docgen.sign.verifying.appended.update_rules import Update

REACHED_BY: dict[str, frozenset[str]] = {
    'catalog': frozenset(('trailer /Root', '/Data')),
    'page': frozenset(('/Kids', '/P', '/Pg', '/Page', '/D', '/Dest', '/SD', '/Data')),
    'form': frozenset(('/AcroForm',)),
    'fields': frozenset(('/Fields',)),
    'annotations': frozenset(('/Annots',)),
    'field': frozenset(('/Fields', '/Kids', '/Annots', '/Obj', '/Parent', '/Data')),
    'look': frozenset(('/AP', '/N')),
    'information': frozenset(('trailer /Info',)),
    'metadata': frozenset(('/Metadata',)),
    'extensions': frozenset(('/Extensions', '/Version')),
    'proofs': frozenset(('/DSS',)),
    'proof_list': frozenset(('/Certs', '/CRLs', '/OCSPs', '/Cert', '/CRL', '/OCSP', '/TS')),
    'proofs_by_signature': frozenset(('/VRI',)),
    'proofs_of_signature': frozenset(),
    'structure': frozenset(('/StructTreeRoot', '/P')),
    'parents': frozenset(('/ParentTree', '/Kids', '/Nums')),
    'element': frozenset(('/K', '/P', '/Nums', '/Parent', '/Names')),
    'children': frozenset(('/K',)),
}
"""The keys under which an object that was judged in a role may be referred to. Any other makes it content as well."""
_OF_COURSE = ('/ModDate', '/Metadata')
"""What is not worth telling of whoever signs or stamps: that the file was saved then."""
_TOLD_BY_ENTRY = frozenset(('tag', 'signature', 'font', 'annotation'))
"""Kinds of objects of which it is told what in them changed."""
_MOST_ENTRIES = 8
_SIGNATURE_NAME = re.compile(r'/[0-9A-Fa-f]{40}\Z')
_ORDERS = frozenset((None, '/R', '/C', '/S', '/A', '/W'))
"""In which the tab key goes through a page (12.5.1)."""
_MISTAKABLE = frozenset(('/Catalog', '/Pages', '/Page', '/XRef', '/ObjStm'))
"""Types of objects that a reader takes up which searches for them."""
_WORDLESS = frozenset(('/XObject', '/Font', '/FontDescriptor', '/Encoding', '/Sig', '/DocTimeStamp'))
"""What a page is drawn with, and signatures that were never set; where nothing leads to it, it is nothing."""
_TELLING = frozenset(('/Title', '/Author', '/Subject', '/Keywords', '/Contents'))
"""What a dictionary says of a document, or a comment of a page."""
_CALLED = {
    '/Font': 'font', '/FontDescriptor': 'font', '/XObject': 'picture', '/Page': 'page', '/Pages': 'pages',
    '/StructElem': 'tag', '/Annot': 'annotation', '/Sig': 'signature', '/DocTimeStamp': 'signature', '/OCG': 'layer',
    '/Outlines': 'bookmark', '/Metadata': 'metadata', '/Filespec': 'file', '/EmbeddedFile': 'file',
}  # fmt: skip


def judge_step(old: Revision, new: Revision, update: Update, persons: frozenset[int]) -> Step:
    """Judge what an update makes of one state of the file.

    Args:
        old: the file before the update.
        new: the file after it.
        update: the objects that it adds or writes anew.
        persons: fields in which a person has signed when the file ends.
    """
    step = Step.between(old, new, update, persons)
    judge_information(step)
    _judge_catalog(step)
    _judge_pages(step)
    _judge_reach(step)
    _require_all_there(step)
    if update.comments:
        step.remarks['comment'] = ', '.join(update.comments)
    by_the_way = {*step.remarks, *step.field_entries}
    if by_the_way and not (step.signed or step.proofs or step.new_fields or step.faults):
        for key in sorted(by_the_way):
            says = step.remarks.get(key, '')
            step.faults.append(Fault(FaultKind.WITHOUT_REASON, step.update.start, key, after=says))
    if step.signed:
        for key in _OF_COURSE:
            step.remarks.pop(key, None)
    step.faults = with_pages(step)
    return step


def _judge_catalog(step: Step) -> None:
    before, after = step.old.catalog, step.new.catalog
    step.judged(step.new.trailer.get('/Root'), 'catalog')
    judge_form(step, before.get('/AcroForm'), after.get('/AcroForm'))
    judge_structure(step, before.get('/StructTreeRoot'), after.get('/StructTreeRoot'))
    judge_proofs(step, before.get('/DSS'), after.get('/DSS'))
    judge_metadata(step, before.get('/Metadata'), after.get('/Metadata'))
    for key in step.other_keys(before, after):
        if key in ('/Version', '/Extensions'):
            judge_versions(step, key, after.get(key))
        elif key == '/ViewerPreferences':
            old, new = (revision.entry(revision.catalog, key) for revision in (step.old, step.new))
            old, new = (each if isinstance(each, dict) else {} for each in (old, new))
            for inner in step.other_keys(old, new):
                step.fault_of_entry(FaultKind.VIEWER, inner, old, new, inner)
            if old == new:
                step.fault_of_entry(FaultKind.CATALOG, key, before, after, key)
        elif key not in ('/AcroForm', '/StructTreeRoot', '/DSS', '/Metadata'):
            step.fault_of_entry(FaultKind.CATALOG, key, before, after, key)


def _judge_pages(step: Step) -> None:
    if step.old.pages != step.new.pages:
        step.fault(FaultKind.PAGES)
        return
    placed: set[int] = set()
    for page, reference in enumerate(step.new.pages, start=1):
        before, after = step.old.resolved(reference), step.new.resolved(reference)
        if not isinstance(before, dict) or not isinstance(after, dict):
            continue
        annotations = after.get('/Annots')
        inside = isinstance(annotations, Ref) and annotations.number in step.changed
        if reference.number not in step.changed and not inside:
            continue
        if reference.number in step.changed:
            step.judged(reference, 'page')
        step.judged(annotations, 'annotations')
        for key in step.other_keys(before, after):
            if key == '/Tabs' and step.new.entry(after, key) in _ORDERS:
                step.remarks[key] = ', '.join(filter(None, (step.remarks.get(key, ''), str(page))))
            elif key != '/Annots':
                step.fault_of_entry(FaultKind.PAGE, key, before, after, key, page=page)
        _judge_annotations(step, page, before.get('/Annots'), annotations, placed)


def _judge_annotations(step: Step, page: int, before: Any, after: Any, placed: set[int]) -> None:
    old, new = step.old.resolved(before), step.new.resolved(after)
    old, new = (each if isinstance(each, list) else [] for each in (old, new))
    known = [repr(each) for each in old]
    if [repr(each) for each in new if repr(each) in known] != known:
        gone = [each for each in old if repr(each) not in map(repr, new)]
        for each in gone or [None]:
            happened = Happened.REMOVED if gone else Happened.CHANGED
            step.faults.append(_of_annotation(step, step.old, each, page, happened))
    for each in new:
        if repr(each) in known:
            continue
        widget = isinstance(each, Ref) and each.number in step.widgets and each.number not in placed
        if widget:
            placed.add(each.number)
            owner = step.new.entry(each, '/P')
            if owner is None or step.new.resolved(each).get('/P') == step.new.pages[page - 1]:
                continue
        step.faults.append(_of_annotation(step, step.new, each, page, Happened.ADDED))


def _of_annotation(step: Step, revision: Revision, value: Any, page: int, happened: Happened) -> Fault:
    entries = revision.resolved(value)
    kind, name = '', ''
    if isinstance(entries, dict):
        kind = str(entries.get('/Subtype', ''))
        known = field_name(revision, value.number) if isinstance(value, Ref) else ''
        name = known or text_of(revision.entry(entries, '/T')) or text_of(revision.entry(entries, '/Contents'))
    return Fault(FaultKind.ANNOTATION, step.update.start, kind, page, happened, whose=name)


def _judge_reach(step: Step) -> None:
    """Find the changed objects that something leads to in a role in which they may not change.

    An object that was missing before, and to which something unchanged leads, is such a change too.
    """
    told: set[int] = set()
    reached: set[int] = set()
    touched = step.update.objects
    waiting: list[tuple[int, str]] = []
    seen: set[tuple[int, str]] = set()

    def follow(holder: int, key: str, number: int, *, destination: bool) -> None:
        reached.add(number)
        wrong = (
            not _may_lead(step, holder, key, number, destination=destination)
            if number in step.changed
            else number in step.added and (holder not in touched or number in _led_to(step.old, holder))
        )
        if wrong and number not in told:
            told.add(number)
            _fault_of_object(step, number, key)
        inherited = key if isinstance(step.new.get(number), list) else ''
        if (number, inherited) not in seen:
            seen.add((number, inherited))
            waiting.append((number, inherited))

    for key in ('/Root', '/Info'):
        value = step.new.trailer.get(key)
        if isinstance(value, Ref):
            follow(
                -1 if value == step.old.trailer.get(key) else value.number,
                f'trailer {key}',
                value.number,
                destination=False,
            )
    while waiting:
        holder, inherited = waiting.pop()
        for key, number, destination in references(step.new.get(holder), inherited):
            follow(holder, key, number, destination=destination)
    for number in step.changed - reached:
        if not step.roles(number):  # nothing leads to it now, but something may again
            _fault_of_object(step, number)
    alone = not (step.signed or step.proofs or step.new_fields or step.changed & reached)
    for number in step.added - reached:
        kind = _stray(step.new.get(number), alone=alone)
        if kind is not None:
            step.fault(FaultKind.STRAY, kind)


def _require_all_there(step: Step) -> None:
    """Require that what was added leads to objects that are there."""
    for holder in step.update.objects:
        missing = {number for number in _led_to(step.new, holder) if not step.new.has(number)}
        for number in sorted(missing - _led_to(step.old, holder)):
            step.fault(FaultKind.DANGLING, str(number))


def _fault_of_object(step: Step, number: int, key: str = '') -> None:
    """Set down each entry of an object that is other than before, or the key that leads to it."""
    before, after = step.old.get(number), step.new.get(number)
    old, new = (each.entries if isinstance(each, Stream) else each for each in (before, after))
    called, page = _called(after) or _called(before), page_of(step.new, number)
    keys: list[str] = []
    if called in _TOLD_BY_ENTRY and isinstance(old, dict) and isinstance(new, dict):
        keys = step.other_keys(old, new)
    whose = field_of_signature(step.new, number) if called == 'signature' else ''
    whose = str((new or {}).get('/S', '')) if called == 'tag' else whose
    for each in keys[:_MOST_ENTRIES]:
        step.fault_of_entry(FaultKind.OBJECT, called, old, new, each, page=page, whose=whose)
    if not keys:
        step.faults.append(
            Fault(FaultKind.OBJECT, step.update.start, called, page, entry='' if called else key, whose=whose)
        )


def _stray(value: Any, *, alone: bool) -> str | None:
    """What an object is that nothing leads to, but that a program may find which searches; None if it says nothing.

    Programs that sign leave some behind; whoever brings nothing else has no reason to (`alone`).
    """
    entries = value.entries if isinstance(value, Stream) else value
    if not isinstance(entries, dict):
        return '' if alone and has_words(value) else None
    kind = str(entries.get('/Type', ''))
    if kind in ('/ObjStm', '/XRef'):
        return None
    if kind in _MISTAKABLE:
        return 'document'
    if not alone and (kind in _WORDLESS or (isinstance(value, Stream) and kind not in _CALLED)):
        return None
    speaking = alone and (isinstance(value, Stream) or bool(kind) or has_words(entries))
    telling = speaking or kind in _CALLED or '/Subtype' in entries or not _TELLING.isdisjoint(entries)
    return _called(value) if telling else None


def _led_to(revision: Revision, holder: int) -> set[int]:
    return {number for _, number, _ in references(revision.get(holder))}


def _may_lead(step: Step, holder: int, key: str, number: int, *, destination: bool) -> bool:
    for role in step.roles(number):
        if key in REACHED_BY[role] or (role == 'page' and destination):
            holders = step.holders(number) if role == 'look' else set()
            if not holders or holder in holders:
                return True
        if role == 'proofs_of_signature' and _SIGNATURE_NAME.match(key):
            return True
    return False


def _called(value: Any) -> str:
    entries = value.entries if isinstance(value, Stream) else value
    if not isinstance(entries, dict):
        return ''
    if '/Title' in entries and '/Parent' in entries:
        return 'bookmark'
    if '/S' in entries and '/P' in entries and '/Type' not in entries:
        return 'tag'
    if '/ByteRange' in entries:
        return 'signature'
    return _CALLED.get(str(entries.get('/Type')), 'content' if isinstance(value, Stream) else '')
