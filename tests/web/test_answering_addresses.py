"""Asking addresses: what each answer means, and what is never asked. The server is one of the test's own."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from docgen.errors import Place
from docgen.web.answering_addresses import MOST, WrittenAddress, address_findings, written_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWERS = {
    '/finns': (200, ''), '/borta': (404, ''), '/kastad': (410, ''), '/trasig': (500, ''), '/inloggning': (403, ''),
    '/flyttad': (301, '/finns'), '/tillfallig': (302, '/finns'), '/flyttad-bort': (301, '/borta'),
    '/runt': (302, '/runt'), '/ut': (302, 'file:///etc/passwd'), '/inat': (302, 'http://10.0.0.1/'),
    '/finns/': (301, '/finns'), '/%C3%A5': (200, ''), '/bara-get': (405, ''),
}  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        status, location = ANSWERS[self.path]
        if self.command == 'GET' and self.path == '/bara-get':
            status = 200
        self.send_response(status)
        if location:
            self.send_header('Location', location)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 the name that the library calls

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope='module')
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(('127.0.0.1', 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f'http://127.0.0.1:{server.server_port}'
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_answer_is_told_as_what_it_means(base: str) -> None:
    written = [WrittenAddress(base + path, Place()) for path in (*ANSWERS, '/å')]
    found = address_findings(written, may_ask=lambda ip: ip == '127.0.0.1')
    told = {each.what.split(base)[1].split()[0].rstrip(':'): each.id for each in found}
    assert told == {
        '/borta': 'address-gone', '/kastad': 'address-gone', '/trasig': 'address-silent', '/flyttad': 'address-moved',
        '/flyttad-bort': 'address-gone', '/runt': 'address-silent', '/ut': 'address-silent',
        '/inat': 'address-own-network',
    }  # fmt: skip


@pytest.mark.parametrize('address', ['http://127.0.0.1:1/', 'http://[::1]/', 'http://169.254.169.254/', 'http://0/'])
def test_own_networks_are_never_asked(address: str) -> None:
    assert [each.id for each in address_findings([WrittenAddress(address, Place())])] == ['address-own-network']


def test_what_is_no_web_address_or_too_much_is_not_asked() -> None:
    wrong = [WrittenAddress(each, Place()) for each in ('http://', 'http://a:b@127.0.0.1/', 'http://127.0.0.1:99999/')]
    assert [each.id for each in address_findings(wrong)] == ['address-silent'] * 3
    many = [WrittenAddress('http://127.0.0.1/', Place())] * (MOST + 3)
    last = address_findings(many)[-1]
    assert (last.id, last.what[:10]) == ('address-not-asked', '3 adresser')


def test_addresses_are_found_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / 'promises').mkdir()
    (tmp_path / 'workspace.yaml').write_text(
        '# $schema=http://schema.example\nweb_folder: https://mapp.example/\nsite: https://a.example/x, \n', 'utf-8'
    )
    (tmp_path / 'promises/2021.yaml').write_text(
        't: Läs (se https://b.example/å?q=1).\nu: "https://a.example/x"\n', 'utf-8'
    )
    found = {each.address: each.place.line for each in written_addresses(tmp_path)}
    assert found == {'https://b.example/å?q=1': 1, 'https://a.example/x': 2}
