"""Word files that nobody made for docgen: those of installed packages, of LibreOffice's templates, of other formats."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
from pathlib import Path

from .sources import SOURCES

_TEMPLATES = ('*.ott', '*.odt')


def in_packages(folder: Path) -> list[Path]:
    """Copies of every Word file that ships inside an installed Python package but ours, named by package and file."""
    found = {
        f'{distribution.name} {Path(str(file)).stem}'.lower().replace('_', '-'): Path(
            str(distribution.locate_file(file))
        )
        for distribution in importlib.metadata.distributions()
        if distribution.name != 'docgen'
        for file in distribution.files or ()
        if file.suffix in ('.docx', '.dotx')
    }
    return [Path(shutil.copyfile(found[name], folder / f'{name}.docx')) for name in sorted(found)]


def from_templates(folder: Path) -> list[Path]:
    """LibreOffice's own letters, faxes, agendas, reports and curricula, saved as Word files."""
    program = shutil.which('soffice')
    assert program is not None
    share = Path(program).resolve().parents[1] / 'share' / 'template'
    templates = {path.stem: path for kind in _TEMPLATES for path in sorted(share.rglob(kind))}
    return _as_word(list(templates.values()), folder)


def from_sources(folder: Path) -> list[Path]:
    """A Word file of every document in `sources`."""
    texts = folder / 'texts'
    texts.mkdir()
    for name, text in SOURCES.items():
        (texts / name).write_text(text, 'utf-8-sig' if name.endswith('.txt') else 'utf-8')
    return _as_word(sorted(texts.iterdir()), folder)


def _as_word(files: list[Path], folder: Path) -> list[Path]:
    """Each file as a .docx in the folder, in one call of LibreOffice."""
    subprocess.run(
        [
            'soffice',
            f'-env:UserInstallation={(folder / "profile").as_uri()}',
            '--headless',
            '--writer',
            '--convert-to',
            'docx:MS Word 2007 XML',
            '--outdir',
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, 'SAL_USE_VCLPLUGIN': 'svp'},
    )
    made = [folder / f'{path.stem}.docx' for path in files]
    assert [path for path in made if not path.is_file()] == []
    return made
