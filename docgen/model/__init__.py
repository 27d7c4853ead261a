"""The data as the field speaks of it: parties, agreements, promises, commitments, targets, follow-ups, outcomes.

Names are those of the Swedish documents, in English; docs/vocabulary.md holds the two side by side. The Swedish
attribute docstrings become the descriptions in the JSON Schemas, where an editor shows them to the administrator.
"""

from docgen.model.agreement import Agreement, AreaCommitments, Body, FocusArea
from docgen.model.base import Period, Record
from docgen.model.follow_up import Count, Event, FollowUp, Outcome, Precision, Reason, Status
from docgen.model.party import Party, PartyKind, ReferenceNumber, Signatory, SigningMethod
from docgen.model.promise import (
    Commitment,
    Comparator,
    DayWord,
    Grouping,
    Per,
    Promise,
    Promiser,
    Question,
    Scope,
    SubCondition,
    Target,
    Theme,
)
from docgen.model.settings import Contact, DocumentKind, Settings, TemplateNames
from docgen.model.wording import Wording

__all__ = [
    'Agreement',
    'AreaCommitments',
    'Body',
    'Commitment',
    'Comparator',
    'Contact',
    'Count',
    'DayWord',
    'DocumentKind',
    'Event',
    'FocusArea',
    'FollowUp',
    'Grouping',
    'Outcome',
    'Party',
    'PartyKind',
    'Per',
    'Period',
    'Precision',
    'Promise',
    'Promiser',
    'Question',
    'Reason',
    'Record',
    'ReferenceNumber',
    'Scope',
    'Settings',
    'Signatory',
    'SigningMethod',
    'Status',
    'SubCondition',
    'Target',
    'TemplateNames',
    'Theme',
    'Wording',
]
