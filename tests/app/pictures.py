"""Take the pictures for docs/page.md of the real page: in `tests`, `python -m app.pictures ../docs/images`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from workbench import PROJECT, furnish

from app.browser import started
from app.person import opened

SHOTS = {
    'page-overview': ('/', 1280, 900),
    'page-commitment': ('/period/2021/loften/trygghetsvandringar', 1280, 1150),
    'page-follow-up': ('/period/2020/uppfoljning/2020', 1280, 900),
}


def main(target: Path) -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        workbench = furnish(PROJECT / 'data', Path(folder) / 'strangnas')
        assert workbench.run('fix', '2021').code == 0
        with opened(workbench.root) as person, started(shutil.which('chromium') or 'chromium') as browser:
            base = f'http://127.0.0.1:{person.port}'
            browser.call('Network.enable')
            browser.call('Network.setCookie', name=f'docgen-{person.port}', value=person.cookie, url=base)
            for name, (path, width, height) in SHOTS.items():
                browser.size(width, height)
                browser.go(base + path)
                browser.wait_for('[...document.images].every(image => image.complete)')
                browser.picture(target / f'{name}.png', whole=False)


if __name__ == '__main__':
    main(Path(sys.argv[1]))
