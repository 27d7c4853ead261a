"""How often a text says that something is done in words, against the number that the target sets or that was counted.

"En trygghetsvandring varje månad" is twelve a year; "varannan vecka" is 26. Warnings: a promise's text whose words make
another number than the target's over the promise's own days; a comment whose words make more than was counted. What is
said with a number and per day, week, month or year is `docgen.checks.promise_texts`'s.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from docgen.checks.finding_words import shown, snippet, target_in_words
from docgen.checks.target_numbers import amounts, indefinite_nouns, names_unit
from docgen.checks.target_reached import spans
from docgen.checks.targets import is_share, reasonable
from docgen.errors import Finding, Severity
from docgen.model import Comparator, Per, Precision, Scope
from docgen.swedish import MONTHS, find_rates, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.checks.record_texts import Path
    from docgen.errors import Place
    from docgen.model import Commitment, Outcome, Period, Target
    from docgen.swedish import RateInText
    from docgen.workspace import Workspace

_CLAUSE = re.compile(r'[^.;:!?()\n,]+')
_AND = re.compile(r'\s(?:och|samt|men|varav)\s')
_LONGEST = 1000
"""Characters of a clause; longer ones are no sentences, and every word in them would be held against every other."""
_NEARBY = 40
_MOST_WORDS = 5
"""Between what is done and how often."""
_ASIDE = re.compile(r'(?<!\w)(?:som|där|då|medan|efter|inför|när|om|vid|för|hur|att|vad|varför)(?!\w)', re.IGNORECASE)
_PART_OF_THE_TIME = re.compile(
    rf'(?<!\w)(?:{"|".join(MONTHS)}|våren|sommaren|hösten|vintern|sommarhalvåret|vinterhalvåret|jul|lov\w*|terminstid)(?!\w)',
    re.IGNORECASE,
)
_TIMES = re.compile(r'(?<!\w)(?P<number>\d+|[a-zåäö]+)\s+(?:gång|gånger)\s*$', re.IGNORECASE)
_ONE_BEFORE = re.compile(r'(?<!\w)(?:en|ett)\s+(?:\w+\s+)?$', re.IGNORECASE)
_MEAN = re.compile(
    r'(?<!\w)i\s+(?:snitt|genomsnitt|medeltal)\s+(?:drygt\s+|över\s+|minst\s+)?(?P<number>\d+(?:,\d+)?|[a-zåäö]+)\s+'
    r'(?P<rate>(?:i|per|om|varje)\s+\w+)',
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r'(?<!\w)(?:(?:samman|samt)lagt|totalt|inalles|tillsammans)\s+(?:minst\s+|högst\s+)?(?P<number>\d+|[a-zåäö]+)'
    r'(?:\s+(?:stycken|st|gånger|tillfällen))?(?:(?=\s*(?:[.,;!?\n]|$|under\b|på\s+(?:hela\s+)?(?:året|ett\s+år)|per\s+år|om\s+året))'
    r'|\s+(?P<what>[\w-]+))',
    re.IGNORECASE,
)
_SENTENCE = re.compile(r'[^.!?\n]+')
_OF_TIME = re.compile(
    r'(?:(?P<hours>timm(?:e|ar)|h)|tillfällen|gånger|kvällar|dagar|nätter|pass|fredagar|lördagar|helger|arbetspass)$'
)
"""Units of time or occasions, of which "varje fredag" counts one each time, or some of an hour."""
_WAS = re.compile(
    r'(?<!\w)(?:var|gick|fanns|arbetade|patrullerade|hade|hölls|gjordes|genomfördes|bemannade\w*)(?!\w)', re.IGNORECASE
)
_NOT_DONE = re.compile(
    r'(?<!\w)(?:inte|aldrig|ej|skulle|ska|lova\w*|utlova\w*|löftet|målet|plan\w*|tänkt\w*|nästan|bara|i\s+stället|kravet)(?!\w)',
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r'(?<!\w)(?:när|då|från|till|fram|sedan|där|öppet|första|andra|tredje|sista|en\s+period|veckor|månaderna|halvåret)(?!\w)',
    re.IGNORECASE,
)
"""What tells that "varje fredag" is not of the whole time, or of something else."""
_NEAR = Fraction(1, 20)
"""52 weeks are 364 days: so far two ways to count the same may lie apart."""

_TOLD_ELSEWHERE = (1, 12, 52, 365)


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where words for how often make another number than the data."""
    for promise in workspace.promises.values():
        for index, commitment in enumerate(promise.commitments):
            place = ('commitments', index)
            texts: list[tuple[Path, str]] = [
                ((*place, key), getattr(commitment, key) or '') for key in ('title', 'short_text', 'text', 'when')
            ]
            for position, question in enumerate(commitment.questions):
                texts.append(((*place, 'questions', position, 'answer'), question.answer))
            for path, text in texts:
                yield from _promised(commitment, promise.period, text, workspace.place('promise', promise.id, *path))
    for key, follow_up in workspace.follow_ups.items():
        promised = workspace.promises.get(follow_up.promise)
        commitments = {each.id: each for each in promised.commitments} if promised else {}
        for index, outcome in enumerate(follow_up.outcomes):
            if outcome.commitment in commitments:
                where = workspace.place('follow_up', key, 'outcomes', index, 'comment')
                yield from _counted(commitments[outcome.commitment], outcome, follow_up.period, where)


def _promised(commitment: Commitment, period: Period, text: str, place: Place) -> Iterator[Finding]:
    for target in commitment.targets:
        asked = _asked(target, period)
        if asked is None:
            continue
        rate_and_total = [(said, False, start, end) for said, start, end in _in_all(text, target, commitment)]
        for said, open_end, start, end in [*_said(text, target, period), *rate_and_total]:
            off = said - asked
            if off > max(Fraction(1, 2), asked * _NEAR) or (off < -max(Fraction(1, 2), asked * _NEAR) and not open_end):
                yield Finding(
                    id='rate-disagrees',
                    what=f"Löftet ”{commitment.id}” har måttalet {target_in_words(target)}, men texten säger "
                    f"”{snippet(text, start, end, 5)}”, som blir {shown(round(said))}.",
                    why="Läsaren tror att mer eller mindre är lovat än det som räknas.",
                    do="Rätta texten, eller number och per i måttalet.",
                    place=place,
                    severity=Severity.WARNING,
                )


def _counted(commitment: Commitment, outcome: Outcome, period: Period, place: Place) -> Iterator[Finding]:
    """More than was counted: less may be one of several sentences that each tell a part."""
    for number, target in enumerate(commitment.targets, start=1):
        counts = [each for each in outcome.counts if each.target == number and each.sub_condition is None]
        exact = all(each.number is not None and each.precision is Precision.EXACT for each in counts)
        if not counts or not exact or is_share(target.unit):
            continue
        total = sum((Fraction(each.number) for each in counts if each.number is not None), Fraction(0))
        asked = _asked(target, period)
        told = [(said, start, end) for said, _, start, end in _said(outcome.comment, target, period, numbers=True)]
        if len(commitment.targets) == 1:
            told += [*_on_average(outcome.comment, period), *_all_the_time(outcome.comment, target, period)]
            told += [
                each for each in _in_all(outcome.comment, target, commitment) if not _NOT_DONE.search(outcome.comment)
            ]
        for said, start, end in told:
            restated = asked is not None and abs(said - asked) <= max(Fraction(1, 2), asked * _NEAR)
            if said > total * (1 + _NEAR) + Fraction(1, 2) and not restated:
                reckoned = _of_an_hour(target, outcome.comment[start:end])
                yield Finding(
                    id='comment-rate-disagrees',
                    what=f"Kommentaren till ”{commitment.id}” säger ”{snippet(outcome.comment, start, end, 5)}”, som "
                    f"blir {shown(round(said))} på uppföljningens tid{reckoned}, men utfallet är "
                    f"{shown(round(total))}.",
                    why="Läsaren jämför kommentaren med utfallet bredvid.",
                    do="Rätta kommentaren, eller talet under counts.",
                    place=place,
                    severity=Severity.WARNING,
                )


def _on_average(text: str, period: Period) -> Iterator[tuple[Fraction, int, int]]:
    """What a mean without a noun makes over a period, and where it stands: "i snitt tre i veckan"."""
    if period.end is None:
        return
    for found in _MEAN.finditer(text):
        rate = next(iter(find_rates(found['rate'])), None)
        number = 1 if found['number'].lower() in ('en', 'ett') else parse_number(found['number'])
        if rate is not None and number is not None:
            yield Fraction(number) * rate.per_year * spans(period, Per.YEAR), found.start(), found.end()


def _of_an_hour(target: Target, words: str) -> str:
    """What hours were reckoned with where a text tells none: "varje fredag"."""
    hours = (kind := _OF_TIME.search((target.unit or '').lower())) and kind['hours']
    return " med en kvart varje gång" if hours and not amounts(words) else ""


def _in_all(text: str, target: Target, commitment: Commitment) -> Iterator[tuple[Fraction, int, int]]:
    """What a text says that it makes in all, and where it stands: "varje månad, sammanlagt tio under året"."""
    if len(commitment.targets) > 1 or target.per is Per.PERIOD:
        return
    for found in _TOTAL.finditer(text):
        number = parse_number(found['number'])
        if number is not None and (not found['what'] or names_unit(found['what'], target)):
            yield Fraction(number), found.start(), found.end()


def _all_the_time(text: str, target: Target, period: Period) -> Iterator[tuple[Fraction, int, int]]:
    """What "varje fredag hela året" makes of hours or occasions; of hours at least a quarter of one each time."""
    unit = (target.unit or '').lower()
    kind = _OF_TIME.search(unit)
    if kind is None or period.end is None:
        return
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if not _WAS.search(words) or _NOT_DONE.search(words):
            continue
        limited = _PART_OF_THE_TIME.search(words) or _LIMITED.search(words)
        for rate in find_rates(words):
            if limited or not re.match(r'(?:varje|var(?:t)?\s?annan|dagligen)', words[rate.start :], re.IGNORECASE):
                continue
            least = Fraction(1, 4) if kind['hours'] else Fraction(1)
            at = sentence.start()
            yield rate.per_year * spans(period, Per.YEAR) * least, at + rate.start, at + rate.end


def _asked(target: Target, period: Period) -> Fraction | None:
    """What a target asks for in all over a period; None where it sets no number, or none for a time."""
    numeric = target.comparator in (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EXACTLY)
    if not numeric or target.number is None or not reasonable(target.number) or is_share(target.unit):
        return None
    if period.end is None or target.scope is Scope.PER_PLACE:
        return None
    return Fraction(target.number) * (1 if target.per is Per.PERIOD else spans(period, target.per))


def _said(
    text: str, target: Target, period: Period, *, numbers: bool = False
) -> Iterator[tuple[Fraction, bool, int, int]]:
    """What a text's words make of the target's unit in all over a period, whether it may be more, and where it stands.

    "Kontroller varje dygn" leaves open how many each time.

    Args:
        text: the text.
        target: whose unit it may name.
        period: the days that it is of.
        numbers: also "två kontroller varje månad", which of a promise's text is told by `promise_texts`.
    """
    if period.end is None:
        return
    years = spans(period, Per.YEAR)
    for clause, at in _clauses(text):
        skipped = len(clause) > _LONGEST or _PART_OF_THE_TIME.search(clause)
        nouns = [] if skipped else indefinite_nouns(clause, target)
        for rate in find_rates(clause):
            for noun in nouns:
                times = _how_many(clause, noun, rate, numbers=numbers)
                if times is not None:
                    start, end = min(noun.start(), rate.start), max(noun.end(), rate.end)
                    plural = noun[0].lower().endswith(('r', 'n')) and times == 1 and not rate.adjective
                    plural = plural and not _ONE_BEFORE.search(clause[: noun.start()])
                    yield times * rate.per_year * years, plural, at + start, at + end
                    break


def _clauses(text: str) -> Iterator[tuple[str, int]]:
    for clause in _CLAUSE.finditer(text):
        at = clause.start()
        for part in _AND.split(clause[0]):
            yield part, text.index(part, at)
            at = text.index(part, at) + len(part)


def _how_many(clause: str, noun: re.Match[str], rate: RateInText, *, numbers: bool) -> Fraction | None:
    """How many of the noun each time; None where the words for how often are about something else."""
    if rate.adjective:
        return Fraction(1) if clause[rate.end : noun.start()].strip() == '' else None
    between = clause[noun.end() : rate.start] if noun.end() <= rate.start else clause[rate.end : noun.start()]
    if len(between.split()) > _MOST_WORDS or _ASIDE.search(between):
        return None
    if times := _TIMES.search(clause[max(0, rate.start - _NEARBY) : rate.start]):
        number = 1 if times['number'].lower() in ('en', 'ett') else parse_number(times['number'])
        return None if number is None else Fraction(number)
    before = clause[: noun.start()]
    counted = [each for each in amounts(before) if len(before[each.end :].split()) <= 1]
    if counted:
        # A number for a day, week, month or year is told by `promise_texts`.
        return None if rate.per_year in _TOLD_ELSEWHERE and not numbers else Fraction(counted[-1].value)
    if noun.end() <= rate.start or _ONE_BEFORE.search(before):
        return Fraction(1)
    return None
