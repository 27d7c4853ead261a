"""The ways through the page that need no browser to be seen: each button leads somewhere, and does what it says."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest
from sign.signatories import by
from workbench import PROJECT, Workbench, furnish

from app.person import Person, Seen, opened
from docgen.pdf.structure.page_pictures import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pki.authority import Pki


@pytest.fixture(scope='module')
def built(shipped: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    workbench = furnish(PROJECT / 'data', tmp_path_factory.mktemp('flows') / 'workspace')
    shutil.copytree(shipped.output, workbench.output)
    return workbench


@pytest.fixture(scope='module')
def visitor(built: Workbench) -> Iterator[Person]:
    with opened(built.root) as person:
        yield person


@pytest.fixture(scope='module')
def fixed(built: Workbench, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A fixed version that waits for its signatures."""
    workbench = furnish(built.root / 'data', tmp_path_factory.mktemp('fixed') / 'workspace')
    shutil.copytree(pki.roots, workbench.root / 'data/trust', dirs_exist_ok=True)
    assert workbench.run('fix', '2021').code == 0
    return workbench


def seen_address(seen: Seen, end: str) -> str:
    """The address of the link of a page that ends so."""
    return next(str(each.get('href')) for each in seen.tree.iter('a') if each.get('href', '').endswith(end))


def copied(workbench: Workbench, target: Path) -> Workbench:
    shutil.copytree(workbench.root, target)
    return Workbench(target)


def test_a_dropped_file_is_verified_and_its_report_downloaded(visitor: Person, built: Workbench) -> None:
    file = built.output / '2021/medborgarlofte-strangnas-2021.pdf'
    seen = visitor.upload(visitor.see('/prova'), '/prova', [('Löfte <b>.pdf', file.read_bytes())])
    assert 'Filen har ingen elektronisk underskrift' in seen.words
    assert 'Håller inte' not in seen.words
    assert 'Löfte <b>.pdf' in seen.words
    report = visitor.see(
        next(each.get('href') for each in seen.tree.iter('a') if (each.get('href') or '').endswith('/rapport'))
    )
    assert report.body.startswith(b'%PDF')
    assert visitor.see(seen_address(seen, '/intyg')).body.startswith(b'%PDF')
    assert not list((built.root / '.docgen/received').iterdir())
    seen = visitor.upload(visitor.see('/prova'), '/prova', [('x.pdf', b'inget')])
    assert 'Håller inte' in seen.words
    assert visitor.upload(visitor.see('/prova'), '/prova', []).status == 409


def test_a_template_is_put_back_tried_and_used(visitor: Person, built: Workbench) -> None:
    old = (built.root / 'templates/medborgarlofte-kort.docx').read_bytes()
    seen = visitor.upload(visitor.see('/mallar'), '/mallar/promise_short', [('medborgarlofte-kort.docx', old + b' ')])
    assert 'medborgarlofte-kort-2.docx' in seen.words
    assert (built.root / 'templates/medborgarlofte-kort.docx').read_bytes() == old
    picture = next(each.get('src') for each in seen.tree.iter('img'))
    assert visitor.see(picture).body.startswith(b'\x89PNG')
    seen = visitor.followed(visitor.press(seen, 'Använd mallen'))
    assert 'medborgarlofte-kort-2.docx används nu' in seen.words
    assert 'promise_short: medborgarlofte-kort-2.docx' in (built.root / 'data/workspace.yaml').read_text('utf-8')
    visitor.press(visitor.see('/historik'), 'Ångra')
    assert 'promise_short: medborgarlofte-kort.docx' in (built.root / 'data/workspace.yaml').read_text('utf-8')
    seen = visitor.upload(visitor.see('/mallar'), '/mallar/promise', [('x.docx', b'ingen mall')])
    assert 'Fel' in seen.words
    assert 'Använd mallen' not in seen.words


def test_the_next_year_is_begun_and_followed_up_in_excel(built: Workbench, tmp_path: Path) -> None:
    workbench = furnish(built.root / 'data', tmp_path / 'workspace')
    with opened(workbench.root) as person:
        seen = person.see('/nytt?slag=promise&av=2021&fran=1%20januari%202022&till=31%20december%202022')
        assert 'Följer med' in seen.words
        seen = person.press(seen, 'Gör det')
        assert (workbench.root / 'data/promises/2022.yaml').is_file()
        assert 'är påbörjat' in seen.words
        assert 'Gör det' not in person.see('/nytt?slag=promise&av=2021&fran=2022-01-01&till=2022-12-31').words
        seen = person.see('/period/2020/uppfoljning/2020')
        book = openpyxl.load_workbook(io.BytesIO(person.see('/period/2020/excel/2020').body))
        sheet = book.worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == 31]
        cells[0].value = 33
        changed = io.BytesIO()
        book.save(changed)
        seen = person.upload(seen, '/period/2020/excel/2020', [('ifylld.xlsx', changed.getvalue())])
        assert '31' in seen.words
        assert '33' in seen.words
        assert 'number: 31' in (workbench.root / 'data/follow-ups/2020.yaml').read_text('utf-8')
        seen = person.press(seen, 'Spara ändringarna')
        assert '1 ändring från Excel sparades' in seen.words
        assert 'number: 33' in (workbench.root / 'data/follow-ups/2020.yaml').read_text('utf-8')
        seen = person.press(
            person.see('/period/2020/uppfoljning/2020'), 'Spara', {'3.number': '30', '3.comment': 'Nytt'}
        )
        assert 'sparades' in seen.words
        text = (workbench.root / 'data/follow-ups/2020.yaml').read_text('utf-8')
        assert 'number: 30' in text
        assert 'comment: >\n      Nytt\n' in text


def test_a_file_from_a_portal_is_shown_before_it_is_taken_in(fixed: Workbench, pki: Pki, tmp_path: Path) -> None:
    workbench = copied(fixed, tmp_path / 'workspace')
    elsewhere = copied(fixed, tmp_path / 'portal')
    assert elsewhere.run('sign', '2021', '--as', 'kommunen', *by(pki.anna, '--tsa', pki.tsa_url)).code == 0
    (signed,) = (elsewhere.output / '2021/signed').glob('*.pdf')
    with opened(workbench.root) as person:
        address = '/period/2021/underskrift'
        seen = person.upload(
            person.see(f'{address}?satt=portal'), f'{address}/fran-tjanst', [('klar.pdf', signed.read_bytes())]
        )
        assert 'Ännu är inget mottaget' in seen.words, seen.words
        assert 'Anna Exempel' in seen.words
        assert not (workbench.output / '2021/signed').exists()
        assert person.see(next(each.get('src') for each in seen.tree.iter('img'))).body.startswith(b'\x89PNG')
        seen = person.press(seen, 'Ta emot')
        assert 'är mottagen' in seen.words
        assert len(list((workbench.output / '2021/signed').glob('*.pdf'))) == 1
        seen = person.upload(
            person.see(f'{address}?satt=portal'), f'{address}/fran-tjanst', [('annan.pdf', b'%PDF-1.7 nej')]
        )
        assert seen.status == 409
        assert 'Inget är ändrat' in seen.words
        seen = person.see(f'{address}/paminnelse?senast=snart')
        assert 'inget datum' in seen.words
        calendar = person.see(f'{address}/paminnelse.ics?senast=31%20mars%202021')
        assert b'DTSTART;VALUE=DATE:20210331' in calendar.body


def scanned(printed: bytes, folder: Path) -> bytes:
    """Every page as a picture, as a scanner gives it."""
    (folder / 'printed.pdf').write_bytes(printed)
    first, *others = pictures(folder / 'printed.pdf', 120)
    out = io.BytesIO()
    first.save(out, 'PDF', save_all=True, append_images=others, resolution=120)
    return out.getvalue()


def test_a_paper_is_printed_scanned_shown_and_taken_in(fixed: Workbench, tmp_path: Path) -> None:
    workbench = copied(fixed, tmp_path / 'workspace')
    with opened(workbench.root) as person:
        address = '/period/2021/underskrift'
        printed = person.press(person.see(f'{address}?satt=penna'), 'Gör utskriften')
        assert printed.body.startswith(b'%PDF')
        days = {'day-kommunen': '11 mars 2021', 'day-polisen': '12 mars 2021'}
        assert (
            'är ingen skanning'
            in person.upload(
                person.see(f'{address}?satt=penna'), f'{address}/skannat', [('x.pdf', printed.body)], **days
            ).words
        )
        scan = [('skannat.pdf', scanned(printed.body, tmp_path))]
        seen = person.upload(person.see(f'{address}?satt=penna'), f'{address}/skannat', scan, **days)
        assert 'QR-koden på sidan' in seen.words, seen.words
        assert 'med penna 2021-03-12' in seen.words
        assert not (workbench.output / '2021/signed').exists()
        seen = person.press(seen, 'Ta emot')
        assert 'Alla har skrivit under' in seen.words
        assert list((workbench.output / '2021/signed').glob('*.pdf'))


def test_a_card_is_offered_if_the_page_was_started_with_its_library(fixed: Workbench, pki: Pki, tmp_path: Path) -> None:
    workbench = copied(fixed, tmp_path / 'workspace')
    address = '/period/2021/underskrift?satt=har'
    with opened(workbench.root) as person:
        assert 'docgen open --pkcs11' in person.see(address).words
        form = [('form_token', person.desk.keys.form_token(person.cookie)), ('card', '1'), ('library', '/tmp/x.so')]
        assert person.send('/period/2021/underskrift/har', form).status == 404
    with opened(workbench.root, pki.token.library) as person:
        wrong = person.press(person.see(address), 'Skriv under med kortet', {'token': 'annat', 'secret_pin': '1'})
        assert wrong.status == 409
        assert pki.token.label in wrong.words
        typed = {'token': pki.token.label, 'secret_pin': pki.token.pin, 'tsa': pki.tsa_url}
        seen = person.press(person.see(address), 'Skriv under med kortet', typed)
        assert 'Anna Exempel har skrivit under' in seen.words, seen.words
        kept = [path.read_bytes() for path in (workbench.root / '.docgen').rglob('*') if path.is_file()]
        assert not any(pki.token.pin.encode() in each for each in kept)
