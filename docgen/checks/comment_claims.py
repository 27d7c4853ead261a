"""What a comment says was done or not done, in words without a status, against the outcome's status.

"Utbildningen ställdes in" and "nio av tio elever fick utbildningen" beside "genomfört" for all; "ingen tillsyn gjordes
i juli" for one every month; "Polisen höll två startmöten" beside a condition that never arose. Warnings all. Read are
only whole, plain clauses; what is told of a part ("den fjärde ställdes in") is passed by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.checks.comparison_words import APPROXIMATELY
from docgen.checks.finding_words import target_in_words
from docgen.checks.target_numbers import amounts, names_unit
from docgen.errors import Finding, Severity
from docgen.model import Comparator, Per, Status
from docgen.swedish import MONTHS, NumberKind, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.model import Commitment, Outcome, Target
    from docgen.workspace import Workspace

_CANCELLED = re.compile(
    r'(?:^|(?<=[.!?]\s)|(?<=\n))(?:(?:Hela|Den|Det|De)\s+(?:planerade\s+|utlovade\s+)?)?(?P<what>[A-ZÅÄÖa-zåäö]{4,}(?:en|et|na|n|t))\s+'
    r'(?:ställdes\s+in|blev\s+(?:aldrig|inte|ej)\s+av|blev\s+inställd\w*|uteblev|genomfördes\s+(?:inte|aldrig)|hölls\s+(?:inte|aldrig)|'
    r'gjordes\s+(?:inte|aldrig)|kunde\s+inte\s+(?:genomföras|hållas|göras))'
    r'(?:\s+(?:i\s+år|under\s+(?:året|perioden|(?:19|20)\d\d)|alls|på\s+grund\s+av[^.!?\n]*))?\s*(?:[.!,]|$)'
)
_DID = (
    r'(?:(?:har\s+)?(?:fick|fått|deltog|deltagit|nåddes|nåtts|utbildades|utbildats|besöktes|besökts|kontrollerades|kontrollerats|'
    r'erbjöds|erbjudits|gick|gått|genomförde|genomfört|genomgick|genomgått|omfattades|omfattats)|(?:var|har\s+varit)\s+med|kom(?:mit)?)(?!\w)'
)
_WITHOUT = (
    r'(?:(?:blev|är|var|står|stod)\s+utan|missade|har\s+missat|uteblev|saknade|saknar|hann\s+inte|'
    r'(?:fick|deltog|gick|kom|nåddes|utbildades|besöktes|kontrollerades|erbjöds|genomförde|var)\s+(?:inte|aldrig)|har\s+inte\s+fått)(?!\w)'
)
_NONE_OF = re.compile(
    r'(?<!\w)(?:ingen|inga|inget|inte\s+en\s+enda|inte\s+ett\s+enda)\s+(?P<what>[\w-]+)(?:\s+i\s+\w+(?:\s+\d+)?)?'
    rf'\s+{_DID}(?!\s+(?:inte|utan|bara|mindre|sämre))',
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r'(?<!\w)(?:(?P<one>\d+|[a-zåäö]+)\s+av\s+(?:de\s+)?(?P<of>\d+|[a-zåäö]+)|(?P<percent>\d+(?:,\d+)?)\s*(?:%|procent)\s+av|'
    r'(?P<words>hälften|en\s+tredjedel|två\s+tredjedelar|en\s+fjärdedel|tre\s+fjärdedelar|de\s+flesta|flertalet|merparten|många|några|nästan\s+alla|'
    r'inte\s+alla|långt\s+ifrån\s+alla)(?:\s+av)?)\s+'
    rf'(?:(?:de|alla|våra)\s+)?(?P<what>[\w-]+)(?:\s+i\s+\w+(?:\s+\d+)?)?\s+{_DID}(?!\s+(?:inte|också|även|dessutom))',
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    rf'(?<!\w)(?P<number>\d+|[a-zåäö]+)\s+(?:av\s+)?(?P<what>[\w-]+)(?:\s+i\s+\w+(?:\s+\d+)?)?\s+{_WITHOUT}',
    re.IGNORECASE,
)
_SOME = ('några', 'många', 'flera', 'enstaka', 'somliga', 'vissa', 'en', 'ett')
_DONE_VERB = (
    r'(?:höll|hölls|gjorde|gjordes|genomförde|genomfördes|ordnade|ordnades|gick|startade|startades|'
    r'blev\s+(?:av|gjorda))'
)
_MONTH = '|'.join(MONTHS)
_NOT_IN_MONTH = re.compile(
    rf'(?:^|(?<=[.!?\n,;]))\s*(?:(?:i|under)\s+(?:{_MONTH})(?:(?:,|\s+och|\s+eller)\s+(?:i\s+)?(?:{_MONTH}))*\s+'
    r'(?:gjordes|gjorde\s+\w+|hölls|höll\s+\w+|genomfördes|blev\s+det)\s+(?:ingen|inget|inga)\s+(?P<what>[\w-]+)'
    r'|(?:ingen|inget|inga)\s+(?P<first>[\w-]+)\s+(?:gjordes|hölls|genomfördes|blev\s+av)\s+'
    rf'(?:i|under)\s+(?:{_MONTH}))(?!\w)',
    re.IGNORECASE,
)
_STEM = 6


def findings(workspace: Workspace) -> Iterator[Finding]:
    """Where a comment says that something was done or was not, and the status the opposite."""
    for key, follow_up in workspace.follow_ups.items():
        promise = workspace.promises.get(follow_up.promise)
        commitments = {each.id: each for each in promise.commitments} if promise else {}
        for index, outcome in enumerate(follow_up.outcomes):
            commitment = commitments.get(outcome.commitment)
            if commitment is None:
                continue
            for said in _against(commitment, outcome):
                yield Finding(
                    id='comment-disagrees',
                    what=f"Kommentaren till ”{commitment.id}” säger ”{' '.join(said.split())}”, men status är "
                    f"{outcome.status.value}"
                    + (f" och måttalet {target_in_words(commitment.targets[0])}." if commitment.targets else "."),
                    why="Läsaren ser båda.",
                    do="Rätta kommentaren, eller status.",
                    place=workspace.place('follow_up', key, 'outcomes', index, 'comment'),
                    severity=Severity.WARNING,
                )


def _against(commitment: Commitment, outcome: Outcome) -> Iterator[str]:
    """Give what a comment says against the status, in its own words."""
    if outcome.status is Status.NOT_APPLICABLE:
        yield from _done_all_the_same(commitment, outcome.comment)
    if outcome.status is not Status.DONE:
        return
    for found in _CANCELLED.finditer(outcome.comment):
        if _is_of(found['what'], commitment):
            yield found[0]
    for target in commitment.targets:
        if target.comparator is Comparator.ALL:
            yield from _not_all(outcome.comment, target)
        each_month = target.per in (Per.DAY, Per.WEEK, Per.MONTH) and not target.average
        if (
            each_month
            and target.comparator in (Comparator.AT_LEAST, Comparator.EXACTLY)
            and outcome.assessed_by is None
        ):
            for found in _NOT_IN_MONTH.finditer(outcome.comment):
                if names_unit(found['what'] or found['first'], target):
                    yield found[0]


def _not_all(text: str, target: Target) -> Iterator[str]:
    """What says that it was none, a share, or all but some."""
    for found in _NONE_OF.finditer(text):
        if names_unit(found['what'], target):
            yield found[0]
    for found in _SHARE_OF.finditer(text):
        if names_unit(found['what'], target) and not _whole(found):
            yield found[0]
    for found in _LEFT_OUT.finditer(text):
        number = found['number'].lower()
        near = APPROXIMATELY.search(text[: found.start()])
        counted = number in _SOME or ((parse_number(number) or 0) > 0 and not (near and near['word'] == 'inte'))
        if counted and names_unit(found['what'], target):
            yield found[0]


def _whole(found: re.Match[str]) -> bool:
    """Whether a share is all of it: "184 av 184", "100 procent"; or no share at all."""
    if found['words']:
        return False
    if found['percent']:
        return float(found['percent'].replace(',', '.')) >= 100
    one, of = parse_number(found['one']), parse_number(found['of'])
    return one is None or of is None or one >= of


def _done_all_the_same(commitment: Commitment, text: str) -> Iterator[str]:
    """What was done of something that is said not to have arisen: "Polisen höll två startmöten"."""
    for number in amounts(text):
        sentence = re.split(r'[.!?\n,;]', text[number.end :], maxsplit=1)[0]
        before = re.split(r'[.!?\n,;]', text[: number.start])[-1]
        noun = ' '.join(sentence.split()[:2])
        whole = f'{before}{text[number.start : number.end]}{sentence}'
        if (
            number.kind is NumberKind.PERCENT
            or number.value < 1
            or re.search(r'(?<!\w)(?:inte|aldrig|ej|lova\w*|om)(?!\w)', whole)
        ):
            continue
        did = re.search(rf'(?<!\w){_DONE_VERB}(?!\w)', whole)
        if did and any(names_unit(noun, target) for target in commitment.targets):
            yield whole.strip()


def _is_of(word: str, commitment: Commitment) -> bool:
    """Whether a word is about what is promised: begins as a word of it does."""
    promised = f'{commitment.title} {commitment.short_text} {commitment.text}'.lower()
    return bool(re.search(rf'(?<!\w){re.escape(word.lower()[:_STEM])}', promised))
