"""What may become of the tags (ISO 32000-1, 14.7) after a signature: elements for widgets of new signature fields."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docgen.sign.verifying.appended.fault_kinds import FaultKind
from docgen.sign.verifying.appended.pdf_syntax import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.sign.verifying.appended.revision import Revision, Step

_OF_ELEMENT = frozenset(('/Type', '/S', '/P', '/Pg', '/K'))
_OF_NODE = frozenset(('/Nums', '/Kids', '/Limits'))
_FOR_WIDGETS = frozenset(('/Form', '/Annot'))
_DEEPEST = 30
_MOST = 200_000


def judge_structure(step: Step, before: Any, after: Any) -> None:
    """Judge the structure tree.

    Args:
        step: the update; faults are set down in it.
        before: the catalog's `/StructTreeRoot` before the update, or a reference to it.
        after: the same after it.
    """
    if before is None and after is None:
        return
    old, new = step.old.resolved(before), step.new.resolved(after)
    if not isinstance(old, dict) or not isinstance(new, dict):
        step.fault(FaultKind.STRUCTURE)
        return
    step.judged(after, 'structure')
    for key in step.other_keys(old, new):
        if key not in ('/ParentTree', '/ParentTreeNextKey', '/K'):
            step.fault(FaultKind.STRUCTURE)
    following = step.new.entry(new, '/ParentTreeNextKey')
    if not isinstance(following, int | None) or (following or 0) < (step.old.entry(old, '/ParentTreeNextKey') or 0):
        step.fault(FaultKind.STRUCTURE)
    _judge_parents(step, old.get('/ParentTree'), new.get('/ParentTree'))
    if not isinstance(after, Ref) or after != before or after.number in step.changed:
        _judge_children(step, old.get('/K'), new.get('/K'))
    for number in step.changed:
        one, other = step.old.get(number), step.new.get(number)
        if _is_element(one) and _is_element(other):
            _judge_element(step, Ref(number, 0), one, other)


def _is_element(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and '/S' in value
        and '/P' in value
        and value.get('/Type', '/StructElem') == '/StructElem'
    )


def _judge_element(step: Step, reference: Ref, old: dict[str, Any], new: dict[str, Any]) -> None:
    """An element may get a child for a new widget."""
    if step.other_keys(old, new) in ([], ['/K']):
        step.judged(reference, 'element')
        _judge_children(step, old.get('/K'), new.get('/K'))


def _judge_children(step: Step, before: Any, after: Any) -> None:
    step.judged(after, 'children')
    old, new = (_listed(revision, value) for revision, value in ((step.old, before), (step.new, after)))
    before, after = ([repr(each) for each in listed] for listed in (old, new))  # which tells 1 from 1.0
    known = set(before)
    if [each for each in after if each in known] != before:
        step.fault(FaultKind.STRUCTURE)
    for said, each in zip(after, new, strict=True):
        if said not in known and not _is_for_widget(step, each):
            step.fault(FaultKind.STRUCTURE)


def _listed(revision: Revision, value: Any) -> list[Any]:
    """The children of an element: an array, one of them, or none."""
    children = revision.resolved(value)
    if isinstance(children, list):
        return children
    return [] if value is None else [value]


def _is_for_widget(step: Step, reference: Any) -> bool:
    element = step.new.resolved(reference)
    if not isinstance(reference, Ref) or reference.number not in step.added or not isinstance(element, dict):
        return False
    if element.get('/S') not in _FOR_WIDGETS or set(element) - _OF_ELEMENT or not _is_element(element):
        return False
    # A tag above it that is new, or a page that is none, would be read by whoever goes up from here.
    above, page = element.get('/P'), element.get('/Pg')
    root = step.new.catalog.get('/StructTreeRoot')
    if not isinstance(above, Ref) or (above.number in step.added and above != root):
        return False
    if page is not None and page not in step.new.pages:
        return False
    return all(_leads_to_widget(step, each) for each in _listed(step.new, element.get('/K')))


def _leads_to_widget(step: Step, child: Any) -> bool:
    entries = step.new.resolved(child)
    if not isinstance(entries, dict) or entries.get('/Type') != '/OBJR' or set(entries) - {'/Type', '/Obj', '/Pg'}:
        return False
    target, page = entries.get('/Obj'), entries.get('/Pg')
    return isinstance(target, Ref) and target.number in step.widgets and (page is None or page in step.new.pages)


def _judge_parents(step: Step, before: Any, after: Any) -> None:
    """The tree that leads from content to elements keeps its leaves; new ones lead to elements for new widgets."""
    if _is_sound(step.old, before) and not _is_sound(step.new, after):
        step.fault(FaultKind.STRUCTURE)
        return
    old: dict[int, list[Any]] = {}
    new: dict[int, list[Any]] = {}
    _leaves(step.old, before, old, None)
    _leaves(step.new, after, new, step)
    for key, values in old.items():
        if len(values) != len(new.get(key, ())) or not all(map(step.same, values, new[key])):
            step.fault(FaultKind.STRUCTURE)
            return
        for value, following in zip(values, new[key], strict=True):
            if isinstance(value, Ref) and isinstance(step.old.resolved(value), list):
                step.judged(following, 'parents')
                if not step.same(step.old.resolved(value), step.new.resolved(following)):
                    step.fault(FaultKind.STRUCTURE)
    for key in set(new) - set(old):
        if not all(_is_for_widget(step, each) for each in new[key]):
            step.fault(FaultKind.STRUCTURE)


def _is_sound(revision: Revision, node: Any) -> bool:
    """Whether every reader finds the same in a number tree (7.9.7), be it by order, by limits, or by reading all."""
    try:
        numbers = list(_in_order(revision, node, 0))
    except ValueError:
        return False
    return all(one < other for one, other in pairwise(numbers))


def _in_order(revision: Revision, node: Any, depth: int) -> Iterator[int]:
    """The numbers of a tree.

    Raises:
        ValueError: a node is none, or says of itself what is not so.
    """
    entries = revision.resolved(node)
    numbers, children = revision.entry(entries, '/Nums'), revision.entry(entries, '/Kids')
    if depth > _DEEPEST or isinstance(numbers, list) == isinstance(children, list):
        raise ValueError
    found: list[int] = []
    if isinstance(numbers, list):
        found = numbers[::2]
        if len(numbers) % 2 or not all(isinstance(each, int) for each in found):
            raise ValueError
    else:
        for child in children:
            found += _in_order(revision, child, depth + 1)
    limits = revision.entry(entries, '/Limits')
    if limits is not None and (not found or repr(limits) != repr([found[0], found[-1]])):
        raise ValueError
    yield from found


def _leaves(revision: Revision, node: Any, found: dict[int, list[Any]], judging: Step | None, depth: int = 0) -> None:
    entries = revision.resolved(node)
    if not isinstance(entries, dict) or depth > _DEEPEST or len(found) > _MOST:
        return
    if judging is not None:
        judging.judged(node, 'parents')
        judging.judged(entries.get('/Nums'), 'parents')
        judging.judged(entries.get('/Kids'), 'parents')
        before = judging.old.resolved(node)
        told = before if isinstance(node, Ref) and isinstance(before, dict) else {}
        if any(not judging.same(told.get(key), entries[key]) for key in set(entries) - _OF_NODE):
            judging.fault(FaultKind.STRUCTURE)
    numbers = revision.entry(entries, '/Nums')
    if isinstance(numbers, list):
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            if isinstance(key, int):
                found.setdefault(key, []).append(value)
    children = revision.entry(entries, '/Kids')
    for child in children if isinstance(children, list) else ():
        _leaves(revision, child, found, judging, depth + 1)
