"""`docgen receive`: what comes back from a portal is what was fixed and nothing but signatures, or is refused."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest
from killing import dealings, killed, points
from verapdf.verapdf import validate
from workbench import Workbench, snapshot

from docgen.records.record import read_record
from sign import portal
from sign.conftest import copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pki.authority import Pki

OURS = {'anna': 'Underskrift-kommunen', 'erik': 'Underskrift-polisen'}
STEM = 'medborgarlofte-strangnas-2021-v1'


@pytest.fixture
def trusting(fixed_workspace: Workbench, pki: Pki) -> Workbench:
    """A fixed workspace that trusts the test PKI's root."""
    folder = fixed_workspace.root / 'data/trust'
    folder.mkdir(exist_ok=True)
    shutil.copy(pki.roots / 'root.pem', folder)
    return fixed_workspace


def fixed_bytes(workbench: Workbench) -> bytes:
    return (workbench.output / f'2021/fixed/{STEM}.pdf').read_bytes()


def signed_path(workbench: Workbench) -> Path:
    return workbench.output / f'2021/signed/{STEM}.pdf'


def lies(workbench: Workbench) -> dict[str, str]:
    """What lies in the period's folder."""
    return snapshot(workbench.output / '2021')


def promise_three_walks(workbench: Workbench) -> None:
    """Change the number of one commitment, everywhere that the data say it."""
    for text in ('short_text: Kommunen genomför minst {} trygg', '      Kommunen genomför minst {} trygg'):
        workbench.replace('promises/2021.yaml', text.format('fyra'), text.format('tre'))
    workbench.replace(
        'promises/2021.yaml',
        'number: 4\n        unit: trygghetsvandringar',
        'number: 3\n        unit: trygghetsvandringar',
    )


def back(workbench: Workbench, content: bytes, name: str = 'tillbaka.pdf') -> str:
    file = workbench.root / name
    file.write_bytes(content)
    return str(file)


def events(workbench: Workbench) -> list[tuple[str, dict[str, object]]]:
    record = read_record(workbench.output / '2021')
    assert record is not None
    return [(each.kind.value, each.plain['details']) for each in record.events if each.kind.value != 'fixed']


def test_a_file_signed_by_both_in_our_fields_is_received(trusting: Workbench, pki: Pki) -> None:
    content = portal.signed(fixed_bytes(trusting), pki.anna, pki.erik, ours=OURS)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content))

    assert answer.code == 0, answer.err
    assert 'Anna Exempel (kommunen)' in answer.out
    assert "Alla har skrivit under" in answer.out
    assert signed_path(trusting).read_bytes() == content
    assert content.startswith(fixed_bytes(trusting))
    ((kind, details),) = events(trusting)
    assert kind == 'received'
    assert details['rewritten'] is False
    signatures = details['signatures']
    assert isinstance(signatures, list)
    assert [(each['role'], each['field'], each['name']) for each in signatures] == [
        ('kommunen', 'Underskrift-kommunen', 'Anna Exempel'),
        ('polisen', 'Underskrift-polisen', 'Erik Provsson'),
    ]
    assert '191212121212' not in json.dumps(details)
    assert validate([signed_path(trusting)])[signed_path(trusting)].conforms


def test_one_signature_at_a_time_and_in_the_portals_own_fields(trusting: Workbench, pki: Pki) -> None:
    first = portal.signed(fixed_bytes(trusting), pki.anna)
    answer = trusting.run('receive', '2021', '--other-day', back(trusting, first))
    assert answer.code == 0, answer.err
    assert "Ännu inte undertecknat av Erik Provsson." in answer.out
    assert answer.ids == ['signature-day-differs', 'received-not-archivable'], "a field without tags is no PDF/UA"
    both = portal.signed(first, pki.erik, ours=OURS, tsa_url=pki.tsa_url)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, both), '--json')

    assert answer.code == 0, answer.err
    assert [each['role'] for each in answer.json['signatures']] == ['kommunen', 'polisen']
    assert [each['level'] for each in answer.json['signatures']] == ['B-B', 'B-T']
    assert answer.json['missing'] == []
    assert signed_path(trusting).read_bytes() == both
    assert [kind for kind, _ in events(trusting)] == ['received', 'received']


def test_the_same_file_twice_changes_nothing(trusting: Workbench, pki: Pki) -> None:
    file = back(trusting, portal.signed(fixed_bytes(trusting), pki.anna, ours=OURS))
    assert trusting.run('receive', '2021', '--other-day', file).code == 0
    before = lies(trusting)

    answer = trusting.run('receive', '2021', '--other-day', file)

    assert answer.code == 0
    assert "Redan mottagen" in answer.out
    assert lies(trusting) == before


def test_one_number_changed_in_one_commitment_is_told_with_its_page(
    trusting: Workbench, fixed: Workbench, pki: Pki, tmp_path: Path
) -> None:
    other = copied(fixed, tmp_path / 'other')
    shutil.rmtree(other.output)
    promise_three_walks(other)
    assert other.run('fix', '2021').code == 0
    content = portal.signed(fixed_bytes(other), pki.anna, pki.erik, ours=OURS)
    before = lies(trusting)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content), '--accept-rewritten')

    assert answer.code == 6
    assert answer.ids == ['received-differs']
    told, *_ = re.findall(r'Sidan \d+: ”[^”]*fyra[^”]*” har blivit ”[^”]*tre[^”]*”', answer.err)
    assert f"Din fil är inte den fastställda {signed_path(trusting).name} med underskrifter. " in answer.err
    assert answer.err.count(told) == 1
    assert lies(trusting) == before


def _paint_over(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].contents_add(b'q 1 g 100 515 60 12 re f Q')


def _remove_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3]


def _run_program(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String('app.alert(1)'))


def _program() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String('app.alert(1)'))


def _run_program_on_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = pikepdf.Dictionary(O=_program())


def _run_program_in_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].AA = pikepdf.Dictionary(E=_program())


def _link_to(action: pikepdf.Dictionary) -> Callable[[pikepdf.Pdf], None]:
    def add(pdf: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 90, 90], A=action)
        page = pdf.pages[0].obj
        page.Annots = pikepdf.Array([*page.get('/Annots', ()), pdf.make_indirect(link)])

    return add


def _say_otherwise(pdf: pikepdf.Pdf) -> None:
    """Give the title another replacement text: only a listener meets it."""
    element = pdf.Root.StructTreeRoot
    while '/K' in element and (below := [each for each in _list(element.K) if _is_element(each)]):
        element = below[0]
    element.ActualText = pikepdf.String("Inget av detta gäller")


def _say_otherwise_beside_a_page(pdf: pikepdf.Pdf) -> None:
    _say_otherwise(pdf)
    pdf.add_blank_page()


def _list(kids: pikepdf.Object) -> list[pikepdf.Object]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and '/S' in kid


def _layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String('Dold')))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))


def _cover(grey: str) -> Callable[[pikepdf.Pdf], None]:
    """A filled box over the text of the third page, which stays under it."""

    def paint(pdf: pikepdf.Pdf) -> None:
        pdf.pages[2].contents_add(pikepdf.Stream(pdf, f'q {grey} g 100 400 300 60 re f Q'.encode()))

    return paint


def _turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 842, 595])


def _scale(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.UserUnit = 2


@pytest.mark.parametrize(
    ('change', 'told'),
    [
        (_paint_over, r"Sidan 3: ”.+” syns inte som förut\."),
        (_remove_page, r"Sidan 4 saknas"),
        (_run_program, r"Något som sker när filen öppnas har kommit till\."),
        (_run_program_on_page, r"Något som sker av sig självt när filen används har kommit till\."),
        (_run_program_in_field, r"Något som sker av sig självt när filen används har kommit till\."),
        (_link_to(_program()), r"Något som sker av sig självt när filen används har kommit till\."),
        (_say_otherwise, r"”Medborgarlöfte 2021” läses upp som ”Inget av detta gäller”\."),
        (_say_otherwise_beside_a_page, r"”Medborgarlöfte 2021” läses upp som ”Inget av detta gäller”\."),
        (_layer, r"Lager som kan döljas och visas har kommit till\."),
        (_cover('0.7'), r"Sidan 3: ”.+” syns inte som förut\."),
        (_cover('0'), r"Sidan 3: ”.+” syns inte som förut\."),
        (_turn, r"Sidan 2 har ett annat format: 210 × 297 mm har blivit 297 × 210 mm\."),
        (_scale, r"Sidan 2 har ett annat format: 210 × 297 mm har blivit 420 × 594 mm\."),
    ],
)
def test_a_changed_file_is_never_accepted(
    trusting: Workbench, pki: Pki, change: Callable[[pikepdf.Pdf], None], told: str
) -> None:
    content = portal.signed(portal.rewritten(fixed_bytes(trusting), change), pki.anna, pki.erik, ours=OURS)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content), '--accept-rewritten')

    assert answer.code == 6
    assert answer.ids == ['received-differs']
    assert re.search(told, answer.err), answer.err
    assert not signed_path(trusting).exists()


def test_a_rewritten_file_that_shows_the_same_needs_leave(trusting: Workbench, pki: Pki) -> None:
    content = portal.signed(portal.rewritten(fixed_bytes(trusting)), pki.anna, pki.erik, ours=OURS)
    file = back(trusting, content)
    before = lies(trusting)

    refused = trusting.run('receive', '2021', '--other-day', file)
    assert refused.code == 6
    assert refused.ids == ['received-rewritten']
    assert lies(trusting) == before

    accepted = trusting.run('receive', '2021', '--other-day', file, '--accept-rewritten')
    assert accepted.code == 0, accepted.err
    ((_, details),) = events(trusting)
    assert details['rewritten'] is True
    assert 'text på varje sida' in details['compared']  # type: ignore[operator]


def test_a_portals_own_page_is_named(trusting: Workbench, pki: Pki) -> None:
    content = portal.signed(portal.with_page(fixed_bytes(trusting)), pki.anna, pki.erik, ours=OURS)
    file = back(trusting, content)

    refused = trusting.run('receive', '2021', '--other-day', file)

    assert refused.ids == ['received-rewritten']
    assert "Sidan 7 har kommit till" in refused.err
    assert trusting.run('receive', '2021', '--other-day', file, '--accept-rewritten').code == 0
    ((_, details),) = events(trusting)
    assert details['additions'] == ["Sidan 7 har kommit till."]


def test_a_picture_of_a_signature_that_hides_the_text_is_refused(trusting: Workbench, pki: Pki) -> None:
    content = portal.signed(
        fixed_bytes(trusting), pki.anna, box=(90, 480, 490, 560), page=2, paint='1 g 0 0 400 80 re f'
    )

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content), '--accept-rewritten')

    assert answer.code == 6
    assert answer.ids == ['received-differs']
    assert re.search(r"Sidan 3: ”.+” syns inte som förut", answer.err)


def test_a_careless_portal_gives_a_file_that_is_no_longer_for_the_archive(trusting: Workbench, pki: Pki) -> None:
    content = portal.signed(fixed_bytes(trusting), pki.anna, ours=OURS, careful=False)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content))

    assert answer.code == 0, answer.err
    assert answer.ids == ['signature-day-differs', 'received-not-archivable']


@pytest.mark.parametrize(
    ('who', 'identity', 'told'),
    [
        ('olle', 'signer-unexpected', 'Olle Obehörig'),
        ('revoked', 'received-broken-signature', 'Anna Exempel'),
        ('expired', 'received-broken-signature', 'gått ut'),
        ('untrusted', 'received-untrusted', 'Okända utgivaren'),
        ('self_signed', 'received-untrusted', 'Anna Exempel'),
    ],
)
def test_a_signature_that_does_not_hold_is_refused(
    trusting: Workbench, pki: Pki, who: str, identity: str, told: str
) -> None:
    content = portal.signed(fixed_bytes(trusting), getattr(pki, who))
    before = lies(trusting)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content), '--network')

    assert answer.code == 6, answer.out
    assert answer.ids == [identity]
    assert told in answer.err
    assert lies(trusting) == before


def test_a_workspace_without_trusted_issuers_warns(fixed_workspace: Workbench, pki: Pki) -> None:
    content = portal.signed(fixed_bytes(fixed_workspace), pki.anna, ours=OURS)

    answer = fixed_workspace.run('receive', '2021', '--other-day', back(fixed_workspace, content))

    assert answer.code == 0, answer.err
    assert answer.ids == ['signature-day-differs', 'received-untrusted']
    assert "data/trust" in answer.err


def test_a_file_without_the_signature_that_was_there_is_refused(trusting: Workbench, pki: Pki) -> None:
    content = fixed_bytes(trusting)
    assert (
        trusting.run('receive', '2021', '--other-day', back(trusting, portal.signed(content, pki.anna, ours=OURS))).code
        == 0
    )
    before = lies(trusting)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, portal.signed(content, pki.erik)))

    assert answer.code == 6
    assert answer.ids == ['received-lost-signature']
    assert 'Anna Exempel' in answer.err
    assert lies(trusting) == before


def test_what_is_no_signed_file_is_named(trusting: Workbench, pki: Pki, tmp_path: Path) -> None:
    good = portal.signed(fixed_bytes(trusting), pki.anna, ours=OURS)
    locked = tmp_path / 'locked.pdf'
    with pikepdf.open(trusting.output / f'2021/fixed/{STEM}.pdf') as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner='x', user='y'))
    before = lies(trusting)
    cases = {
        'tom.pdf': (b'', 'received-not-pdf'),
        'text.pdf': (b'hej', 'received-not-pdf'),
        'avkortad.pdf': (good[:-3000], None),
        'halv.pdf': (good[: len(good) // 2], 'received-not-pdf'),
        'last.pdf': (locked.read_bytes(), 'received-encrypted'),
        'osignerad.pdf': (fixed_bytes(trusting), 'received-unsigned'),
    }
    for name, (content, identity) in cases.items():
        answer = trusting.run('receive', '2021', '--other-day', back(trusting, content, name))
        assert answer.code == 6, name
        assert name in answer.err
        if identity:
            assert answer.ids == [identity], name
    assert trusting.run('receive', '2021', '--other-day', str(tmp_path)).ids == ['received-unreadable']
    assert trusting.run('receive', '2021', '--other-day', str(tmp_path / 'finns-inte.pdf')).ids == [
        'received-unreadable'
    ]
    assert trusting.run('receive', '2021', '--other-day', 'a.pdf', 'b.pdf').code == 2
    assert trusting.run('receive', '2021', '--other-day', 'a.pdf', '--date', '2021-03-11').code == 2
    assert lies(trusting) == before


def test_the_file_of_another_period_is_told_whose_it_is(trusting: Workbench, pki: Pki) -> None:
    assert trusting.run('fix', '2020').code == 0
    other = (trusting.output / '2020/fixed/medborgarlofte-strangnas-2020-v1.pdf').read_bytes()

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, portal.signed(other, pki.anna, ours=OURS)))

    assert answer.code == 6
    assert answer.ids == ['received-other-period']
    assert "period 2020" in answer.err


def test_an_older_version_is_refused(trusting: Workbench, pki: Pki) -> None:
    old = fixed_bytes(trusting)
    promise_three_walks(trusting)
    assert trusting.run('fix', '2021').code == 0

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, portal.signed(old, pki.anna, ours=OURS)))

    assert answer.code == 6
    assert answer.ids == ['received-old-version']
    assert "version 1" in answer.err
    assert "version 2" in answer.err


def test_a_file_that_unpacks_to_far_too_much_is_refused_at_once(trusting: Workbench, pki: Pki) -> None:
    def grow(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b' ' * 40_000_000))

    content = portal.signed(portal.rewritten(fixed_bytes(trusting), grow), pki.anna, ours=OURS)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content), '--accept-rewritten')

    assert (answer.code, answer.ids) == (6, ['received-not-pdf'])


def test_a_portal_signs_after_the_municipality_signed_here(trusting: Workbench, pki: Pki) -> None:
    answer = trusting.run(
        'sign',
        '2021',
        '--as',
        'kommunen',
        '--p12',
        str(pki.anna.p12),
        '--passphrase-file',
        str(pki.anna.passphrase_file),
        '--other-day',
    )
    assert answer.code == 0, answer.err
    content = portal.signed(signed_path(trusting).read_bytes(), pki.erik, ours=OURS)

    answer = trusting.run('receive', '2021', '--other-day', back(trusting, content))

    assert answer.code == 0, answer.err
    assert answer.ids == ['signature-day-differs']
    assert "Alla har skrivit under" in answer.out
    assert [kind for kind, _ in events(trusting)] == ['signed', 'received']
    assert trusting.run('receive', '2021', '--other-day', str(signed_path(trusting))).out.startswith("Redan mottagen")


def test_killed_at_any_moment_it_has_received_all_or_nothing(trusting: Workbench, pki: Pki, tmp_path: Path) -> None:
    file = back(trusting, portal.signed(fixed_bytes(trusting), pki.anna, pki.erik, ours=OURS))
    before = lies(trusting)
    after = copied(trusting, tmp_path / 'after')
    total = dealings(after, 'receive', '2021', '--other-day', file)
    for number, point in enumerate(points(total, 3)):
        workbench = copied(trusting, tmp_path / f'kill-{number}')
        assert killed(workbench, point, 'receive', '2021', '--other-day', file)
        assert sorted(lies(workbench)) in (sorted(before), sorted(lies(after)))
        assert workbench.run('receive', '2021', '--other-day', file).code == 0
        assert workbench.run('status', '2021').code == 0
        assert [kind for kind, _ in events(workbench)] == ['received']
        assert sorted(path.name for path in (workbench.output / '2021/signed').iterdir()) == [f'{STEM}.pdf']
        shutil.rmtree(workbench.root)


def test_two_that_receive_at_once_do_not_both_write(trusting: Workbench, pki: Pki) -> None:
    file = back(trusting, portal.signed(fixed_bytes(trusting), pki.anna, pki.erik, ours=OURS))
    running = [
        subprocess.Popen(
            trusting.command('receive', '2021', '--other-day', file), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    codes = []
    for process in running:
        process.communicate(timeout=300)
        codes.append(process.returncode)

    assert sorted(codes) in ([0, 0], [0, 7]), "the second finds it received, or is told that something changed"
    assert [kind for kind, _ in events(trusting)] == ['received']
