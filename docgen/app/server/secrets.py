"""The keys of a running page: which browser may see it, and which form is its own.

An address with a one-time token is exchanged for a cookie that only this browser has. Nothing here is written down
but the handover key, with which a second `docgen open` asks for a new address.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading


def cookie_name(port: int) -> str:
    """Give the name of the cookie of the page on a port: browsers keep cookies by host, not by port."""
    return f'docgen-{port}'


_MOST_TOKENS = 20


class Keys:
    """Tokens and sessions of one running page. Safe to use from several threads."""

    def __init__(self) -> None:
        self.handover = secrets.token_urlsafe(32)
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._tokens: list[str] = []
        self._sessions: set[str] = set()

    def new_token(self) -> str:
        """Give a token that opens the page once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens = [*self._tokens[1 - _MOST_TOKENS :], token]
        return token

    def session_for(self, token: str) -> str | None:
        """Exchange a token for a session's cookie; None if it was never given or is used."""
        with self._lock:
            known = next((each for each in self._tokens if hmac.compare_digest(each.encode(), token.encode())), None)
            if known is None:
                return None
            self._tokens.remove(known)
            session = secrets.token_urlsafe(32)
            self._sessions.add(session)
            return session

    def knows(self, session: str) -> bool:
        """Whether a cookie is one of ours."""
        with self._lock:
            return session in self._sessions

    def form_token(self, session: str) -> str:
        """Give what every form of a session carries (against cross-site request forgery)."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def is_form_token(self, session: str, given: str) -> bool:
        """Whether a form was made by this page for this session."""
        return hmac.compare_digest(self.form_token(session).encode(), given.encode())

    def may_hand_over(self, key: str) -> bool:
        """Whether a second `docgen open` may have a new token."""
        return hmac.compare_digest(self.handover.encode(), key.encode())
