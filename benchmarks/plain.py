"""The plain way: docxtpl, one LibreOffice call for each document, a reportlab overlay, a pypdf merge.

As one would write it in an afternoon, without checks, tags or judgement. `python -m benchmarks.plain`.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def make_four(root: Path, out: Path, soffice: str, profile: Path) -> int:
    """Make the four documents of a workspace in `out`; gives how many there are."""
    documents = json.loads((root / 'content.json').read_text(encoding='utf-8'))
    out.mkdir(parents=True)
    converted = {}
    follow_ups = {}
    for document in documents:
        docx = (out / document['file']).with_suffix('.docx')
        template = DocxTemplate(document['template'])
        template.render(document['context'], autoescape=True)
        template.save(docx)
        subprocess.run(
            [
                soffice, f'-env:UserInstallation={profile.as_uri()}', '--headless',
                '--convert-to', 'pdf', '--outdir', out, docx,
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
        converted[document['file']] = docx.with_suffix('.pdf')
        follow_ups[document['record']] = docx.with_suffix('.pdf')
    for document in documents:
        if document['signers']:
            _sign_and_merge(converted[document['file']], document['signers'], follow_ups.get(document['appendix']))
    return len(documents)


def _sign_and_merge(pdf: Path, signers: list[dict[str, Any]], appendix: Path | None) -> None:
    writer = PdfWriter(clone_from=pdf)
    writer.pages[-1].merge_page(PdfReader(_blocks(signers)).pages[0])
    if appendix is not None:
        writer.append(appendix)
    writer.write(pdf)


def _blocks(signers: list[dict[str, Any]]) -> io.BytesIO:
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4)
    for number, signer in enumerate(signers):
        x, y = 70 + 240 * (number % 2), 300 - 120 * (number // 2)
        canvas.setFont('Helvetica', 10)
        canvas.drawString(x, y + 60, signer['party'])
        canvas.line(x, y + 20, x + 200, y + 20)
        canvas.drawString(x, y + 6, f'{signer["name"]}, {signer["title"]}')
        canvas.drawString(x, y - 8, f'{signer["place"]} {signer["date"]}')
    canvas.save()
    drawn.seek(0)
    return drawn


if __name__ == '__main__':
    target, program, its_profile = sys.argv[1:4]
    print(
        sum(make_four(Path(each), Path(target, Path(each).name), program, Path(its_profile)) for each in sys.argv[4:])
    )
