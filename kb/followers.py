"""What is made from the store: the dense index, the lexical index and the graph.

Each follower remembers the number of the last change that it holds, catches up when the knowledge base is opened
or written, and can be dropped and rebuilt to the same answers. A writer changes copies on disk and never what
readers have loaded; readers load again when the files have moved on.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import StorageFailed
from kb import centres, dense, expansion, files, lexical, linking, span_table, terms
from kb.centres import Centres
from kb.dense import DenseIndex
from kb.embedding import Embedder, cache_folder
from kb.expansion import Names
from kb.lexical import LexicalIndex
from kb.span_table import SpanTable
from kb.store import Store

if TYPE_CHECKING:
    from ontology import PolicyGraph

FOLDER = "followers"
STATE = "state.json"
FILES = {"dense": dense.FILE, "lexical": lexical.FOLDER, "graph": linking.FOLDER}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """The followers as one state of the files; ``sequence`` is the last change that they hold."""

    sequence: int
    folder: Path
    dense: DenseIndex
    spans: SpanTable
    lexical: LexicalIndex
    centres: Centres

    @cached_property
    def graph(self) -> PolicyGraph:
        """Opened when first asked for: a search needs no RDF."""
        from ontology import PolicyGraph

        return PolicyGraph(linking.folder(self.folder) if self.sequence else None, read_only=True)

    @cached_property
    def names(self) -> Names:
        """What entities and concepts are called, for the expansion of questions."""
        return expansion.load(self.folder)

    def close(self) -> None:
        if "graph" in self.__dict__:
            self.graph.close()


class Followers:
    """The followers of one store. ``embedder`` makes the vectors that the dense index holds."""

    def __init__(self, folder: Path, store: Store, embedder: Embedder) -> None:
        self.folder = folder / FOLDER
        self._store, self._embedder = store, embedder
        self._lock = threading.RLock()
        self._loaded: Loaded | None = None

    @property
    def behind(self) -> bool:
        """Whether a follower on disk lacks a change of the store, or was made by another version of this code."""
        state, wanted = self._state(), self._store.sequence
        if not state and wanted == 0:
            return False
        return any(self._state_of(state, name) != [wanted, version] for name, version in self._versions().items())

    def current(self) -> Loaded:
        """The followers as they are on disk; loaded again when another process has moved them on."""
        with self._lock:
            sequence = self._sequence()
            if self._loaded is None or self._loaded.sequence != sequence:
                self.close()
                self._loaded = self._load(sequence)
            return self._loaded

    def catch_up(self) -> None:
        """Bring all followers up to the store. Call it with the lock of the knowledge base held."""
        if not self.behind:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        steps: dict[str, Callable[[set[str]], None]] = {
            "dense": self._catch_up_dense,
            "lexical": self._catch_up_lexical,
            "graph": self._catch_up_graph,
        }
        try:
            for name, version in self._versions().items():
                self._step(name, version, steps[name])
        except OSError as error:
            raise StorageFailed(
                f"{self.folder} cannot be written ({error.strerror or error}): make room or mend its permissions; "
                "the documents are stored, and the next command goes on from here."
            ) from error

    def drop(self) -> None:
        """Delete the files of all followers; ``catch_up`` builds them anew."""
        with self._lock:
            self.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        with self._lock:
            if self._loaded is not None:
                self._loaded.close()
            self._loaded = None

    # -------------------------------------------------------------------------------------- steps
    def _step(self, name: str, version: str, step: Callable[[set[str]], None]) -> None:
        sequence = self._store.sequence
        done, made_by = self._state_of(self._state(), name)
        if [done, made_by] == [sequence, version]:
            return
        if made_by != version or done > sequence:
            self._delete(name)
            done = 0
        step(self._store.changed_since(done))
        self._write_state(name, [sequence, version])

    def _delete(self, name: str) -> None:
        for path in self.folder.glob(f"{name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _catch_up_dense(self, changed: set[str]) -> None:
        index = DenseIndex(self._embedder.dimension + centres.BESIDE)
        try:
            index.load(self.folder)
        except RuntimeError as error:  # faiss raises it for a damaged file, which only costs a rebuild
            _log.warning("The dense index is damaged (%s) and is built anew.", error)
            index = DenseIndex(self._embedder.dimension + centres.BESIDE)
        dense.catch_up(index, self._store, self._embedder.id, self._centres(), changed)
        index.save(self.folder)
        self._spans().save(self.folder)

    def _spans(self) -> SpanTable:
        return SpanTable.of(self._store.all(f"SELECT {span_table.COLUMNS} FROM spans"))

    def _catch_up_lexical(self, changed: set[str]) -> None:
        lexical.catch_up(LexicalIndex(self.folder), self._store, changed)

    def _catch_up_graph(self, changed: set[str]) -> None:
        linking.catch_up(self.folder, self._store)

    def _centres(self) -> Centres:
        """The language centres of the embedder: kept in the store, so that its vectors always meet the same ones."""
        key = f"centres {self._embedder.id} {centres.data_version()}"
        kept = self._store.meta(key)
        if kept is None:
            kept = centres.estimated_once(self._embedder, cache_folder()).to_text()
            self._store.set_meta(key, kept)
        return Centres.from_text(kept)

    # -------------------------------------------------------------------------------------- files
    def _load(self, sequence: int) -> Loaded:
        index = DenseIndex(self._embedder.dimension + centres.BESIDE)
        index.load(self.folder)
        # Nothing to compare with on an empty shelf: its centres are estimated when the first document comes.
        centres_ = self._centres() if sequence else Centres.none(self._embedder.dimension)
        spans = SpanTable.load(self.folder) or self._spans()
        return Loaded(sequence, self.folder, index, spans, LexicalIndex(self.folder), centres_)

    def _versions(self) -> dict[str, str]:
        """What the files of each follower were made by: when it changes, they are built anew."""
        return {
            "dense": f"{self._embedder.id} {centres.data_version()} {dense.VERSION}",
            "lexical": f"{lexical.VERSION} {terms.VERSION}",
            "graph": linking.VERSION,
        }

    def _sequence(self) -> int:
        state = self._state()
        return min((int(state.get(name, [0])[0]) for name in FILES), default=0)

    def _state_of(self, state: dict[str, Any], name: str) -> list[Any]:
        """The last change that a follower holds and what made it; nothing when its files are gone."""
        if not (self.folder / FILES[name]).exists():
            return [0, ""]
        return list(state.get(name, [0, ""]))

    def _state(self) -> dict[str, Any]:
        try:
            state = json.loads((self.folder / STATE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:  # a damaged state only costs a rebuild
            return {}
        return state if isinstance(state, dict) else {}

    def _write_state(self, name: str, value: list[object]) -> None:
        files.write(self.folder / STATE, json.dumps(self._state() | {name: value}).encode())
