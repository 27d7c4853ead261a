"""What tries to get in, out, or through: each attack of docs/page.md with what comes of it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from workbench import PROJECT, furnish

from app.person import Person, Seen, opened, sent
from docgen.app.data.saving import ChangedMeanwhileError, Saves, version
from docgen.app.pages import PAGES
from docgen.app.server.guard import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

FORMS = (
    '/period/2024/uppgifter',
    '/period/2024/loften/nr-1',
    '/installningar/arbetsytan',
    '/installningar/parter/nr-1',
)
SCRIPT = '"><script>window.bad=1</script><img src=x onerror=alert(1)>'


def test_a_foreign_host_gets_nothing(person: Person) -> None:
    """DNS rebinding: a name of the attacker's that leads to this machine."""
    for host in ('elak.example', f'elak.example:{person.port}', f'127.0.0.1:{person.port + 1}', ''):
        assert person.ask('GET', '/', headers={'Host': host}).status == 421


@pytest.mark.parametrize('origin', ['https://elak.example', 'null', '', 'https://127.0.0.1', 'http://127.0.0.1:1'])
def test_a_foreign_origin_cannot_post(origin: str, person: Person) -> None:
    body = f'form_token={person.desk.keys.form_token(person.cookie)}'.encode()
    headers = {'Content-Type': 'application/x-www-form-urlencoded'} | ({'Origin': origin} if origin else {})
    assert person.ask('POST', '/period/2021/gor', body, headers).status == 403


def test_nothing_is_shown_without_the_cookie_and_a_token_opens_once(person: Person) -> None:
    stranger = Person(person.port, person.desk)
    host = {'Host': f'127.0.0.1:{person.port}'}
    for path in ('/', '/period/2021', '/fil/2021/record.json', '/bild/2021/x.pdf', '/finns-inte'):
        seen = stranger.ask('GET', path, headers=host)
        assert seen.status == 403
        assert 'Strängnäs' not in seen.text
    token = person.desk.keys.new_token()
    first = stranger.ask('GET', f'/oppna?nyckel={token}', headers=host)
    assert first.status == 303
    assert 'HttpOnly' in first.headers['set-cookie']
    assert 'samesite=strict' in first.headers['set-cookie'].lower()
    assert stranger.ask('GET', f'/oppna?nyckel={token}', headers=host).status == 403


def test_every_form_needs_its_token(person: Person) -> None:
    origin = {'Origin': f'http://127.0.0.1:{person.port}', 'Content-Type': 'application/x-www-form-urlencoded'}
    values = {
        'period': '2021', 'section:form': 'uppgifter', 'section:list': 'loften', 'section:settings': 'arbetsytan',
        'item': 'nr-1', 'number': '1', 'file': '2020', 'kind': 'promise',
    }  # fmt: skip
    refused = []
    for path, _, post in PAGES:
        if post is None:
            continue
        for name, value in values.items():
            path = path.replace('{' + name + '}', value)
        path = (
            path.replace('{item}', 'nr-1')
            .replace('{number}', '1')
            .replace('{file}', '2020')
            .replace('{kind}', 'promise')
        )
        tokens = (b'', b'form_token=' + b'0' * 64)
        refused += [(path, person.ask('POST', path, token, origin).status) for token in tokens]
    assert len(refused) > 40
    assert {status for _, status in refused} == {403}, refused


PATHS = [
    '../../data/workspace.yaml',
    '..%2f..%2fdata%2fworkspace.yaml',
    '%2e%2e/%2e%2e/data/parties.yaml',
    '/etc/passwd',
    '..\\..\\x',
    'C:\\x',
    'a\0b',
]


@pytest.mark.parametrize('path', PATHS)
def test_no_address_leads_out_of_its_folder(path: str, person: Person) -> None:
    asked = path.replace('\0', '%00').replace('\\', '%5c')
    for before in (
        '/fil/2021/',
        '/utkast/2021/',
        '/framsida/2021/',
        '/bild/2021/',
        '/mallar/hamta/',
        '/arkiv/hamta/',
        '/mottaget/',
        '/static/',
        '/teckensnitt/',
        '/period/',
        '/fil/',
    ):
        seen = person.ask('GET', before + asked)
        assert seen.status in (400, 404, 405), (before, seen.status)
        assert b'municipality:' not in seen.body
        assert b'root:' not in seen.body


def upload(person: Person, path: str, name: str, content: bytes) -> Seen:
    token = person.desk.keys.form_token(person.cookie)
    head = '--x\r\nContent-Disposition: form-data; name='
    text = f'{head}"form_token"\r\n\r\n{token}\r\n{head}"files"; filename="{name}"\r\n\r\n'
    headers = {'Origin': f'http://127.0.0.1:{person.port}', 'Content-Type': 'multipart/form-data; boundary=x'}
    return person.ask('POST', path, text.encode() + content + b'\r\n--x--\r\n', headers)


@pytest.mark.parametrize(
    'name', ['../../../mall.docx', '/tmp/mall.docx', '..\\..\\mall.docx', 'mall.docx/../../x.docx', '.docx', 'CON.docx']
)
def test_no_upload_lands_outside_its_folder(name: str, tmp_path: Path) -> None:
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'inne' / 'arbetsyta')
    before = {path for path in tmp_path.rglob('*') if '.docgen' not in path.parts}
    with opened(workbench.root) as person:
        upload(person, '/mallar/promise', name, b'PK ingen Wordfil')
    new = {path for path in tmp_path.rglob('*') if '.docgen' not in path.parts} - before
    assert {path.parent for path in new if path.is_file()} <= {workbench.root / 'templates'}
    assert all(path.name == path.name.strip('.') for path in new)


def test_a_huge_upload_is_refused_before_it_is_read(person: Person) -> None:
    connection = http.client.HTTPConnection('127.0.0.1', person.port, timeout=300)
    connection.putrequest('POST', '/prova')
    headers = {
        'Cookie': f'docgen-{person.port}={person.cookie}',
        'Origin': f'http://127.0.0.1:{person.port}',
        'Content-Length': str(10**9),
    }
    for key, value in headers.items():
        connection.putheader(key, value)
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_huge_upload_without_a_length_is_cut_off(person: Person) -> None:
    connection = http.client.HTTPConnection('127.0.0.1', person.port, timeout=300)
    connection.putrequest('POST', '/prova')
    headers = {
        'Cookie': f'docgen-{person.port}={person.cookie}',
        'Origin': f'http://127.0.0.1:{person.port}',
        'Transfer-Encoding': 'chunked',
    }
    headers['Content-Type'] = 'multipart/form-data; boundary=x'
    for key, value in headers.items():
        connection.putheader(key, value)
    connection.endheaders()
    chunk = b'100000\r\n' + b'0' * 0x100000 + b'\r\n'
    status = 0
    try:
        for _ in range(MOST_BYTES // 0x100000 + 2):
            connection.send(chunk)
        status = connection.getresponse().status
    except OSError:
        status = 413  # closed while we sent
    assert status in (400, 413)
    connection.close()


def test_a_script_in_every_text_field_stays_text(tmp_path: Path) -> None:
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'arbetsyta')
    with opened(workbench.root) as person:
        for path in (
            '/period/2024/uppgifter',
            '/period/2024/loften/nr-1',
            '/installningar/arbetsytan',
            '/installningar/parter/nr-1',
        ):
            seen = person.see(path)
            form = next(each for each in seen.tree.iter('form') if each.get('data-guard') is not None)
            texts = [each.get('name') for each in form.iter('input', 'textarea') if each.get('type') in (None, 'text')]
            seen = person.press(
                seen, 'Spara', {name: SCRIPT for name in texts if name and not name.endswith('.id') and name != 'id'}
            )
        for path in (
            '/',
            '/period/2024',
            '/period/2024/loften',
            '/period/2024/uppgifter',
            '/installningar/parter',
            '/historik',
            '/period/2024/webb',
        ):
            seen = person.see(path)
            assert SCRIPT not in seen.text
            assert [each.get('src') for each in seen.tree.iter('script')] == ['/static/page.js']
            assert "script-src 'self'" in seen.headers['content-security-policy']
            assert 'unsafe' not in seen.headers['content-security-policy']


def test_two_saves_at_once_lose_nothing(tmp_path: Path) -> None:
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'arbetsyta')
    path = '/installningar/arbetsytan'
    with opened(workbench.root) as person:
        mine, theirs = person.see(path), person.see(path)
        assert 'sparades' in person.press(mine, 'Spara', {'contact.name': 'Första'}).words
        seen = person.press(theirs, 'Spara', {'contact.name': 'Andra'})
        assert seen.status == 409
        assert 'Första' in seen.words
        assert 'Andra' in seen.words
        assert 'Första' in (workbench.root / 'data/workspace.yaml').read_text('utf-8')
        assert 'sparades' in person.press(seen, 'Spara').words
        assert 'Andra' in (workbench.root / 'data/workspace.yaml').read_text('utf-8')
        workbench.replace('workspace.yaml', 'Andra', 'Redigeraren')
        assert (
            person.press(person.see('/historik'), 'Ångra')
            if 'Ångra' in person.see('/historik').words.split('Dokumentens')[0].split()
            else True
        )
        assert 'Redigeraren' in (workbench.root / 'data/workspace.yaml').read_text('utf-8')


def test_many_at_once_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    file = tmp_path / 'data' / 'x.yaml'
    file.parent.mkdir()
    file.write_text('a: 0\n', 'utf-8')
    saves = Saves(tmp_path)
    start = version(file)
    won: list[int] = []
    told: list[int] = []

    def save(number: int) -> None:
        try:
            saves.save(file, f'a: {number}\n', start, f'{number}')
            won.append(number)
        except ChangedMeanwhileError:
            told.append(number)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(1, 13)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(won) == 1
    assert len(told) == 11
    assert file.read_text('utf-8') == f'a: {won[0]}\n'


KILLED = """
import sys, pathlib
from docgen.app.data.saving import Saves, version
root = pathlib.Path(sys.argv[1])
file = root / 'data' / 'x.yaml'
saves = Saves(root)
print('ready', flush=True)
number = 0
while True:
    number += 1
    saves.save(file, f'a: {number}\\n' * 20_000, version(file), 'x')
"""


def test_killed_in_mid_save_the_file_is_old_or_new_never_half(tmp_path: Path) -> None:
    file = tmp_path / 'data' / 'x.yaml'
    file.parent.mkdir()
    file.write_text('a: 0\n' * 20_000, 'utf-8')
    for round_number in range(8):
        process = subprocess.Popen([sys.executable, '-c', KILLED, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + 0.013 * round_number)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        lines = file.read_text('utf-8').splitlines()
        assert len(lines) == 20_000
        assert len(set(lines)) == 1
    saves = Saves(tmp_path)
    saves.clear_unfinished()
    assert [path.name for path in file.parent.iterdir()] == ['x.yaml']
    saves.save(file, 'a: 1\n', version(file), 'y')
    assert file.read_text('utf-8') == 'a: 1\n'


def test_a_bug_has_its_own_page_and_keeps_what_was_typed(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    import docgen.app.pages.record_form as form

    seen = person.see('/installningar/arbetsytan')

    def broken(*_: object) -> None:
        raise ZeroDivisionError('oväntat')

    monkeypatch.setattr(form, 'save', broken)
    seen = person.press(seen, 'Spara', {'contact.name': 'Det jag skrev'})
    assert seen.status == 500
    assert 'Ett fel i docgen' in seen.words
    assert 'Det jag skrev' in seen.words
    assert 'ZeroDivisionError' in seen.words


def test_a_second_open_shows_the_running_page(tmp_path: Path) -> None:
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'arbetsyta')
    first = subprocess.Popen(
        workbench.command('open', '--no-browser'), stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert first.stdout is not None
    try:
        told = first.stdout.readline()
        assert told.startswith('Sidan är öppen: http://127.0.0.1:')
        second = workbench.process('open', '--no-browser')
        assert second.out.startswith('Sidan är redan öppen: http://127.0.0.1:')
        assert second.out.split('/oppna')[0].split()[-1] == told.split('/oppna')[0].split()[-1]
        assert second.out.split('nyckel=')[1] != told.split('nyckel=')[1]
        taken = workbench.process(
            '--workspace', str(PROJECT), 'open', '--no-browser', '--port', told.split(':')[3].split('/')[0]
        )
        assert taken.ids == ['port-taken'] or taken.code == 2
    finally:
        os.killpg(first.pid, signal.SIGINT)
    assert first.wait(300) == 0
    assert 'Sidan är stängd.' in first.stdout.read()
    first.stdout.close()
    assert not (workbench.root / '.docgen' / 'open.json').exists()


def test_what_a_form_sends_is_read_as_a_browser_sends_it(person: Person) -> None:
    seen = person.see('/period/2021/loften/nr-1')
    form = next(each for each in seen.tree.iter('form') if each.get('data-guard') is not None)
    assert ('targets', '0') in sent(form)
    assert 'Inget var ändrat' in person.press(seen, 'Spara').words
