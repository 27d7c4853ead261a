"""A news item and texts for social channels, made from the data: what is promised, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.swedish import join_list

if TYPE_CHECKING:
    from docgen.model.wording import ShortTextWording
    from docgen.web.list_content import Context


@dataclass(frozen=True)
class ShortText:
    """A text to copy."""

    id: str
    """news, promise, result, or commitment- and a number."""
    title: str
    """What it is for."""
    text: str
    most: int = 0
    """How many characters the channel takes; 0 where there is no bound."""


_POST = 280
"""Characters of a post: what the narrowest of the common channels takes."""


def short_texts(context: Context, follow_up: Context | None, wording: ShortTextWording) -> list[ShortText]:
    """Give the news item first, then the posts.

    Args:
        context: the promise's.
        follow_up: that of the promise before, if there is one.
        wording: the fixed sentences.
    """
    promise = context['promise']
    commitments = promise['commitments']
    titles = join_list([each['title'] for each in commitments])
    parties = join_list([each['name'] for each in context['parties']])
    address = promise['web_page']
    names = {'title': promise['title'], 'parties': parties, 'count': promise['count_text'], 'period': promise['period']}
    news = [wording.news_heading.format(**names), wording.news_lead.format(**names)]
    news += ['\n'.join(f'• {each["short_text"]}' for each in commitments)]
    news += [wording.news_more.format(address=address)] if address else []
    posts = [
        ShortText(
            'promise',
            wording.post_title,
            wording.post_promise.format(**names, titles=titles, address=address).strip(),
            _POST,
        )
    ]
    if follow_up is not None:
        told = follow_up['follow_up']
        shares = join_list([f'{row["word"].lower()}: {row["count"]}' for row in told['statistics'] if row['count']])
        result = wording.post_result.format(title=told['title'], shares=shares, address=address).strip()
        posts.append(ShortText('result', wording.post_result_title, result, _POST))
    posts += [
        ShortText(
            f'commitment-{each["number"]}',
            wording.post_commitment_title.format(number=each['number'], title=each['title']),
            wording.post_commitment.format(title=promise['title'], text=each['short_text']),
            _POST,
        )
        for each in commitments
    ]
    return [ShortText('news', wording.news_title, '\n\n'.join(news)), *posts]
