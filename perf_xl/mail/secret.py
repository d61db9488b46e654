"""Where a mail password comes from: the system's own store if `keyring` is installed, else the keyboard. Never a file."""

from __future__ import annotations

import sys

from perf_xl.errors import Unusable

SERVICE = "perf-xl"


def password_for(host: str, user: str, prompt: str) -> str:
    """Raises Unusable when it is not stored and nobody sits at a terminal to be asked."""
    return stored(host, user) or _asked(host, user, prompt)


def stored(host: str, user: str) -> str:
    """'' where there is no store, or none for this server. Saved by `keyring set perf-xl:HOST USER`."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(f"{SERVICE}:{host}", user) or ""
    except KeyringError:
        return ""


def _asked(host: str, user: str, prompt: str) -> str:
    from getpass import getpass

    if not sys.stdin or not sys.stdin.isatty():
        raise Unusable("mail.no_password", host=host, user=user)
    return getpass(prompt)
