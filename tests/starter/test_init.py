"""`docgen init`: what a new workspace holds, what is left to write in it, and that it builds when that is done."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from pdf.sight import assert_conforms
from pypdf import PdfReader
from workbench import PROJECT, Workbench, snapshot

from docgen.model import Agreement, Body, Commitment, Contact, FocusArea, Party, Promise, Signatory

from .filling import ARGUMENTS, begun, fill_in

GAP = re.compile(r'\[saknas: ([^\]]+)\]')
DRAFTS = {
    '2027/medborgarlofte-lillby-kommun-2027.pdf',
    '2027/medborgarlofte-lillby-kommun-2027-kort.pdf',
    '2027-2030/samverkansoverenskommelse-lillby-kommun-2027-2030.pdf',
}


@pytest.fixture(scope='module')
def new(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A new workspace. Only read."""
    return begun(tmp_path_factory.mktemp('new') / 'lillby')


def _text(pdf: Path) -> str:
    return ' '.join(' '.join(page.extract_text() for page in PdfReader(pdf).pages).split())


def test_a_new_workspace_holds_what_the_repository_does(new: Workbench) -> None:
    theirs = snapshot(new.root / 'templates')
    assert theirs == snapshot(PROJECT / 'templates')
    for name in ('.gitattributes', '.gitignore', 'data/trust/README.md'):
        assert (new.root / name).read_bytes() == (PROJECT / name).read_bytes()
    assert snapshot(new.root / 'data/schemas') == snapshot(PROJECT / 'data/schemas')
    assert {path.name for path in new.root.iterdir()} == {'.gitattributes', '.gitignore', 'data', 'templates'}
    assert sorted(path.relative_to(new.root / 'data').as_posix() for path in new.root.rglob('*.yaml')) == [
        'agreements/2027-2030.yaml',
        'parties.yaml',
        'promises/2027.yaml',
        'workspace.yaml',
    ]


def test_check_names_every_empty_place_and_only_those(new: Workbench) -> None:
    answer = new.run('check', '--json')
    assert answer.code == 3
    findings = answer.json['findings']
    assert {each['id'] for each in findings} == {'data-missing'}
    assert {each['key'] for each in findings} >= {'contact.email', 'goals[1]', 'signatories[2].title', 'introduction'}
    places = {(each['file'], each['line']) for each in findings}
    assert len(places) == len(findings)
    for file, line in places:
        assert re.search(r'(: \||:|-)\s*$', Path(file).read_text('utf-8').split('\n')[line - 1]), f'{file}:{line}'


def test_check_of_a_draft_finds_no_error(new: Workbench) -> None:
    answer = new.run('check', '--draft')
    assert answer.code == 0
    assert set(answer.ids) == {'commitment-count', 'signatory-nameless'}


def test_drafts_can_be_made_at_once_and_mark_every_gap(tmp_path: Path) -> None:
    workbench = begun(tmp_path / 'lillby')
    missing = [each['key'] for each in workbench.run('check', '--json').json['findings']]

    answer = workbench.run('build', '--draft')

    assert answer.code == 0, answer.err
    drafts = workbench.output / 'utkast'
    assert {path.relative_to(drafts).as_posix() for path in drafts.rglob('*.pdf')} == DRAFTS
    marked = []
    for name in sorted(DRAFTS):
        assert_conforms(drafts / name)
        if 'kort' not in name:
            marked += GAP.findall(_text(drafts / name))
    # The area's title and the contact stand in several places, and the day of signing is no text.
    assert len(marked) >= len(missing)
    english = {re.sub(r'\[\d+\]', '', key).rpartition('.')[2] for key in missing}
    assert {words for words in marked if words in english} == set()
    assert {'bakgrunden', 'ett mål', 'vad kommunen åtar sig', 'undertecknarens namn', 'löftets text'} <= set(marked)


def test_when_what_check_asks_for_is_written_the_documents_are_made(tmp_path: Path) -> None:
    workbench = begun(tmp_path / 'lillby')
    fill_in(workbench.run('check', '--json').json['findings'])
    left = workbench.run('check', '--json').json['findings']
    left = [each for each in left if each['severity'] == 'error']
    assert {(each['id'], each['key']) for each in left} == {('missing-date', 'signed_on')}
    fill_in(left)

    answer = workbench.run('build', '--json')

    assert answer.code == 0, answer.out
    assert [each['id'] for each in answer.json['findings']] == ['commitment-count']
    assert {path.relative_to(workbench.output).as_posix() for path in workbench.output.glob('*/*.pdf')} == DRAFTS
    for name in DRAFTS:
        assert 'saknas' not in _text(workbench.output / name)
        assert_conforms(workbench.output / name)
    assert workbench.run('status').code == 0


def test_the_workspace_is_the_municipalitys_own_and_no_genitive_is_made(new: Workbench) -> None:
    texts = [path.read_text('utf-8') for path in new.root.rglob('*.yaml')]
    assert sum(text.count('Lillby kommun') for text in texts) == 3
    assert not any('Lillby kommuns' in text or 'Strängnäs' in text for text in texts)
    assert "lead_in: 'Polisen och Lillby kommun lovar under 2027:'" in '\n'.join(texts)


def test_every_key_that_can_be_written_is_shown_and_explained(new: Workbench) -> None:
    data = new.root / 'data'
    for file, models in {
        'agreements/2027-2030.yaml': (Agreement, FocusArea, Body, Signatory),
        'promises/2027.yaml': (Promise, Commitment, Signatory),
        'parties.yaml': (Party,),
        'workspace.yaml': (Contact,),
    }.items():
        text = (data / file).read_text('utf-8')
        keys = {key for model in models for key in model.model_fields}
        assert {key for key in keys if not re.search(rf'^[ #-]*\b{key}:', text, re.MULTILINE)} == set(), file
        assert text.count('#') > len(keys) / 2


def test_git_keeps_the_data_and_ignores_what_is_made(tmp_path: Path) -> None:
    workbench = begun(tmp_path / 'lillby')
    (workbench.output / '2027').mkdir(parents=True)
    (workbench.output / '2027' / 'x.pdf').write_bytes(b'')
    subprocess.run(['git', 'init', '-q', workbench.root], check=True)
    told = subprocess.run(
        ['git', '-C', workbench.root, 'status', '--porcelain', '-uall'],
        capture_output=True,
        encoding='utf-8',
        check=True,
    ).stdout
    assert 'data/workspace.yaml' in told
    assert 'output' not in told


def test_what_was_made_and_what_is_next_is_told(tmp_path: Path) -> None:
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'lillby'), *ARGUMENTS, '--short', 'lillby')
    assert answer.code == 0
    assert "medborgarlofte-lillby-2027.pdf" in answer.out
    for told in ("agreements/2027-2030.yaml", "promises/2027.yaml", " check ", " build --draft "):
        assert told in answer.out


def test_the_answer_as_json(tmp_path: Path) -> None:
    answer = Workbench(tmp_path).run('init', str(tmp_path / 'a' / 'lillby'), *ARGUMENTS, '--json')
    assert answer.code == 0
    told = json.loads(answer.out)
    files = told.pop('files')
    assert told == {
        'exit_code': 0,
        'root': str(tmp_path / 'a' / 'lillby'),
        'municipality': 'Lillby kommun',
        'short': 'lillby-kommun',
        'police': 'Lokalpolisområde Lillby',
        'agreement': '2027-2030',
        'promise': '2027',
    }
    found = snapshot(tmp_path / 'a' / 'lillby')
    assert files == sorted(name for name in found if not name.endswith('/'))
