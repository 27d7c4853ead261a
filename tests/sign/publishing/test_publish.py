"""`docgen publish`: a copy for everyone that tells who signed, and nothing else of what a signature holds."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from killing import dealings, killed, points
from pki.authority import PERSONAL_NUMBER
from pypdf import PdfReader
from verapdf.verapdf import validate
from workbench import PROJECT, Workbench, furnish, snapshot

from docgen.pdf.judge.judge import Expectations, judge
from docgen.swedish import file_size

from ..conftest import copied, sign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pki.authority import Pki

PROMISE = 'medborgarlofte-strangnas-2021.pdf'
SHORT = 'medborgarlofte-strangnas-2021-kort.pdf'
SIGNED = 'signed/medborgarlofte-strangnas-2021-v1.pdf'
PAGE = 6
"""Of the signatures, from 1."""


@pytest.fixture(scope='module')
def published(signed: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The workspace that both have signed, its promise of 2021 and the short version published. Read only."""
    workbench = copied(signed, tmp_path_factory.mktemp('published') / 'workspace')
    answer = workbench.run('publish', '2021')
    assert answer.code == 0, answer.err
    return workbench


def _public(workbench: Workbench, document: str = PROMISE) -> Path:
    return workbench.output / '2021/public' / document


def _events(workbench: Workbench) -> list[dict[str, Any]]:
    record = json.loads((workbench.output / '2021/record.json').read_text('utf-8'))
    return [each for each in record['events'] if each['kind'] == 'published']


def _today() -> str:
    return datetime.datetime.now(ZoneInfo('Europe/Stockholm')).date().isoformat()


def _text(path: Path, page: int = PAGE) -> str:
    return ' '.join(PdfReader(path).pages[page - 1].extract_text().split())


def _everything(path: Path) -> bytes:
    """All bytes of a file, every stream unpacked and every string written out."""
    pieces = [path.read_bytes()]
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                pieces.append(thing.read_bytes())
            pieces += [bytes(each) for each in _strings(thing)]
    return b'\n'.join(pieces)


def _strings(thing: Any) -> Iterator[pikepdf.String]:
    """Give the strings of one object; those that it refers to are objects of their own."""
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        values = list(thing) if isinstance(thing, pikepdf.Array) else [thing[key] for key in thing.keys()]  # noqa: SIM118
        for each in values:
            if not getattr(each, 'is_indirect', False):
                yield from _strings(each)


def _forms(text: str) -> list[bytes]:
    """How a text can stand in a PDF: as it is, in UTF-16, in hexadecimal."""
    plain, wide = text.encode(), text.encode('utf-16-be')
    return [plain, wide, plain.hex().encode(), plain.hex().upper().encode(), wide.hex().encode()]


def test_the_copy_tells_who_signed_and_when(signed_workspace: Workbench) -> None:
    answer = signed_workspace.run('publish', '2021')

    assert answer.code == 0, answer.err
    assert f"Undertecknad elektroniskt av Anna Exempel {_today()}" in answer.out
    text = _text(_public(signed_workspace))
    for name in ("Anna Exempel", "Erik Provsson"):
        assert f"Undertecknad elektroniskt av {name} {_today()}" in text
    original = json.loads((signed_workspace.output / '2021/record.json').read_text('utf-8'))['events'][-1]
    assert original['kind'] == 'published'
    signed = signed_workspace.output / '2021' / SIGNED
    assert f"Undertecknat original: SHA-256 {snapshot(signed.parent)[signed.name]}" in text


def test_each_signature_is_read_aloud_in_its_own_block(published: Workbench) -> None:
    aloud = published.run('inspect', '--aloud', str(_public(published))).out
    order = (
        "Underskrift för Strängnäs kommun, Anna Exempel, kommundirektör",
        "Ort och datum: Strängnäs den 11 mars 2021",
        f"Undertecknad elektroniskt av Anna Exempel {_today()}",
        "Underskrift för Polismyndigheten",
        f"Undertecknad elektroniskt av Erik Provsson {_today()}",
        "Undertecknat original: SHA-256",
    )
    at = -1
    for text in order:
        found = aloud.find(text, at + 1)
        assert found > at, text
        at = found


def test_nothing_of_certificates_and_fields_is_in_the_copy(published: Workbench, pki: Pki) -> None:
    """The same search finds all of it in the signed file."""
    signed, public = published.output / '2021' / SIGNED, _public(published)
    inside_signed, inside_public = _everything(signed), _everything(public)
    traces = [
        *_forms(PERSONAL_NUMBER)[:1],
        pki.anna.certificate_der,
        pki.erik.certificate_der,
        b'/ByteRange',
        b'/Type /DSS',
        b'Testmyndigheten',
    ]
    for trace in traces:
        assert trace not in inside_public
        if trace != b'/Type /DSS':
            assert trace in inside_signed or trace.hex().encode() in inside_signed
    for form in (each for text in (PERSONAL_NUMBER, PERSONAL_NUMBER[2:], "Testmyndigheten") for each in _forms(text)):
        assert form not in inside_public
    with pikepdf.open(public) as pdf:
        assert '/AcroForm' not in pdf.Root
        assert '/DSS' not in pdf.Root
        kinds = {str(each.get('/Subtype')) for page in pdf.pages for each in page.obj.get('/Annots', [])}
        assert kinds <= {'/Link'}
    assert public.read_bytes().count(b'%%EOF') == 1
    assert signed.read_bytes().count(b'%%EOF') > 2


def test_the_record_holds_no_personal_number(signed_workspace: Workbench) -> None:
    answer = signed_workspace.run('publish', '2021', '--json')

    record = (signed_workspace.output / '2021/record.json').read_text('utf-8')
    assert PERSONAL_NUMBER[2:] not in record + answer.out + answer.err
    (event, short) = _events(signed_workspace)
    assert event['details']['verdict'] == 'valid'
    assert event['details']['unsigned'] == []
    assert event['details']['published_on'] == _today()
    assert event['details']['bytes'] == _public(signed_workspace).stat().st_size
    assert (short['document'], short['details']['signatures']) == (SHORT, [])
    assert [each['new'] for each in answer.json['documents']] == [True, True]


def test_the_signed_original_is_left_as_it_is(signed_workspace: Workbench) -> None:
    before = snapshot(signed_workspace.output / '2021')
    assert signed_workspace.run('publish', '2021').code == 0
    after = snapshot(signed_workspace.output / '2021')
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if not name.startswith(('public/', 'webb/'))} == {'record.json'}
    assert set(before) <= set(after)


def test_verify_knows_the_copy_and_misses_nobody_in_it(published: Workbench) -> None:
    answer = published.run('verify', str(published.output / '2021/public/medborgarlofte-strangnas-2021.pdf'))

    assert answer.code == 6
    assert "kopian för webben, som inte ska ha några underskrifter" in answer.out
    assert "Originalet är 2021/signed/medborgarlofte-strangnas-2021-v1.pdf" in answer.out
    assert "Saknas:" not in answer.out


def test_the_same_signed_version_gives_the_same_bytes(signed: Workbench, tmp_path: Path) -> None:
    copies = [copied(signed, tmp_path / name) for name in ('one', 'other')]
    for each in copies:
        assert each.run('publish', '2021').code == 0
    assert snapshot(copies[0].output / '2021/public') == snapshot(copies[1].output / '2021/public')


def test_published_again_it_stays_as_it_is(published: Workbench, tmp_path: Path) -> None:
    workbench = copied(published, tmp_path / 'workspace')
    before = snapshot(workbench.output / '2021')

    answer = workbench.run('publish', '2021')

    assert (answer.code, answer.out.count("redan publicerad")) == (0, 2)
    assert snapshot(workbench.output / '2021') == before


def test_a_copy_that_was_lost_or_changed_is_made_again(published: Workbench, tmp_path: Path) -> None:
    workbench = copied(published, tmp_path / 'workspace')
    before = snapshot(workbench.output / '2021')
    for content in (None, b'nothing'):
        _public(workbench).unlink()
        if content is not None:
            _public(workbench).write_bytes(content)
        assert workbench.run('status').code == 6
        assert workbench.run('publish', '2021').code == 0
        assert snapshot(workbench.output / '2021') == before


def test_who_has_not_signed_is_named(fixed_workspace: Workbench, pki: Pki) -> None:
    before = fixed_workspace.snapshot()
    answer = fixed_workspace.run('publish', '2021')
    assert (answer.code, answer.ids) == (2, ['publish-unsigned'])
    assert "inte undertecknad av Anna Exempel (kommunen) och Erik Provsson (polisen)" in answer.err
    assert fixed_workspace.snapshot() == before

    assert sign(fixed_workspace, 'kommunen', pki.anna, '--accept-untrusted').code == 0
    answer = fixed_workspace.run('publish', '2021')
    assert "inte undertecknad av Erik Provsson (polisen)." in answer.err


def test_what_nobody_signs_is_published_as_it_was_fixed(fixed_workspace: Workbench) -> None:
    answer = fixed_workspace.run('publish', '2021', '--document', SHORT)

    assert answer.code == 0, answer.err
    fixed = fixed_workspace.output / '2021/fixed/medborgarlofte-strangnas-2021-kort-v1.pdf'
    assert _public(fixed_workspace, SHORT).read_bytes() == fixed.read_bytes()
    assert not _public(fixed_workspace).exists()


def test_an_unsigned_copy_says_so_and_so_does_the_record(fixed_workspace: Workbench) -> None:
    answer = fixed_workspace.run('publish', '2021', '--unsigned')

    assert answer.code == 0, answer.err
    assert "Anna Exempel: Ej undertecknad" in answer.out
    text = _text(_public(fixed_workspace))
    assert text.count("Ej undertecknad") == 2
    assert "Fastställd version: SHA-256" in text
    (event, _) = _events(fixed_workspace)
    assert event['details']['unsigned'] == ['kommunen', 'polisen']
    status = fixed_workspace.run('status', '2021', '--json')
    states = {each['document']: each['state'] for each in status.json['documents']}
    assert states == {PROMISE: 'fixed', SHORT: 'published'}


def test_once_signed_the_signed_copy_takes_the_unsigned_ones_place(fixed_workspace: Workbench, pki: Pki) -> None:
    shutil.copytree(pki.roots, fixed_workspace.root / 'data/trust', dirs_exist_ok=True)
    assert fixed_workspace.run('publish', '2021', '--unsigned').code == 0
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        assert sign(fixed_workspace, role, person, '--tsa', pki.tsa_url).code == 0

    answer = fixed_workspace.run('publish', '2021')

    assert answer.code == 0, answer.err
    assert "Ej undertecknad" not in _text(_public(fixed_workspace))
    assert [each['document'] for each in _events(fixed_workspace)] == [PROMISE, SHORT, PROMISE]


def test_a_needless_unsigned_is_told(signed_workspace: Workbench) -> None:
    answer = signed_workspace.run('publish', '2021', '--unsigned')

    assert (answer.code, answer.ids) == (0, ['publish-unsigned-needless'])
    assert "Undertecknad elektroniskt av Anna Exempel" in answer.out


def test_issuers_that_nobody_trusts_are_accepted_only_by_name(signed_workspace: Workbench) -> None:
    for each in (signed_workspace.root / 'data/trust').glob('*.pem'):
        each.unlink()
    before = snapshot(signed_workspace.output / '2021')
    answer = signed_workspace.run('publish', '2021')
    assert (answer.code, answer.ids) == (6, ['publish-untrusted'])
    assert snapshot(signed_workspace.output / '2021') == before

    answer = signed_workspace.run('publish', '2021', '--accept-untrusted')

    assert answer.code == 0, answer.err
    assert _events(signed_workspace)[0]['details']['verdict'] == 'valid-but-untrusted'


def test_what_the_file_does_not_prove_the_network_can(fixed_workspace: Workbench, pki: Pki) -> None:
    """B-B holds no word on revocation."""
    shutil.copytree(pki.roots, fixed_workspace.root / 'data/trust', dirs_exist_ok=True)
    for role, person in (('kommunen', pki.anna), ('polisen', pki.erik)):
        assert sign(fixed_workspace, role, person).code == 0
    answer = fixed_workspace.run('publish', '2021')
    assert (answer.code, answer.ids) == (6, ['publish-untrusted'])
    assert '--network' in answer.err

    answer = fixed_workspace.run('publish', '2021', '--network')

    assert answer.code == 0, answer.err
    assert _events(fixed_workspace)[0]['details']['verdict'] == 'valid'


@pytest.mark.parametrize(('name', 'finding'), [(SIGNED, 'record-file-changed'), (f'fixed/{SHORT[:-4]}-v1.pdf',) * 2])
def test_a_file_that_was_tampered_with_is_not_published(signed_workspace: Workbench, name: str, finding: str) -> None:
    path = signed_workspace.output / '2021' / name
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b'\n')
    before = signed_workspace.snapshot()

    answer = signed_workspace.run('publish', '2021')

    assert (answer.code, answer.ids) == (6, ['record-file-changed'])
    assert finding in ('record-file-changed', name)
    assert signed_workspace.snapshot() == before


@pytest.mark.parametrize(
    ('arguments', 'finding'),
    [
        (('1999',), 'period-not-built'),
        (('2020',), 'not-fixed'),
        (('2021', '--document', 'medborgarlofte-strangnas-2012'), 'document-unknown'),
        (('2021', '--date', '2021-03-12'), 'publish-too-early'),
    ],
)
def test_what_cannot_be_published_is_told(signed_workspace: Workbench, arguments: list[str], finding: str) -> None:
    before = signed_workspace.snapshot()
    answer = signed_workspace.run('publish', *arguments)
    assert (answer.code, answer.ids) == (2, [finding])
    assert signed_workspace.snapshot() == before


def test_an_earlier_day_of_publication_can_be_given(fixed_workspace: Workbench) -> None:
    assert fixed_workspace.run('publish', '2021', '--document', SHORT, '--date', '2021-04-28').code == 0
    assert _events(fixed_workspace)[0]['details']['published_on'] == '2021-04-28'


def test_a_folder_that_cannot_be_written_is_told(signed_workspace: Workbench) -> None:
    """Root may write anywhere, so the folder's place is taken by a file."""
    private = signed_workspace.output / '.docgen'
    shutil.rmtree(private, ignore_errors=True)
    private.write_text('')
    answer = signed_workspace.run('publish', '2021')
    assert (answer.code, answer.ids) == (2, ['output-unwritable'])


def test_killed_at_any_moment_it_leaves_all_copies_or_none(fixed_workspace: Workbench, tmp_path: Path) -> None:
    """And the command again makes the rest, the web pages included."""
    arguments = ('publish', '2021', '--unsigned')
    assert fixed_workspace.run(*arguments, '--document', SHORT).code == 0
    before = snapshot(fixed_workspace.output / '2021/public')
    total = dealings(copied(fixed_workspace, tmp_path / 'whole'), *arguments)
    for number, point in enumerate(points(total, 3)):
        workbench = copied(fixed_workspace, tmp_path / f'kill-{number}')
        assert killed(workbench, point, *arguments)
        after = snapshot(workbench.output / '2021/public')
        assert after == before or PROMISE in after
        assert len(_events(workbench)) == len(after)
        assert workbench.run('status').code == 0
        assert workbench.run(*arguments).code == 0
        assert workbench.run(*arguments).out.count("redan publicerad") == 2
        size = file_size(_public(workbench).stat().st_size)
        assert size in (workbench.output / '2021/webb/sida.html').read_text('utf-8')
        shutil.rmtree(workbench.root)


def test_two_at_once_publish_the_same(fixed_workspace: Workbench) -> None:
    command = fixed_workspace.command('publish', '2021', '--unsigned')
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    codes = sorted(process.wait(300) for process in both)
    assert codes in ([0, 0], [0, 7])
    assert fixed_workspace.run('status').code == 0
    assert sorted(each['document'] for each in _events(fixed_workspace)) == sorted((PROMISE, SHORT))


def _signed_by(count: int, root: Path) -> Workbench:
    """The smallest workspace with up to five signatories, long names among them, some without place and date."""
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', root)
    people = (
        ('polisen', 'polisen', "Anna Exempel", "tf. lokalpolisområdeschef"),
        ('lillby', 'kommunen-2', "Øyvind Fiktiv von Påhittad-Exempelsson af Låtsas och Hittepå", "stadsdirektör"),
        ('polisen', 'polisen-2', "Bo Låtsas", "kommunpolis"),
        ('lillby', 'kommunen-3', "Åke Ö", "kommunstyrelsens ordförande"),
    )
    more = ''.join(
        f'  - party: {party}\n    role: {role}\n    name: {name}\n    title: {title}\n'
        for party, role, name, title in people[: count - 1]
    )
    last = '    title: kommunchef\n'
    workbench.replace('promises/2024.yaml', last, last + more)
    return workbench


def test_every_copy_conforms_says_verapdf(signed_workspace: Workbench, everything: Workbench, tmp_path: Path) -> None:
    copies: list[Path] = []
    assert signed_workspace.run('publish', '2021').code == 0
    copies += signed_workspace.output.glob('*/public/*.pdf')
    all_fields = copied(everything, tmp_path / 'everything')
    workspaces = [all_fields, *(_signed_by(count, tmp_path / f'{count}') for count in range(1, 6))]
    for each in workspaces:
        for period in sorted(path.name for path in (each.root / 'data/promises').glob('*.yaml')):
            name = period.removesuffix('.yaml')
            assert each.run('fix', name).code == 0
            answer = each.run('publish', name, '--unsigned')
            assert answer.code == 0, answer.err
        copies += each.output.glob('*/public/*.pdf')
    reports = validate(copies)
    assert {path: report.rules for path, report in reports.items() if not report.conforms} == {}
    assert len(reports) > 12
    for path in copies:
        texts = ' '.join(' '.join(page.extract_text().split()) for page in PdfReader(path).pages)
        assert "fylls i för hand" not in texts


def test_the_copy_is_the_fixed_file_but_for_the_signature_page(published: Workbench) -> None:
    fixed = PdfReader(published.output / '2021/fixed/medborgarlofte-strangnas-2021-v1.pdf')
    public = PdfReader(_public(published))
    assert public.metadata == fixed.metadata
    assert [each.title for each in _flat(public.outline)] == [each.title for each in _flat(fixed.outline)]
    assert public.page_labels == fixed.page_labels
    for number, (one, other) in enumerate(zip(fixed.pages, public.pages, strict=True), start=1):
        assert (one.extract_text() == other.extract_text()) is (number != PAGE)
    metadata = public.xmp_metadata
    assert metadata is not None
    assert re.search(r'SHA-256 [0-9a-f]{64}', metadata.dc_source or '')
    verdict = judge(
        _public(published),
        Expectations("Medborgarlöfte 2021", 'sv-SE', (), frozenset(('SourceSansPro', 'SourceSerifPro')), ()),
    )
    assert verdict.failures == ()


def _flat(outline: list[Any]) -> list[Any]:
    return [inner for each in outline for inner in (_flat(each) if isinstance(each, list) else [each])]
