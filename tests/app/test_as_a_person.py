"""From a new workspace to an archived package, in a real browser: by mouse, by keyboard alone, without a script."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from starter.filling import begun

from app.person import opened
from docgen.records.record import read_record

if TYPE_CHECKING:
    from pathlib import Path

    from pki.authority import Pki

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
        browser.fill('Fråga utfärdarna på nätet om något certifikat är spärrat.', '')
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


def test_by_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    """Tab, Enter, Space and letters: from the overview to a saved commitment, with the focus always in sight."""
    workbench = begun(tmp_path / 'lillby')
    with opened(workbench.root) as person:
        base = enter(browser, person)
        browser.press('Tab')
        assert browser.script('document.activeElement.textContent') == 'Hoppa till innehållet'
        assert browser.script('document.activeElement.getBoundingClientRect().left') == 0
        tab_to(browser, 'Medborgarlöfte 2027')
        enter_pressed(browser)
        tab_to(browser, 'Löften')
        enter_pressed(browser)
        tab_to(browser, '1. Utan rubrik')
        enter_pressed(browser)
        tab_to(browser, 'Kort rubrik', by_label=True)
        browser.type('Möten')
        browser.press('Tab')
        browser.type('En kort text')
        enter_pressed(browser)
        assert 'sparades' in browser.text
        assert base
        saved = (workbench.root / 'data/promises/2027.yaml').read_text('utf-8')
        assert 'title: Möten\n' in saved
        assert 'short_text: En kort text\n' in saved


def tab_to(browser: Browser, label: str, *, by_label: bool = False) -> None:
    """Press Tab until what has the label is reached; every stop on the way has a visible ring."""
    which = "e.labels?.[0]?.innerText.trim()" if by_label else "e.innerText.trim()"
    for _ in range(120):
        browser.press('Tab')
        found, ring = browser.script(
            f'''(() => {{ const e = document.activeElement;
                return [{which} === {json.dumps(label)}, getComputedStyle(e).outlineStyle]; }})()'''
        )
        assert ring != 'none', browser.script('document.activeElement.outerHTML.slice(0, 200)')
        if found:
            return
    raise AssertionError(f'Tab never came to {label!r}')


def enter_pressed(browser: Browser) -> None:
    browser.script('window.left = true')
    browser.press('Enter')
    browser._arrived()


def test_without_a_script(browser: Browser, tmp_path: Path) -> None:
    """Scripts turned off: a form is saved, a list changed, a save undone, documents made, and the work waited for."""
    workbench = begun(tmp_path / 'lillby')
    with opened(workbench.root) as person:
        seen = person.see('/period/2027/loften')
        seen = person.press(seen, 'Lägg till ett nytt löfte')
        assert 'sparades' in seen.words
        seen = person.press(seen, 'Lägg till: mått', {'title': 'Trygga skolvägar'})
        assert 'Ändringen är inte sparad än' in seen.words
        seen = person.press(
            seen,
            'Spara',
            {'targets.n1.comparator': 'at_least', 'targets.n1.number': '3', 'targets.n1.unit': 'vandringar'},
        )
        assert 'Minst tre vandringar under löftesperioden' in seen.words
        seen = person.press(person.see('/period/2027/loften'), 'Flytta upp Trygga skolvägar')
        titles = [each.text_content() for each in seen.tree.iter('strong')]
        assert titles[:2] == ['1. Trygga skolvägar', '2. Utan rubrik']
        seen = person.press(seen, 'Ta bort Trygga skolvägar')
        assert 'Trygga skolvägar' not in seen.words
        seen = person.press(person.see('/historik'), 'Ångra')
        assert 'Trygga skolvägar' in person.see('/period/2027/loften').words
        seen = person.press(person.see('/period/2027'), 'Gör dokumenten')
        waiting = [each.get('href') for each in seen.tree.iter('a') if 'vanta' in (each.get('href') or '')]
        seen = person.see(waiting[0]) if waiting else seen
        assert 'gick inte' in seen.words
        assert '[data-missing]' in seen.words
        browser.scripts(allowed=False)
        try:
            enter(browser, person)
            assert 'Det här behöver dig nu' in browser.text
        finally:
            browser.scripts(allowed=True)
