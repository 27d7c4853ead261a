"""Wordmallar: which template makes what; download, put back a changed one beside the old, and see it with real data."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import BuildRequest, build, check
from docgen.app.data.record_files import record_file
from docgen.app.forms.kinds import questions
from docgen.app.pages import record_form, uploads
from docgen.app.pages.record_addresses import Part
from docgen.app.server.jobs import Result
from docgen.app.server.visit import download, within
from docgen.errors import DocgenError, Finding, Severity, UsageError
from docgen.model import DocumentKind
from docgen.model.settings import TemplateNames
from docgen.pdf.structure.find_page import find_page, page_count
from docgen.plan import plan
from docgen.temporary import temporary_folder
from docgen.workspace import load
from docgen.workspace.yaml_update import updated

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit

_TRAIL = (('/', "Översikt"), ('/mallar', "Wordmallar"))


def templates(visit: Visit) -> Response:
    """Show which template makes what."""
    names = _names(visit)
    folder = visit.desk.root / 'templates'
    rows = [
        {
            'kind': each.key,
            'title': each.label,
            'file': names[each.key],
            'there': (folder / names[each.key]).is_file(),
            'others': [path.name for path in sorted(folder.glob('*.docx')) if path.name not in names.values()],
        }
        for each in questions(TemplateNames)
    ]
    return visit.page('templates', "Wordmallar", rows=rows)


def template_file(visit: Visit) -> Response:
    """Give a template."""
    path = within(visit.desk.root / 'templates', visit.part('name'))
    kind = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    return download(path.read_bytes(), path.name, kind)


def upload(visit: Visit) -> Response:
    """Keep a changed template beside the old one, and try it."""
    kind = _kind(visit)
    name, (path, *_) = uploads.keep(visit.desk, visit.uploads('files'))
    try:
        if path.suffix != '.docx':
            raise UsageError(_no_word_file())
        content = path.read_bytes()
        stem = uploads.safe_name(visit.uploads('files')[0].filename or '').removesuffix('.docx')
        file = _unused(visit.desk.root / 'templates', stem, content)
        if not file.exists():
            with file.open('xb') as out:
                out.write(content)
    finally:
        uploads.drop(visit.desk, name)
    return _try(visit, kind, file.name)


def try_template(visit: Visit) -> Response:
    """Try a template that lies in the folder."""
    file = within(visit.desk.root / 'templates', visit.typed('file'))
    return _try(visit, _kind(visit), file.name)


def use(visit: Visit) -> Response:
    """Let a template make its document from now on."""
    kind = _kind(visit)
    name = within(visit.desk.root / 'templates', visit.typed('file')).name
    file = record_file(visit.desk.root, 'settings')
    part = Part(file, '/mallar', "Valet av mall", _TRAIL)
    data = {**file.data, 'templates': {**(file.data.get('templates') or {}), kind.value: name}}
    record_form.save(visit, part, data, file.version)
    return visit.go('/mallar', f"{name} används nu. Den förra mallen ligger kvar.")


def tried(visit: Visit) -> Response:
    """Show what trying a template came to."""
    kept = visit.desk.result(visit.part('result'))
    if not isinstance(kept, dict):
        raise visit.missing("Svaret finns inte kvar. Pröva mallen en gång till.")
    errors = [each for each, _ in kept['findings'] if each.severity is Severity.ERROR]
    return visit.page('tried_template', f"Mallen {kept['file']}", trail=_TRAIL, errors=errors, **kept)


def _try(visit: Visit, kind: DocumentKind, name: str) -> Response:
    """Make the newest document that a template is for, with the workspace's own data, in a folder apart."""
    desk = visit.desk

    def work(progress: Any) -> Result:
        with temporary_folder() as folder:
            root = Path(folder) / 'workspace'
            _copy(desk.root, root, kind, name)
            findings, pdf = _made(root, kind, progress)
            token = ''
            if pdf is not None:
                token, place = uploads.place(desk)
                shutil.copy(pdf, place / 'forhandsbild.pdf')
            pages = min(page_count(pdf), 30) if pdf else 0
            placed = [(each, _page_of(pdf, each)) for each in findings]
        result = {'kind': kind.value, 'file': name, 'findings': placed, 'token': token, 'pages': pages}
        return Result(f'/mallar/svar/{desk.keep_result(result)}', '')

    return visit.go(f'/arbete/{desk.jobs.start(f"Pröva mallen {name}", "/mallar", work).number}')


def _copy(root: Path, target: Path, kind: DocumentKind, name: str) -> None:
    shutil.copytree(root / 'data', target / 'data')
    shutil.copytree(root / 'templates', target / 'templates')
    file = record_file(target, 'settings')
    data = {**file.data, 'templates': {**(file.data.get('templates') or {}), kind.value: name}}
    file.path.write_text(updated(file.path.read_text('utf-8'), data), 'utf-8')


def _made(root: Path, kind: DocumentKind, progress: Any) -> tuple[list[Finding], Path | None]:
    try:
        jobs = [each for each in plan(load(root, draft=True), linked=False).documents if each.kind is kind]
        if not jobs:
            return [_no_sample()], None
        job = max(jobs, key=lambda each: each.period)
        request = BuildRequest(root, (job.period,), draft=True)
        found = [each for each in check(request).findings if each.place.file and each.place.file.suffix == '.docx']
        build(request, progress)
    except DocgenError as error:
        return list(error.findings), None
    return found, request.target / job.period / job.file


def _page_of(pdf: Path | None, finding: Finding) -> int:
    """The page, from 1, where a finding's paragraph stands; 0 if that is not known."""
    if pdf is None or not finding.place.paragraph:
        return 0
    return find_page(pdf, finding.place.paragraph) + 1


def _names(visit: Visit) -> dict[str, str]:
    chosen = record_file(visit.desk.root, 'settings').data.get('templates')
    chosen = chosen if isinstance(chosen, dict) else {}
    return {each.key: str(chosen.get(each.key) or each.default) for each in questions(TemplateNames)}


def _kind(visit: Visit) -> DocumentKind:
    try:
        return DocumentKind(visit.part('kind'))
    except ValueError:
        raise visit.missing("Det finns inget sådant dokument.") from None


def _unused(folder: Path, stem: str, content: bytes) -> Path:
    """A name that no other template has; that of the same content, if it was put there before."""
    number = 1
    while True:
        file = folder / (f'{stem}.docx' if number == 1 else f'{stem}-{number}.docx')
        if not file.exists() or hashlib.sha256(file.read_bytes()).digest() == hashlib.sha256(content).digest():
            return file
        number += 1


def _no_word_file() -> Finding:
    return Finding(
        'upload-no-template',
        "Filen är ingen Wordfil.",
        "En mall slutar på .docx.",
        "Spara mallen som Word-dokument (.docx), och välj den filen.",
    )


def _no_sample() -> Finding:
    return Finding(
        'template-no-sample',
        "Det finns inga uppgifter att pröva mallen med.",
        "Mallen prövas med arbetsytans egna uppgifter, och det dokument som den gör finns inte än.",
        "Skriv först ett sådant dokument; börja på Nytt.",
        severity=Severity.WARNING,
    )
