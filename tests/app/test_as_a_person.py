"""From a new workspace to an archived package, in a real browser: by mouse, by keyboard alone, without a script."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from starter.filling import begun, fill_in

from app.hands import Keyboard, Mouse
from app.person import opened
from docgen.records.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki
    from workbench import Workbench

    from app.browser import Browser
    from app.person import Person

pytestmark = pytest.mark.browser
SAID = "Det här har kommunen och Polisen skrivit tillsammans."
ANSWERS = {
    'name': 'Anna Exempel', 'title': 'kommundirektör', 'email': 'kansli@lillby.example',
    'signed_on': '14 december 2026',
    'short_text': 'Kommunen och Polisen bjuder in invånarna till ett möte om trygghet i biblioteket varje höst.',
}  # fmt: skip


def enter(browser: Browser, person: Person) -> str:
    base = f'http://127.0.0.1:{person.port}'
    browser.call('Network.enable')
    browser.call('Network.setCookie', name=f'docgen-{person.port}', value=person.cookie, url=base)
    browser.size(1280)
    browser.go(base + '/')
    return base


def mend_all(browser: Browser) -> int:
    """Fill every field that an error stands beside, as the page says, and save."""
    mended = browser.script(
        f'''(() => {{
            const answers = {json.dumps(ANSWERS)};
            let count = 0;
            for (const field of document.querySelectorAll('[aria-invalid=true]')) {{
                const key = field.name.split('.').pop();
                if (field.value !== '') continue;
                field.value = answers[key] || {json.dumps(SAID)};
                count += 1;
            }}
            return count;
        }})()'''
    )
    browser.click('Spara')
    return int(mended)


def sign(browser: Browser, base: str, period: str, who: str, p12: Path, passphrase: str) -> None:
    browser.go(f'{base}/period/{period}/underskrift?satt=har')
    browser.fill('Vem skriver under?', who)
    browser.choose_file('input[name=secret_p12]', p12)
    browser.fill('Lösenord', passphrase)
    browser.click('Skriv under')
    assert 'har skrivit under' in browser.text, browser.text


def wait_for_work(browser: Browser) -> None:
    browser.wait_for(
        "document.readyState === 'complete' && document.querySelector('h1') && !document.querySelector('[data-work]')"
    )
    if browser.address.startswith('/arbete/'):
        assert 'gick inte' not in browser.heading, browser.text
        browser.click('Vidare')


def test_from_a_new_workspace_to_the_archive(browser: Browser, pki: Pki, tmp_path: Path) -> None:
    workbench = begun(tmp_path / 'lillby')
    shutil.copytree(pki.roots, workbench.root / 'data/trust', dirs_exist_ok=True)
    with opened(workbench.root) as person:
        base = enter(browser, person)
        assert browser.heading == 'Översikt'
        browser.click('Rätta')

        # The agreement, then the promise: what the page says is missing.
        for path in (
            '/installningar/arbetsytan',
            '/period/2027-2030/overenskommelse',
            '/period/2027-2030/omraden/omrade-1',
        ):
            browser.go(base + path)
            mend_all(browser)
        browser.go(f'{base}/period/2027/uppgifter')
        assert 'Det här behöver rättas' in browser.text
        mend_all(browser)
        browser.fill('Namnförtydligande', 'Erik Provsson', nth=1)
        browser.fill('Befattning', 'lokalpolisområdeschef', nth=1)
        browser.click('Spara')
        browser.go(f'{base}/period/2027/loften/lofte-1')
        browser.fill('Kort rubrik', 'Möten om trygghet')
        mend_all(browser)
        browser.click('Ta bort frågor och svar 1')
        browser.click('Lägg till: mått')
        browser.fill('Jämförelse', 'Minst')
        browser.fill('Tal', 'fyra')
        browser.fill('Vad som räknas', 'möten')
        browser.wait_for("document.querySelector('.sentence')?.textContent.includes('Minst fyra möten')")
        assert workbench.run('check', '--draft').code == 0, workbench.run('check', '--draft').err
        before = browser.script("document.querySelector('.page img').src")
        browser.click('Spara')
        assert 'sparades' in browser.text
        assert browser.script("document.querySelector('.page img').src") != before
        browser.wait_for(
            "document.querySelector('.page img').complete && document.querySelector('.page img').naturalWidth > 500"
        )

        # Three mistakes, told beside their fields by the ids of the terminal, and mended.
        browser.fill('Tal', 'många')
        browser.fill('Kort rubrik', '')
        browser.fill('Senaste dag', '31 februari 2027')
        browser.click('Spara')
        assert browser.script('document.title').startswith('Fel:')
        ids = workbench.run('check').ids
        for each in ('data-wrong-type', 'data-missing', 'data-impossible-date'):
            assert each in ids
            assert f'[{each}]' in browser.text
        browser.click('Tal')
        assert browser.script('document.activeElement.name') == 'targets.0.number'
        browser.fill('Tal', '4')
        browser.fill('Kort rubrik', 'Möten om trygghet')
        browser.fill('Senaste dag', '')
        browser.click('Spara')
        assert 'Fel:' not in browser.script('document.title')
        # What only whole records can be told of: the day of signing.
        for path in ('/period/2027-2030/overenskommelse', '/period/2027/uppgifter'):
            browser.go(base + path)
            mend_all(browser)
        assert workbench.run('check').code == 0, workbench.run('check').err

        # Build, fix, sign twice, publish, copy, archive.
        for period in ('2027', '2027-2030'):
            browser.go(f'{base}/period/{period}')
            browser.click('Gör dokumenten')
            wait_for_work(browser)
        browser.go(f'{base}/period/2027/underskrift')
        browser.click('Fastställ')
        assert 'låses som version 1' in browser.text
        browser.click('Fastställ')
        wait_for_work(browser)
        sign(browser, base, '2027', 'Anna Exempel, kommundirektör', pki.anna.p12, pki.anna.passphrase)
        sign(browser, base, '2027', 'Erik Provsson, lokalpolisområdeschef', pki.erik.p12, pki.erik.passphrase)
        assert 'Alla har skrivit under' in browser.text
        browser.go(f'{base}/period/2027/webb')
        browser.fill('Fråga utgivarna på nätet om något certifikat är spärrat.', '')
        browser.click('Publicera')
        wait_for_work(browser)
        assert 'Publicerat' in browser.text
        browser.call(
            'Browser.grantPermissions', permissions=['clipboardReadWrite', 'clipboardSanitizedWrite'], origin=base
        )
        browser.script("document.querySelector('[data-copy=lista-txt]').click()")
        browser.wait_for("document.getElementById('lista-txt-sagt').textContent !== ''")
        assert browser.script("document.getElementById('lista-txt-sagt').textContent") == 'Kopierat.'
        kinds = browser.script("navigator.clipboard.read().then(items => items[0].types)")
        assert set(kinds) == {'text/plain', 'text/html'}
        browser.go(f'{base}/period/2027/arkiv')
        browser.click('Gör paketet')
        wait_for_work(browser)
        (package,) = (workbench.root / 'arkiv').glob('*.zip')
        assert zipfile.ZipFile(package).testzip() is None
        record = read_record(workbench.output / '2027')
        assert record is not None
        kinds = [event.kind.value for event in record.events if event.document.endswith('2027.pdf')]
        assert kinds == ['fixed', 'signed', 'signed', 'published', 'packaged']
        assert pki.anna.passphrase not in ''.join(
            path.read_text('utf-8') for path in (workbench.root / '.docgen').rglob('*.json')
        )


def written(target: Path, pki: Pki) -> Workbench:
    """A new workspace that is written, as far as `docgen check` asks for it."""
    workbench = begun(target)
    shutil.copytree(pki.roots, workbench.root / 'data/trust', dirs_exist_ok=True)
    while findings := [
        each for each in workbench.run('check', '--json').json['findings'] if each['severity'] == 'error'
    ]:
        fill_in(findings)
    return workbench


def lives(person: Person, hands: Mouse, workbench: Workbench, pki: Pki) -> None:
    """The whole life of a promise, from the overview on, without ever typing an address."""
    browser = hands.browser
    enter(browser, person)
    hands.press('Medborgarlöfte 2027')
    hands.press('Löften')
    hands.press('1. ')
    hands.fill('Kort rubrik', '')
    hands.fill('Kort text i listan', 'Kommunen bjuder in till möten om trygghet.')
    hands.fill('Senaste dag', '31 februari 2027')
    hands.press('Lägg till: mått')
    assert 'Ändringen är inte sparad än' in browser.text
    hands.fill('Jämförelse', 'Minst')
    hands.fill('Tal', 'många')
    hands.fill('Vad som räknas', 'möten')
    hands.press('Spara')
    assert browser.script('document.title').startswith('Fel:')
    for each in ('data-wrong-type', 'data-missing', 'data-impossible-date'):
        assert f'[{each}]' in browser.text
    hands.fill('Kort rubrik', 'Möten om trygghet')
    hands.fill('Senaste dag', '')
    hands.fill('Tal', 'fyra')
    hands.press('Spara')
    assert 'Fel:' not in browser.script('document.title')
    assert 'Minst fyra möten under löftesperioden' in browser.text
    browser.wait_for("document.querySelector('.page img').naturalWidth > 500")
    hands.press('2027')
    hands.press('Uppgifter')
    hands.fill('Namnförtydligande', 'Erik Provsson', nth=1)
    hands.fill('Befattning', 'lokalpolisområdeschef', nth=1)
    hands.press('Spara')
    hands.press('2027')
    hands.press('Gör dokumenten')
    finish(hands)
    hands.press('Underskrift')
    hands.press('Fastställ')
    assert 'låses som version 1' in browser.text
    hands.press('Fastställ')
    finish(hands)
    people = (('Anna Exempel, kommundirektör', pki.anna), ('Erik Provsson, lokalpolisområdeschef', pki.erik))
    for who, certificate in people:
        hands.press('Här, med certifikat')
        hands.fill('Vem skriver under?', who)
        hands.choose_file('Certifikatfil', 'input[name=secret_p12]', certificate.p12)
        hands.fill('Lösenord', certificate.passphrase)
        hands.press('Skriv under')
        assert 'har skrivit under' in browser.text, browser.text
    hands.press('Publicera')
    hands.fill('Fråga utgivarna på nätet om något certifikat är spärrat.', 'ja')
    hands.press('Publicera')
    finish(hands)
    assert 'Publicerat' in browser.text
    assert 'Möten om trygghet' in browser.script("document.getElementById('lista-txt').value + document.body.innerText")


def archived(hands: Mouse, workbench: Workbench) -> None:
    hands.press('2027')
    hands.press('Arkiv')
    hands.press('Gör paketet')
    finish(hands)
    record = read_record(workbench.output / '2027')
    assert record is not None
    kinds = [event.kind.value for event in record.events if event.document.endswith('2027.pdf')]
    assert kinds == ['fixed', 'signed', 'signed', 'published', 'packaged']


def finish(hands: Mouse) -> None:
    """Wait for work: a script goes on by itself; without one there is a link that waits."""
    browser = hands.browser
    while browser.script("document.querySelector('[data-work]') !== null"):
        if browser.scripted:
            browser.wait_for("document.readyState === 'complete' && !document.querySelector('[data-work]')")
        else:
            hands.press('Visa när det är klart')
    if browser.address.startswith('/arbete/'):
        assert 'gick inte' not in browser.heading, browser.text
        hands.press('Vidare')


def test_by_keyboard_alone(browser: Browser, pki: Pki, tmp_path: Path) -> None:
    """Tab, Enter, Space, arrows and letters, with the focus always in sight."""
    workbench = written(tmp_path / 'lillby', pki)
    hands = Keyboard(browser)
    with opened(workbench.root) as person:
        base = enter(browser, person)
        browser.press('Tab')
        assert browser.script('document.activeElement.textContent') == 'Hoppa till innehållet'
        assert browser.script('document.activeElement.getBoundingClientRect().left') == 0
        lives(person, hands, workbench, pki)
        allowed = ['clipboardReadWrite', 'clipboardSanitizedWrite']
        browser.call('Browser.grantPermissions', permissions=allowed, origin=base)
        hands.reach('Kopiera Listan')
        browser.press('Enter')
        browser.wait_for("document.getElementById('lista-txt-sagt').textContent === 'Kopierat.'")
        archived(hands, workbench)


def test_without_a_script(browser: Browser, pki: Pki, tmp_path: Path) -> None:
    """Scripts turned off in the browser: everything is there, but the copy button, in whose place the text is."""
    workbench = written(tmp_path / 'lillby', pki)
    browser.scripts(allowed=False)
    try:
        with opened(workbench.root) as person:
            lives(person, Mouse(browser), workbench, pki)
            assert browser.script("document.querySelector('[data-copy]').checkVisibility()") is False
            archived(Mouse(browser), workbench)
            browser.click('Översikt')
            browser.click('Medborgarlöfte 2027')
            browser.click('Löften')
            browser.click('Lägg till ett nytt löfte')
            assert 'sparades' in browser.text
            browser.click('Historik')
            browser.click('Ångra')
            assert 'Filen är som den var' in browser.text
    finally:
        browser.scripts(allowed=True)
