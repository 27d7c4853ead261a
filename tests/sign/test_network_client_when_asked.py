"""pyHanko verifies without the library that asks a network, and asks with it when told to."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
from docgen.sign.network_client_when_asked import load_pyhanko

load_pyhanko()
assert 'aiohttp.client' not in sys.modules

from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.aiohttp_client import _coerce_auth
from docgen.sign.bounded_http import RefusedAnswerError
import aiohttp

assert aiohttp.__file__
assert issubclass(RefusedAnswerError, aiohttp.ClientError)
assert isinstance(_coerce_auth(('Anna', 'hemligt')), aiohttp.BasicAuth)
assert HTTPTimeStamper('http://127.0.0.1:1').timeout
"""


def test_the_network_library_is_loaded_when_something_is_asked_and_not_before() -> None:
    subprocess.run([sys.executable, '-c', _PROGRAM], check=True)
