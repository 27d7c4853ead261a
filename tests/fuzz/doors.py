"""The doors through which anything may come: for each, how to damage what comes, and the commands that read it."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING, Any

from workbench import PROJECT, furnish

from fuzz.base import DOCUMENT, PERIOD, PROFILES
from fuzz.damage import damaged_bytes, damaged_json, damaged_part, damaged_yaml, damaged_zip
from fuzz.expressions import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from random import Random

    Round = Generator[tuple[str, ...]]
    """The commands of a round, each asked for when the one before it has ended."""

WORKSPACES = {
    'minimal': 'tests/workspaces/minimal/data',
    'everything': 'tests/workspaces/everything/data',
    'shipped': 'data',
}


def data(_: Path, folder: Path, dice: Random) -> Round:
    """A data file, a text or value of which is changed."""
    name = dice.choice(tuple(WORKSPACES))
    root = folder / name
    if not root.exists():
        furnish(PROJECT / WORKSPACES[name], root)
    file = dice.choice(sorted((root / 'data').rglob('*.yaml')))
    whole = file.read_bytes()
    file.write_bytes(damaged_yaml(whole, dice))
    try:
        yield 'check', '--workspace', str(root)
        further = dice.randrange(40)
        periods = {'minimal': '2024', 'everything': '2021-2022', 'shipped': '2021'}
        some = periods[name]
        match further:
            case 0:
                yield 'build', '--workspace', str(root), '--output', str(folder / 'ut')
            case 1:
                yield 'build', some, '--draft', '--workspace', str(root), '--output', str(folder / 'ut')
            case 2:
                yield 'next', some, '--dry-run', '--workspace', str(root)
            case 3:
                yield 'commitments', some, '--excel', str(folder / 't.xlsx'), '--workspace', str(root)
            case 4:
                yield 'follow-up', some, '--excel', str(folder / 't.csv'), '--workspace', str(root)
            case 5:
                yield 'diff', '2020', '2021', '--workspace', str(root)
            case 6:
                yield 'status', '--workspace', str(root)
            case 7:
                yield 'overview', str(root)
            case _:
                pass
    finally:
        file.write_bytes(whole)
        shutil.rmtree(folder / 'ut', ignore_errors=True)


def template(_: Path, folder: Path, dice: Random) -> Round:
    """A Word template with damage to its XML, its package, its bytes or its tags."""
    root = folder / 'minimal'
    if not root.exists():
        furnish(PROJECT / WORKSPACES['minimal'], root)
    file = dice.choice([root / 'templates' / f'{each}.docx' for each in ('medborgarlofte-kort', 'medborgarlofte')])
    whole = file.read_bytes()
    file.write_bytes(_damaged_template(whole, folder, dice))
    try:
        yield dice.choice((
            ('check', '--workspace', str(root)),
            ('template', 'check', str(file), '--workspace', str(root)),
        ))  # fmt: skip
        if dice.randrange(8) == 0:
            yield '--workspace', str(root), 'template', 'fix', str(file), '--output', str(folder / 'lagad.docx')
        yield 'build', PERIOD, '--workspace', str(root), '--output', str(folder / 'ut')
    finally:
        file.write_bytes(whole)
        shutil.rmtree(folder / 'ut', ignore_errors=True)
        (folder / 'lagad.docx').unlink(missing_ok=True)


def _damaged_template(whole: bytes, folder: Path, dice: Random) -> bytes:
    from engines.foreign.mutation import mutant

    match dice.randrange(4):
        case 0:
            return damaged_zip(whole, dice)
        case 1:
            return _with_tags(whole, folder, dice)
        case _:
            source = folder / 'hel.docx'
            source.write_bytes(whole)
            return mutant(source, folder / 'skadad.docx', dice.randrange(10**9)).read_bytes()


def _with_tags(whole: bytes, folder: Path, dice: Random) -> bytes:
    from docx import Document

    path = folder / 'taggad.docx'
    path.write_bytes(whole)
    document = Document(str(path))
    places = [*document.paragraphs, *document.sections[0].header.paragraphs, *document.sections[0].footer.paragraphs]
    for _ in range(dice.randint(1, 2)):
        paragraph = dice.choice(places)
        if dice.randrange(3):
            paragraph.add_run(tag(dice))
        else:
            paragraph.text = re.sub(r'\{\{.*?\}\}|\{%.*?%\}', lambda _: tag(dice), paragraph.text, count=1)
    document.save(str(path))
    return path.read_bytes()


def expression(_: Path, folder: Path, dice: Random) -> Round:
    """A template with one tag."""
    from docx import Document

    root = folder / 'minimal'
    file = root / 'templates/prov.docx'
    if not root.exists():
        furnish(PROJECT / WORKSPACES['minimal'], root)
    document = Document()
    document.add_paragraph(tag(dice))
    document.save(str(file))
    yield 'template', 'preview', str(file), '--workspace', str(root), '--output', str(folder / 'ut')
    shutil.rmtree(folder / 'ut', ignore_errors=True)


def pdf(base: Path, folder: Path, dice: Random) -> Round:
    """A PDF, signed or not, given to whatever reads PDFs."""
    import pikepdf
    from sign.random_edits import random_edit

    root = folder / 'fixed'
    if not root.exists():
        shutil.copytree(base / 'signed', root)
    signed = (base / 'signed.pdf').read_bytes()
    built = (base / 'fixed/output' / PERIOD / f'{DOCUMENT}.pdf').read_bytes()
    match dice.randrange(4):
        case 0:
            try:
                content = random_edit(signed, dice)
            except pikepdf.PdfError:  # its second edit found nothing whole to edit
                content = damaged_bytes(signed, dice)
        case 1:
            content = _objects_damaged(dice.choice((signed, built)), dice)
        case 2:
            content = damaged_bytes(dice.choice((signed, built)), dice)
        case _:
            content = damaged_bytes(_objects_damaged(built, dice), dice)
    file = folder / 'fil.pdf'
    file.write_bytes(content)
    yield '--workspace', str(root), 'inspect', str(file), *dice.choice(((), ('--aloud',), ('--json',)))
    yield dice.choice((
        ('--workspace', str(root), 'verify', str(file)),
        ('--workspace', str(root), 'verify', str(file), '--period', PERIOD, '--report', str(folder / 'r.pdf')),
        ('--workspace', str(root), 'verify', str(file), '--evidence', str(folder / 'i.pdf')),
        ('--workspace', str(root), 'verify', str(file), '--report-xml', str(folder / 'r.xml')),
    ))  # fmt: skip
    waived = dice.choice(((), ('--accept-rewritten',)))
    yield '--workspace', str(root), 'receive', PERIOD, str(file), '--other-day', *waived
    if dice.randrange(3) == 0:
        yield '--workspace', str(root), 'receive', PERIOD, '--scan', '--signed-by', 'kommunen=2024-01-15', str(file)
    _as_before(base / 'signed', root)


def _objects_damaged(content: bytes, dice: Random) -> bytes:
    """The file written anew with some objects' entries gone, exchanged or of another kind."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as opened:
        found = [
            each for each in opened.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)
        ]
        for _ in range(dice.choice((1, 2, 10))):
            each = dice.choice(found)
            strange = dice.choice((
                5, -1, pikepdf.Name.X, pikepdf.String('å'), pikepdf.Array(), pikepdf.Dictionary(),
                dice.choice(found), True,
                pikepdf.Array([1, 2]), 10**9, pikepdf.String(''), pikepdf.Name('/'),
            ))  # fmt: skip
            if isinstance(each, pikepdf.Array):
                if len(each):
                    each[dice.randrange(len(each))] = strange
            else:
                keys = sorted(set(each.keys()) - {'/Length'})
                if keys and dice.randrange(3):
                    each[dice.choice(keys)] = strange
                elif keys:
                    del each[dice.choice(keys)]
            if isinstance(each, pikepdf.Stream) and dice.randrange(2):
                kept: dict[str, Any] = {'filter': each.get('/Filter')}
                with contextlib.suppress(TypeError):  # its filter may be damaged already
                    each.write(damaged_bytes(each.read_raw_bytes(), dice), **kept)
        out = io.BytesIO()
        try:
            opened.save(out)
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return damaged_bytes(content, dice)
        return out.getvalue()


def scan(base: Path, folder: Path, dice: Random) -> Round:
    """A scan, or a logotype."""
    root = folder / 'fixed'
    if not root.exists():
        shutil.copytree(base / 'fixed', root)
    source = base / dice.choice(('skannat.pdf', 'sida.png', 'sida.jpg', 'sidor.tif'))
    file = folder / f'skannat{source.suffix}'
    file.write_bytes(damaged_bytes(source.read_bytes(), dice))
    more = dice.choice(((), ('--pages-missing',), ('--without-code',)))
    yield '--workspace', str(root), 'receive', PERIOD, '--scan', '--signed-by', 'kommunen=2024-01-15', str(file), *more
    _as_before(base / 'fixed', root)
    if source.suffix in ('.png', '.jpg'):
        logo = root / f'templates/logotyp-kommun{source.suffix}'
        logo.write_bytes(file.read_bytes())
        parties = root / 'data/parties.yaml'
        whole = parties.read_text('utf-8')
        named = f'short_name: kommunen\n    logo: {logo.name}\n    logo_text: L'
        parties.write_text(whole.replace('short_name: kommunen', named), 'utf-8')
        yield 'build', PERIOD, '--workspace', str(root), '--output', str(folder / 'ut')
        parties.write_text(whole, 'utf-8')
        shutil.rmtree(folder / 'ut', ignore_errors=True)


def package(base: Path, folder: Path, dice: Random) -> Round:
    """An archive package, as a folder or a file."""
    out = folder / 'paket'
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    kind = dice.choice((*PROFILES, 'zip', 'tar'))
    (source,) = (each for each in (base / 'packages' / kind).iterdir() if not each.name.startswith('.'))
    target = out / source.name
    if source.is_file():
        content = source.read_bytes()
        target.write_bytes(damaged_zip(content, dice) if kind == 'zip' else damaged_bytes(content, dice))
    else:
        shutil.copytree(source, target)
        for _ in range(dice.randint(1, 2)):
            _damage_a_file(target, dice)
    yield 'archive', 'verify', str(target)
    if dice.randrange(2):
        yield 'archive', 'unpack', str(target), str(folder / 'uppackat')
        shutil.rmtree(folder / 'uppackat', ignore_errors=True)
    if dice.randrange(4) == 0:
        yield 'archive', 'list', str(out)


def _damage_a_file(target: Path, dice: Random) -> None:
    files = sorted(each for each in target.rglob('*') if each.is_file() and not each.is_symlink())
    if not files:
        return
    file = dice.choice([*files, *[each for each in files if each.suffix in ('.xml', '.json', '.txt')] * 2])
    match dice.randrange(8):
        case 0:
            file.unlink()
        case 1:
            file.rename(
                file.with_name(dice.choice(('x', 'å\u0301', '\x1b[31m', 'a b', '-x', file.name.upper(), 'b' * 200)))
            )
        case 2:
            file.unlink()
            file.symlink_to(dice.choice(('/etc/passwd', '/dev/zero', file.name, '.', 'nowhere')))
        case 3:
            file.unlink()
            file.mkdir()
        case _:
            file.write_bytes(damaged_part(file.name, file.read_bytes(), dice))


def record(base: Path, folder: Path, dice: Random) -> Round:
    """A period's folder whose record.json or files are not what they were."""
    state = dice.choice(('fixed', 'signed', 'published'))
    root = folder / state
    if not root.exists():
        shutil.copytree(base / state, root)
    period = root / 'output' / PERIOD
    file = period / 'record.json'
    file.chmod(0o644)
    if dice.randrange(6):
        file.write_bytes(damaged_json(file.read_bytes(), dice))
    else:
        for each in period.rglob('*'):
            each.chmod(0o755 if each.is_dir() else 0o644)
        _damage_a_file(period, dice)
    try:
        workspace = ('--workspace', str(root))
        commands: list[tuple[str, ...]] = [
            ('status',), ('verify', '--period', PERIOD), ('publish', PERIOD),
            ('archive', PERIOD, '--to', str(folder / 'arkiv')), ('build',), ('web',), ('fix', PERIOD),
            ('print', PERIOD, '--out', str(folder / 'p.pdf')), ('check',),
            ('receive', PERIOD, str(base / 'signed.pdf'), '--other-day'), ('next', PERIOD, '--dry-run'),
            ('fix', PERIOD, '--new-version'),
            ('sign', PERIOD, '--as', 'kommunen', '--p12', str(base / 'anna.p12'),
             '--passphrase-file', str(base / 'anna.passphrase'), '--accept-untrusted', '--other-day'),
        ]  # fmt: skip
        yield *workspace, 'status'
        for command in dice.sample(commands, 2):
            yield *workspace, *command
    finally:
        shutil.rmtree(folder / 'arkiv', ignore_errors=True)
        _as_before(base / state, root)


def table(base: Path, folder: Path, dice: Random) -> Round:
    """A filled-in table, or a draft that somebody edited in Word."""
    root = folder / 'published'
    if not root.exists():
        shutil.copytree(base / 'published', root)
    match dice.randrange(3):
        case 0:
            file = folder / 'tabell.xlsx'
            file.write_bytes(damaged_zip((base / file.name).read_bytes(), dice))
            yield '--workspace', str(root), 'commitments', PERIOD, '--from', str(file)
        case 1:
            file = folder / 'uppfoljning.csv'
            file.write_bytes(damaged_bytes((base / file.name).read_bytes(), dice))
            yield '--workspace', str(root), 'follow-up', PERIOD, '--from', str(file)
        case _:
            file = folder / f'{DOCUMENT}.docx'
            source = next(each for each in (root / 'output' / PERIOD).rglob(file.name))
            file.write_bytes(damaged_zip(source.read_bytes(), dice))
            yield '--workspace', str(root), 'compare', str(file)


def credential(base: Path, folder: Path, dice: Random) -> Round:
    """What signs and what is trusted: certificate files, passphrases, roots."""
    root = folder / 'fixed'
    if not root.exists():
        shutil.copytree(base / 'fixed', root)
    given = {}
    for name in ('anna.p12', 'anna.passphrase', 'anna.pem', 'root.cer'):
        given[name] = folder / name
        given[name].write_bytes((base / name).read_bytes())
    spoiled = dice.choice(tuple(given))
    given[spoiled].write_bytes(damaged_bytes(given[spoiled].read_bytes(), dice))
    secret = ('--p12', str(given['anna.p12']), '--passphrase-file', str(given['anna.passphrase']))
    yield '--workspace', str(root), 'sign', PERIOD, '--as', 'kommunen', *secret, '--accept-untrusted', '--other-day'
    trust = dice.choice((given['anna.pem'], given['root.cer']))
    yield '--workspace', str(root), 'verify', str(base / 'signed.pdf'), '--trust', str(trust)
    _as_before(base / 'fixed', root)


def _as_before(source: Path, root: Path) -> None:
    """Lay a workspace's results as they were; what is write-protected goes too."""
    for each in (root / 'output').rglob('*'):
        if not each.is_symlink():
            each.chmod(0o755 if each.is_dir() else 0o644)
    shutil.rmtree(root / 'output', ignore_errors=True)
    shutil.copytree(source / 'output', root / 'output', symlinks=True)


DOORS: dict[str, Callable[[Path, Path, Random], Round]] = {
    each.__name__: each for each in (data, template, expression, pdf, scan, package, record, table, credential)
}
WITHOUT_BASE = frozenset({'data', 'template', 'expression'})
"""Doors whose input needs no documents made before."""
