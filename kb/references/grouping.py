"""Which references are to one work. Only records that share an identifier or a rare word of the title are compared."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kb.references.sketch import Sketch, same, words

# So many of the rarest words of a title find its other spellings.
_RARE = 4
# A word of more works than this finds too many.
_CROWD = 400


def groups(sketches: Sequence[Sketch]) -> list[list[int]]:
    """The numbers of the sketches that are of one work, each group sorted; the same for any order of adding.

    A sketch joins the first group one of whose members it is the same as.
    """
    index = Index(sketches)
    found: list[list[int]] = []
    of: dict[int, int] = {}
    for at, sketch in enumerate(sketches):
        near = sorted({of[other] for other in index.near(sketch) if other in of})
        group = next((g for g in near if any(same(sketch, sketches[m]) for m in found[g])), None)
        if group is None:
            group = len(found)
            found.append([])
        found[group].append(at)
        of[at] = group
    return found


class Index:
    """Sketches by what they may share with another of the same work."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        each = list(sketches)
        self._frequency = Counter(word for sketch in each for word in set[str]().union(*words(sketch)))
        for at, sketch in enumerate(each):
            for key in (*sketch.keys, *self._rare(sketch)):
                self._by_key[key].append(at)

    def near(self, sketch: Sketch) -> set[int]:
        """The numbers of the sketches that share an identifier or a rare word with this one."""
        keys = (*sketch.keys, *sorted(set[str]().union(*words(sketch))))
        return {at for key in keys if len(found := self._by_key.get(key, ())) <= _CROWD for at in found}

    def _rare(self, sketch: Sketch) -> set[str]:
        """The rarest words of each title: those of a translation alone would not find the original."""
        by_title = (sorted(of, key=lambda word: (self._frequency[word], word))[:_RARE] for of in words(sketch))
        return set[str]().union(*by_title)


def work_id(sketches: Iterable[Sketch]) -> str:
    """The id of a work: its DOI, the number and year of an act, else a hash of its title, year and first name."""
    each = list(sketches)
    for kind, values in (("doi", [s.doi for s in each]), ("act", [s.act for s in each])):
        if named := min(filter(None, values), default=""):
            return f"{kind}:{named}"
    first = min((s.titles[:1], s.year or 0, sorted(s.names)) for s in each)
    return "work:" + hashlib.sha256(repr(first).encode()).hexdigest()[:16]
