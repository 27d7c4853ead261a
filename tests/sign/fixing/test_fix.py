"""`docgen fix`: bytes that stay, fields to sign in, and a new version when the data have changed."""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import stat
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from verapdf.verapdf import validate
from workbench import PROJECT, Workbench, furnish, snapshot

from docgen.pdf.compare.reader_differences import differences
from docgen.records.record import read_record

from ..conftest import copied
from ..set_down import PROMISE, SHORT, publish, sign_as

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.records.events import Event

FIXED = 'fixed/medborgarlofte-strangnas-2021-v1.pdf'
FIXED_SHORT = 'fixed/medborgarlofte-strangnas-2021-kort-v1.pdf'


def _events(workbench: Workbench, period: str = '2021') -> tuple[Event, ...]:
    record = read_record(workbench.output / period)
    assert record is not None
    return record.events


def _change(workbench: Workbench) -> None:
    """One word in one commitment's full text."""
    workbench.replace('promises/2021.yaml', 'Arbetet följer Link', 'Allt arbete följer Link')


def _kept(workbench: Workbench, period: str = '2021') -> dict[str, str]:
    found = snapshot(workbench.output / period)
    return {name: found[name] for name in found if name.startswith(('fixed/', 'signed/', 'public/'))}


def test_a_period_is_fixed_without_being_built_before(workspace: Workbench) -> None:
    answer = workspace.run('fix', '2021')
    assert answer.code == 0, answer.err
    assert re.search(rf'{FIXED} +fastställd som version 1', answer.out)
    assert re.search(rf'{FIXED_SHORT} +fastställd som version 1', answer.out)
    assert f"{PROMISE} skrivs under av Anna Exempel (kommunen), sedan Erik Provsson (polisen)." in answer.out
    assert "docgen sign 2021 --as kommunen --p12 FIL" in answer.out
    assert set(_kept(workspace)) == {'fixed/', FIXED, FIXED_SHORT}
    assert not (workspace.output / '2020/fixed').exists()


def test_fixed_files_are_write_protected_and_of_the_recorded_bytes(fixed: Workbench) -> None:
    for event in _events(fixed):
        path = fixed.output / '2021' / event.file
        assert stat.S_IMODE(path.stat().st_mode) == 0o444
        assert hashlib.sha256(path.read_bytes()).hexdigest() == event.sha256


def test_the_event_says_what_was_fixed_and_from_what(fixed: Workbench) -> None:
    record = read_record(fixed.output / '2021')
    assert record is not None
    promise, short = record.events
    built = record.document(PROMISE)
    assert built is not None
    assert (promise.kind, promise.document, promise.version, promise.file) == ('fixed', PROMISE, 1, FIXED)
    assert promise.plain['details']['base_sha256'] == built.sha256
    assert (
        promise.plain['details']['base_sha256']
        == hashlib.sha256((fixed.output / '2021' / PROMISE).read_bytes()).hexdigest()
    )
    for key in ('inputs', 'templates', 'words', 'title', 'pages', 'kind'):
        assert promise.plain['details'][key] == getattr(built, key)
    assert promise.plain['details']['engine'] == record.engine == 'typst'
    assert promise.plain['details']['differs'] == []
    assert promise.software.startswith('docgen ')
    at = datetime.datetime.fromisoformat(promise.at)
    assert at.utcoffset() == datetime.timedelta(0)
    assert short.plain['details']['slots'] == []
    first, last = promise.plain['details']['slots']
    assert [first['role'], first['name'], first['title']] == ['kommunen', 'Anna Exempel', 'kommundirektör']
    assert [last['role'], last['name'], last['title']] == ['polisen', 'Erik Provsson', 'lokalpolisområdeschef']
    assert [first['field'], last['field']] == ['Underskrift-kommunen', 'Underskrift-polisen']
    assert [first['closes'], last['closes']] == [False, True]


def test_the_fields_lie_over_the_lines_of_the_signatories(fixed: Workbench) -> None:
    slots = {slot['field']: slot for slot in _events(fixed)[0].plain['details']['slots']}
    with pikepdf.open(fixed.output / '2021' / FIXED) as pdf:
        fields = {str(each.T): each for each in pdf.Root.AcroForm.Fields}
        for name, slot in slots.items():
            page: Any = pdf.pages[slot['page'] - 1].obj
            assert fields[name].P.objgen == page.objgen
            assert [float(edge) for edge in fields[name].Rect] == pytest.approx(slot['rectangle'])
            assert slot['name'] in str(fields[name].TU)


def test_a_document_that_nobody_signs_is_only_frozen(fixed: Workbench) -> None:
    built, frozen = (fixed.output / '2021' / name for name in (SHORT, FIXED_SHORT))
    assert frozen.read_bytes() == built.read_bytes()


def test_a_period_without_signatories_is_fixed_too(built_workspace: Workbench) -> None:
    answer = built_workspace.run('fix', '2020', '--document', 'uppfoljning-medborgarlofte-strangnas-2020.pdf')
    assert answer.code == 0, answer.err
    assert set(_kept(built_workspace, '2020')) == {
        'fixed/',
        'fixed/uppfoljning-medborgarlofte-strangnas-2020-v1.pdf',
    }
    assert 'skrivs under' not in answer.out


def test_every_fixed_file_is_pdf_a_2a_and_pdf_ua_1(fixed: Workbench) -> None:
    found = validate(sorted((fixed.output / '2021/fixed').glob('*.pdf')))
    assert len(found) == 2
    assert {path.name: report.rules for path, report in found.items() if not report.conforms} == {}


def test_the_same_data_in_another_folder_give_the_same_fixed_bytes(fixed: Workbench, tmp_path: Path) -> None:
    other = furnish(fixed.root / 'data', tmp_path / 'en annan mapp å ä ö')
    answer = other.process('fix', '2021', TZ='Pacific/Kiritimati', LC_ALL='C', PYTHONHASHSEED='4711')
    assert answer.code == 0, answer.err
    assert _kept(other) == _kept(fixed)


def test_the_same_bytes_are_not_fixed_twice(fixed_workspace: Workbench) -> None:
    before = fixed_workspace.snapshot()
    answer = fixed_workspace.run('fix', '2021')
    assert answer.code == 0, answer.err
    assert answer.out.count("redan fastställd som version 1") == 2
    assert {name: digest for name, digest in fixed_workspace.snapshot().items() if name != '.docgen/'} == before


def test_one_document_can_be_fixed_alone(built_workspace: Workbench) -> None:
    assert built_workspace.run('fix', '2021', '--document', SHORT).code == 0
    assert set(_kept(built_workspace)) == {'fixed/', FIXED_SHORT}
    assert built_workspace.run('fix', '2021', '--document', PROMISE.removesuffix('.pdf')).code == 0
    assert set(_kept(built_workspace)) == {'fixed/', FIXED, FIXED_SHORT}


def test_a_document_that_the_period_lacks_is_named(built_workspace: Workbench) -> None:
    answer = built_workspace.run('fix', '2021', '--document', 'medborgarlofte-strangnas-2012.pdf')
    assert answer.code == 2
    assert answer.ids == ['document-unknown']
    assert f"Menade du {PROMISE}?" in answer.err
    assert _kept(built_workspace) == {}


def test_an_unknown_period_is_named(built_workspace: Workbench) -> None:
    answer = built_workspace.run('fix', '2012')
    assert answer.code == 2
    assert answer.ids == ['period-unknown']


def test_data_with_gaps_are_not_fixed(workspace: Workbench) -> None:
    workspace.replace('promises/2021.yaml', 'signed_on: 2021-03-11\n', '')
    workspace.replace('promises/2021.yaml', 'purpose:', 'purposes:')
    answer = workspace.run('fix', '2021')
    assert answer.code == 3
    assert not (workspace.output / '2021').exists()


def test_a_draft_is_not_fixed_in_place_of_the_document(workspace: Workbench) -> None:
    assert workspace.run('build', '--draft', '2021').code == 0
    answer = workspace.run('fix', '2021')
    assert answer.code == 0, answer.err
    assert differences(workspace.output / '2021' / PROMISE, workspace.output / '2021' / FIXED) == ()
    assert not (workspace.output / 'utkast/2021/fixed').exists()


def test_changed_data_make_a_new_version_that_says_what_differs(fixed_workspace: Workbench) -> None:
    before = _kept(fixed_workspace)
    _change(fixed_workspace)

    answer = fixed_workspace.run('fix', '2021')

    assert answer.code == 0, answer.err
    assert re.search(r'2021-v2\.pdf +fastställd som version 2', answer.out)
    assert "Ändrat sedan version 1:" in answer.out
    assert re.search(r'– sida \d+: ”\S+ Arbetet följer” → ”\S+ Allt arbete följer”', answer.out)
    assert re.search(r'kort-v1\.pdf +redan fastställd som version 1', answer.out)
    after = _kept(fixed_workspace)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {'fixed/medborgarlofte-strangnas-2021-v2.pdf'}
    event = _events(fixed_workspace)[-1]
    assert event.version == 2
    assert len(event.plain['details']['differs']) == 1
    assert "Arbetet följer” → " in event.plain['details']['differs'][0]
    assert 'fixed-differs' not in answer.ids


def test_data_changed_back_make_a_third_version_of_the_first_ones_bytes(fixed_workspace: Workbench) -> None:
    _change(fixed_workspace)
    assert fixed_workspace.run('fix', '2021').code == 0
    fixed_workspace.replace('promises/2021.yaml', 'Allt arbete följer Link', 'Arbetet följer Link')
    assert fixed_workspace.run('fix', '2021').code == 0
    kept = _kept(fixed_workspace)
    assert kept['fixed/medborgarlofte-strangnas-2021-v3.pdf'] == kept[FIXED]


def test_a_build_after_fixing_leaves_the_fixed_files_and_warns(fixed_workspace: Workbench) -> None:
    before = _kept(fixed_workspace)
    events = _events(fixed_workspace)
    _change(fixed_workspace)
    for _ in range(2):  # made anew, then unchanged
        answer = fixed_workspace.run('build')
        assert answer.code == 0, answer.err
        assert answer.ids == ['fixed-differs']
        assert f"{PROMISE} är ändrad sedan version 1 fastställdes: sida " in answer.err
        assert "Arbetet följer” → ”" in answer.err
        assert "Kör docgen fix 2021 för version 2." in answer.err
        assert _kept(fixed_workspace) == before
        assert _events(fixed_workspace) == events
    assert "Allt är oförändrat" in answer.out
    assert [each['id'] for each in fixed_workspace.run('build', '--json').json['findings']] == ['fixed-differs']
    assert fixed_workspace.run('fix', '2021').code == 0
    assert fixed_workspace.run('build').ids == []


def test_a_build_of_other_data_is_no_change_of_what_is_fixed(fixed_workspace: Workbench) -> None:
    fixed_workspace.replace('follow-ups/2020.yaml', 'conclusions: |\n  ', 'conclusions: |\n  Året var bra. ')
    answer = fixed_workspace.run('build', '2020-2023')
    assert answer.code == 0, answer.err
    assert answer.ids == []


def test_a_draft_warns_of_nothing(fixed_workspace: Workbench) -> None:
    _change(fixed_workspace)
    assert fixed_workspace.run('build', '--draft', '2021').ids == []


def test_a_signed_version_is_not_left_behind_unasked(fixed_workspace: Workbench) -> None:
    signed = sign_as(fixed_workspace, 'kommunen')
    content = signed.read_bytes()
    _change(fixed_workspace)
    assert fixed_workspace.run('build').code == 0
    before = _kept(fixed_workspace)

    refused = fixed_workspace.run('fix', '2021')

    assert refused.code == 7
    assert refused.ids == ['fixed-version-signed']
    assert "version 1 är undertecknad av Anna Exempel (kommunen)" in refused.err
    assert "Arbetet följer” → ”" in refused.err
    assert "docgen fix 2021 --new-version" in refused.err
    assert _kept(fixed_workspace) == before

    answer = fixed_workspace.run('fix', '2021', '--new-version')
    assert answer.code == 0, answer.err
    assert "Underskrifterna på version 1 följer inte med." in answer.out
    assert signed.read_bytes() == content
    assert 'fixed/medborgarlofte-strangnas-2021-v2.pdf' in _kept(fixed_workspace)


def test_a_wrong_signature_is_undone_by_a_new_version_of_the_same_content(fixed_workspace: Workbench) -> None:
    signed = sign_as(fixed_workspace, 'kommunen')
    content = signed.read_bytes()

    answer = fixed_workspace.run('fix', '2021', '--new-version')

    assert answer.code == 0, answer.err
    assert re.search(f"{FIXED.replace('v1', 'v2')} +fastställd som version 2", answer.out)
    assert "inget i innehållet; ny version för nya underskrifter" in answer.out
    assert "Underskrifterna på version 1 följer inte med." in answer.out
    assert signed.read_bytes() == content
    kept = _kept(fixed_workspace)
    assert kept[FIXED.replace('v1', 'v2')] == kept[FIXED]
    assert FIXED_SHORT.replace('v1', 'v2') not in kept
    assert fixed_workspace.run('fix', '2021').code == 0
    assert fixed_workspace.run('status', '2021', '--json').json['documents'][1]['state'] == 'fixed'

    # Nobody has signed version 2, so there is nothing to undo.
    assert "redan fastställd som version 2" in fixed_workspace.run('fix', '2021', '--new-version').out


def test_a_build_tells_of_a_signed_version_that_it_holds(fixed_workspace: Workbench) -> None:
    sign_as(fixed_workspace, 'kommunen')
    _change(fixed_workspace)
    answer = fixed_workspace.run('build')
    assert answer.code == 0
    assert "Version 1 är delvis undertecknad och ligger kvar som den är." in answer.err
    assert "Annars fortsätter ni att skriva under version 1." in answer.err
    assert "docgen fix 2021 --new-version" in answer.err


def test_a_published_version_that_nobody_signs_can_have_a_successor(fixed_workspace: Workbench) -> None:
    publish(fixed_workspace, SHORT)
    fixed_workspace.replace('promises/2021.yaml', 'kommun lovar under 2021:', 'kommun lovar hela 2021:')
    answer = fixed_workspace.run('fix', '2021', '--document', SHORT)
    assert answer.code == 0, answer.err
    assert {FIXED_SHORT, f'public/{SHORT}', FIXED_SHORT.replace('v1', 'v2')} <= set(_kept(fixed_workspace))


def test_a_signed_version_stays_when_the_difference_cannot_be_seen(fixed_workspace: Workbench) -> None:
    """As when a new docgen writes the same pages in another way; here a logo is described in other words."""
    sign_as(fixed_workspace, 'kommunen')
    before = _kept(fixed_workspace)
    fixed_workspace.replace('parties.yaml', 'logo_text: ', 'logo_text: Bild av ')
    built = fixed_workspace.run('build', '2021')
    assert "medborgarlofte-strangnas-2021.pdf" in built.out
    assert built.ids == []

    answer = fixed_workspace.run('fix', '2021', '--document', PROMISE)

    assert answer.code == 0, answer.err
    assert "redan fastställd som version 1" in answer.out
    assert "är en annan inuti, men det syns inte" in answer.out
    assert _kept(fixed_workspace) == before
    assert fixed_workspace.run('status', '2021', '--json').json['documents'][0]['changed'] is False

    assert fixed_workspace.run('fix', '2021', '--document', PROMISE, '--new-version').code == 0
    assert _events(fixed_workspace)[-1].version == 2


def test_json_tells_versions_differences_and_signatories(fixed_workspace: Workbench) -> None:
    _change(fixed_workspace)
    told = fixed_workspace.run('fix', '2021', '--json').json
    assert told['exit_code'] == 0
    promise, short = told['documents']
    assert (promise['document'], promise['version'], promise['new']) == (PROMISE, 2, True)
    assert promise['sha256'] == _kept(fixed_workspace)[FIXED.replace('v1', 'v2')]
    assert [each['role'] for each in promise['signatories']] == ['kommunen', 'polisen']
    assert len(promise['differs']) == 1
    assert (short['version'], short['new'], short['differs']) == (1, False, [])


def test_the_order_of_the_fields_is_that_of_the_blocks_on_the_page(everything: Workbench, tmp_path: Path) -> None:
    workbench = copied(everything, tmp_path / 'everything')
    periods = sorted(path.parent.name for path in workbench.output.glob('*/record.json'))
    found = []
    for period in periods:
        answer = workbench.run('fix', period)
        assert answer.code == 0, answer.err
        record = read_record(workbench.output / period)
        assert record is not None
        for event in record.events:
            document = record.document(event.document)
            assert document is not None
            slots = event.plain['details']['slots']
            assert [slot['role'] for slot in slots] == [each['role'] for each in document.signatures]
            assert [slot['closes'] for slot in slots] == [False] * (len(slots) - 1) + [True] * bool(slots)
            found.append(len(slots))
    assert max(found) > 3


@pytest.mark.parametrize(
    'name',
    [
        r"'Maja (\) <Påhittad> & Co'",
        "'Maja\u00a0Påhittad'",
        "'Øyvind Fiktiv von Påhittad-Exempelsson'",
        f"'{'Påhittad-Exempelsson ' * 5}'",
    ],
)
def test_names_of_all_kinds_get_their_field(minimal: Workbench, name: str) -> None:
    minimal.replace('promises/2024.yaml', 'name: Maja Påhittad', f'name: {name}')
    answer = minimal.run('fix', '2024')
    assert answer.code == 0, answer.err
    (slot,) = _events(minimal, '2024')[0].plain['details']['slots']
    assert slot['field'] == 'Underskrift-kommunen'


def test_git_keeps_what_is_fixed_and_ignores_what_is_built(fixed: Workbench, tmp_path: Path) -> None:
    workbench = copied(fixed, tmp_path / 'clone')
    assert _git_adds(workbench) == [
        'output/2021/.gitattributes',
        'output/2021/.gitignore',
        f'output/2021/{FIXED_SHORT}',
        f'output/2021/{FIXED}',
        'output/2021/record.json',
    ]


def test_git_has_nothing_to_keep_of_a_workspace_that_is_only_built(shipped: Workbench, tmp_path: Path) -> None:
    assert _git_adds(copied(shipped, tmp_path / 'clone')) == []


def _git_adds(workbench: Workbench) -> list[str]:
    shutil.copy(PROJECT / '.gitignore', workbench.root)
    subprocess.run(['git', 'init', '-q'], cwd=workbench.root, check=True)
    done = subprocess.run(
        ['git', 'status', '--short', '--untracked-files=all', 'output'],
        cwd=workbench.root,
        check=True,
        capture_output=True,
        encoding='utf-8',
    )
    return sorted(done.stdout.split()[1::2])


def test_a_clone_that_has_only_what_git_keeps_goes_on_as_before(fixed: Workbench, tmp_path: Path) -> None:
    clone = furnish(fixed.root / 'data', tmp_path / 'clone')
    for name in ('record.json', FIXED, FIXED_SHORT, '.gitignore', '.gitattributes'):
        path = clone.output / '2021' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((fixed.output / '2021' / name).read_bytes())
    assert clone.run('status', '2021').code == 0
    built = clone.run('build')
    assert built.code == 0, built.err
    assert built.ids == []
    answer = clone.run('fix', '2021')
    assert answer.out.count("redan fastställd som version 1") == 2
    assert _kept(clone) == _kept(fixed)
    assert _events(clone) == _events(fixed)
