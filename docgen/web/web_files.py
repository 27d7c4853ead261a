"""The web folder's files: the page, the list to paste, the result list."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from docgen.swedish import iso_date, join_list, long_date, slug
from docgen.web.blocks import web_address
from docgen.web.list_content import event_text, outcome_title, promise_blocks, result_blocks
from docgen.web.list_formats import markdown, plain_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from jinja2 import Environment

    from docgen.model.wording import Wording
    from docgen.web.blocks import Block
    from docgen.web.list_content import Context, Files

_HEX_COLOUR = re.compile(r'[0-9A-Fa-f]{6}')


def web_files(
    context: Context, follow_up: Context | None, files: Files, updated: datetime.date, wording: Wording
) -> dict[str, str]:
    """Give the files of a period's web folder: file name → content, all UTF-8.

    Args:
        context: the promise's.
        follow_up: that of the follow-up that the page shows, mostly the promise before; without it no result list.
        files: the published PDFs by kind: promise (required), promise_short, agreement, follow_up.
        updated: the date that the page shows as its last change.
        wording: the fixed sentences.

    Raises:
        FindingsError: `web-address-unsafe`.
    """
    written = {'sida.html': _page(context, follow_up, files, updated, wording)}
    written |= _list_files('lista', promise_blocks(context, files, wording), wording)
    if follow_up is not None:
        written |= _list_files('resultat', result_blocks(follow_up, files, wording), wording)
    return written


def _list_files(name: str, blocks: Sequence[Block], wording: Wording) -> dict[str, str]:
    new_window = wording.web_list.new_window
    return {
        f'{name}.html': _environment().get_template('lista.html.jinja').render(blocks=blocks, new_window=new_window),
        f'{name}.md': markdown(blocks),
        f'{name}.txt': plain_text(blocks),
    }


def _page(context: Context, follow_up: Context | None, files: Files, updated: datetime.date, wording: Wording) -> str:
    template = _environment().get_template('sida.html.jinja')
    return template.render(
        **context,
        result=None if follow_up is None else follow_up['follow_up'],
        files={kind: files.get(kind) for kind in ('promise', 'promise_short', 'agreement', 'follow_up')},
        website=web_address(context['municipality']['website'], 'website'),
        mail=quote(context['contact']['email'], safe='@'),
        phone=_phone_address(context['contact']['phone']),
        colours={} if follow_up is None else _status_colours(follow_up),
        updated=long_date(updated),
        updated_iso=iso_date(updated),
        party_names=join_list([party['name'] for party in context['parties']]),
        draft=wording.draft,
        words=wording.web_page,
        list_words=wording.web_list,
    )


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
        'slug': slug,
        'phone_address': _phone_address,
    }
    return environment
