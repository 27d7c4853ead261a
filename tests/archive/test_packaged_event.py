"""A package is noted in the period's record, with its checksum, and `docgen status` tells so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from sign.conftest import copied, sign
from workbench import snapshot

from archive.conftest import NAME
from docgen.archive.verdicts import PackageVerdict
from docgen.archive.verify import verify_package
from docgen.sign.trust import load_trust

if TYPE_CHECKING:
    from pki.authority import Pki
    from workbench import Workbench

    from archive.conftest import Package

PROMISE = 'medborgarlofte-strangnas-2021.pdf'
SHORT = 'medborgarlofte-strangnas-2021-kort.pdf'


def _packaged(workbench: Workbench, period: str) -> list[dict[str, Any]]:
    record = json.loads((workbench.output / period / 'record.json').read_text('utf-8'))
    return [each for each in record['events'] if each['kind'] == 'packaged']


def _status(workbench: Workbench) -> tuple[set[bool], list[str]]:
    documents = workbench.run('status', '2021', '--json').json['documents']
    return {each['archived'] for each in documents}, [step['command'] for each in documents for step in each['next']]


def test_the_record_holds_the_checksum_of_what_was_delivered(
    published_workspace: Workbench, package: Package, tmp_path: Path
) -> None:
    assert _status(published_workspace) == ({False}, ['docgen archive 2021'] * 2)
    made = published_workspace.run('archive', '2021', '--to', str(tmp_path), '--json').json
    noted = _packaged(published_workspace, '2021')
    assert {(each['document'], each['version']) for each in noted} == {(PROMISE, 1), (SHORT, 1)}
    identity = package.xml('METS.xml').get('OBJID')
    details = {'package': NAME, 'package_sha256': made['sha256'], 'profile': 'fgs-2.0', 'object_id': identity}
    assert [each['details'] for each in noted] == [details, details]
    assert _status(published_workspace) == ({True}, [])
    assert "publicerad, arkiverad" in published_workspace.run('status', '2021').out
    assert snapshot(tmp_path / NAME) == snapshot(package.path)


@pytest.fixture
def small_workspace(smallest: Workbench, tmp_path: Path) -> Workbench:
    """The smallest workspace, fixed and not signed."""
    workbench = copied(smallest, tmp_path / 'workspace')
    assert workbench.run('fix', '2024').code == 0
    return workbench


def _archive(workbench: Workbench, *options: str) -> Any:
    answer = workbench.run('archive', '2024', '--unsigned', *options, '--json')
    assert answer.code == 0, answer.err
    return answer.json


def test_the_same_package_again_is_the_same_and_noted_once(small_workspace: Workbench, tmp_path: Path) -> None:
    made = [_archive(small_workspace, '--to', str(tmp_path / folder)) for folder in ('a', 'a', 'b')]
    assert [each['new'] for each in made] == [True, False, True]
    assert len(_packaged(small_workspace, '2024')) == 2
    assert snapshot(tmp_path / 'a') == snapshot(tmp_path / 'b')
    packed = _archive(small_workspace, '--to', str(tmp_path), '--as', 'zip')
    sums = [each['details']['package_sha256'] for each in _packaged(small_workspace, '2024')]
    assert sums == [made[0]['sha256']] * 2 + [packed['sha256']] * 2


def test_what_happens_later_is_to_be_archived_anew_and_tells_of_the_earlier_package(
    small_workspace: Workbench, tmp_path: Path
) -> None:
    first = _archive(small_workspace, '--to', str(tmp_path))
    small_workspace.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')
    assert small_workspace.run('fix', '2024').code == 0
    found = {
        (each['document'], each['version']): each['archived']
        for each in small_workspace.run('status', '2024', '--json').json['documents']
    }
    promise = 'medborgarlofte-lillby-2024.pdf'
    assert (found[promise, 1], found[promise, 2]) == (True, False)
    second = Path(_archive(small_workspace, '--to', str(tmp_path))['path'])
    assert second.name == 'lillby-2024-leverans-2'
    premis = etree.parse(second / 'metadata/preservation/premis.xml')
    told = [each.text for each in premis.iter('{*}eventDetail')]
    assert f"Följde med i arkivpaketet {Path(first['path']).name}." in told
    assert told[-1] == "Paketet gjordes."
    for each in (first['path'], str(second)):
        verified = small_workspace.run('archive', 'verify', each, '--json')
        assert (verified.json['verdict'], verified.json['compared']) == ('valid', True), verified.out


def test_a_second_delivery_says_what_it_replaces_and_what_is_in_force(
    small_workspace: Workbench, tmp_path: Path
) -> None:
    first = Path(_archive(small_workspace, '--to', str(tmp_path))['path'])
    small_workspace.replace('promises/2024.yaml', 'introduction: Lillby', 'introduction: Hela Lillby')
    assert small_workspace.run('fix', '2024').code == 0
    second = Path(_archive(small_workspace, '--to', str(tmp_path))['path'])
    before, after = (etree.parse(each / 'METS.xml').getroot() for each in (first, second))
    assert before.get('OBJID') != after.get('OBJID')
    statuses = [one.get('RECORDSTATUS') for each in (before, after) for one in each.iter('{*}metsHdr')]
    assert statuses == ['NEW', 'REPLACEMENT']
    erms = etree.parse(second / 'representations/rep1/data/erms.xml')
    assert erms.findtext('.//{*}aggregation/{*}relation') == before.get('OBJID')
    records = {each.findtext('{*}objectId'): each for each in erms.iter('{*}record')}
    stem = 'medborgarlofte-lillby-2024'
    told = {
        name: {(each.get('relationType'), each.text) for each in record.iter('{*}relation')}
        for name, record in records.items()
    }
    assert ('replaces', f'{stem}-v1') in told[f'{stem}-v2']
    assert ('is_replaced_with', f'{stem}-v2') in told[f'{stem}-v1']
    case = etree.parse(second / 'metadata/descriptive/arende.xml')
    in_force = {each.text: each.get('galler') for each in case.iter('{*}fil')}
    assert in_force[f'fixed/{stem}-v1.pdf'] == 'nej'
    assert in_force[f'fixed/{stem}-v2.pdf'] == 'ja'
    listed = small_workspace.run('archive', 'list', str(tmp_path), '--json').json['packages']
    deliveries = {each['package']: each['delivery'] for each in listed}
    assert deliveries[first.name] == f"leverans 1, ersatt av {second.name}"
    assert deliveries[second.name] == "leverans 2, gäller"
    inner = etree.parse(second / 'representations/rep1/METS.xml')
    superseded = {
        place.get('{http://www.w3.org/1999/xlink}href')
        for each in inner.iter('{*}file')
        if each.get('USE') == 'SUPERSEDED'
        for place in each.iter('{*}FLocat')
    }
    assert f'data/fixed/{stem}-v1.pdf' in superseded
    assert f'data/fixed/{stem}-v2.pdf' not in superseded


def test_a_new_version_that_is_signed_and_published_gives_a_package_that_holds(
    published_workspace: Workbench, pki: Pki, tmp_path: Path
) -> None:
    published_workspace.replace('promises/2021.yaml', 'Ju tidigare vuxna reagerar', 'Ju snabbare vuxna reagerar')
    assert published_workspace.run('fix', '2021', '--new-version').code == 0
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        assert sign(published_workspace, role, person, '--tsa', pki.tsa_url).code == 0
    assert published_workspace.run('publish', '2021').code == 0
    made = published_workspace.run('archive', '2021', '--to', str(tmp_path / 'arkiv'), '--json')
    found = verify_package(Path(made.json['path']), load_trust([pki.roots]))
    assert (found.verdict, found.observations) == (PackageVerdict.VALID, ())


def test_a_record_that_cannot_be_written_is_a_warning_for_the_package_is_whole(
    small_workspace: Workbench, tmp_path: Path
) -> None:
    private = small_workspace.output / '.docgen'
    shutil.rmtree(private)
    private.write_text('en fil där docgens egen mapp ska ligga', 'utf-8')
    before = snapshot(small_workspace.output)
    made = _archive(small_workspace, '--to', str(tmp_path))
    assert [each['id'] for each in made['findings']][-1] == 'archive-not-noted'
    assert snapshot(small_workspace.output) == before
    private.unlink()
    assert _archive(small_workspace, '--to', str(tmp_path))['new'] is False
    assert len(_packaged(small_workspace, '2024')) == 2
