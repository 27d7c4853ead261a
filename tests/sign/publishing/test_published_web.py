"""The web pages once documents are published: every link leads to the public copy and tells its true size."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from web.browser import ask
from web.html_checks import elements, faults, links

from docgen.swedish import file_size, long_date
from docgen.swedish.clock import here

from ..conftest import copied

if TYPE_CHECKING:
    from pathlib import Path

    from workbench import Workbench

FOLDER = 'https://strangnas.example/trygghet/'
PROMISE = 'medborgarlofte-strangnas-2021.pdf'
AGREEMENT = 'samverkansoverenskommelse-strangnas-2020-2023.pdf'
_SIZE = re.compile(r'\(pdf, (\d+(?:,\d+)?\s[kM]?B)')


@pytest.fixture
def published(fixed_workspace: Workbench) -> Workbench:
    """The promise of 2021 and its short version published, for want of a pen without signatures."""
    assert fixed_workspace.run('publish', '2021', '--unsigned').code == 0
    return fixed_workspace


@pytest.fixture(scope='module')
def without_web_folder(fixed: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Links lead from page to file in `output/`; all periods are fixed and published. Read only."""
    workbench = copied(fixed, tmp_path_factory.mktemp('without-web-folder') / 'workspace')
    workbench.replace('workspace.yaml', f'web_folder: {FOLDER}\n', '')
    assert workbench.run('build').code == 0
    for period in ('2020', '2020-2023'):
        assert workbench.run('fix', period).code == 0
    for period in ('2021', '2020', '2020-2023'):
        assert workbench.run('publish', period, '--unsigned').code == 0
    return workbench


def _page(workbench: Workbench, period: str = '2021', name: str = 'sida.html') -> str:
    return (workbench.output / period / 'webb' / name).read_text('utf-8')


def _sizes(text: str) -> dict[str, str]:
    """The size that each link tells, by the file's name."""
    found = {}
    for told, address in links(elements(text)).items():
        size = _SIZE.search(told)
        if size and address.endswith('.pdf'):
            found[address.rpartition('/')[2]] = size[1]
    return found


def _size(path: Path) -> str:
    return file_size(path.stat().st_size)


def test_publishing_makes_the_pages_lead_to_the_copy(published: Workbench) -> None:
    public = published.output / '2021/public' / PROMISE
    built = published.output / '2021' / PROMISE
    assert _size(public) != _size(built)
    for name in ('sida.html', 'lista.html'):
        assert _sizes(_page(published, name=name))[PROMISE] == _size(public)
    assert f'{FOLDER}{PROMISE}' in links(elements(_page(published))).values()
    for name in ('lista.md', 'lista.txt'):
        assert _size(public) in _page(published, name=name)
        assert _size(built) not in _page(published, name=name)


def test_the_rest_of_the_page_is_as_it_was(fixed: Workbench, published: Workbench) -> None:
    public, built = (_size(each.output / '2021' / path) for each, path in (
        (published, f'public/{PROMISE}'), (fixed, PROMISE)))  # fmt: skip
    for name in ('sida.html', 'lista.html', 'lista.md', 'lista.txt'):
        before = _page(fixed, name=name).replace(built, public)
        assert _page(published, name=name) == _as_published(before, public, _published_on(published)), name


def _as_published(page: str, size: str, day: datetime.date) -> str:
    """A page as publishing the promise changes it: what stands at the link of its size, and the day of the change."""
    start, link, rest = page.partition(size)
    rest = rest.replace(
        "Den undertecknade filen publiceras när alla har skrivit under.",
        "Inte undertecknad av Anna Exempel och Erik Provsson.",
        1,
    )
    page = start + link + rest
    before, now = long_date(datetime.date(2021, 4, 28)), long_date(day)
    page = page.replace('itemprop="dateModified" content="2021-04-28"', f'itemprop="dateModified" content="{day}"')
    page = page.replace(f'<time datetime="2021-04-28">{before}<', f'<time datetime="{day}">{now}<')
    return page.replace(f"Senast uppdaterad: {before}", f"Senast uppdaterad: {now}")


def _published_on(workbench: Workbench) -> datetime.date:
    record = json.loads((workbench.output / '2021/record.json').read_text('utf-8'))
    at = next(each['at'] for each in record['events'] if each['kind'] == 'published')
    return datetime.datetime.fromisoformat(at).astimezone(here()).date()


def test_later_builds_and_web_runs_leave_the_pages_as_they_are(published: Workbench) -> None:
    before = published.snapshot()
    for command in (('build',), ('build', '2021'), ('web',), ('web', '2021')):
        assert published.run(*command).code == 0
        assert published.snapshot() == before
    assert "Allt är oförändrat" in published.run('build').out


def test_a_build_after_a_change_of_data_keeps_the_links(published: Workbench) -> None:
    size = _size(published.output / '2021/public' / PROMISE)
    published.replace('promises/2021.yaml', 'purpose: |\n  Medborgarlöftet ska', 'purpose: |\n  Det här löftet ska')

    answer = published.run('build')

    assert (answer.code, answer.ids) == (0, ['fixed-differs'])
    assert _sizes(_page(published))[PROMISE] == size


def test_pages_of_other_periods_lead_to_the_copy_too(without_web_folder: Workbench) -> None:
    """The agreement is linked from every promise's page."""
    output = without_web_folder.output
    seen = []
    for period in ('2020', '2021'):
        for name in ('sida.html', 'lista.html'):
            text = _page(without_web_folder, period, name)
            assert faults(text) == []
            for address in links(elements(text)).values():
                if address.endswith('.pdf'):
                    path = output / urljoin(f'{period}/webb/', address)
                    assert path.is_file(), address
                    assert path.parent.name == 'public'
                    assert _sizes(text)[path.name] == _size(path)
                    seen.append((period, path.name))
    assert {('2020', AGREEMENT), ('2021', AGREEMENT)} <= set(seen)


def test_a_list_to_paste_has_no_link_into_our_own_folders(without_web_folder: Workbench) -> None:
    text = _page(without_web_folder, name='lista.html')
    size = _size(without_web_folder.output / '2021/public' / PROMISE)
    assert '../' not in text
    assert f"Medborgarlöfte 2021 (pdf, {size}), filen {PROMISE}" in text


def test_a_page_that_can_be_made_does_not_wait_for_one_that_cannot(fixed_workspace: Workbench) -> None:
    """The promise of 2021 was changed after it was built; the page of 2020 links to the same agreement."""
    assert fixed_workspace.run('fix', '2020-2023').code == 0
    fixed_workspace.replace('promises/2021.yaml', 'purpose: |\n  Medborgarlöftet ska', 'purpose: |\n  Löftet ska')

    answer = fixed_workspace.run('publish', '2020-2023', '--unsigned')

    assert (answer.code, answer.ids) == (0, ['web-outdated'])
    assert "Webbsidorna för 2021 länkar" in answer.err
    size = _size(fixed_workspace.output / '2020-2023/public' / AGREEMENT)
    assert _sizes(_page(fixed_workspace, '2020'))[AGREEMENT] == size


def test_publishing_tells_which_pages_now_lead_there(fixed_workspace: Workbench) -> None:
    assert fixed_workspace.run('fix', '2020-2023').code == 0

    answer = fixed_workspace.run('publish', '2020-2023', '--unsigned', '--json')

    pages = {path.split('/')[-3] for path in answer.json['web']}
    assert pages == {'2020', '2021'}


def test_a_draft_leads_to_its_own_documents_and_others_copies(without_web_folder: Workbench, tmp_path: Path) -> None:
    workbench = copied(without_web_folder, tmp_path / 'workspace')
    assert workbench.run('build', '--draft', '2021').code == 0

    page = workbench.output / 'utkast/2021/webb/sida.html'
    addresses = [each for each in links(elements(page.read_text('utf-8'))).values() if each.endswith('.pdf')]
    assert all((page.parent / each).resolve().is_file() for each in addresses)
    assert f'../{PROMISE}' in addresses
    assert f'../../../2020-2023/public/{AGREEMENT}' in addresses


def test_pages_that_cannot_be_made_again_are_told_and_made_by_the_next_build(fixed_workspace: Workbench) -> None:
    """The copies do not wait for data that somebody is writing in."""
    page = _page(fixed_workspace)
    fixed_workspace.replace('promises/2021.yaml', 'title: Medborgarlöfte 2021', 'title:')

    answer = fixed_workspace.run('publish', '2021', '--unsigned')

    assert (answer.code, answer.ids) == (0, ['web-outdated'])
    assert (fixed_workspace.output / '2021/public' / PROMISE).is_file()
    assert _page(fixed_workspace) == page
    fixed_workspace.replace('promises/2021.yaml', 'title:', 'title: Medborgarlöfte 2021')
    assert fixed_workspace.run('build').code == 0
    assert _sizes(_page(fixed_workspace))[PROMISE] == _size(fixed_workspace.output / '2021/public' / PROMISE)


def test_a_new_version_takes_over_the_links_when_it_is_published(published: Workbench) -> None:
    first = _size(published.output / '2021/public' / PROMISE)
    published.replace(
        'promises/2021.yaml', 'purpose: |\n  Medborgarlöftet ska', f'purpose: |\n  {"Ord och ord. " * 900}'
    )
    assert published.run('fix', '2021').code == 0
    assert _sizes(_page(published))[PROMISE] == first

    assert published.run('publish', '2021', '--unsigned').code == 0

    record = json.loads((published.output / '2021/record.json').read_text('utf-8'))
    assert [each['version'] for each in record['events'] if each['kind'] == 'published'] == [1, 1, 2]
    assert _sizes(_page(published))[PROMISE] == _size(published.output / '2021/public' / PROMISE) != first


@pytest.mark.browser
def test_axe_finds_no_fault_in_the_published_page(without_web_folder: Workbench, tmp_path: Path) -> None:
    chromium = shutil.which('chromium')
    assert chromium, 'chromium is not installed: make packages'
    script = """
        axe.run({exclude: [['[aria-hidden=true]']]}).then(result => answer({
            passed: result.passes.length,
            faults: [...result.violations, ...result.incomplete].map(
                fault => fault.id + ': ' + fault.nodes.map(node => node.html).join(' | ')),
        }));
    """
    report = ask(chromium, tmp_path, _page(without_web_folder), script)
    assert report['faults'] == []
    assert report['passed'] > 20
