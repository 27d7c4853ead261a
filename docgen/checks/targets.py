"""A target makes sense in itself: a number where one is needed, a share of at most 100 %, places where it counts per
place.

All findings are errors but a missing unit and a target that any outcome reaches, which are warnings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.finding_words import COMPARATORS, shown, target_in_words
from docgen.errors import Finding, Severity
from docgen.model import Comparator, Per, Scope
from docgen.swedish import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from docgen.model import Commitment, SubCondition, Target
    from docgen.workspace import Workspace

NUMERIC = (Comparator.AT_LEAST, Comparator.EXACTLY, Comparator.AT_MOST)
MOST_DIGITS = 12
_SHARE = re.compile(r'(?:%|procent(?!\w))', re.IGNORECASE)
_INVARIABLE = ('st', 'stycken', 'kr', 'km')


def findings(workspace: Workspace) -> Iterator[Finding]:
    """What is wrong with the targets of every promise."""
    for promise in workspace.promises.values():
        for index, commitment in enumerate(promise.commitments):
            for position in range(len(commitment.targets)):
                path = ('commitments', index, 'targets', position)
                for finding_id, key, what, why, do, severity in _defects(commitment, position):
                    place = workspace.place('promise', promise.id, *path, *key)
                    yield Finding(finding_id, what, why, do, place, severity)


def is_share(unit: str | None) -> bool:
    """Whether a unit is a share: "%", "procent", "% av eleverna"."""
    return unit is not None and _SHARE.match(unit) is not None


def is_invariable(unit: str) -> bool:
    """Whether one of a unit is written as many are: "1 %", "1 km"."""
    return is_share(unit) or unit in _INVARIABLE


def reasonable(number: Decimal) -> bool:
    """Whether the number can be a count at all; others would also make exact arithmetic slow."""
    return -MOST_DIGITS < number.adjusted() < MOST_DIGITS


_Defect = tuple[str, tuple[str | int, ...], str, str, str, Severity]


def _defects(commitment: Commitment, position: int) -> Iterator[_Defect]:
    target = commitment.targets[position]
    name = f"Löftet ”{commitment.id}” har måttalet {target_in_words(target)}"
    yield from _number(name, target, ())
    if target.comparator in NUMERIC and target.number is not None:
        if target.unit is None:
            yield (
                'target-unit-missing', ('number',), f"{name}, men det framgår inte av vad.",
                "Läsaren ser bara talet.", "Lägg till unit, till exempel unit: trygghetsvandringar.", Severity.WARNING,
            )  # fmt: skip
        elif target.number == 1 and not is_invariable(target.unit) and one_of(target.unit, target.unit_one) is None:
            yield (
                'target-unit-one-missing', ('unit',), f"{name}, men enheten i ental saknas.",
                f"Dokumentet skulle skriva ”1 {target.unit}”.",
                "Lägg till unit_one, till exempel unit_one: en trafikkontroll.", Severity.ERROR,
            )  # fmt: skip
        if target.comparator is Comparator.AT_LEAST and target.number == 0:
            yield (
                'target-empty', ('number',), f"{name}, som alltid är uppfyllt.",
                "Ett måttal ska gå att missa.", "Skriv ett högre tal, eller ta bort måttalet.", Severity.WARNING,
            )  # fmt: skip
    if target.average and target.per is Per.PERIOD:
        yield (
            'target-average', ('average',), f"{name} som ett genomsnitt, men inte per vad.",
            "Ett genomsnitt räknas per dag, vecka, månad eller år.",
            "Lägg till per: week (eller day, month, year), eller ta bort average.", Severity.ERROR,
        )  # fmt: skip
    if target.scope is Scope.PER_PLACE and not commitment.places:
        yield (
            'target-places-missing', ('scope',), f"{name}, men löftet saknar platser.",
            "Utfallet ska räknas på var och en av platserna.", "Lägg till places i löftet.", Severity.ERROR,
        )  # fmt: skip
    if target in commitment.targets[:position]:
        yield (
            'target-twice', (), f"{name} två gånger.",
            "Det skulle redovisas två gånger.", "Ta bort det ena.", Severity.ERROR,
        )  # fmt: skip
    for index, condition in enumerate(target.sub_conditions):
        yield from _condition(commitment, target, index, condition)


def _condition(commitment: Commitment, target: Target, index: int, condition: SubCondition) -> Iterator[_Defect]:
    name = f"Löftet ”{commitment.id}” har delvillkoret ”varav {target_in_words(condition)} {condition.text}”"
    path = ('sub_conditions', index)
    if condition.comparator is Comparator.YES_NO:
        yield (
            'sub-condition-yes-no', (*path, 'comparator'), f"{name}, som inte går att mäta.",
            "Ett delvillkor gäller en del av måttalet.", "Skriv at_least, exactly, at_most, all eller none.",
            Severity.ERROR,
        )  # fmt: skip
        return
    yield from _number(name, condition, path)
    same_unit = condition.unit is None or condition.unit == target.unit
    if (
        same_unit
        and condition.number is not None
        and target.number is not None
        and condition.comparator is not Comparator.AT_MOST
        and condition.number > target.number
    ):
        yield (
            'sub-condition-exceeds', (*path, 'number'), f"{name}, men hela måttalet är {target_in_words(target)}.",
            "En del kan inte vara större än det hela.", "Kontrollera båda talen.", Severity.ERROR,
        )  # fmt: skip


def _number(name: str, target: Target | SubCondition, path: tuple[str | int, ...]) -> Iterator[_Defect]:
    comparator, number = target.comparator, target.number
    if comparator in NUMERIC and number is None:
        yield (
            'target-number-missing', (*path, 'comparator'), f"{name}, men talet saknas.",
            f"”{COMPARATORS[comparator]}” betyder inget utan ett tal.",
            "Lägg till number, eller välj comparator: yes_no.", Severity.ERROR,
        )  # fmt: skip
    elif comparator not in NUMERIC and number is not None:
        yield (
            'target-number-refused', (*path, 'number'), f"{name}, som inte ska ha något tal.",
            f"Talet {shown(number)} skulle aldrig synas i dokumentet.",
            "Ta bort number, eller välj comparator: at_least, exactly eller at_most.", Severity.ERROR,
        )  # fmt: skip
    if number is None:
        return
    if not reasonable(number):
        yield (
            'target-number-too-large', (*path, 'number'), f"{name}, som är orimligt.",
            "Så stora eller små tal är skrivfel.", "Kontrollera talet.", Severity.ERROR,
        )  # fmt: skip
    elif is_share(target.unit) and number > 100:
        yield (
            'target-percent', (*path, 'number'), f"{name}, men en andel är högst 100 %.",
            "Måttalet går inte att uppfylla.", "Kontrollera talet och enheten.", Severity.ERROR,
        )  # fmt: skip
