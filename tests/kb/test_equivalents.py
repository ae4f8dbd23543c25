from __future__ import annotations

import pytest

from ingest.language import detect
from kb.equivalents import equivalents, stems


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("quotas", {"квота", "квотасы"}), ("квоты", {"quota", "квотасы"}), ("квотаның", {"quota", "квота"}),
        ("permit", {"разрешение", "рұқсат"}), ("мигранты", {"migrants"}), ("border", {"границы", "шекара"}),
    ],
)  # fmt: skip
def test_a_word_has_its_equals_in_the_other_languages(word: str, others: set[str]) -> None:
    (own,) = stems(word, detect(word))
    assert {stem for other in others for stem in stems(other, "kk" if other in _KAZAKH else "ru")} <= equivalents(own)


_KAZAKH = {"квотасы", "рұқсат", "шекара"}


@pytest.mark.parametrize("word", ["zebra", "remittance", "of"])
def test_a_word_that_names_too_few_concepts_is_only_itself(word: str) -> None:
    """One concept alone does not tell which word is which."""
    for own in stems(word, "en"):
        assert equivalents(own) == {own}


def test_neighbours_in_a_name_are_not_taken_for_it() -> None:
    (data,) = stems("data", "en")
    assert not equivalents(data) & set(stems("персональные защита", "ru"))
