"""What nearly every build uses, imported once before processes are forked (see `process_pool`). Starts no thread."""

from importlib import import_module

_MODULES = (
    'docxtpl',
    'page',
    'pikepdf',
    'pypdfium2',
    'typst',
    'docgen.checks',
    'docgen.context',
    'docgen.pdf.judge.judge',
    'docgen.pdf.write.finish',
    'docgen.pipeline.build',
    'docgen.pipeline.document_production',
    'docgen.pipeline.web_folder',
    'docgen.render',
    'docgen.sign.status',
)
"""By name, so that no room seems to use a library that it only loads for others."""

for _name in _MODULES:
    import_module(_name)
