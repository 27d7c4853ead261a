"""What no browser sends and no form of ours holds: each is answered, none shows anything, none is a bug."""

from __future__ import annotations

import contextlib
import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from workbench import PROJECT, Workbench, furnish, snapshot

from app.person import Person, opened
from docgen.app.data.saving import Saves, own_folder
from docgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = '/installningar/arbetsytan'
PROMISE = '/period/2024/loften/nr-1'


@pytest.fixture(scope='module')
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path_factory.mktemp('odd') / 'workspace')


@pytest.fixture(scope='module')
def person(bench: Workbench) -> Iterator[Person]:
    with opened(bench.root) as person:
        yield person


def told(person: Person, request: bytes) -> tuple[int, bytes]:
    """Send bytes as they are, and give the answer's status and all of it."""
    with socket.create_connection(('127.0.0.1', person.port), timeout=30) as connection:
        answer = b''
        with contextlib.suppress(OSError):
            connection.sendall(request)
            while part := connection.recv(65536):
                answer += part
    assert b'Traceback' not in answer
    return int(answer.split()[1]), answer


def request(person: Person, method: str, path: str, *more: str, body: bytes = b'', host: str | None = None) -> bytes:
    """A request with our cookie, and the headers that are given besides."""
    host = f'127.0.0.1:{person.port}' if host is None else host
    lines = [f'{method} {path} HTTP/1.1', f'Host: {host}', f'Cookie: docgen-{person.port}={person.cookie}']
    lines += [*more, 'Connection: close', *([f'Content-Length: {len(body)}'] if body else [])]
    return '\r\n'.join(lines).encode('latin-1') + b'\r\n\r\n' + body


def test_odd_hosts_methods_and_lines(person: Person) -> None:
    own = f'127.0.0.1:{person.port}'
    origin = f'Origin: http://{own}'
    asked = {
        'HEAD': (request(person, 'HEAD', '/'), 200),
        'PUT': (request(person, 'PUT', SETTINGS, origin), 405),
        'DELETE': (request(person, 'DELETE', SETTINGS, origin), 405),
        'PUT without origin': (request(person, 'PUT', SETTINGS), 403),
        'OPTIONS, a preflight from elsewhere': (request(person, 'OPTIONS', '/', 'Origin: https://elak.example'), 403),
        'TRACE': (request(person, 'TRACE', '/'), 403),
        'a method of their own': (request(person, 'FOO', '/', origin), 405),
        'no host': (b'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400),
        'two hosts': (request(person, 'GET', '/', 'Host: elak.example'), 400),
        'IPv6': (request(person, 'GET', '/', host=f'[::1]:{person.port}'), 421),
        'a dot last': (request(person, 'GET', '/', host=f'localhost.:{person.port}'), 421),
        'short form': (request(person, 'GET', '/', host=f'127.1:{person.port}'), 421),
        'any address': (request(person, 'GET', '/', host=f'0.0.0.0:{person.port}'), 421),
        'a name before it': (request(person, 'GET', '/', host=f'elak@{own}'), 421),
        'whole address of another': (request(person, 'GET', 'http://elak.example/'), 404),
        'whole address of a file': (request(person, 'GET', 'file:///etc/passwd'), 404),
        'forwarded for another': (request(person, 'GET', '/', 'X-Forwarded-Host: elak.example'), 200),
        'two strokes': (request(person, 'GET', '//elak.example/..'), 404),
        'where to go on': (request(person, 'GET', '/oppna?nyckel=x&next=//elak.example'), 303),
        'websocket': (
            request(person, 'GET', '/', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: eA=='),
            200,
        ),
        'TLS': (b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\0' * 50, 400),
        'HTTP 0.9': (b'GET /\r\n\r\n', 400),
        'huge headers': (request(person, 'GET', '/', 'X: ' + 'a' * 200_000), 400),
        'two lengths': (
            request(person, 'POST', SETTINGS, origin, 'Transfer-Encoding: chunked', body=b'0\r\n\r\n'), 403,
        ),
        'a negative length': (request(person, 'POST', SETTINGS, origin, 'Content-Length: -5'), 400),
    }  # fmt: skip
    answers = {name: told(person, sent) for name, (sent, _) in asked.items()}
    assert {name: status for name, (status, _) in answers.items()} == {name: each for name, (_, each) in asked.items()}
    assert all(b'elak.example' not in answer for _, answer in answers.values())
    assert b'access-control-' not in answers['OPTIONS, a preflight from elsewhere'][1].lower()


def test_cookies_of_others_are_neither_ours_nor_in_our_way(person: Person) -> None:
    host, own = f'Host: 127.0.0.1:{person.port}', f'docgen-{person.port}={person.cookie}'

    def status(cookies: str) -> int:
        return told(person, f'GET / HTTP/1.1\r\n{host}\r\nConnection: close\r\nCookie: {cookies}\r\n\r\n'.encode())[0]

    for cookies in (f'{own}; docgen-{person.port}=annan', f'docgen-{person.port}=annan; {own}', f'x="; {own}'):
        assert status(cookies) == 200
    # Another workspace's page, on another port, has a cookie of its own.
    other = f'docgen-{person.port + 1}={person.cookie}'
    for cookies in (other, f'docgen={person.cookie}', 'docgen=\x01;=;;', 'a' * 60_000):
        assert status(cookies) == 403


ADDRESSES = (
    '/%00', '/period/%00', '/period/%ff%fe', '/period/..', '/period/%2e%2e', '/period/%2e%2e%2f%2e%2e/', '/period//',
    '/period/2024/loften/%2e%2e%2f', '/period/2024/loften/nr-99999999999999999999', '/period/2024/loften/nr-0',
    '/period/2024/LOFTEN', '/period/2024/loften/', '/period/åäö', '/period/../webb', '/period/../arkiv',
    '/period/%5c..%5c/webb', '/period/2024/uppfoljning/..', '/period/nix/loften', '/static/%2e%2e/site.py',
    '/static/%5c..%5c', '/arbete/99999999999999999', '/arbete/-1', '/arbete/٣', '/prova/../..', '/mallar/svar/x',
    '/arkiv/svar/x', '/bild/2024/..?sida=1', '/bild/2024/x.pdf?sida=99999&rubrik=%00', '/mottaget/../1',
    '/mottaget/aa/1', '/fil/2024/', '/fil/utkast/x', '/arkiv/hamta/..', '/mallar/hamta/%2e', '/teckensnitt/..',
    '/framsida/2024/record.json', '/period/2024/underskrift/paminnelse.ics?senast=31%20februari%202021',
    '/period/2024/excel/..', '/period/2024/excel/%2e%2e%2fx',
)  # fmt: skip


def test_odd_addresses_lead_nowhere(person: Person) -> None:
    found = {path: told(person, request(person, 'GET', quote(path, safe='/%?&=.:~')))[0] for path in ADDRESSES}
    assert {path: status for path, status in found.items() if status != 404} == {}


@pytest.mark.parametrize('path', [
    '/andringar?fran=../..&till=%00', '/andringar/word?fran=x&till=y', '/utkast/x/y.pdf', '/period/nix/underskrift',
    '/nytt?slag=promise&av=../..&fran=9999-99-99&till=0000-00-00', '/nytt?slag=promise&fran=2021-02-31&till=2021-12-31',
    '/nytt?slag=agreement&av=-&fran=0001-01-01&till=9999-12-31', '/nytt?slag=x', '/period/2024/underskrift?satt=%00',
    '/period/2024/underskrift/paminnelse?senast=99999-99-99',
])  # fmt: skip
def test_odd_questions_are_answered_in_words(path: str, person: Person) -> None:
    seen = person.see(path)
    assert seen.status in (200, 409)
    assert 'Gör det' not in seen.words
    assert 'Ett fel i docgen' not in seen.words


def forms(token: str) -> dict[str, tuple[str, str, bytes, int]]:
    """Odd forms: where to, of what type, what is in them, and the answer's status."""
    url, part = 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'
    own = f'form_token={token}&opened=x&'.encode()
    head = b'--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n' + token.encode() + b'\r\n'
    file = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\n\r\nz\r\n'
    return {
        'stale token': (SETTINGS, url, b'form_token=' + b'0' * 64, 403),
        'null byte': (SETTINGS, url, own + b'contact.name=a%00b', 409),
        'not UTF-8': (SETTINGS, url, own + b'contact.name=%ff%fe', 409),
        'half a sign': (SETTINGS, url, own + b'contact.name=%ed%a0%80', 409),
        'fields twice': (PROMISE, url, own + b'title=a&title=b&form_token=x', 403),
        'too many fields': (SETTINGS, url, own + b'a=1&' * 20_001, 400),
        'strange places in lists': (PROMISE, url, own + b'targets=..%2f..&targets=%00&targets.0.number=1', 409),
        'thousands in a list': (PROMISE, url, own + b'targets=n1&' * 5000, 409),
        'change of no list': (SETTINGS, url, own + b'change=add+contact.name.x.y', 200),
        'change without end': (PROMISE, url, own + b'change=add+' + b'a.' * 3000 + b'b', 200),
        'change of what is not there': (PROMISE, url, own + b'change=add+targets.99.sub_conditions', 200),
        'JSON': (SETTINGS, 'application/json', json.dumps({'form_token': token}).encode(), 403),
        'plain text, as another site can send': (SETTINGS, 'text/plain', own, 403),
        'no boundary': (SETTINGS, 'multipart/form-data', own, 400),
        'cut off': (SETTINGS, part, head[:-2], 403),
        'no name': (SETTINGS, part, b'--x\r\nFoo: bar\r\n\r\nx\r\n--x--\r\n', 400),
        'unknown letters': (SETTINGS, part + '; charset=utf-99', head + b'--x--\r\n', 409),
        'the token as a file': (SETTINGS, part, file % (b'form_token', b'a') + b'--x--\r\n', 403),
        'a field as a file': (SETTINGS, part, head + file % (b'name', b'a') + b'--x--\r\n', 409),
        'a file as a field': ('/prova', url, own + b'files=abc', 409),
        'too many files': ('/prova', part, head + file % (b'files', b'a') * 101 + b'--x--\r\n', 400),
        'undo of nothing': ('/historik/angra/x', url, own + b'back=https://elak.example', 404),
        'template elsewhere': ('/mallar/promise/anvand', url, own + b'file=../../data/workspace.yaml', 404),
        'package elsewhere': ('/arkiv/prova', url, own + b'package=%2fetc%2fpasswd', 404),
        'package of no name': ('/arkiv/prova', url, own + b'package=%00', 404),
        'upload elsewhere': ('/period/2024/underskrift/ta-emot', url, own + b'upload=../..', 409),
        'a scan of nothing': ('/period/2024/underskrift/skannat', url, own + b'upload=..%2f..', 409),
        'print elsewhere': ('/period/2024/underskrift/skriv-ut', url, own + b'document=../../x', 409),
        'certificate missing': ('/period/2024/underskrift/har', url, own, 409),
        'the end first': ('/nytt', url, own + b'slag=promise&fran=2022-01-01&till=2021-01-01', 409),
        'a year that is there': ('/nytt', url, own + b'slag=promise&fran=2024-01-01&till=2024-12-31', 409),
        'a template that is none': ('/mallar/promise', part, head + file % (b'files', b'a.txt') + b'--x--\r\n', 409),
        'ten thousand years': ('/nytt', url, own + b'slag=agreement&fran=0001-01-01&till=9999-12-31', 409),
        'a period elsewhere': ('/period/%2e%2e/gor', url, own, 404),
        'a table of nothing': ('/period/2024/uppfoljning/nix', url, own, 404),
    }  # fmt: skip


SAID = {
    'the end first': "Det framgår inte vad som ska göras.",
    'a year that is there': "Det finns redan",
    'a template that is none': "Filen är ingen Wordfil.",
    'certificate missing': "Ingen fil är vald.",
    'a file as a field': "Ingen fil är vald.",
}


def test_odd_forms_change_nothing_and_are_no_bugs(person: Person, bench: Workbench) -> None:
    before = snapshot(bench.root / 'data')
    origin = f'Origin: http://127.0.0.1:{person.port}'
    asked = forms(person.desk.keys.form_token(person.cookie))
    found = {
        name: told(person, request(person, 'POST', path, origin, f'Content-Type: {kind}', body=body))
        for name, (path, kind, body, _) in asked.items()
    }
    assert {name: status for name, (status, _) in found.items()} == {name: each[3] for name, each in asked.items()}
    assert {name: said for name, said in SAID.items() if said.encode() not in found[name][1]} == {}
    assert snapshot(bench.root / 'data') == before


def test_half_a_hundred_requests_that_never_end_leave_the_page_open(person: Person) -> None:
    with contextlib.ExitStack() as waiting:
        for number in range(50):
            slow = waiting.enter_context(socket.create_connection(('127.0.0.1', person.port), timeout=30))
            slow.sendall(f'POST /prova HTTP/1.1\r\nHost: 127.0.0.1:{person.port}\r\nX-{number}: '.encode())
        assert person.see('/').status == 200


def test_links_in_a_workspace_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / 'hemligt.pdf'
    secret.write_bytes(b'%PDF-1.7 hemligt')
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'arbetsyta')
    root = workbench.root
    with opened(root) as person:
        for name in ('output/2024/x.pdf', 'output/utkast/2024/x.pdf', 'templates/x.docx', 'arkiv/x.zip'):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).symlink_to(secret)
        pages = '/fil/2024/x.pdf', '/framsida/2024/x.pdf', '/bild/2024/x.pdf', '/utkast/2024/x.pdf'
        for path in (*pages, '/mallar/hamta/x.docx', '/arkiv/hamta/x.zip'):
            seen = person.see(path)
            assert (seen.status, b'hemligt' in seen.body) == (404, False), path
        # A data file that is a link is exchanged for a file; what it led to stays as it was.
        elsewhere = tmp_path / 'annan.yaml'
        settings = root / 'data/workspace.yaml'
        settings.replace(elsewhere)
        settings.symlink_to(elsewhere)
        text = elsewhere.read_text('utf-8')
        assert 'sparades' in person.press(person.see(SETTINGS), 'Spara', {'contact.name': 'Ny'}).words
        assert elsewhere.read_text('utf-8') == text
        assert not settings.is_symlink()


def test_a_history_from_elsewhere_can_write_nothing_but_data(tmp_path: Path) -> None:
    root = tmp_path / 'arbetsyta'
    (root / 'data').mkdir(parents=True)
    saves = Saves(root)
    planted = {'number': 1, 'at': '', 'file': '../ute.txt', 'what': 'x', 'before': 'elakt', 'after': 'ingen'}
    (saves.folder / '000001.json').write_text(json.dumps(planted), 'utf-8')
    assert saves.all() == []
    with pytest.raises(KeyError):
        saves.undo(1)
    linked = tmp_path / 'annan'
    linked.mkdir()
    (linked / '.docgen').symlink_to(tmp_path)
    with pytest.raises(UsageError) as refused:
        own_folder(linked)
    assert [each.id for each in refused.value.findings] == ['own-folder-linked']


def test_the_same_form_sent_twice_is_saved_once(tmp_path: Path) -> None:
    workbench = furnish(PROJECT / 'tests/workspaces/minimal/data', tmp_path / 'arbetsyta')
    with opened(workbench.root) as person:
        seen = person.see(SETTINGS)
        assert 'sparades' in person.press(seen, 'Spara', {'contact.name': 'Ny'}).words
        assert 'redan sparat' in person.press(seen, 'Spara', {'contact.name': 'Ny'}).words
        assert len(person.desk.saves.all()) == 1
