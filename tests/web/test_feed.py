"""The feed of what is published: the same documents in RSS and JSON Feed, with addresses that others can follow."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from docgen.errors import UsageError
from docgen.web.feed import PublishedItem, feed
from docgen.workspace import load

if TYPE_CHECKING:
    from workbench import Workbench

OLD = PublishedItem('Medborgarlöfte <2020> & mer', 'lofte-2020.pdf', 'a' * 64, 1000, datetime.date(2020, 3, 1))
NEW = replace(OLD, file='lofte-2021.pdf', sha256='b' * 64, day=datetime.date(2021, 3, 31))


def test_every_published_document_is_an_item_the_latest_first(shipped: Workbench) -> None:
    made = feed(load(shipped.root), [OLD, NEW])
    told = json.loads(made['flode.json'])
    assert told['version'] == 'https://jsonfeed.org/version/1.1'
    assert [each['id'] for each in told['items']] == ['urn:sha256:' + 'b' * 64, 'urn:sha256:' + 'a' * 64]
    assert told['items'][0]['date_published'] == '2021-03-31T00:00:00+00:00'
    assert told['items'][1]['title'] == 'Medborgarlöfte <2020> & mer'
    channel = etree.fromstring(made['flode.xml'].encode())[0]
    assert channel.findtext('title') == 'Medborgarlöften: Strängnäs kommun'
    assert [each.findtext('link') for each in channel.findall('item')] == [each['url'] for each in told['items']]
    assert told['items'][0]['url'] == 'https://strangnas.example/trygghet/lofte-2021.pdf'
    assert channel.findtext('item/pubDate') == 'Wed, 31 Mar 2021 00:00:00 +0000'


def test_without_an_address_there_is_no_feed(workspace: Workbench) -> None:
    workspace.replace('workspace.yaml', 'web_folder: https://strangnas.example/trygghet/', '')
    with pytest.raises(UsageError) as told:
        feed(load(workspace.root), [NEW])
    assert [each.id for each in told.value.findings] == ['feed-without-address']
