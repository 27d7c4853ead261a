"""Every kind of event that a record can hold is told in Swedish in the package."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.archive.premis_events import RECORD_EVENT, premis_events
from docgen.records.event_details import CLASS_OF, EventKind
from docgen.records.events import NewEvent, appended
from docgen.records.record import PeriodRecord

DETAILS: dict[EventKind, tuple[dict[str, Any], str]] = {
    EventKind.SIGNED: ({'name': "Anna Exempel", 'role': 'kommunen'}, "Undertecknades elektroniskt av Anna Exempel."),
    EventKind.RECEIVED: (
        {'signatures': [{'name': "Anna Exempel", 'role': 'kommunen'}]},
        "Undertecknad fil togs emot, undertecknad av Anna Exempel.",
    ),
    EventKind.SCANNED: (
        {'signatories': [{'name': "Erik Provsson", 'role': 'polisen', 'date': '2021-03-11'}]},
        "Skannat exemplar lades in, undertecknat för hand av Erik Provsson.",
    ),
    EventKind.PACKAGED: ({'package': 'strangnas-2021.zip'}, "Följde med i arkivpaketet strangnas-2021.zip."),
    EventKind.REFRESHED: ({}, "En ny tidsstämpel med färska spärrbesked sattes över filen."),
}


@pytest.mark.parametrize('kind', EventKind)
def test_every_kind_has_its_sentence(kind: EventKind) -> None:
    details, sentence = DETAILS.get(kind, ({'base_sha256': 'b' * 64, 'role': None}, ""))
    event = NewEvent('lofte.pdf', 1, 'signed/lofte-v1.pdf', 'a' * 64, CLASS_OF[kind].model_validate(details))
    events = appended((), [event], 'docgen 0.1.0')
    record = PeriodRecord('2021', False, 'embedded', '0.1.0', '', ['2021'], ['2021'], (), {}, events=events)

    every = premis_events(record, (), (), '2021-03-11T12:00:00+00:00', '', ('', ''))
    told = [each for each in every if each.identifier_type == RECORD_EVENT]

    assert [each.kind for each in told] == [kind.value]
    assert told[0].detail.endswith('.')
    assert '{' not in told[0].detail
    if sentence:
        assert told[0].detail == sentence
