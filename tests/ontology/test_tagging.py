"""Sentences and the concepts that they name, in every inflection of three languages."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import cut, parse
from ingest.document import Document, Passage
from ingest.errors import BadScheme
from ontology import agencies, scheme, stems
from ontology.mention import Mention
from ontology.scheme import Concept
from ontology.tagging import Tagger, find, tagger


def read(text: str, **fields: str) -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), "a.txt", "text/plain", text, **fields)  # type: ignore[arg-type]


def tagged(text: str) -> list[tuple[str, str]]:
    return [(m.attributes["id"], m.surface) for m in find(read(text), [], [])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Migration policies differ.", [("migration-policy", "Migration policies")]),
        ("They fight the brain drain.", [("brain-drain", "brain drain")]),
        ("Two work permits were sold.", [("work-permit", "work permits")]),
        ("He is a labor migrant.", [("migrant-worker", "labor migrant")]),
        ("Urbanization and urbanisation", [("urbanisation", "Urbanization"), ("urbanisation", "urbanisation")]),
        ("visa-free\nregime", [("visa-free-regime", "visa-free\nregime")]),
        ("the rights of the migrants", [("rights-of-migrants", "rights of the migrants")]),
        ("migrants’ rights matter", [("rights-of-migrants", "migrants’ rights")]),
        ("о миграционной политике государства", [("migration-policy", "миграционной политике")]),
        ("трудовых мигрантов встречали", [("migrant-worker", "трудовых мигрантов")]),
        ("утечкой мозгов обеспокоены", [("brain-drain", "утечкой мозгов")]),
        ("кандасам помогли", [("kandas", "кандасам")]),
        ("на рынке труда тихо", [("labour-market", "рынке труда")]),
        ("беженцев и переселенцев учли", [("refugee", "беженцев"), ("resettler", "переселенцев")]),
        ("көші-қон саясатының мақсаты", [("migration-policy", "көші-қон саясатының")]),
        ("еңбек нарығында орын жоқ", [("labour-market", "еңбек нарығында")]),
        ("қандастарға үй берілді", [("kandas", "қандастарға")]),
        ("шетелдік жұмыс күшінің үлесі", [("foreign-labour", "шетелдік жұмыс күшінің")]),
    ],
)
def test_a_name_is_found_in_every_form_that_it_takes(text: str, found: list[tuple[str, str]]) -> None:
    assert tagged(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Internal and external migration grew.",
            [
                ("internal-migration", "Internal and external migration"),
                ("international-migration", "external migration"),
            ],
        ),
        (
            "внутренняя и внешняя миграция",
            [("internal-migration", "внутренняя и внешняя миграция"), ("international-migration", "внешняя миграция")],
        ),
        (
            "ішкі және сыртқы көші-қон",
            [("internal-migration", "ішкі және сыртқы көші-қон"), ("international-migration", "сыртқы көші-қон")],
        ),
        (
            "work and residence permits",
            [("work-permit", "work and residence permits"), ("residence-permit", "residence permits")],
        ),
    ],
)
def test_words_that_share_a_head_are_each_a_name(text: str, found: list[tuple[str, str]]) -> None:
    assert tagged(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Migration is old.",  # too general: everything here is on migration
        "Birds migrate.",
        "the policy. Migration",
        "labour, market and state",
        "labour\n\nmarket",
        "labour\tmarket",
        "the irs of a flower, trp",
        "миграция",
        "employers and employment differ",
    ],
)
def test_traps_name_no_concept(text: str) -> None:
    assert tagged(text) == []


def test_the_longest_name_counts_and_overlapping_ones_both() -> None:
    assert tagged("illegal labour migration") == [("irregular-migration", "illegal labour migration")]
    assert tagged("regulation of migration policy") == [
        ("migration-regulation", "regulation of migration"),
        ("migration-policy", "migration policy"),
    ]


def test_general_concepts_count_where_they_are_a_theme() -> None:
    assert tagged("A pension was paid once.") == []
    often = "A pension was paid. " * 12
    assert {name for name, _ in tagged(often)} == {"pension"}
    titled = find(read("A pension was paid once.", title="Pensions in Ruritania"), [], [])
    assert [m.attributes["id"] for m in titled] == ["pension"]
    assert titled[0].confidence < find(read("A work permit."), [], [])[0].confidence


def test_names_of_bodies_and_reference_lists_are_left_out() -> None:
    text = (
        "The Ministry of Labour and Social Protection of the Population issues work permits. A. B. Brain drain. 2001."
    )
    document = read(text)
    bodies = agencies.find(document.id, text)
    at = text.index("A. B.")
    passages = [
        Passage(document.id, 0, at, text[:at], "body"),
        Passage(document.id, at, len(text), text[at:], "reference"),
    ]
    assert [m.surface for m in find(document, passages, bodies)] == ["work permits"]


def test_every_name_of_the_scheme_is_found_unless_it_is_said_to_be_too_general() -> None:
    missed = []
    for concept in scheme.concepts():
        for language in scheme.LANGUAGES if concept.tagging != "never" else ():
            for name in concept.wordings(language):
                whole = [m for m in tagger().matches(name) if m.start == 0 and len(name) - m.end <= 1]
                if not whole:
                    missed.append(name)
    assert missed == []


def test_more_concepts_can_be_given() -> None:
    coral = Concept("http://x.example/coral", {"en": "coral reef"}, {"en": ("reef of corals",)})
    using = Tagger(scheme.concepts(), [coral])
    document = read("Migration policy for coral reefs.")
    own, more = find(document, [], [], using)
    assert (own.attributes["id"], more.attributes["id"]) == ("migration-policy", "http://x.example/coral")
    assert more.attributes["label"] == "coral reef"
    assert own.extractor.startswith("concepts/") and more.extractor.startswith("thesauri/")


ENTRY = "- id: a\n  en: [sea card]\n  ru: [морская карта]\n  kk: [теңіз картасы]\n"


def _scheme(folder: Path, more: str) -> dict[str, Concept]:
    (folder / "some.yaml").write_text(ENTRY + more, encoding="utf-8")
    return scheme.load(folder)


def test_hidden_wordings_are_spelled_out_and_untagged_names_left_out(tmp_path: Path) -> None:
    found = _scheme(tmp_path, '  hidden: {en: ["card (|for|of) the (deep |)sea"]}\n  untagged: [sea card]\n')["a"]
    assert found.wordings("en") == (
        "card the deep sea",
        "card the sea",
        "card for the deep sea",
        "card for the sea",
        "card of the deep sea",
        "card of the sea",
    )
    assert found.names("en") == ("sea card",)


def test_an_ambiguous_wording_counts_beside_a_sure_one(tmp_path: Path) -> None:
    using = Tagger(_scheme(tmp_path, "  hidden: {en: [pilot chart]}\n  ambiguous: [pilot chart]\n").values())
    assert find(read("A pilot chart."), [], [], using) == []
    assert len(find(read("A pilot chart is a sea card."), [], [], using)) == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("  tag: sometimes\n", "a in some.yaml has tag: sometimes; write one of always, theme, never"),
        ("  hidden: [x]\n", "hidden wordings of concept a in some.yaml"),
        ("  hidden: {fr: [x]}\n", "hidden wordings of concept a in some.yaml"),
        ("  untagged: x\n", "untagged of concept a"),
    ],
)
def test_a_slip_in_a_flag_is_told(tmp_path: Path, more: str, told: str) -> None:
    with pytest.raises(BadScheme, match=told):
        _scheme(tmp_path, more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("саясаты", "саясат"),
        ("саясатының", "саясат"),
        ("нарығында", "нарық"),
        ("халқының", "халық"),
        ("мигранттардың", "мигрант"),
        ("құқықтарын", "құқық"),
        ("елдеріндегі", "ел"),
    ],
)
def test_kazakh_endings_come_off(one: str, other: str) -> None:
    assert stems.kazakh(one) == stems.kazakh(other) == other


@pytest.mark.parametrize(
    ("one", "other"), [("migrant", "migration"), ("employer", "employment"), ("analysis", "analyst")]
)
def test_derived_words_stay_apart(one: str, other: str) -> None:
    assert set(stems.keys(one)).isdisjoint(stems.keys(other))


@given(st.text(alphabet="migration labour policy и миграция көші-қон,.\n\t'\"", max_size=80))
def test_a_mention_is_a_range_of_the_text(text: str) -> None:
    mentions = find(read(text), [], [])
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


def _of_paper(path: Path) -> list[Mention]:
    document = parse(path.read_bytes(), str(path))
    passages = list(cut(document))
    return find(document, passages, agencies.find(document.id, document.text))


@pytest.mark.shared
def test_most_of_a_law_on_labour_is_left_to_its_own_themes(shared: Path) -> None:
    mentions = _of_paper(shared / "data" / "kz-laws" / "labor_code.txt")
    found = {m.attributes["id"] for m in mentions}
    assert {"employment-contract", "employer", "working-time", "leave"} <= found
    assert found.isdisjoint({"refugee-status", "brain-drain", "diaspora"})
