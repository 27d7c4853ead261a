"""From the models to what a template gets: Swedish text, lists and dicts, never a live object."""

from docgen.context.agreement import agreement_context
from docgen.context.follow_up import follow_up_context
from docgen.context.promise import promise_context
from docgen.context.shared_context import Context, ContextValue, with_unbroken_ranges

__all__ = [
    'Context',
    'ContextValue',
    'agreement_context',
    'follow_up_context',
    'promise_context',
    'with_unbroken_ranges',
]
