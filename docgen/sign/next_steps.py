"""What to do next with a document, as commands to run: fix, sign in any of the ways, verify, publish, archive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docgen.records.event_details import EventKind, Verified
from docgen.records.version_history import State, all_versions, latest_versions
from docgen.sign.verifying.verdicts import WITHOUT_TRUST, DocumentVerdict
from docgen.swedish import join_list

if TYPE_CHECKING:
    from docgen.records.record import PeriodRecord
    from docgen.records.version_history import VersionHistory


@dataclass(frozen=True)
class NextStep:
    """A command to run, and what it is for, in Swedish."""

    command: str
    purpose: str


def next_steps(record: PeriodRecord, history: VersionHistory, *, changed: bool, refused: bool) -> tuple[NextStep, ...]:
    """Give what can be done with the latest version of a document, most natural first; nothing when all is done.

    Args:
        record: the period's record.
        history: the version.
        changed: the built document is another than the version.
        refused: fixing the whole period would be refused, because something signed would get a new version.
    """
    period = record.period
    signing = bool(history.missing_roles) and history.state in (State.FIXED, State.PARTLY_SIGNED)
    either, alternative = ("antingen: ", "eller: ") if changed and signing else ("", "")
    steps = []
    if changed:
        purpose = f"{either}gör en ny version, om ändringen ska gälla"
        if history.bears_signatures:
            purpose += " (alla får skriva under på nytt)"
        steps.append(NextStep(command_to_fix(period, history.document, history, refused=refused), purpose))
    if signing:
        steps += [replace(each, purpose=alternative + each.purpose) for each in _ways_to_sign(record, history)]
    elif history.state is not State.PUBLISHED and not any(each.missing_roles for each in latest_versions(record)):
        if _to_verify(history):
            steps.append(
                NextStep(f'docgen verify --period {period} --save', "pröva underskrifterna först, och spara svaret")
            )
        hindered = _in_the_way(record)
        steps += hindered or [NextStep(f'docgen publish {period}', "gör exemplaret för webben")]
    elif not changed and _to_archive(record):
        steps.append(NextStep(f'docgen archive {period}', "gör paketet för e-arkivet"))
    return tuple(steps)


def _to_archive(record: PeriodRecord) -> bool:
    """Whether every document is done with, and some package has yet to hold it so."""
    latest = latest_versions(record)
    done = {each.document for each in latest if each.state is State.PUBLISHED}
    return all(each.file in done for each in record.documents) and not all(each.packaged for each in latest)


def command_to_fix(period: str, document: str, history: VersionHistory | None, *, refused: bool) -> str:
    """Give the command that fixes a document: alone where the whole period would be refused.

    Args:
        period: the period's name.
        document: the document's file name.
        history: of its fixed version; None while it has none.
        refused: fixing the whole period would be refused, because something signed would get a new version.
    """
    if history is not None and history.bears_signatures:
        return f'docgen fix {period} --new-version'
    return f'docgen fix {period} --document {document}' if refused else f'docgen fix {period}'


def _ways_to_sign(record: PeriodRecord, history: VersionHistory) -> list[NextStep]:
    """The ways that are open to those who are missing: any before the first signature, then the way of that one."""
    if history.mixed:
        command = command_to_fix(record.period, history.document, history, refused=True)
        return [NextStep(command, "gör en ny version, som alla skriver under på samma sätt")]
    period, which = record.period, f' --document {history.document}' if _several_sign(record) else ''
    here = NextStep(
        f'docgen sign {period} --as {history.missing_roles[0]} --p12 FIL{which}',
        "skriv under här med certifikatfil eller kort",
    )
    portal = NextStep(
        f'docgen receive {period} FIL.pdf{which}', "ta emot filen när underskriftstjänsten är klar med den"
    )
    paper = NextStep(f'docgen print {period}{which}', "skriv ut för underskrift med penna")
    if history.latest(EventKind.SCANNED):
        signed_by = ' '.join(f'--signed-by {slot.role}=DATUM' for slot in history.slots)
        scan = NextStep(
            f'docgen receive {period} --scan FIL.pdf {signed_by}{which}',
            f"pappret är utskrivet och väntar på {join_list([each.name for each in history.missing_slots])}; "
            "ta emot det när alla har skrivit under",
        )
        again = replace(paper, purpose="skriv ut en gång till, om pappret har kommit bort")
        return [scan, again]
    return [here, portal, paper] if history.state is State.FIXED else [here, portal]


def _in_the_way(record: PeriodRecord) -> list[NextStep]:
    """What to do where the last verification found something for which `docgen publish` would refuse the period."""
    period = record.period
    verify, publish = f'docgen verify --period {period} --save', f'docgen publish {period}'
    found = {_last_verdict(each) for each in latest_versions(record) if each.state is not State.PUBLISHED}
    if not found <= {'', DocumentVerdict.VALID, *WITHOUT_TRUST}:
        why = "se vad som är fel med underskrifterna; så publiceras de inte"
        return [NextStep(f'docgen verify --period {period}', why)]
    if DocumentVerdict.VALID_BUT_UNTRUSTED in found:
        return [
            NextStep(verify, "när du har lagt utgivarens rotcertifikat i data/trust: utgivaren är inte betrodd än"),
            NextStep(f'{publish} --accept-untrusted', "eller: publicera ändå, om ni har prövat dem på annat sätt"),
        ]
    if DocumentVerdict.REVOCATION_UNKNOWN in found:
        return [NextStep(f'{publish} --network', "fråga utgivarna om något certifikat är spärrat, och publicera")]
    return []


def _last_verdict(history: VersionHistory) -> str:
    """Give what the file as it now is was last found to be; '' if nobody has kept an answer, or a paper counts."""
    verified = history.latest(EventKind.VERIFIED)
    if verified is None or verified.number < history.current.number or not history.electronic_slots:
        return ''
    return verified.details.verdict if isinstance(verified.details, Verified) else ''


def _to_verify(history: VersionHistory) -> bool:
    """Whether all signatures are electronic, and nobody has verified the file as it now is."""
    verified = history.latest(EventKind.VERIFIED)
    electronic = bool(history.signings) and history.latest(EventKind.SCANNED) is None
    return electronic and (verified is None or verified.number < history.current.number)


def _several_sign(record: PeriodRecord) -> bool:
    return len({each.document for each in all_versions(record) if each.slots}) > 1
