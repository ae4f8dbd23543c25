"""A stemmer for Kazakh: strips what the language's regular agglutination puts after the stem of a noun or a verb.

A Kazakh noun is stem + plural + possessive + case; a verb is root + voice + negation + tense, participle or verbal
noun, and the latter two are inflected as nouns (Balakayev et al., «Қазіргі қазақ тілі», 1954; Muhamedowa, *Kazakh: A
Comprehensive Grammar*, 2016). The vowel of an ending harmonises with the last one of the stem and its first consonant
assimilates to the last letter, so an ending is taken off only where it can stand. Derivations are other words and
keep their suffixes: заңсыз, әкімдік. Rules, their measures and what they do not do are in docs/kazakh.md; endings,
roots and stems are data.

Whoever has no Kazakh keyboard types Russian letters instead: ``folded`` gives a key that both spellings share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import regex

KAZAKH_LETTERS = frozenset("әғқңөұүһі")
_SHORTEST = 3
_VOWELS = "аәеёиоөүұыіэюя"
_FINAL_VOWELS = "аәеёиоыіэюя"  # у, which ends verbal nouns, counts as a consonant; no stem ends in ұ, ү, ө
_VOICELESS = "пфкқтсшщчцхһбвгд"  # a final б, в, г, д of a loan is spoken, and assimilated, as voiceless
_CONSONANTS = "бвгғджзйклмнңпрстфхһцчшщқъьу"
_CLASSES = {"V": _FINAL_VOWELS, "T": _VOICELESS, "C": _CONSONANTS, "S": "аеәиоыія", "P": "ыі"}
_FRONT, _BACK = "еәөүіиэь", "аоұыяёю"
_PAST = frozenset(("ды", "ді", "ты", "ті"))
_ANY_HARMONY = frozenset(("мен", "бен", "пен"))
_VOWEL_STEMS_IN_Y = frozenset("шжқкғгд")  # before -ысы: басшы-сы, ақы-сы, but құрылыс-ы
_HARDENED = str.maketrans("бгғ", "пкқ")
_PLAIN = str.maketrans("әғқңөұүһі", "агкноуухи")
_LOOKALIKES = str.maketrans("iıəɵhaeopcyx", "іыәөһаеорсух")


@dataclass(frozen=True, slots=True)
class _Ending:
    text: str
    after: frozenset[str]
    possessed: bool


def spelled(word: str) -> str:
    """A lower-case word with Latin letters that stand for Cyrillic ones put right («негiзгi»); others as they are."""
    mixed = any("а" <= c <= "ӿ" for c in word) and any(c in "iıəɵhaeopcyx" for c in word)
    return word.translate(_LOOKALIKES) if mixed else word


def plain(text: str) -> str:
    """Lower-case text as it is typed without Kazakh letters: к for қ, о for ө, у for ү and ұ, и for і and so on."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a lower-case word: three letters or more, or two if it is a known root or stem; never longer than it.

    A final consonant that an ending had softened is hardened and an elided vowel restored (кітабы, кітап; халқы,
    халық). Words with anything but Cyrillic letters are returned as they are, but for ``spelled``.
    """
    word = spelled(word)
    return _rules().stem(word) if _inflects(word) else word


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """The stem in plain letters, the same for қазақстанның and казакстаннын: a key for indexes, not for people."""
    word = spelled(word)
    if not _inflects(word):
        return plain(word)
    rules = _rules(plainly=True)
    return rules.stem(word) if KAZAKH_LETTERS.isdisjoint(word) else rules.finished(plain(stem(word)), within=word)


def typed_plainly(text: str) -> bool:
    """Whether a text without one Kazakh letter is Kazakh all the same: more of its words end as such than as Russian.

    Told by common words and endings in ``data/kazakh_plain.txt``; a text with a Kazakh letter is none of it.
    """
    words = [word for word in regex.findall(r"\p{L}+", text.casefold()) if _inflects(word)]
    if any(not KAZAKH_LETTERS.isdisjoint(word) for word in words):
        return False
    kazakh, russian = (sum(bool(pattern.search(word)) for word in words) for pattern in _plain_signs())
    return kazakh > russian


@cache
def _plain_signs() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    kazakh, russian = (regex.compile(line) for line in _lines("kazakh_plain.txt"))
    return kazakh, russian


def _inflects(word: str) -> bool:
    return len(word) > 1 and all("а" <= c <= "ӿ" for c in word)


class Rules:
    """The rules in one spelling: with Kazakh letters or without, where о and у no longer tell the harmony."""

    def __init__(self, plainly: bool = False, without: Collection[str] = ()) -> None:
        """``without`` are words to strike from the lists of roots and stems, so that their worth can be measured."""
        spell = plain if plainly else str
        self._unclear = set("оу") if plainly else set()
        self._back = set(spell(_BACK)) - self._unclear
        self._front = set(spell(_FRONT)) - self._unclear - self._back
        self._third = spell("ыі")
        self._before_y = {spell(c) for c in _VOWEL_STEMS_IN_Y}
        self._past = {spell(ending) for ending in _PAST}
        self._sy = (spell("сы"), spell("сі"))
        self.roots = {spell(word) for word in _words("kazakh_roots.txt") if word not in without}
        self.stems = {spell(word) for word in _words("kazakh_stems.txt") if word not in without}
        pairs = _words("kazakh_elided.txt")
        self._whole = {spell(short): spell(whole) for whole, short in zip(pairs[::2], pairs[1::2], strict=True)}
        self._endings: dict[str, dict[str, list[_Ending]]] = {}
        for group, after, ending in _table():
            of_letter = self._endings.setdefault(group, {})
            letters = frozenset(c for name in after for c in spell(_CLASSES.get(name, name)))
            of_letter.setdefault(spell(ending)[-1], []).append(_Ending(spell(ending), letters, after == "P"))
        self._derived = tuple(e.text for group in self._endings.pop("derived").values() for e in group)

    def stem(self, word: str) -> str:
        """The longest stem or root that is known, or else the shortest that the endings leave."""
        known, found = set(), set()
        pending, seen = [word], {word}
        while pending:
            base = pending.pop()
            if (whole := self._hardened(base)) in self.stems or (whole := base) in self.stems:
                known.add(whole)
                continue
            found.add(base)
            for verb in self._verbs(base):
                (known if verb in self.roots else found).add(verb)
            for rest in self._without(base, "nominal"):
                if rest not in seen and self._long_enough(rest):
                    seen.add(rest)
                    pending.append(rest)
        best = max(known, key=lambda k: (len(k), k)) if known else min(found, key=lambda k: (len(k), k))
        return self.finished(best, within=word) or word

    def finished(self, base: str, within: str) -> str:
        """A stem as a key: hardened, its elided vowel restored, without a final ы or і unless it is a known stem.

        A vowel is restored only where an ending had elided it, so a key is never longer than ``within``, its word.
        """
        finished = base if base in self.stems else self._trimmed(self._hardened(base))
        return next(key for key in (finished, base, within) if len(key) <= len(within))

    def _verbs(self, base: str) -> Iterator[str]:
        """Roots, with and without voice and negation, from which a verbal ending makes ``base``."""
        for rest in self._without(base, "verbal"):
            yield from self._roots(rest, sure=base[len(rest) :] not in self._past)
        for rest in self._without(base, "doubtful"):
            if self._is_verb(rest) or any(map(self._is_verb, self._without(rest, "negation"))):
                yield from self._roots(rest, sure=True)

    def _roots(self, verb: str, sure: bool) -> Iterator[str]:
        verbs = [verb]
        for group in ("negation", "voice"):
            for longer in list(verbs):
                if self._hardened(longer) not in self.roots:
                    verbs += [v for v in self._without(longer, group) if sure or self._is_verb(v)]
        for found in verbs:
            if (whole := self._hardened(found)) in self.roots or len(found) >= _SHORTEST:
                yield whole if whole in self.roots else found

    def _without(self, word: str, group: str) -> Iterator[str]:
        for ending in self._endings[group].get(word[-1], ()):
            rest = word[: -len(ending.text)]
            follows = rest and word.endswith(ending.text) and rest[-1] in ending.after
            if follows and self._can_follow(ending, rest, group):
                yield from self._unpossessed(rest) if ending.possessed else (rest,)

    def _can_follow(self, ending: _Ending, rest: str, group: str) -> bool:
        if self._hardened(rest) in self.stems:
            return True
        if ending.text in self._sy and rest[-1] in self._third and rest[-2:-1] not in self._before_y:
            return False
        if group == "voice" and ending.text == "н" and "л" not in rest[-3:]:
            return False
        harmonies = {self._harmony(ending.text), self._harmony(rest)} - {""}
        return len(harmonies) < 2 or ending.text in _ANY_HARMONY

    def _unpossessed(self, word: str) -> Iterator[str]:
        """What -ы or -сы was put after; nothing if too little is left, for a stem may itself end in -ын."""
        if word.endswith(self._sy) and word[-3:-2] and word[-3] in _VOWELS and self._long_enough(word[:-2]):
            yield word[:-2]
        if self._long_enough(word[:-1]):
            yield word[:-1]

    def _harmony(self, word: str) -> str:
        if self._unclear and not set(word) & (set(_VOWELS) - {"а"}):
            return ""  # а may stand for ә
        for letter in reversed(word):
            if letter in self._unclear:
                return ""
            if letter in self._front or letter in self._back:
                return "front" if letter in self._front else "back"
        return ""

    def _is_verb(self, word: str) -> bool:
        roots = {self._hardened(word), word[:-1] if word[-1] in self._third else word}
        return not roots.isdisjoint(self.roots) or (len(word) > _SHORTEST and word.endswith(self._derived))

    def _long_enough(self, word: str) -> bool:
        return len(word) >= _SHORTEST or self._hardened(word) in self.stems

    def _hardened(self, word: str) -> str:
        hardened = word[:-1] + word[-1:].translate(_HARDENED)
        return self._whole.get(hardened, hardened)

    def _trimmed(self, word: str) -> str:
        """Without a final ы or і, which a possessive adds and which a verbal noun drops (таны-ды, тану)."""
        rest = word[:-1]
        short = word[-1] in self._third and (len(rest) >= _SHORTEST or rest in self.roots)
        return self._hardened(rest) if short else word


def _table() -> Iterator[tuple[str, str, str]]:
    """Group, letters and class names that may precede, and ending, of each ending."""
    for line in _lines("kazakh_endings.txt"):
        group, after, endings = (part.strip() for part in line.split("|"))
        for ending in endings.split():
            yield group, after, ending


@cache
def _rules(plainly: bool = False) -> Rules:
    return Rules(plainly)


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _lines(name: str) -> list[str]:
    text = files("kb").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
