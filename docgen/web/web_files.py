"""The web folder's files: the page, the list to paste, the result list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from docgen.swedish import iso_date, join_list, long_date, slug
from docgen.web.blocks import web_address
from docgen.web.list_content import event_text, outcome_title, party_text, promise_blocks, result_blocks
from docgen.web.list_formats import markdown, plain_text
from docgen.web.long_words import with_soft_hyphens

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from jinja2 import Environment

    from docgen.model.wording import Wording
    from docgen.web.blocks import Block, PublishedFile
    from docgen.web.list_content import Context, Files

_HEX_COLOUR = re.compile(r'[0-9A-Fa-f]{6}')


@dataclass(frozen=True)
class FollowUpPage:
    """A follow-up as the web shows it."""

    context: Context
    file: PublishedFile | None
    name: str = 'resultat'
    """What the files of its list are called, without ending."""


def web_files(
    context: Context,
    files: Files,
    wording: Wording,
    *,
    own: Sequence[FollowUpPage] = (),
    previous: Sequence[FollowUpPage] = (),
    updated: datetime.date | None = None,
    new_window: bool = False,
) -> dict[str, str]:
    """Give the files of a period's web folder: file name → content, all UTF-8.

    The page tells the latest of its own follow-ups in full; as long as there is none, that of the promise before.

    Args:
        context: the promise's.
        files: the published PDFs.
        wording: the fixed sentences.
        own: the follow-ups of this promise, each with a result list of its own.
        previous: the final follow-ups of the promise before.
        updated: the day of the last change that anybody knows of; without it nothing is said.
        new_window: whether links open a new window, and say so. Most editors drop that when a list is pasted.

    Raises:
        FindingsError: `web-address-unsafe`.
    """
    shown = own[-1] if own else previous[0] if previous else None
    words = wording.web_list.new_window if new_window else ''
    written = {'sida.html': _page(context, shown, files, updated, wording, words)}
    written |= _list_files('lista', promise_blocks(context, files, wording, updated), words)
    for each in own:
        written |= _list_files(each.name, result_blocks(each.context, each.file, wording), words)
    return written


def _list_files(name: str, blocks: Sequence[Block], new_window: str) -> dict[str, str]:
    return {
        f'{name}.html': _environment().get_template('lista.html.jinja').render(blocks=blocks, new_window=new_window),
        f'{name}.md': markdown(blocks),
        f'{name}.txt': plain_text(blocks),
    }


def _page(
    context: Context,
    shown: FollowUpPage | None,
    files: Files,
    updated: datetime.date | None,
    wording: Wording,
    new_window: str,
) -> str:
    follow_up = None if shown is None else shown.context
    template = _environment().get_template('sida.html.jinja')
    page = template.render(
        **context,
        result=None if follow_up is None else follow_up['follow_up'],
        result_file=None if shown is None else shown.file,
        files=files,
        website=web_address(context['municipality']['website'], 'website'),
        mail=quote(context['contact']['email'], safe='@'),
        phone=_phone_address(context['contact']['phone']),
        colours={} if follow_up is None else _status_colours(follow_up),
        updated=long_date(updated) if updated else '',
        updated_iso=iso_date(updated) if updated else '',
        party_names=join_list([party['name'] for party in context['parties']]),
        draft=wording.draft,
        words=wording.web_page,
        list_words=wording.web_list,
        new_window=new_window,
    )
    return with_soft_hyphens(page)


def _phone_address(phone: str) -> str:
    """Give the digits of a telephone number for a tel: link (RFC 3966), with a leading plus if there is one."""
    return ('+' if phone.strip().startswith('+') else '') + ''.join(filter(str.isdecimal, phone))


def _status_colours(follow_up: Context) -> dict[str, tuple[str, str]]:
    """Give each status's CSS class its background and text colour; what is no hexadecimal colour never reaches CSS."""
    statuses = [outcome['status'] for outcome in follow_up['follow_up']['outcomes']]
    return {
        slug(status['word']): (status['fill'], status['text_colour'])
        for status in statuses
        if _HEX_COLOUR.fullmatch(status['fill']) and _HEX_COLOUR.fullmatch(status['text_colour'])
    }


def load_page_templates() -> None:
    """Read what pages are made with, so that a process that parts from this one has it: templates, and hyphenation."""
    for name in ('lista.html.jinja', 'sida.html.jinja'):
        _environment().get_template(name)
    with_soft_hyphens("<p>Samverkansöverenskommelse</p>")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader('docgen', 'web'),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        'event_text': event_text,
        'outcome_title': outcome_title,
        'party_text': party_text,
        'slug': slug,
        'phone_address': _phone_address,
    }
    return environment
