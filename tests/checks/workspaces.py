"""A small faultless workspace for tests of the checks, as YAML files, and what a user sees of a finding."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from docgen.checks import check
from docgen.errors import Finding, Severity
from docgen.workspace import load

if TYPE_CHECKING:
    from pathlib import Path

PROSE = 'Kommunen och Polisen arbetar tillsammans. Det gör orten tryggare för alla.'


def signatories(date: str = '2021-03-11') -> list[dict[str, Any]]:
    return [
        {'party': 'vik', 'role': 'kommunen', 'name': 'Anna Exempel', 'title': 'kommundirektör', 'date': date},
        {'party': 'polisen', 'role': 'polisen', 'name': 'Erik Provsson', 'title': 'kommunpolis', 'date': date},
    ]


def commitment(number: int, **changes: Any) -> dict[str, Any]:
    return {
        'id': f'lofte-{number}',
        'number': number,
        'theme': 'dialogue',
        'promised_by': 'municipality_with_police',
        'title': 'Trygghetsvandringar',
        'short_text': 'Kommunen genomför minst fyra trygghetsvandringar tillsammans med Polisen under året.',
        'text': 'Kommunen genomför minst fyra trygghetsvandringar under året, och Polisen går med på dem alla.',
        'targets': [{'comparator': 'at_least', 'number': 4, 'unit': 'trygghetsvandringar'}],
        **changes,
    }


def outcome(number: int, **changes: Any) -> dict[str, Any]:
    return {
        'commitment': f'lofte-{number}',
        'status': 'done',
        'counts': [{'number': 5}],
        'comment': 'Kommunen genomförde fem trygghetsvandringar.',
        **changes,
    }


def _promise(year: int, **changes: Any) -> dict[str, Any]:
    return {
        'id': str(year),
        'title': f'Medborgarlöfte {year}',
        'agreement': '2020-2023',
        'parties': ['vik', 'polisen'],
        'period': {'start': f'{year}-01-01', 'end': f'{year}-12-31'},
        'signed_on': f'{year}-03-11',
        'introduction': PROSE,
        'purpose': PROSE,
        'situation_picture': PROSE,
        'lead_in': f'Vi lovar under {year}:',
        'commitments': [commitment(number) for number in range(1, 5)],
        'follow_up': PROSE,
        'validity': PROSE,
        'signatories': signatories(f'{year}-03-11'),
        **changes,
    }


BASE: dict[str, Any] = {
    'workspace': {
        'name': 'vik',
        'municipality': 'vik',
        'contact': {'name': 'Säkerhetssamordnaren', 'email': 'trygghet@vik.example'},
    },
    'parties': {
        'parties': [
            {'id': 'vik', 'kind': 'municipality', 'name': 'Viks kommun', 'short_name': 'kommunen'},
            {'id': 'polisen', 'kind': 'police', 'name': 'Polismyndigheten', 'short_name': 'Polisen'},
            {'id': 'brand', 'kind': 'other', 'name': 'Räddningstjänsten', 'short_name': 'räddningstjänsten'},
        ]
    },
    'agreements/2020-2023': {
        'id': '2020-2023',
        'title': 'Samverkansöverenskommelse 2020–2023',
        'parties': ['vik', 'polisen'],
        'period': {'start': '2020-01-01', 'end': '2023-12-31'},
        'signed_on': '2020-02-03',
        **dict.fromkeys(('background', 'purpose', 'situation_picture', 'organisation', 'resources', 'promise'), PROSE),
        **dict.fromkeys(('communication', 'documentation', 'validity', 'termination'), PROSE),
        'goals': [PROSE],
        'focus_areas': [
            {
                'id': 'torget',
                'title': 'Torget',
                'problem': PROSE,
                'causes': [PROSE],
                'goals': [PROSE],
                'commitments': {},
            }
        ],
        'bodies': [{'name': 'Styrgrupp', 'members': 'kommundirektören', 'task': PROSE}],
        'signatories': signatories('2020-02-03'),
    },
    'promises/2020': _promise(2020),
    'promises/2021': _promise(2021, previous='2020'),
    'follow-ups/2020': {
        'id': '2020',
        'title': 'Uppföljning av medborgarlöftet 2020',
        'promise': '2020',
        'period': {'start': '2020-01-01', 'end': '2020-12-31'},
        'dated': '2021-02-01',
        'sender': 'vik',
        'introduction': PROSE,
        'summary': PROSE,
        'outcomes': [outcome(number) for number in range(1, 5)],
    },
}


@dataclass(frozen=True)
class Seen:
    """A finding as the user meets it: with the file's name and the line's text."""

    id: str
    severity: str
    file: str
    line: str
    key: str | None
    what: str
    do: str


class Files:
    """The base workspace's data, to be changed by a test, written as YAML and checked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # Not all at once: parts that two documents share must not change together.
        self.data = {name: copy.deepcopy(content) for name, content in BASE.items()}
        self.promise = self.data['promises/2021']
        self.commitment = self.promise['commitments'][0]
        self.followed = self.data['promises/2020']['commitments'][0]
        self.follow_up = self.data['follow-ups/2020']
        self.outcome = self.follow_up['outcomes'][0]
        """The outcome of the commitment in `followed`."""

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def write(self) -> None:
        yaml = YAML()
        yaml.width = 10_000
        for name, content in self.data.items():
            file = self.root / 'data' / f'{name}.yaml'
            file.parent.mkdir(parents=True, exist_ok=True)
            text = StringIO()
            yaml.dump(content, text)
            file.write_text(text.getvalue(), 'utf-8')

    def findings(self, *, draft: bool = False) -> list[Finding]:
        self.write()
        return check(load(self.root, draft=draft), draft=draft)

    def seen(self, *, draft: bool = False) -> list[Seen]:
        """Everything a user is shown."""
        return [_seen(finding) for finding in self.findings(draft=draft)]

    def only(self, finding_id: str, *, draft: bool = False) -> Seen:
        """The one finding there is."""
        seen = self.seen(draft=draft)
        assert [each.id for each in seen] == [finding_id], seen
        return seen[0]


def _seen(finding: Finding) -> Seen:
    place = finding.place
    assert place.file is not None
    assert place.line is not None
    assert all((finding.what, finding.why, finding.do))
    assert finding.severity in Severity
    line = place.file.read_text('utf-8').splitlines()[place.line - 1].strip()
    return Seen(finding.id, finding.severity.value, place.file.name, line, place.key, finding.what, finding.do)
