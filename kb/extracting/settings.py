"""Settings of the extractor: the table ``[extractor]`` of ``kb.toml``, and the environment, which goes before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from kb.endpoint import settings as endpoint
from kb.endpoint.settings import Check, Endpoint, whole


@dataclass(frozen=True, slots=True)
class Extractor(Endpoint):
    """The endpoint of the model that finds statements; ``parallel`` is how many passages it is asked of at once."""

    role: ClassVar[str] = "extractor"
    more: ClassVar[Mapping[str, Check]] = MappingProxyType(
        {"parallel": (whole(1, 32), "a whole number between 1 and 32")}
    )

    max_tokens: int = 2000
    parallel: int = 2

    def in_environment(self, environment: Mapping[str, str]) -> Extractor:
        """The settings with what the environment says otherwise, the key looked up. Raises BadConfiguration."""
        return endpoint.in_environment(self, environment)


OFF = Extractor()
URL, MODEL, KEY = map(Extractor.variable, ("URL", "MODEL", "KEY"))


def extractor(settings: dict[str, object]) -> Extractor:
    """The settings of a table. Raises BadConfiguration naming an unknown one or a wrong value, never the key."""
    return endpoint.of_table(OFF, settings)
