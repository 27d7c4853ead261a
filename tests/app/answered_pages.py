"""Pages that only come as the answer to something: a refusal, a result, what was found in a file, two versions."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from workbench import Workbench

    from app.person import Person, Seen

COMMITMENT = '/period/2021/loften/trygghetsvandringar'
SIGNING = '/period/2021/underskrift'
FOLLOW_UP = '/period/2020/uppfoljning/2020'


def answered_pages(person: Person, bench: Workbench) -> dict[str, Seen]:
    """Give each such page by a name; what they save is undone."""
    form = person.see(COMMITMENT)
    found = {
        'a list changed, not saved': person.press(form, 'Lägg till: mått'),
        'a page that is not there': person.see('/period/2021/loften/finns-inte'),
        'locked': person.ask('GET', '/', headers={'Cookie': 'docgen=annan'}),
        'refused': person.upload(person.see('/prova'), '/prova', []),
        'a new period, wrong days': person.see('/nytt?slag=promise&av=2021&fran=snart&till=31%20december%202022'),
        'a new period that is there': person.see('/nytt?slag=promise&av=2020&fran=2021-01-01&till=2021-12-31'),
        'no day to sign by': person.see('/period/2021/underskrift/paminnelse?senast=snart'),
        'a verdict': person.upload(person.see('/prova'), '/prova', [('x.pdf', b'inget')]),
        'a work that failed': person.followed(person.press(person.see('/period/2021/arkiv'), 'Gör paketet')),
        'what a template makes': person.followed(person.press(person.see('/mallar'), 'Pröva mallen')),
        'what a portal gave': person.upload(
            person.see(f'{SIGNING}?satt=portal'), f'{SIGNING}/fran-tjanst', [('x.pdf', b'%PDF-1.7')]
        ),
        'what a scan gave': person.upload(
            person.see(f'{SIGNING}?satt=penna'), f'{SIGNING}/skannat', [('x.png', b'x')],
            **{'day-kommunen': '11 mars 2021', 'day-polisen': '12 mars 2021'},
        ),
        'what Excel changes': _from_excel(person),
        'packages compared': person.followed(person.press(person.see('/arkiv'), 'Räkna om')),
        'a package verified': person.followed(person.press(person.see('/arkiv'), 'Pröva')),
    }  # fmt: skip
    found['mistakes beside fields'] = person.press(
        form, 'Spara', {'targets.0.number': 'många', 'title': '', 'deadline': '31 februari'}
    )
    found['two versions'] = person.press(form, 'Spara', {'title': 'Något annat'})
    found['what hinders a period'] = person.see('/period/2021')
    found['what hinders the web'] = person.see('/period/2021/webb')
    found['what hinders fixing'] = person.see('/period/2021/underskrift/faststall')
    found['the overview, with mistakes'] = person.see('/')
    found['undone'] = person.press(person.see('/historik'), 'Ångra')
    table = person.see(FOLLOW_UP)
    bench.replace('follow-ups/2020.yaml', 'number: 31', 'number: 32')
    found['a table that someone else changed'] = person.press(table, 'Spara', {'3.number': '30'})
    bench.replace('follow-ups/2020.yaml', 'number: 32', 'number: 31')
    return found


def _from_excel(person: Person) -> Seen:
    book = openpyxl.load_workbook(io.BytesIO(person.see('/period/2020/excel/2020').body))
    next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == 31).value = 33
    changed = io.BytesIO()
    book.save(changed)
    return person.upload(person.see(FOLLOW_UP), '/period/2020/excel/2020', [('ifylld.xlsx', changed.getvalue())])
