"""Underskrift: fix the documents, choose how to sign, and the steps of that way only."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import CardInReader, CertificateFile, FixRequest, SignRequest, fix, sign
from docgen.app.pages.period_state import report, state_of
from docgen.app.pages.record_addresses import period_trail
from docgen.app.pages.uploads import no_file
from docgen.app.server.jobs import Result
from docgen.errors import Finding, UsageError
from docgen.records.record import read_record
from docgen.records.version_history import State, versions
from docgen.sign.receiving.printed_copy import print_copy
from docgen.swedish import long_date
from docgen.swedish.clock import here, moment_text

if TYPE_CHECKING:
    from starlette.responses import Response

    from docgen.app.server.visit import Visit
    from docgen.records.version_history import VersionHistory
    from docgen.sign.status import DocumentStatus

WAYS = {
    'penna': ("Med penna", "Skriv ut, skriv under, skanna och lägg in."),
    'portal': ("I en underskriftstjänst", "Lämna filen till tjänsten, och lägg in den när alla har skrivit under."),
    'har': ("Här, med certifikat", "Skriv under på den här datorn med en certifikatfil eller ett kort."),
}
_MOST_CERTIFICATE = 1_000_000
"""Bytes: a larger upload would be put on the disk by the one who reads the form."""


def signing(visit: Visit) -> Response:
    """Show how far the signing has come, and the ways to go on."""
    period = visit.part('period')
    documents = [each for each in report(visit, period).documents if each.latest]
    to_sign = [_document(visit, each) for each in documents if each.signers]
    open_ = [each for each in to_sign if each['missing']]
    ways = _ways(open_)
    way = visit.asked('satt') if visit.asked('satt') in ways else ''
    return visit.page(
        'signing',
        f"Underskrift {period}",
        period=period,
        trail=period_trail(period),
        documents=[
            {'title': each.title, 'file': each.document, 'version': each.version, 'state': state_of(each)}
            for each in documents
        ],
        unfixed=[each.title for each in documents if each.state is State.DRAFT or each.changed],
        to_sign=to_sign,
        open=open_,
        card=visit.desk.card_library is not None,
        ways=ways,
        way=way,
    )


def _ways(documents: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """The ways that are open for some document: all before the first signature, then the way of that one."""
    begun = [{signer.by_pen for signer in each['signers'] if signer.signed} for each in documents]
    return {key: told for key, told in WAYS.items() if any(not ways or (key == 'penna') in ways for ways in begun)}


def _document(visit: Visit, status: DocumentStatus) -> dict[str, Any]:
    history = _history(visit, status.period, status.document)
    return {
        'file': status.document,
        'title': status.title,
        'version': status.version,
        'signers': status.signers,
        'missing': [each for each in status.signers if not each.signed],
        'current': history.current.file if history else '',
        'other_days': _other_days(history) if history else [],
    }


def _other_days(history: VersionHistory) -> list[str]:
    """Say of each who has yet to sign what day is in print for them, where that is not today."""
    today = datetime.datetime.now(here()).date()
    printed = [(each.name, each.date) for each in history.missing_slots if each.date]
    return [
        f"I dokumentet står {long_date(datetime.date.fromisoformat(day))} vid {name}. Underskriften får dagens datum, "
        "och webbsidan visar båda."
        for name, day in printed
        if day != today.isoformat()
    ]


def _history(visit: Visit, period: str, document: str) -> VersionHistory | None:
    record = read_record(visit.desk.output / period)
    found = versions(record.events, document) if record else []
    return found[-1] if found else None


def ask_to_fix(visit: Visit) -> Response:
    """Show exactly what fixing will do, and ask once."""
    period = visit.part('period')
    documents = [each for each in report(visit, period).documents if each.latest]
    state = visit.desk.state()
    signed = [each for each in documents if each.changed and any(signer.signed for signer in each.signers)]
    return visit.page(
        'ask_to_fix',
        f"Fastställ {period}",
        period=period,
        trail=period_trail(period, (f'/period/{period}/underskrift', "Underskrift")),
        documents=[(each.title, each.version + 1) for each in documents if each.state is State.DRAFT or each.changed],
        blocking=state.errors(),
        signed=[each.title for each in signed],
    )


def fix_documents(visit: Visit) -> Response:
    """Fix a period's documents in the background."""
    period = visit.part('period')
    new_version = bool(visit.typed('new_version'))
    back = f'/period/{period}/underskrift'

    def work(progress: Any) -> Result:
        done = fix(FixRequest(visit.desk.root, period, new_version=new_version), progress)
        new = [each.title for each in done.documents if each.new]
        said = f"Fastställt: {', '.join(new)}." if new else "Allt var redan fastställt."
        return Result(back, said, done.warnings)

    return visit.go(f'/arbete/{visit.desk.jobs.start(f"Fastställ {period}", back, work).number}')


def print_for_pen(visit: Visit) -> Response:
    """Make the copy to print."""
    period = visit.part('period')
    document = visit.typed('document') or None
    printed = visit.desk.jobs.now(lambda: print_copy(visit.desk.output, period, document))
    name = printed.path.relative_to(visit.desk.output / period).as_posix()
    return visit.go(f'/fil/{period}/{name}')


def sign_here(visit: Visit) -> Response:
    """Sign with a certificate file from the browser, or a card in the machine.

    File, passphrase and PIN live in memory, for this request alone.
    """
    period = visit.part('period')
    back = f'/period/{period}/underskrift?satt=har'
    credential = _card(visit) if visit.typed('card') else _certificate_file(visit)
    request = SignRequest(
        visit.desk.root,
        period,
        credential,
        visit.typed('role'),
        tsa=visit.typed('tsa').strip() or None,
        document=visit.typed('document') or None,
        accept_untrusted=bool(visit.typed('accept_untrusted')),
    )
    done = visit.desk.jobs.now(lambda: sign(request))
    when = moment_text(done.moment)
    said = f"{done.signer} har skrivit under {done.history.document}, version {done.history.version}, {when}."
    warned = ' '.join(f"{each.what} [{each.id}]" for each in (*done.differs, *done.warnings))
    return visit.go(back.partition('?')[0], f'{said} {warned}'.strip())


def _certificate_file(visit: Visit) -> CertificateFile:
    uploads = visit.uploads('secret_p12')
    if not uploads:
        raise UsageError(no_file())
    upload = uploads[0]
    if (upload.size or 0) > _MOST_CERTIFICATE:
        raise UsageError(_no_certificate())
    content = upload.file.read()
    passphrase = visit.typed('secret_passphrase')
    return CertificateFile(Path("certifikatfilen"), lambda: passphrase, content)


def _card(visit: Visit) -> CardInReader:
    """The card in the reader, by the library that was named when the page was started."""
    library = visit.desk.card_library
    if library is None:
        raise visit.missing("Sidan är startad utan kort. Stäng den, och starta den med docgen open --pkcs11 FIL.")
    pin = visit.typed('secret_pin')
    return CardInReader(library, visit.typed('token').strip(), lambda: pin, visit.typed('key_label').strip() or None)


def reminder(visit: Visit) -> Response:
    """Show a text that asks those who have not signed to do so, as mail and as calendar file."""
    period = visit.part('period')
    documents = [_document(visit, each) for each in report(visit, period).documents if each.latest and each.signers]
    typed = visit.asked('senast')
    day = _day(typed)
    return visit.page(
        'reminder',
        "Påminnelse om underskrift",
        period=period,
        trail=period_trail(period, (f'/period/{period}/underskrift', "Underskrift")),
        documents=[each for each in documents if each['missing']],
        typed=typed,
        text=_reminder_text(documents, day) if day else '',
        wrong=bool(typed) and day is None,
        iso=day.isoformat() if day else '',
    )


def calendar_file(visit: Visit) -> Response:
    """Give the day to sign by as a calendar file (RFC 5545)."""
    from docgen.app.server.visit import download

    day = _day(visit.asked('senast'))
    if day is None:
        raise visit.missing("Dagen är inget datum.")
    period = visit.part('period')
    following = day + datetime.timedelta(days=1)
    lines = [
        'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//docgen//SV', 'BEGIN:VEVENT',
        f'UID:docgen-{period}-{day}@localhost',
        f'DTSTAMP:{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%SZ}', f'DTSTART;VALUE=DATE:{day:%Y%m%d}',
        f'DTEND;VALUE=DATE:{following:%Y%m%d}', f'SUMMARY:Sista dag att skriva under {period}', 'BEGIN:VALARM',
        'ACTION:DISPLAY', f'DESCRIPTION:Skriv under {period}', 'TRIGGER:-P2D', 'END:VALARM', 'END:VEVENT',
        'END:VCALENDAR', '',
    ]  # fmt: skip
    return download('\r\n'.join(lines).encode(), f'underskrift-{period}.ics', 'text/calendar')


def _day(typed: str) -> datetime.date | None:
    from docgen.app.forms.kinds import Kind
    from docgen.app.forms.values import read

    try:
        return datetime.date.fromisoformat(str(read(Kind.DATE, typed)))
    except ValueError:
        return None


def _reminder_text(documents: list[dict[str, Any]], day: datetime.date) -> str:
    from docgen.swedish import join_list, long_date

    paragraphs = ["Hej!"]
    for each in documents:
        names = join_list([signer.name for signer in each['missing']])
        if names:
            paragraphs.append(f"{each['title']} väntar på underskrift av {names}.")
    paragraphs += [
        f"Skriv under senast {long_date(day)}.",
        "Har du frågor, svara på det här meddelandet.",
    ]
    return '\n\n'.join(paragraphs)


def _no_certificate() -> Finding:
    return Finding(
        'upload-no-certificate',
        "Filen är för stor för att vara en certifikatfil.",
        "En certifikatfil är några kilobyte. Den här lästes inte.",
        "Välj filen som slutar på .p12 eller .pfx.",
    )
