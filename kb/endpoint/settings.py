"""Settings of a model's endpoint: a table of ``kb.toml``, and the environment, which goes before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import ClassVar, TypeVar
from urllib.parse import urlsplit

from ingest.errors import BadConfiguration

# What may stand in a header; a line break would begin another one.
_KEY = re.compile(r"[\x21-\x7e]*")
Check = tuple[Callable[[object], bool], str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint; off without a ``url``, such as ``http://localhost:11434/v1``.

    ``api_key`` is sent as bearer token and never shown; ``api_key_env`` names the variable of the environment that
    holds it. ``seconds`` is the limit of a whole call, ``max_tokens`` that of what the model writes. Each use of a
    model is a subclass: ``role`` names its table in ``kb.toml`` and its variables ``POLICYKB_<ROLE>_URL``, ``_MODEL``
    and ``_KEY``.
    """

    role: ClassVar[str]
    # What the settings that only this use has may be: a test of each, and the words for it.
    more: ClassVar[Mapping[str, Check]] = {}

    url: str = ""
    model: str = ""
    api_key: str = field(default="", repr=False)
    api_key_env: str = ""
    seconds: float = 60.0
    temperature: float = 0.0
    max_tokens: int = 800

    @classmethod
    def variable(cls, name: str) -> str:
        """The environment's variable for ``URL``, ``MODEL`` or ``KEY``."""
        return f"POLICYKB_{cls.role.upper()}_{name}"

    def is_set(self, environment: Mapping[str, str]) -> bool:
        """Whether there is a url, fit or not, here or in the environment."""
        return bool(environment.get(self.variable("URL")) or self.url)

    def host(self, environment: Mapping[str, str]) -> str:
        """Where passages are sent to, as ``host:port``; empty when nothing is sent."""
        url = environment.get(self.variable("URL")) or self.url
        return urlsplit(url).netloc if _is_address(url) else ""


Settings = TypeVar("Settings", bound=Endpoint)


def in_environment(here: Settings, environment: Mapping[str, str]) -> Settings:
    """The settings with what the environment says otherwise, the key looked up.

    The key that ``kb.toml`` names belongs to the address there and is not sent to another one that the
    environment names. Raises BadConfiguration.
    """
    url, model = (environment.get(here.variable(name), "") for name in ("URL", "MODEL"))
    own = "" if url else here.api_key or environment.get(here.api_key_env, "")
    key = own or environment.get(here.variable("KEY"), "")
    found = replace(here, url=url or here.url, model=model or here.model, api_key=key, api_key_env="")
    if found.url:
        _check(found)
    return found


def of_table(off: Settings, settings: dict[str, object]) -> Settings:
    """The settings of a table; ``off`` holds the defaults.

    Raises BadConfiguration naming an unknown one or a wrong value, never the key.
    """
    checks, known = _VALUES | dict(off.more), [f.name for f in fields(off)]
    for name, value in settings.items():
        if name not in known:
            raise BadConfiguration(f"there is no setting {name!r} of the {off.role}; there are: {', '.join(known)}.")
        test, wanted = checks[name]
        if not test(value):
            raise BadConfiguration(f"{name} of the {off.role} must be {wanted}.")
    if settings.get("api_key") and settings.get("api_key_env"):
        raise BadConfiguration(f"the {off.role} has both api_key and api_key_env: remove one of them.")
    found = replace(off, **settings)  # type: ignore[arg-type]
    if found.url:
        _check_address(found)
    return found


def _check(found: Endpoint) -> None:
    _check_address(found)
    role, variable = found.role, found.variable("MODEL")
    if not found.model:
        raise BadConfiguration(f"The {role} has an address but no model: set model under [{role}], or {variable}.")
    if not _KEY.fullmatch(found.api_key):
        raise BadConfiguration(f"The key of the {role} holds a space, a line break or a letter that no key has.")


def _check_address(found: Endpoint) -> None:
    """Only http and https, with a host and nothing secret or unfit in it."""
    if not _is_address(found.url):
        raise BadConfiguration(
            f"The url of the {found.role} must be an address such as http://localhost:11434/v1, with http or https, "
            "without user name, question mark or hash."
        )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url and "?" not in url and "#" not in url
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def number(least: float, most: float) -> Callable[[object], bool]:
    """A test for a number within limits."""
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def whole(least: int, most: int) -> Callable[[object], bool]:
    """A test for a whole number within limits."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _text(value: object) -> bool:
    return isinstance(value, str)


# What each setting may be: a test, and the words for it.
_VALUES: dict[str, Check] = {
    "url": (_text, "a text in quotes"),
    "model": (_text, "a text in quotes"),
    "api_key": (lambda value: isinstance(value, str) and bool(_KEY.fullmatch(value)), "a key in quotes"),
    "api_key_env": (_text, "the name of a variable of the environment in quotes"),
    "seconds": (number(1, 3600), "a number of seconds, at least 1 and at most 3600"),
    "temperature": (number(0, 2), "a number between 0 and 2"),
    "max_tokens": (whole(16, 100_000), "a whole number between 16 and 100000"),
}
