"""Elements that the case and its records share in erms.xml: restrictions, disposal, agents, days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.archive.xml_writer import Writer
from docgen.model.settings import Retention
from docgen.swedish.clock import here

if TYPE_CHECKING:
    import datetime

    from lxml import etree

    from docgen.archive.case_data import Case, Organisation

NAMESPACE = 'https://DILCIS.eu/XML/ERMS'
NUMBER = 'organisationsnummer'
W = Writer(NAMESPACE)


def add_restrictions(element: etree._Element, case: Case) -> None:
    """Add what limits who may see the records, with its rule."""
    for each in case.settings.restrictions:
        restriction = W.add(element, 'restriction', None, {'restrictionType': each.kind.value})
        if each.explanation:
            W.add(restriction, 'explanatoryText', each.explanation)
        W.add(restriction, 'regulation', each.regulation)
        if each.assessed_on:
            day = midnight(each.assessed_on)
            W.add(W.add(restriction, 'dates'), 'date', day, {'dateType': 'confidentiality_assessed'})


def add_disposal(element: etree._Element, case: Case, closed: datetime.date | None, moment: datetime.datetime) -> None:
    """Add whether the records are kept, by which decision, and from when.

    Args:
        element: the case or a record.
        case: what the package is about.
        closed: when the case was closed, if it is.
        moment: the moment that the package stands for.
    """
    settings = case.settings
    keep = settings.retention is Retention.PRESERVE
    disposal = W.add(element, 'disposal', None, {'disposable': 'false' if keep else 'true'})
    W.add(disposal, 'disposalAction', 'bevara' if keep else 'gallra')
    if settings.retention_decision:
        W.add(disposal, 'disposalMandate', settings.retention_decision)
    dates = W.add(disposal, 'dates')
    start = midnight(closed or moment.astimezone(here()).date())
    W.add(dates, 'disposalDate', start, {'dateType': 'retention_period_start'})
    if settings.destroy_year and not keep:
        W.add(dates, 'disposalDate', f'{settings.destroy_year}-01-01T00:00:00', {'dateType': 'disposal_date'})


def add_organisation(agents: etree._Element, kind: str, each: Organisation) -> None:
    """Add an organisation as an agent of a kind: creator, counterpart.

    Args:
        agents: the element that holds the agents.
        kind: its part in the case.
        each: the organisation.
    """
    add_agent(agents, kind, each.formal_name or each.name, unit=each.unit, number=each.number)


def add_agent(
    parent: etree._Element,
    kind: str,
    name: str,
    *,
    organisation: str | None = None,
    unit: str | None = None,
    number: str | None = None,
    role: str | None = None,
    other: str | None = None,
) -> None:
    """Add an agent; what is None is left out.

    Args:
        parent: what has the agent.
        kind: in the words of ERMS: creator, main_signatory.
        name: of the person or organisation.
        organisation: the one that a person acts for.
        unit: of the organisation.
        number: its organisation number.
        role: the title of a person.
        other: what it is when `kind` is other.
    """
    agent = W.add(parent, 'agent', None, {'agentType': kind, 'otherAgentType': other})
    W.add(agent, 'name', name)
    if organisation:
        W.add(agent, 'organisation', organisation)
    if unit:
        W.add(agent, 'unitName', unit)
    if number:
        W.add(agent, 'idNumber', number, {'idNumberType': NUMBER})
    if role:
        W.add(agent, 'role', role)


def midnight(day: datetime.date) -> str:
    """Give a day as the point of time that ERMS asks for."""
    return f'{day.isoformat()}T00:00:00'
