"""What has been published, as a feed that others can follow: RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING

from lxml import etree

from docgen.errors import Finding, Place, UsageError
from docgen.swedish import file_size, long_date
from docgen.web.blocks import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgen.workspace import Workspace

JSON_FILE, RSS_FILE = 'flode.json', 'flode.xml'
_ATOM = 'http://www.w3.org/2005/Atom'


@dataclass(frozen=True)
class PublishedItem:
    """One published document."""

    title: str
    file: str
    sha256: str
    bytes: int
    day: datetime.date
    """When it was published."""


def feed(workspace: Workspace, published: Iterable[PublishedItem]) -> dict[str, str]:
    """Give the feed's files by their names, the latest document first.

    Args:
        workspace: whose name and addresses the feed has.
        published: the documents.

    Raises:
        UsageError: `feed-without-address`, the workspace does not say where its files are on the web.
    """
    folder = (workspace.settings.web_folder or '').rstrip('/')
    if not folder:
        raise UsageError(_without_address(workspace))
    web_address(folder, 'web_folder')
    title = f"Medborgarlöften: {workspace.parties[workspace.settings.municipality].name}"
    items = sorted(published, key=lambda each: (each.day, each.file), reverse=True)
    return {JSON_FILE: _as_json(title, folder, items), RSS_FILE: _as_rss(title, folder, items)}


def _text(item: PublishedItem) -> str:
    return f"{item.title}, publicerad {long_date(item.day)} (pdf, {file_size(item.bytes)})."


def _urn(item: PublishedItem) -> str:
    """What names the item: the same file is the same item, a new one is new."""
    return f'urn:sha256:{item.sha256}'


def _as_json(title: str, folder: str, items: Sequence[PublishedItem]) -> str:
    told = {
        'version': 'https://jsonfeed.org/version/1.1',
        'title': title,
        'home_page_url': f'{folder}/',
        'feed_url': f'{folder}/{JSON_FILE}',
        'language': 'sv-SE',
        'items': [
            {
                'id': _urn(each),
                'url': f'{folder}/{each.file}',
                'title': each.title,
                'content_text': _text(each),
                'date_published': _midnight(each.day).isoformat(),
                'attachments': [
                    {'url': f'{folder}/{each.file}', 'mime_type': 'application/pdf', 'size_in_bytes': each.bytes}
                ],
            }
            for each in items
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + '\n'


def _as_rss(title: str, folder: str, items: Sequence[PublishedItem]) -> str:
    rss = etree.Element('rss', {'version': '2.0'}, nsmap={'atom': _ATOM})
    channel = etree.SubElement(rss, 'channel')
    own = {'href': f'{folder}/{RSS_FILE}', 'rel': 'self', 'type': 'application/rss+xml'}
    texts = {'title': title, 'link': f'{folder}/', 'description': "Undertecknade dokument, så snart de är publicerade."}
    _add(channel, texts | {'language': 'sv-SE'})
    etree.SubElement(channel, f'{{{_ATOM}}}link', own)
    for each in items:
        item = etree.SubElement(channel, 'item')
        _add(item, {'title': each.title, 'link': f'{folder}/{each.file}', 'description': _text(each)})
        etree.SubElement(item, 'enclosure', url=f'{folder}/{each.file}', length=str(each.bytes), type='application/pdf')
        etree.SubElement(item, 'guid', isPermaLink='false').text = _urn(each)
        etree.SubElement(item, 'pubDate').text = format_datetime(_midnight(each.day))
    return etree.tostring(rss, encoding='utf-8', xml_declaration=True, pretty_print=True).decode()


def _add(parent: etree._Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        etree.SubElement(parent, name).text = text


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _without_address(workspace: Workspace) -> Finding:
    return Finding(
        'feed-without-address',
        "Det framgår inte var filerna ligger på webben.",
        "Ett flöde läses av andra, och måste ha hela adresser.",
        "Skriv adressen till mappen i web_folder i data/workspace.yaml, eller på sidan under Inställningar.",
        Place(workspace.root / 'data' / 'workspace.yaml', key='web_folder'),
    )
