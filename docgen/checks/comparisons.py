"""Comparisons in a follow-up's texts against the figures: "dubbelt så många som vi lovade", "fler än året före".

What was counted is held against the target's number or what the promise before reached, and a share of it ("hälften av
kontrollerna gjordes på kvällstid") against the sub-condition. Only exact counts are held; where the data have nothing
to compare with, nothing is said. Warnings all.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from docgen.checks.comparison_words import APPROXIMATELY, COMPARISONS, PART, SHARES, aside_holds, holds, part_holds
from docgen.checks.finding_words import shown, snippet
from docgen.checks.target_numbers import names_unit
from docgen.checks.target_reached import spans, sub_condition_share
from docgen.checks.targets import NUMERIC, is_share, reasonable
from docgen.errors import Finding, Severity
from docgen.model import Per, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.errors import Place
    from docgen.model import Commitment, FollowUp, Outcome, Target
    from docgen.workspace import Workspace

_BEFORE = 30
"""Characters before a comparison that may say "nästan" or the like of it."""
_PREPOSITION = re.compile(r'\s(?:på|vid|i|för|av|med|till|om|under|från|hos)\s', re.IGNORECASE)


class _Figures(NamedTuple):
    """What was counted of a target, and what there is to compare it with."""

    target: Target
    now: Fraction
    promised: Fraction | None
    before: Fraction | None
    year_before: int | None


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a comparison in words does not hold of the figures."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        if promise is None:
            continue
        commitments = {each.id: each for each in promise.commitments}
        known: list[_Figures] = []
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is None or outcome.party is not None:
                continue
            figures = list(_figures(workspace, follow_up, outcome, commitment))
            known += figures
            place = workspace.place('follow_up', key, 'outcomes', index, 'comment')
            yield from _told(outcome.comment, figures, place, alone=len(commitment.targets) == 1)
            yield from _shares(outcome, commitment, place)
            yield from _asides(outcome, commitment, place)
        for name in ('summary', 'introduction', 'conclusions'):
            yield from _told(
                getattr(follow_up, name) or '', known, workspace.place('follow_up', key, name), alone=False
            )


def _figures(workspace: Workspace, follow_up: FollowUp, outcome: Outcome, commitment: Commitment) -> Iterator[_Figures]:
    earlier = _before(workspace, follow_up)
    for position, target in enumerate(commitment.targets, start=1):
        now = _exact(outcome, position)
        if now is None or is_share(target.unit):
            continue
        promised = None
        numeric = target.comparator in NUMERIC and target.number is not None and reasonable(target.number)
        if numeric and target.number is not None and follow_up.period.end is not None:
            length = Fraction(1) if target.per is Per.PERIOD else spans(follow_up.period, target.per)
            promised = Fraction(target.number) * length
        before = None
        if earlier is not None:
            same = [each for each in earlier.outcomes if each.commitment == commitment.id and each.party is None]
            old = next((each for each in _commitments(workspace, earlier) if each.id == commitment.id), None)
            alike = old is not None and len(old.targets) >= position and old.targets[position - 1].unit == target.unit
            before = _exact(same[0], position) if same and alike else None
        yield _Figures(target, now, promised, before, earlier.period.start.year if earlier else None)


def _commitments(workspace: Workspace, follow_up: FollowUp) -> tuple[Commitment, ...]:
    promise = workspace.promises.get(follow_up.promise)
    return promise.commitments if promise else ()


def _before(workspace: Workspace, follow_up: FollowUp) -> FollowUp | None:
    """The follow-up of the whole promise before."""
    promise = workspace.promises.get(follow_up.promise)
    old = workspace.promises.get(promise.previous) if promise and promise.previous else None
    whole = [
        each for each in workspace.follow_ups.values() if old and each.promise == old.id and each.period == old.period
    ]
    return whole[0] if len(whole) == 1 else None


def _exact(outcome: Outcome, position: int) -> Fraction | None:
    own = [each for each in outcome.counts if each.target == position and each.sub_condition is None]
    if not own or any(each.number is None or each.precision is not Precision.EXACT for each in own):
        return None
    return sum((Fraction(each.number) for each in own if each.number is not None), Fraction(0))


def _told(text: str, known: list[_Figures], place: Place, *, alone: bool) -> Iterator[Finding]:
    """Hold each comparison of a text against the figures that it names; against the only ones where it names none."""
    for found in (each for pattern in COMPARISONS for each in pattern.finditer(text)):
        groups = found.groupdict()
        near = APPROXIMATELY.search(text[max(0, found.start() - _BEFORE) : found.start()])
        groups['near'] = ' '.join(near['word'].lower().split()) if near else ''
        what = _PREPOSITION.split(f"{groups.get('before') or ''} {groups.get('what') or ''}".strip())[0]
        named = [each for each in known if names_unit(what, each.target)] or (known if alone and not what else [])
        bases = [(each.now, base) for each in named for base in _bases(each, groups)]
        if bases and not any(holds(groups, now, base) for now, base in bases):
            yield _finding(text, found, named[0], place)


def _bases(figures: _Figures, groups: dict[str, str | None]) -> list[Fraction]:
    """What a comparison compares with, as far as the data know it; both where it does not say."""
    word = (groups.get('word') or '').lower()
    both = [each for each in (figures.promised, figures.before) if each is not None]
    if groups.get('share'):
        return both[:1] if figures.promised is not None else []
    if not word:
        return both if not (groups.get('change') or '').startswith(('öka', 'minska', 'var', 'är')) else both[-1:]
    if re.search('lova|löftet|mål|mått', word):
        return [] if figures.promised is None else [figures.promised]
    if word.isdigit() and int(word) != figures.year_before:
        return []
    return [] if figures.before is None else [figures.before]


def _shares(outcome: Outcome, commitment: Commitment, place: Place) -> Iterator[Finding]:
    """A share of what a target counts, told of a sub-condition: "hälften av kontrollerna gjordes på kvällstid"."""
    for found in PART.finditer(outcome.comment):
        near = APPROXIMATELY.search(outcome.comment[max(0, found.start() - _BEFORE) : found.start()])
        for position, target in enumerate(commitment.targets, start=1):
            counts = [each for each in outcome.counts if each.target == position]
            for number, condition in enumerate(target.sub_conditions, start=1):
                own = [each for each in counts if each.sub_condition == number and each.precision is Precision.EXACT]
                told = re.search(rf'\w.*{re.escape(condition.text)}', found['rest'], re.IGNORECASE)
                beside = found['rest'].strip().lower().startswith(condition.text.lower())
                if (
                    not own
                    or not told
                    or beside
                    or not is_share(condition.unit)
                    or not names_unit(found['what'], target)
                ):
                    continue
                real = sub_condition_share(condition, own[0], counts)
                if real is not None and not part_holds(found, real / 100, near['word'].lower() if near else ''):
                    yield Finding(
                        id='comment-comparison',
                        what=f"Texten säger ”{snippet(outcome.comment, found.start(), found.end('what'), 5)}”, men "
                        f"andelen {condition.text} är {shown(round(real))} %.",
                        why="Läsaren jämför med utfallet bredvid.",
                        do="Rätta kommentaren, eller talet under counts.",
                        place=place,
                        severity=Severity.WARNING,
                    )


def _asides(outcome: Outcome, commitment: Commitment, place: Place) -> Iterator[Finding]:
    """A part told after "varav", which names its sub-condition: "121 kontroller, varav hälften på kvällstid"."""
    for position, target in enumerate(commitment.targets, start=1):
        counts = [each for each in outcome.counts if each.target == position]
        for number, condition in enumerate(target.sub_conditions, start=1):
            own = [each for each in counts if each.sub_condition == number and each.precision is Precision.EXACT]
            real = (
                sub_condition_share(condition, own[0], counts) if len(own) == 1 and is_share(condition.unit) else None
            )
            if real is None:
                continue
            words = (
                rf'(?<!\w)varav\s+(?P<near>(?:[a-zåäö]+\s+){{0,2}}?)(?P<share>{SHARES})\s+{re.escape(condition.text)}'
            )
            for found in re.finditer(words, outcome.comment, re.IGNORECASE):
                near = APPROXIMATELY.search(found['near'])
                said = near['word'].lower() if near else ''
                if not aside_holds(found['share'], real / 100, _exact(outcome, position), said):
                    yield Finding(
                        id='comment-comparison',
                        what=f"Texten säger ”{found[0]}”, men andelen {condition.text} är {shown(round(real))} %.",
                        why="Läsaren jämför med utfallet bredvid.",
                        do="Rätta kommentaren, eller talet under counts.",
                        place=place,
                        severity=Severity.WARNING,
                    )


def _finding(text: str, found: re.Match[str], figures: _Figures, place: Place) -> Finding:
    with_what = [f"lovat {shown(round(figures.promised))}"] if figures.promised is not None else []
    with_what += [f"året före {shown(round(figures.before))}"] if figures.before is not None else []
    return Finding(
        id='comment-comparison',
        what=f"Texten säger ”{snippet(text, found.start(), found.end(), 5)}”, men utfallet är "
        f"{shown(round(figures.now))} ({', '.join(with_what)}).",
        why="Läsaren jämför talen och ser att det inte stämmer.",
        do="Rätta texten, eller talet under counts.",
        place=place,
        severity=Severity.WARNING,
    )
