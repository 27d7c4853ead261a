"""The pages, one file per area, and the table of their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.app.pages import files, history, overview, period, record_pages, work

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from docgen.app.server.visit import Visit

    Answer = Callable[[Visit], Response]

PAGES: tuple[tuple[str, Answer, Answer | None], ...] = (
    ('/', overview.overview, None),
    ('/period/{period}', period.period, None),
    ('/period/{period}/gor', period.period, period.make_documents),
    ('/period/{period}/{section:form}', record_pages.show_main, record_pages.take_main),
    ('/period/{period}/{section:list}', record_pages.show_list, record_pages.change_list),
    ('/period/{period}/{section:list}/{item}', record_pages.show_item, record_pages.take_item),
    ('/period/{period}/{section:list}/{item}/meningar', record_pages.show_item, record_pages.tell_sentences),
    ('/installningar', record_pages.settings, None),
    ('/installningar/parter', record_pages.show_parties, record_pages.change_parties),
    ('/installningar/parter/{item}', record_pages.show_party, record_pages.take_party),
    ('/installningar/{section:settings}', record_pages.show_settings, record_pages.take_settings),
    ('/historik', history.history, None),
    ('/historik/angra/{number}', history.history, history.undo),
    ('/arbete/{number}', work.work, None),
    ('/arbete/{number}/lage', work.stage, None),
    ('/arbete/{number}/klart', work.work, work.forget),
    ('/bild/{period}/{document}', files.draft_picture, None),
    ('/utkast/{period}/{file:path}', files.draft_file, None),
    ('/framsida/{period}/{file:path}', files.finished_picture, None),
    ('/fil/{period}/{file:path}', files.finished_file, None),
    ('/teckensnitt/{name}', files.typeface, None),
)
"""Address, what a GET answers, and what a POST does; none where nothing is done there."""
