"""Take the pictures for docs/page.md of the real page, and the README's of built pages.

In `tests`: `python -m app.pictures ../docs/images`; with `pages` after it only the README's, which needs no browser.
"""

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


PAGES = ('Inledning', 'Ort och datum', 'Bilaga 1 till')
"""What stands on the promise's first page, its signature page, and the first page of its appendix."""
_SCALE, _GAP, _BEHIND = 1.0433, 8, (217, 222, 227)


def draw_pages(target: Path) -> None:
    """Draw the README's picture: three pages of the shipped promise side by side."""
    import pypdfium2  # type: ignore[import-untyped]
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        workbench = furnish(PROJECT / 'data', Path(folder) / 'strangnas')
        assert workbench.run('build', '2021').code == 0
        document = pypdfium2.PdfDocument(workbench.output / '2021/medborgarlofte-strangnas-2021.pdf')
        texts = [page.get_textpage().get_text_range() for page in document]
        numbers = [next(at for at, text in enumerate(texts) if words in text) for words in PAGES]
        drawn = [document[number].render(scale=_SCALE).to_pil() for number in numbers]
        document.close()
    width, height = (sum(each.width + _GAP for each in drawn) + _GAP * 3, drawn[0].height + 2 * _GAP)
    picture = Image.new('RGB', (width, height), _BEHIND)
    at = _GAP
    for each in drawn:
        picture.paste(each, (at, _GAP))
        at += each.width + 2 * _GAP
    picture.quantize(256).save(target / 'pages.png', optimize=True)


def main(target: Path) -> None:
    """Take every picture."""
    draw_pages(target)
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
    (draw_pages if sys.argv[2:] == ['pages'] else main)(Path(sys.argv[1]))
