"""Settings of the writer: the table ``[writer]`` of ``kb.toml``, and the environment, which goes before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from kb.endpoint import settings as endpoint
from kb.endpoint.settings import Endpoint


@dataclass(frozen=True, slots=True)
class Writer(Endpoint):
    """The endpoint of the model that words answers."""

    role: ClassVar[str] = "writer"

    def in_environment(self, environment: Mapping[str, str]) -> Writer:
        """The settings with what the environment says otherwise, the key looked up. Raises BadConfiguration."""
        return endpoint.in_environment(self, environment)


OFF = Writer()
URL, MODEL, KEY = map(Writer.variable, ("URL", "MODEL", "KEY"))


def writer(settings: dict[str, object]) -> Writer:
    """The settings of a table. Raises BadConfiguration naming an unknown one or a wrong value, never the key."""
    return endpoint.of_table(OFF, settings)
