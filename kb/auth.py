"""Who may do what in the app: the table ``[auth]`` of ``kb.toml``, and the role that it gives to who is signed in.

Signing in is OpenID Connect; the claims about a person are those of her identity token (OpenID Connect Core 1.0,
sections 2 and 5.1). Secrets stand in the environment or in files of their own, never here.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from ingest.errors import BadConfiguration

Role = Literal["", "reader", "curator"]
CALLBACK = "/oauth2callback"
EVERYONE, SIGNED_IN = "everyone", "signed-in"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SHORTEST = 32


@dataclass(frozen=True, slots=True)
class Auth:
    """Off without ``server_metadata_url``: then whoever uses this machine is curator, and everyone else a reader.

    ``curators`` and ``readers`` list people: an e-mail address, all of a domain (``*@example.org``), or a claim and
    its value (``groups=policy``). ``readers`` may also be "everyone" (without signing in) or "signed-in". ``hours``
    is how long one is signed in. ``everyone_curates``, without signing in: whoever reaches the app is curator.
    """

    server_metadata_url: str = ""
    client_id: str = ""
    client_secret_env: str = ""
    client_secret_file: str = ""
    redirect_uri: str = ""
    cookie_secret_env: str = ""
    cookie_secret_file: str = ""
    curators: tuple[str, ...] = ()
    readers: str | tuple[str, ...] = SIGNED_IN
    hours: float = 12.0
    everyone_curates: bool = False

    @property
    def on(self) -> bool:
        """Whether one signs in."""
        return bool(self.server_metadata_url)

    def role(self, claims: Mapping[str, Any] | None, now: float) -> Role:
        """What somebody may do, given the claims of her identity token (None: not signed in) and the time."""
        if claims is not None and not self.lapsed(claims, now):
            if any(_is(claims, who) for who in self.curators):
                return "curator"
            if self.readers == SIGNED_IN:
                return "reader"
            if not isinstance(self.readers, str) and any(_is(claims, who) for who in self.readers):
                return "reader"
        return "reader" if self.readers == EVERYONE else ""

    def lapsed(self, claims: Mapping[str, Any], now: float) -> bool:
        """Whether one signed in longer ago than ``hours``; a token that does not say when is none."""
        issued = claims.get("iat")
        if isinstance(issued, bool) or not isinstance(issued, int | float):
            return True
        return now - issued > self.hours * 3600

    def secrets(self, environment: Mapping[str, str], folder: Path) -> dict[str, str]:
        """``client_secret`` and ``cookie_secret``. Without one for cookies, a new one: it holds until the app stops.

        Paths are relative to ``folder``. Raises BadConfiguration, which never tells what is secret.
        """
        client = self._secret("client_secret", environment, folder)
        if not client:
            raise BadConfiguration("auth needs client_secret_env or client_secret_file.")
        cookie = self._secret("cookie_secret", environment, folder) or secrets.token_urlsafe(48)
        if len(cookie) < _SHORTEST:
            raise BadConfiguration(f"auth: the cookie secret is too short; it needs {_SHORTEST} characters or more.")
        return {"client_secret": client, "cookie_secret": cookie}

    def _secret(self, name: str, environment: Mapping[str, str], folder: Path) -> str:
        variable, file = str(getattr(self, f"{name}_env")), str(getattr(self, f"{name}_file"))
        if variable:
            if not environment.get(variable):
                raise BadConfiguration(f"auth: {name}_env names {variable}, which is not in the environment.")
            return environment[variable].strip()
        if not file:
            return ""
        try:
            return (folder / file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadConfiguration(f"auth: {name}_file names {file}, which cannot be read ({error}).") from error


OFF = Auth()


def auth(settings: Mapping[str, object]) -> Auth:
    """The settings of a table. Raises BadConfiguration naming an unknown, a missing or a wrong one."""
    known = [f.name for f in fields(Auth)]
    for name, value in settings.items():
        if name in ("client_secret", "cookie_secret"):
            raise BadConfiguration(f"auth: {name} does not belong here; name a variable with {name}_env instead.")
        if name not in known:
            raise BadConfiguration(f"auth has the unknown setting {name!r}; there are: {', '.join(known)}.")
        if wanted := _wrong(name, value):
            raise BadConfiguration(f"auth: {name} must be {wanted}.")
    made = {name: tuple(value) if isinstance(value, list) else value for name, value in settings.items()}
    found = Auth(**made)  # type: ignore[arg-type]
    if found.on:
        _complete(found)
    return found


def email(claims: Mapping[str, Any]) -> str:
    """The address of somebody, when the provider says that it is hers; else empty."""
    address = claims.get("email")
    verified = claims.get("email_verified") in (True, "true")
    return address if verified and isinstance(address, str) else ""


def _complete(found: Auth) -> None:
    for name in ("client_id", "redirect_uri"):
        if not getattr(found, name):
            raise BadConfiguration(f"auth has server_metadata_url but no {name}.")
    if not (found.client_secret_env or found.client_secret_file):
        raise BadConfiguration("auth needs client_secret_env or client_secret_file.")
    for name in ("client_secret", "cookie_secret"):
        if getattr(found, f"{name}_env") and getattr(found, f"{name}_file"):
            raise BadConfiguration(f"auth has both {name}_env and {name}_file: remove one of them.")
    for name in ("server_metadata_url", "redirect_uri"):
        if not _is_safe(getattr(found, name)):
            raise BadConfiguration(f"auth: {name} must begin with https://, or with http:// on this machine only.")
    if urlsplit(found.redirect_uri).path != CALLBACK:
        raise BadConfiguration(f"auth: redirect_uri must be the address of the app and {CALLBACK}.")
    if found.everyone_curates:
        raise BadConfiguration("auth: everyone_curates is for an app without sign-in; list curators instead.")


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    scheme, host = parts.scheme, parts.hostname
    return bool(host) and (scheme == "https" or (scheme == "http" and host in _LOOPBACK))


def _is(claims: Mapping[str, Any], who: str) -> bool:
    """Whether the claims are those of ``who``, an entry of ``curators`` or ``readers``."""
    name, equals, value = who.partition("=")
    if equals:
        claimed = claims.get(name)
        return value in claimed if isinstance(claimed, list) else isinstance(claimed, str) and claimed == value
    address = _folded(email(claims))
    if who.startswith("*@"):
        return bool(address) and address.rpartition("@")[2] == _folded(who[2:])
    return bool(address) and address == _folded(who)


def _folded(address: str) -> str:
    """Without capitals; letters that only look like others, such as the sign for kelvin, stay what they are."""
    return "".join(c.lower() if c.isascii() else c for c in address)


def _wrong(name: str, value: object) -> str:
    """In words what a setting must be; empty when it is."""
    if name in ("curators", "readers"):
        if name == "readers" and value in (EVERYONE, SIGNED_IN):
            return ""
        or_word = f'"{EVERYONE}", "{SIGNED_IN}" or ' if name == "readers" else ""
        fit = isinstance(value, Sequence) and not isinstance(value, str) and all(map(_is_person, value))
        return "" if fit else f'{or_word}a list of e-mail addresses, "*@domain" or "claim=value"'
    if name == "hours":
        number = isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 720
        return "" if number else "a number of hours, more than 0 and at most 720"
    if name == "everyone_curates":
        return "" if isinstance(value, bool) else "true or false"
    return "" if isinstance(value, str) else "a text in quotes"


def _is_person(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[^\s=]+=\S.*|[^\s@=]+@[^\s@=]+", value))
