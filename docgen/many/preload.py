"""What nearly every build uses, loaded once before processes are forked (see `process_pool`). Starts no thread.

Imported by the server that the processes are forked from. It also gets one of the workspaces ready to be built, since
most municipalities use the same templates: checked templates, compiled ones and fonts are then known to all.
"""

import gc
import logging
import os
from importlib import import_module
from pathlib import Path

WORKSPACE, JOBS = 'DOCGEN_PRELOADED_WORKSPACE', 'DOCGEN_PRELOADED_JOBS'
"""The environment variables that name the workspace, and the jobs that will be done, with commas between."""
_MODULES = (
    'docxtpl',
    'page',
    'pikepdf',
    'pypdfium2',
    'typst',
    'docgen.checks',
    'docgen.context',
    'docgen.engines.typst.engine',
    'docgen.pdf.judge.judge',
    'docgen.pdf.write.finish',
    'docgen.pdf.write.signature_block_drawing',
    'docgen.pipeline.build',
    'docgen.pipeline.check_all',
    'docgen.pipeline.document_production',
    'docgen.pipeline.web_folder',
    'docgen.render',
    'docgen.sign.status',
    'docgen.workspace.loading',
)
"""By name, so that no room seems to use a library that it only loads for others."""
_MODULES_OF = {
    'verify': ('docgen.sign.verifying.verify_request', 'pypdf'),
    'archive': ('docgen.archive.package', 'docgen.sign.verifying.verify', 'docgen.pdf.inspect', 'pypdf'),
}
"""What a job uses besides; half of what verifying one file takes is loading."""


def _get_ready(root: Path) -> None:
    from docgen.engines import converter
    from docgen.pipeline.check_all import check_templates, checked_workspace
    from docgen.pipeline.document_steps import preload
    from docgen.pipeline.prepared_document import prepare
    from docgen.plan import plan
    from docgen.web import load_page_templates

    workspace, _ = checked_workspace(root)
    engine = workspace.settings.engine
    jobs = plan(workspace, (), linked=True).documents
    prepared = [prepare(workspace, job, engine=engine, draft=False) for job in jobs]
    check_templates(prepared)
    check_templates(prepared)  # again: now it is kept that they are sound, as others' data will ask
    converter(engine)
    preload(workspace, prepared)
    load_page_templates()


for _name in (*_MODULES, *(name for job in os.environ.get(JOBS, '').split(',') for name in _MODULES_OF.get(job, ()))):
    import_module(_name)
if _root := os.environ.get(WORKSPACE):
    try:
        _get_ready(Path(_root))
    except Exception:  # noqa: BLE001 whatever is wrong with this workspace is told when its turn comes
        logging.getLogger(__name__).info('%s could not be got ready', _root)
gc.collect()
gc.freeze()  # what all have is looked through by none: a look would copy each page of memory
