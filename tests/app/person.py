"""Someone who uses the page without a browser: what a form sends, read from its HTML, over a real socket."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import threading
import urllib.parse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import html

from docgen.app.page_state import Desk
from docgen.app.server.serving import server
from docgen.app.site import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Seen:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def words(self) -> str:
        main = self.tree.find('.//main')
        return ' '.join((self.tree if main is None else main).text_content().split())


@dataclass
class Person:
    """One session."""

    port: int
    desk: Desk
    cookie: str = ''
    log: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Seen:
        """Send one request as it is."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=300)
        with contextlib.closing(connection):
            own = (
                {'Host': f'127.0.0.1:{self.port}', 'Cookie': f'docgen-{self.port}={self.cookie}'} if self.cookie else {}
            )
            connection.request(method, path, body, {**own, **(headers or {})})
            answer = connection.getresponse()
            return Seen(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    def enter(self) -> Person:
        """Open the page with a one-time address."""
        target = urllib.parse.urlsplit(address(self.port, self.desk.keys.new_token()))
        seen = self.ask('GET', f'{target.path}?{target.query}')
        found = re.search(r'docgen-\d+=([^;]+)', seen.headers['set-cookie'])
        assert found
        self.cookie = found[1]
        return self

    def see(self, path: str) -> Seen:
        """Open a page."""
        return self.ask('GET', path)

    def send(self, path: str, pairs: list[tuple[str, str]]) -> Seen:
        """Send a form, and follow where it leads."""
        body = urllib.parse.urlencode(pairs).encode()
        origin = {'Origin': f'http://127.0.0.1:{self.port}', 'Content-Type': 'application/x-www-form-urlencoded'}
        seen = self.ask('POST', path, body, origin)
        return self.see(seen.headers['location']) if seen.status == 303 else seen

    def press(self, seen: Seen, label: str, changes: dict[str, str] | None = None) -> Seen:
        """Press a button of a page, with some of its form's fields filled in otherwise."""
        for form in seen.tree.iter('form'):
            for button in form.iter('button'):
                if ' '.join(button.text_content().split()).startswith(label):
                    pairs = sent(form, changes or {})
                    if button.get('name'):
                        pairs.append((button.get('name', ''), button.get('value', '')))
                    return self.send(form.get('action', ''), pairs)
        raise AssertionError(f'no button {label!r} in: {seen.words[:500]}')

    def upload(self, seen: Seen, action: str, files: list[tuple[str, bytes]], **changes: str) -> Seen:
        """Choose files in the form of an address, send it as a browser does, and wait for what comes of it."""
        form = next(each for each in seen.tree.iter('form') if each.get('action') == action)
        field = next(each.get('name') for each in form.iter('input') if each.get('type') == 'file')
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{changes.get(name, value)}\r\n'.encode()
            for name, value in sent(form)
        ]
        for name, content in files:
            head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
            parts.append(head.encode() + content + b'\r\n')
        headers = {'Origin': f'http://127.0.0.1:{self.port}', 'Content-Type': 'multipart/form-data; boundary=x'}
        return self.followed(self.ask('POST', action, b''.join(parts) + b'--x--\r\n', headers))

    def followed(self, seen: Seen) -> Seen:
        """Go where an answer leads, and wait for work."""
        while seen.status == 303:
            address = seen.headers['location']
            seen = self.see(address + ('?vanta=1' if address.startswith('/arbete/') else ''))
        waiting = (
            re.search(r'/arbete/\d+\?vanta=1', seen.text)
            if seen.headers['content-type'].startswith('text/html')
            else None
        )
        return self.followed(self.see(waiting[0])) if waiting else seen


def sent(form: html.HtmlElement, changes: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Give what a browser sends of a form, text fields with line breaks as HTTP has them."""
    changes = changes or {}
    pairs = []
    for each in form.iter('input', 'select', 'textarea'):
        name = each.get('name')
        if not name or each.get('type') == 'file':
            continue
        if each.get('type') in ('checkbox', 'radio'):
            if each.get('checked') is not None and changes.get(name) != '':
                pairs.append((name, each.get('value', '')))
        elif each.tag == 'select':
            chosen = [option for option in each.iter('option') if option.get('selected') is not None]
            option = chosen[0] if chosen else next(each.iter('option'))
            pairs.append((name, changes.get(name, option.get('value', ''))))
        else:
            value = (each.text or '').removeprefix('\n') if each.tag == 'textarea' else each.get('value', '')
            pairs.append((name, changes.get(name, value).replace('\r\n', '\n').replace('\n', '\r\n')))
    unknown = set(changes) - {name for name, _ in pairs} - {name for name, value in changes.items() if value == ''}
    assert not unknown, unknown
    return pairs


@contextlib.contextmanager
def opened(root: Path, card_library: Path | None = None) -> Iterator[Person]:
    """Serve a workspace's page on a free port, and enter it."""
    with socket.socket() as listening:
        listening.bind(('127.0.0.1', 0))
        listening.listen()
        port = listening.getsockname()[1]
        desk = Desk(root, card_library)
        running = server(desk, port)
        thread = threading.Thread(target=running.run, kwargs={'sockets': [listening]}, daemon=True)
        thread.start()
        try:
            yield Person(port, desk).enter()
        finally:
            running.should_exit = True
            thread.join(30)
            desk.jobs.close()
