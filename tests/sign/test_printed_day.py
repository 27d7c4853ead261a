"""Day and place of a signature against those in print: told before anything is kept, and both shown afterwards."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

from docgen.records.event_details import Fixed, SignatorySlot
from docgen.records.events import NewEvent, appended
from docgen.records.signed_originals import Signing
from docgen.records.version_history import VersionHistory
from docgen.swedish import long_date
from docgen.swedish.clock import here

from . import portal
from .signatories import by, signed_file, trusting

if TYPE_CHECKING:
    import pytest
    from pki.authority import Pki
    from workbench import Workbench

IN_PRINT = "11 mars 2021"


def _now() -> datetime.date:
    return datetime.datetime.now(here()).date()


def _today() -> str:
    return _now().isoformat()


def _history(*slots: tuple[str, str | None, str | None], signed_on: str = '') -> VersionHistory:
    made = Fixed(
        slots=tuple(SignatorySlot(role=role, place=place, date=date) for role, place, date in slots),
        signed_on=signed_on,
    )
    return VersionHistory('a.pdf', 1, appended((), [NewEvent('a.pdf', 1, 'fixed/a.pdf', '0' * 64, made)], 'docgen 1'))


def _other(history: VersionHistory, **days: str) -> dict[str, str]:
    from dataclasses import replace

    known = {role: Signing(role, by_pen=True, at=day) for role, day in days.items()}
    now = replace(history, known=known)
    return {role: day.isoformat() for role in known if (day := now.other_day(role))}


def test_each_line_in_print_counts_and_where_none_is_the_documents_own_day() -> None:
    lines = _history(('a', 'Lycke', '2021-03-11'), ('b', 'Lycke', '2021-03-12'), signed_on='2021-03-12')
    assert _other(lines, a='2021-03-11', b='2021-03-12') == {}
    assert _other(lines, a='2021-03-12', b='2021-03-11') == {'a': '2021-03-11', 'b': '2021-03-12'}
    whole = _history(('a', '', ''), ('b', '', ''), signed_on='2021-03-12')
    assert _other(whole, a='2021-03-10', b='2021-03-12') == {}, "nobody but the last signs on the document's day"
    assert _other(whole, a='2021-03-10') == {}, "the last has not signed yet"
    assert _other(whole, a='2021-03-13') == {'a': '2021-03-12'}
    assert _other(whole, a='2021-03-10', b='2021-03-11') == {'b': '2021-03-12'}
    assert _other(_history(('a', '', ''))) == _other(_history(('a', None, None)), a='2021-03-13') == {}


def test_what_an_older_docgen_wrote_is_written_as_it_was() -> None:
    old = {'role': 'a', 'field': 'f', 'party': 'p', 'name': 'n', 'title': 't', 'page': 1, 'closes': True}
    assert SignatorySlot.model_validate(old).plain().keys() == {*old, 'rectangle'}
    assert 'signed_on' not in Fixed().plain()


def test_signing_another_day_is_told_before_and_shown_in_the_copy_the_page_and_the_register(
    signed_workspace: Workbench,
) -> None:
    verified = signed_workspace.run('verify', '--period', '2021').out.replace('\xa0', ' ')
    assert verified.count(f"svensk tid (i dokumentet står {IN_PRINT})") == 2
    assert signed_workspace.run('publish', '2021').code == 0
    copy = signed_workspace.output / '2021/public/medborgarlofte-strangnas-2021.pdf'
    aloud = signed_workspace.run('inspect', '--aloud', str(copy)).out
    assert f"Undertecknad elektroniskt av Anna Exempel {_today()} (i dokumentet står {IN_PRINT})" in aloud
    page = (signed_workspace.output / '2021/webb/sida.html').read_text('utf-8')
    now = long_date(_now()).replace('\xa0', ' ')
    assert f"Anna Exempel, Strängnäs kommun, elektroniskt den {now} (i dokumentet står {IN_PRINT})" in page.replace(
        '\xa0', ' '
    )
    many = signed_workspace.run('overview', str(signed_workspace.root), '--json').json['municipalities'][0]['promises']
    assert [(each['signed'], each['signed_on']) for each in many] == [(_today(), '2021-03-11'), ('', '2020-03-04')]
    row = signed_workspace.run('overview', str(signed_workspace.root)).out
    assert f"löfte 2021-01-01 – 2021-12-31, undertecknat {_today()} (i dokumentet 2021-03-11)" in row
    made = signed_workspace.run('archive', '2021')
    assert made.code == 0, made.err
    rows = signed_workspace.run('archive', 'list', str(signed_workspace.root / 'arkiv')).out
    assert f"Anna Exempel ({_today()}, i dokumentet står 2021-03-11)" in ' '.join(rows.split())
    assert (
        signed_workspace.run('archive', 'verify', '--offline', str(signed_workspace.root / 'arkiv/strangnas-2021')).code
        != 1
    )


def test_at_a_terminal_no_keeps_nothing_and_another_place_is_told_too(
    fixed_workspace: Workbench, pki: Pki, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbench = trusting(fixed_workspace, pki)
    before = workbench.snapshot()
    monkeypatch.setattr('docgen.cli.printed_date_question.is_terminal', lambda _: True)
    monkeypatch.setattr('click.prompt', lambda *_, **__: 'nej')
    words = ('sign', '2021', '--as', 'kommunen', '--place', 'Mariefred', *by(pki.anna))
    arguments = [each for each in words if each != '--other-day']

    answer = workbench.run(*arguments)

    assert (answer.code, answer.ids) == (
        7,
        ['signature-day-differs', 'signature-place-differs', 'signing-stopped'],
    )
    assert "men i dokumentet står Strängnäs" in answer.err
    assert workbench.snapshot() == before
    with monkeypatch.context() as patch:
        patch.setattr('docgen.cli.printed_date_question.is_terminal', lambda _: False)
        nobody = workbench.run(*arguments)
    assert (nobody.code, nobody.ids) == (7, ['other-day-unconfirmed'])
    assert IN_PRINT in nobody.err.replace('\xa0', ' ')
    assert workbench.snapshot() == before
    answer = workbench.run(*arguments, '--other-day')
    assert (answer.code, answer.ids[:2]) == (0, ['signature-day-differs', 'signature-place-differs'])
    events = json.loads((workbench.output / '2021/record.json').read_text('utf-8'))['events']
    assert events[-1]['details']['place'] == 'Mariefred'
    assert b'Mariefred' in signed_file(workbench).read_bytes(), "the signature itself says where"
    content = portal.signed(signed_file(workbench).read_bytes(), pki.erik, ours={pki.erik.label: 'Underskrift-polisen'})
    (workbench.root / 'tillbaka.pdf').write_bytes(content)

    stopped = workbench.run('receive', '2021', str(workbench.root / 'tillbaka.pdf'))

    assert (stopped.code, stopped.ids) == (7, ['signature-day-differs', 'signing-stopped'])
    assert "Erik Provsson skrev under" in stopped.err
    assert "docgen fix --new-version" in stopped.err
    assert signed_file(workbench).read_bytes() != content
    monkeypatch.undo()
    for more in ((), ('--json',)):
        nobody = workbench.run('receive', '2021', str(workbench.root / 'tillbaka.pdf'), *more)
        assert (nobody.code, nobody.ids or [each['id'] for each in nobody.json['findings']]) == (
            7,
            ['other-day-unconfirmed'],
        )
        assert signed_file(workbench).read_bytes() != content
    answer = workbench.run('receive', '2021', str(workbench.root / 'tillbaka.pdf'), '--json', '--other-day')
    assert answer.code == 0
    assert [each['id'] for each in answer.json['findings']] == ['signature-day-differs']
    assert workbench.run('publish', '2021', '--accept-untrusted').code == 0
    copy = workbench.output / '2021/public/medborgarlofte-strangnas-2021.pdf'
    aloud = workbench.run('inspect', '--aloud', str(copy)).out
    assert f"Anna Exempel, Mariefred {_today()} (i dokumentet står Strängnäs den {IN_PRINT})" in aloud


def test_a_document_signed_electronically_may_leave_place_and_day_to_the_signatures(
    fixed_workspace: Workbench, pki: Pki
) -> None:
    workbench = trusting(fixed_workspace, pki)
    workbench.replace(
        'promises/2021.yaml', 'signed_on: 2021-03-11\npublished_on: 2021-04-28\n', 'signing: electronic\n'
    )
    for _ in range(2):
        workbench.replace('promises/2021.yaml', '    date: 2021-03-11\n', '')
    workbench.replace('promises/2021.yaml', '    place: Strängnäs\n', '')
    assert workbench.run('check', '2021').ids == []
    fixed = workbench.run('fix', '2021')
    assert fixed.code == 0, fixed.err

    answer = workbench.run('sign', '2021', '--as', 'kommunen', *by(pki.anna))

    assert answer.code == 0
    assert 'signature-day-differs' not in answer.ids
    assert workbench.run('publish', '2021', '--unsigned', '--accept-untrusted').code == 0
    copy = workbench.output / '2021/public/medborgarlofte-strangnas-2021.pdf'
    aloud = workbench.run('inspect', '--aloud', str(copy)).out
    assert "Ort och datum: Strängnäs, dagen framgår av underskriften" in aloud
    assert f"Undertecknad elektroniskt av Anna Exempel {_today()}" in aloud
    assert "fylls i för hand" not in aloud
    assert "1 januari 2021\n" not in aloud.partition("Inledning")[0], "no day is made up"
