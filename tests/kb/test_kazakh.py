"""The Kazakh stemmer: paradigms of known words, properties of any word, and words typed without Kazakh letters."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb import kazakh

ROOT = Path(__file__).parent.parent.parent
KAZAKH_WORDS = st.text(alphabet="аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя", min_size=1, max_size=30)


@pytest.fixture(scope="module")
def stemming() -> ModuleType:
    """The benchmark, whose measures these tests hold to."""
    spec = importlib.util.spec_from_file_location("stemming", ROOT / "benchmarks" / "stemming.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["stemming"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


# Least F1 of pairs of forms: on words that the lists may hold, and with these words struck from the lists.
@pytest.mark.parametrize(("held_out", "with_lists", "without_lists"), [(False, 0.99, 0.92), (True, 0.96, 0.915)])
def test_forms_of_a_word_meet_and_words_stay_apart(
    stemming: ModuleType, held_out: bool, with_lists: float, without_lists: float
) -> None:
    words = [word for word in stemming.paradigms() if word.held_out == held_out]
    assert len(words) > 150
    assert stemming.conflation(kazakh.stem, words)["F1"] >= with_lists
    assert stemming.conflation(stemming.without_lists(words), words)["F1"] >= without_lists
    assert stemming.conflation(kazakh.folded, words)["F1"] >= with_lists - 0.02
    typed = stemming.conflation(lambda word: kazakh.folded(kazakh.plain(word)), words)
    assert typed["F1"] >= with_lists - 0.02


@pytest.mark.parametrize(
    ("forms", "right", "wrong", "precision", "recall"),
    [
        ({"а": "аа аб", "б": "ба бб"}, 2, 0, 1.0, 1.0),  # by the first letter
        ({"а": "аа ба", "б": "аб бб"}, 0, 2, 0.0, 0.0),
        ({"а": "аа аб ав", "б": "аг"}, 3, 3, 0.5, 1.0),
    ],
)
def test_conflation_counts_pairs(
    stemming: ModuleType, forms: dict[str, str], right: int, wrong: int, precision: float, recall: float
) -> None:
    words = [stemming.Paradigm(lemma, lemma, tuple(of.split())) for lemma, of in forms.items()]
    found = stemming.conflation(lambda word: word[0], words)
    assert (found["P"], found["R"], found["UI"]) == (precision, recall, 1 - recall)


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("құжат", "құжат құжатын құжаттың құжатына құжаттарды"),  # -атын is no participle here
        ("құрылыс", "құрылыс құрылысы құрылыстың"),  # -с belongs to the stem
        ("оқытуш", "оқытушы оқытушысы оқытушылардың"),  # and here it does not
        ("халық", "халық халқы халқының халықтан"),  # elided
        ("бер", "беру берілетін береді берген бермейді берілмейтін берілгендердің беруіне"),
        ("ал", "алу алған алынған алынады алуға"),
        ("жой", "жою жоюға жойылған"),
        ("банк", "банк банктер банктің"),  # a loan against harmony
        ("құқық", "құқық құқығы құқықтары"),  # -ғы belongs to the stem
    ],
)
def test_forms_that_are_easily_taken_for_others(stem: str, forms: str) -> None:
    assert {form: kazakh.stem(form) for form in forms.split()} == dict.fromkeys(forms.split(), stem)


@pytest.mark.parametrize(
    "words",
    [
        "бас басқа басқару басқарма",
        "тұру тұрғын",
        "заң заңсыз заңнама",
        "жұмыс жұмыссыз",
        "әкім әкімдік",
        "құқық құқықтық",
    ],
)
def test_derived_words_stay_apart(words: str) -> None:
    assert len({kazakh.stem(word) for word in words.split()}) == len(words.split())


@given(KAZAKH_WORDS)
@example("халғ")
@example("орн")  # what is left of орын before an ending, which stands alone here
def test_a_stem_is_no_longer_than_its_word_nor_shorter_than_two_letters(word: str) -> None:
    for key in (kazakh.stem(word), kazakh.folded(word)):
        assert min(len(word), 2) <= len(key) <= len(word)
        assert key[:1] == kazakh.plain(word)[:1] or key[:1] == word[:1]


@given(st.text(max_size=20))
def test_what_is_not_cyrillic_stays_as_it_is(word: str) -> None:
    if not any("а" <= c <= "ӿ" for c in word):
        assert kazakh.stem(word) == kazakh.folded(word) == word


@given(KAZAKH_WORDS)
def test_the_key_has_no_kazakh_letter(word: str) -> None:
    assert kazakh.KAZAKH_LETTERS.isdisjoint(kazakh.folded(word))


def test_stems_of_paradigms_are_stems(stemming: ModuleType) -> None:
    stems = {kazakh.stem(form) for word in stemming.paradigms() for form in word.forms}
    again = {stem for stem in stems if kazakh.stem(stem) != stem}
    assert len(again) <= 0.06 * len(stems)  # those of verbs in -да, -те and the like: есепте-, есеп


def test_lists_hold_lower_case_kazakh_words_once() -> None:
    for name in ("kazakh_roots.txt", "kazakh_stems.txt"):
        lines = (ROOT / "kb" / "data" / name).read_text(encoding="utf-8").splitlines()
        words = [word for line in lines if not line.startswith("#") for word in line.split()]
        assert len(words) == len(set(words))
        assert all("а" <= c <= "ӿ" for word in words for c in word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("заннын", "заңның"), ("казакстанда", "қазақстанда"), ("олкелердин", "өлкелердің"), ("куники", "күники")],
)
def test_words_typed_without_kazakh_letters_meet_those_with_them(typed: str, meant: str) -> None:
    assert kazakh.folded(typed) == kazakh.folded(meant)


@pytest.mark.parametrize(
    ("text", "kazakh_it_is"),
    [
        ("Мигранттар калай тиркеледи?", True),
        ("Казакстан азаматтарынын кукыктары", True),
        ("Как регистрируются мигранты?", False),
        ("Права граждан Казахстана", False),
        ("Қазақстан азаматтары", False),
        ("Who registers migrants?", False),
        ("", False),
    ],
)
def test_kazakh_typed_plainly_is_told_from_russian(text: str, kazakh_it_is: bool) -> None:
    assert kazakh.typed_plainly(text) is kazakh_it_is


@pytest.mark.parametrize(
    ("word", "spelled"), [("негiзгi", "негізгі"), ("iс", "іс"), ("iii", "iii"), ("office", "office"), ("заң", "заң")]
)
def test_latin_letters_in_kazakh_words_are_put_right(word: str, spelled: str) -> None:
    assert kazakh.spelled(word) == spelled


def test_questions_without_kazakh_letters() -> None:
    questions = {
        language: (ROOT / "kb" / "data" / "questions" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        for language in ("kk", "ru")
    }
    told = [kazakh.typed_plainly(kazakh.plain(question.casefold())) for question in questions["kk"]]
    assert sum(told) >= 0.93 * len(told)
    assert not any(kazakh.typed_plainly(question) for question in questions["ru"])


@pytest.mark.shared
def test_a_title_finds_its_article(shared: Path, stemming: ModuleType) -> None:
    found = stemming.articles(shared / "data")
    titles = [(stemming.words(article.title), {place}) for place, article in enumerate(found)]
    texts = [article.text for article in found]
    best, prefixes = (stemming.found_by(stemming.WAYS[way], texts, titles) for way in ("kazakh.folded", "five letters"))
    assert best["nDCG@10"] >= 0.70
    assert best["nDCG@10"] > prefixes["nDCG@10"]
