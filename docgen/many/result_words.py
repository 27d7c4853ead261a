"""What is said of a workspace after a job in it: done only where it is, else how far it is, or what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.errors import ExitCode
from docgen.many.workspace_outcome import Job
from docgen.records.version_history import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.many.workspace_outcome import Outcome

RESULTS = {
    ExitCode.DONE: "klar",
    ExitCode.BUG: "fel i docgen",
    ExitCode.USAGE: "kunde inte göras",
    ExitCode.FINDINGS: "behöver rättas",
    ExitCode.TOOL: "något saknas på datorn",
    ExitCode.JUDGEMENT: "klarade inte kontrollen",
    ExitCode.SIGNATURE: "en underskrift håller inte",
    ExitCode.REFUSED: "skyddad",
}
"""What an exit code means for a workspace."""
DONE_WORDS = {
    Job.BUILD: ("klar", "klara"),
    Job.CHECK: ("utan fel", "utan fel"),
    Job.STATUS: ("klar", "klara, med allt publicerat"),
    Job.WEB: ("klar", "klara"),
    Job.VERIFY: ("giltig", "prövade och giltiga"),
    Job.ARCHIVE: ("paketerad", "paketerade"),
}
"""What is said of a workspace where a job is done, and of several."""
_DRAFTS = ("utkast gjort", "gjorda som utkast")


def done_words(outcomes: Sequence[Outcome]) -> tuple[str, str]:
    """Give what is said of one workspace where the job of these outcomes is done, and of several."""
    first = next((each for each in outcomes if each.job), None)
    if first is None or first.job is None:
        return DONE_WORDS[Job.BUILD]
    return _DRAFTS if first.draft and first.job is Job.BUILD else DONE_WORDS.get(first.job, DONE_WORDS[Job.BUILD])


def is_done(outcome: Outcome) -> bool:
    """Whether the job came to what its word says: a command that went well may have had nothing to do."""
    if outcome.exit_code is not ExitCode.DONE:
        return False
    if outcome.job is Job.STATUS:
        published = outcome.states.keys() == {State.PUBLISHED.value}
        return published and not outcome.not_built and not outcome.data_errors
    return bool(outcome.documents) or outcome.job not in (Job.VERIFY, Job.ARCHIVE)


def result_word(outcome: Outcome) -> str:
    """Say how far a workspace is, or what came of the job in it."""
    if outcome.exit_code is not ExitCode.DONE:
        return RESULTS[outcome.exit_code]
    if is_done(outcome):
        return done_words([outcome])[0]
    if outcome.job is Job.VERIFY:
        return "inget är undertecknat"
    if outcome.job is Job.ARCHIVE:
        return "inget att arkivera ännu"
    if outcome.data_errors:
        return "ofärdig"
    return "pågår" if outcome.states else "inget är gjort"
