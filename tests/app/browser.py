"""A real headless Chromium that a test drives as a person would: it types, presses keys, clicks, and looks."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Iterator

FLAGS = (
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars', '--disable-quic',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions',
    '--remote-debugging-port=0', '--force-prefers-reduced-motion', '--disable-dev-shm-usage',
)  # fmt: skip
LOOKS = 20_000
"""So often it is looked whether something has come: a busy machine looks more slowly, and waits longer."""
PATIENCE = 300
"""Seconds until what is waited for must be there; long before that it is, also on a busy machine."""
KEYS = {'Tab': 9, 'Enter': 13, 'Space': 32, 'ArrowDown': 40, 'ArrowUp': 38, 'Escape': 27, 'Delete': 46}


class Browser:
    """One tab."""

    def __init__(self, folder: Path, port: int, page: str) -> None:
        self.folder = folder
        self._runner = asyncio.Runner()
        self._number = 0
        self.scripted = True
        self._port = port
        self._runner.run(self._connect(page))
        for domain in ('Page', 'Runtime', 'DOM'):
            self.call(f'{domain}.enable')
        self.call('Emulation.setFocusEmulationEnabled', enabled=True)

    async def _connect(self, page: str) -> None:
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(
            f'ws://127.0.0.1:{self._port}/devtools/page/{page}', max_msg_size=0
        )

    def close(self) -> None:
        async def closed() -> None:
            await self._socket.close()
            await self._session.close()

        self._runner.run(closed())
        self._runner.close()

    def call(self, method: str, **parameters: Any) -> Any:
        """Ask something of the browser (Chrome DevTools Protocol)."""

        async def asked() -> Any:
            self._number += 1
            await self._socket.send_json({'id': self._number, 'method': method, 'params': parameters})
            while True:
                answer = await asyncio.wait_for(self._socket.receive_json(), PATIENCE)
                if answer.get('method') == 'Page.javascriptDialogOpening':
                    self._number += 1
                    accepted = {'id': self._number, 'method': 'Page.handleJavaScriptDialog', 'params': {'accept': True}}
                    await self._socket.send_json(accepted)
                if answer.get('id') == self._number or 'error' in answer:
                    return answer

        answer = self._runner.run(asked())
        assert 'error' not in answer, (method, answer['error'])
        return answer['result']

    def script(self, text: str) -> Any:
        """Run a script in the page and give its value."""
        told = self.call('Runtime.evaluate', expression=text, returnByValue=True, awaitPromise=True, userGesture=True)
        assert 'exceptionDetails' not in told, told['exceptionDetails']
        return told['result'].get('value')

    def wait_for(self, condition: str) -> None:
        """Wait until a script's value is true."""
        for _ in range(LOOKS):
            if self.script(f'Boolean({condition})'):
                return
            time.sleep(0.05)
        raise AssertionError(condition, self.address, self.text[:2000])

    def go(self, address: str) -> None:
        self.script('window.left = true')
        self.call('Page.navigate', url=address)
        self.arrived()

    def show(self, page: str) -> None:
        """Show a page that came as the answer to a form, at the address where the browser is."""
        frame = self.call('Page.getFrameTree')['frameTree']['frame']['id']
        self.call('Page.setDocumentContent', frameId=frame, html=page)
        self.wait_for("document.readyState === 'complete' && [...document.styleSheets].length > 0")

    def arrived(self) -> None:
        """Wait until another page has come."""
        for _ in range(LOOKS):
            with contextlib.suppress(AssertionError):
                if self.script("window.left === undefined && document.readyState === 'complete'"):
                    return
            time.sleep(0.05)
        raise AssertionError(self.address)

    @property
    def address(self) -> str:
        return str(self.script('location.pathname'))

    @property
    def text(self) -> str:
        return str(self.script('document.body.innerText'))

    @property
    def heading(self) -> str:
        return str(self.script("document.querySelector('h1').innerText"))

    def click(self, label: str, within: str = 'document') -> None:
        """Press the button or follow the link that has a text, and wait for the page that comes."""
        self.script('window.left = true')
        found = self.script(
            f'''(() => {{
                const named = e => (e.innerText || e.value || '').replace(/\\s+/g, ' ').trim();
                const all = [...{within}.querySelectorAll('a, button, summary')].filter(e => e.checkVisibility());
                const wanted = {json.dumps(label)};
                const found = all.find(e => named(e) === wanted) || all.find(e => named(e).startsWith(wanted));
                if (!found) return all.map(named);
                found.click();
                if (found.tagName === 'SUMMARY' || found.getAttribute('href')?.startsWith('#')) delete window.left;
                return true;
            }})()'''
        )
        assert found is True, f'nothing is called {label!r}: {found}'
        self.arrived()

    def fill(self, label: str, value: str, *, nth: int = 0) -> None:
        """Type into the field that has a label, or choose or tick it."""
        done = self.script(
            f'''(() => {{
                const named = e => e.textContent.replace(/\\s+/g, ' ').replace(' (valfritt)', '').trim();
                const wanted = {json.dumps(label)};
                const labels = [...document.querySelectorAll('label')].filter(e => named(e) === wanted);
                const field = labels[{nth}]?.control;
                if (!field) return [...document.querySelectorAll('label')].map(named);
                for (let e = field; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
                field.focus();
                if (field.type === 'checkbox' || field.type === 'radio') {{ field.click(); return true; }}
                if (field.tagName === 'SELECT') {{
                    const option = [...field.options].find(e => e.text === {json.dumps(value)});
                    if (!option) return [...field.options].map(e => e.text);
                    field.value = option.value;
                }} else {{ field.value = {json.dumps(value)}; }}
                field.dispatchEvent(new Event('input', {{ bubbles: true }}));
                field.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return true;
            }})()'''
        )
        assert done is True, f'no field {label!r} takes {value!r}: {done}'

    def choose_file(self, selector: str, *files: Path) -> None:
        root = self.call('DOM.getDocument')['root']['nodeId']
        node = self.call('DOM.querySelector', nodeId=root, selector=selector)['nodeId']
        self.call('DOM.setFileInputFiles', files=[str(file) for file in files], nodeId=node)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key as a keyboard does."""
        code = KEYS[key]
        text = {'Enter': '\r', 'Space': ' '}.get(key, '')
        name = ' ' if key == 'Space' else key
        common = {'key': name, 'code': key, 'windowsVirtualKeyCode': code, 'modifiers': 8 if shift else 0}
        self.call(
            'Input.dispatchKeyEvent',
            type='keyDown' if text else 'rawKeyDown',
            **common,
            **({'text': text} if text else {}),
        )
        self.call('Input.dispatchKeyEvent', type='keyUp', **common)

    def select_all(self) -> None:
        """Ctrl and A."""
        common = {'key': 'a', 'code': 'KeyA', 'windowsVirtualKeyCode': 65, 'modifiers': 2}
        self.call('Input.dispatchKeyEvent', type='rawKeyDown', commands=['selectAll'], **common)
        self.call('Input.dispatchKeyEvent', type='keyUp', **common)

    def type(self, text: str) -> None:
        self.call('Input.insertText', text=text)

    def size(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}
        self.call('Emulation.setEmulatedMedia', features=[scheme])

    def scripts(self, *, allowed: bool) -> None:
        self.call('Emulation.setScriptExecutionDisabled', value=not allowed)
        self.scripted = allowed

    def picture(self, file: Path, *, whole: bool = True) -> None:
        """Take a picture of the page."""
        shot = self.call('Page.captureScreenshot', format='png', captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(shot['data']))


@contextlib.contextmanager
def started(chromium: str) -> Iterator[Browser]:
    """Start a browser of the test's own, and end it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        process = subprocess.Popen(
            [chromium, *FLAGS, f'--user-data-dir={folder / "profile"}', 'about:blank'],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield from _tab(folder, process)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _tab(folder: Path, process: subprocess.Popen[bytes]) -> Iterator[Browser]:
    noted = folder / 'profile' / 'DevToolsActivePort'
    for _ in range(LOOKS):
        if noted.is_file() and noted.read_text().strip():
            break
        assert process.poll() is None, 'chromium ended'
        time.sleep(0.05)
    port = int(noted.read_text().split()[0])

    async def pages() -> list[dict[str, str]]:
        async with aiohttp.ClientSession() as session, session.get(f'http://127.0.0.1:{port}/json/list') as answer:
            listed: list[dict[str, str]] = await answer.json()
            return listed

    page = next(each for each in asyncio.run(pages()) if each['type'] == 'page')
    browser = Browser(folder, port, page['id'])
    try:
        yield browser
    finally:
        browser.close()
