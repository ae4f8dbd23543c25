"""A shelf of made-up policy papers in English, Russian and Kazakh, for ``benchmarks/graph.py``.

Paper ``n`` is the same every time. Ministries are those of the gazetteer, laws are shared by all papers, and functions,
wishes and figures are put together from lists, so that papers repeat and contradict one another as real ones do. What
they say is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from ontology.grammar import gazetteers

_WORDS = Path(__file__).parent / "shelf.yaml"
LANGUAGES = ("en", "ru", "kk")
_YEARS = (2000, 2022)
# One figure in so many is another than what the other papers say.
_WRONG = 200


class Shelf:
    """Makes papers of about ``characters`` characters each."""

    def __init__(self, characters: int = 8000) -> None:
        self._characters = characters
        self._words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
        bodies = gazetteers()["kz"]["ministries"].values()
        self._bodies = {language: [body[language][0] for body in bodies] for language in LANGUAGES}

    def write(self, folder: Path, papers: range) -> list[Path]:
        """Put papers into a folder; returns their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"paper{number:04}.md" for number in papers]
        for number, path in zip(papers, paths, strict=True):
            path.write_text(self.paper(number), encoding="utf-8")
        return paths

    def paper(self, number: int) -> str:
        """Paper ``number`` in Markdown; its language is the next of the three."""
        chance, language = random.Random(number), LANGUAGES[number % len(LANGUAGES)]
        words = self._words[language]
        parts = [f"# {words['title'].format(number=number + 1)}"]
        share = self._characters // len(words["sections"])
        for heading, kinds in words["sections"].items():
            parts.append(f"## {heading}")
            parts += self._paragraphs(chance, language, kinds, share)
        return "\n\n".join(parts) + "\n"

    def _paragraphs(self, chance: random.Random, language: str, kinds: list[str], characters: int) -> Iterator[str]:
        made = 0
        while made < characters:
            if kinds == ["table"]:
                paragraph = self._table(chance, language)
            else:
                paragraph = " ".join(self._sentence(chance, language, chance.choice(kinds)) for _ in range(6))
            made += len(paragraph)
            yield paragraph

    def _sentence(self, chance: random.Random, language: str, kind: str) -> str:
        words = self._words[language]
        chosen = {name: chance.choice(words[name]) for name in ("task", "nominal", "wish", "counted", "place", "whom")}
        bodies = chance.sample(self._bodies[language], 2)
        laws = [self._law(language, chance.randrange(400)) for _ in range(2)]
        year, where = chance.randrange(*_YEARS), words["place"].index(chosen["place"])
        text = chance.choice(words["sentences"][kind]).format(
            body=bodies[0],
            other=bodies[1],
            law=laws[0],
            another=laws[1],
            year=year,
            value=_figure(chance, where, year),
            share=f"{_figure(chance, where, year) / 100:.1f}",
            **chosen,
        )
        return str(text[0].upper() + text[1:])

    def _law(self, language: str, number: int) -> str:
        """One of 400 laws, in the words of a language."""
        chance = random.Random(-number - 1)
        month, roman = chance.randrange(12), chance.choice(("III", "IV", "V", "VI"))
        return str(
            self._words[language]["law"].format(
                day=chance.randrange(1, 29),
                month=self._words[language]["months"][month],
                year=chance.randrange(1995, 2024),
                number=f"{number + 1}-{roman}",
            )
        )

    def _table(self, chance: random.Random, language: str) -> str:
        words, first = self._words[language], chance.randrange(*_YEARS)
        counted, years = chance.choice(words["counted"]), range(first, first + 4)
        head = [words["region"], *map(str, years)]
        places = chance.sample(words["place"], 4)
        rows = [
            [place, *(str(_figure(chance, words["place"].index(place), year)) for year in years)] for place in places
        ]
        lines = [" | ".join(row) for row in (head, ["---"] * len(head), *rows)]
        caption = words["caption"].format(counted=counted)
        return f"{caption}\n\n" + "\n".join(f"| {line} |" for line in lines)


def _figure(chance: random.Random, place: int, year: int) -> int:
    """Nearly always the same for a place (its number) and year, so that papers seldom contradict one another."""
    wrong = chance.randrange(_WRONG) == 0
    return random.Random(f"{place} {year} {wrong}").randrange(1100, 9900)
