"""Outside programs (soffice, pdftoppm, a validator): the only room that starts them, within bounds, and ends them.

`run` is for a program that does one thing and ends; `started` for one that the caller follows while it works.
"""

from docgen.programs.process import Process, started
from docgen.programs.run import Ending, Result, run
from docgen.programs.watchdog import Watcher, unwinding, watched_folder

__all__ = ['Ending', 'Process', 'Result', 'Watcher', 'run', 'started', 'unwinding', 'watched_folder']
