"""Short papers that state something of each kind, and knowledge bases of them."""

from __future__ import annotations

from pathlib import Path

LAW = "Law of the Republic of Kazakhstan dated July 22, 2011 No. 477-IV"
FUNCTIONS = f"""# Who does what in migration

## Functions in Kazakhstan

In accordance with the {LAW}, the Ministry of Labour of the Republic of Kazakhstan approves the annual quota for \
foreign workers. From January 1, 2022, the keeping of the register of seasonal workers was transferred from the \
Ministry of Internal Affairs of the Republic of Kazakhstan to the Ministry of Labour of the Republic of Kazakhstan. \
Since 2024, the Ministry of Justice of the Republic of Kazakhstan issues residence cards to refugees.

The {LAW} was amended by the Law of the Republic of Kazakhstan dated June 6, 2019 No. 500-VI. The state programme \
"Nurly Zher" for 2020-2025 helps resettled families.

## Recommendations

The Ministry of Labour of Kazakhstan should simplify the recognition of qualifications of foreign workers. It is \
necessary to create a single register of refugees.
"""
FIGURES = """# Nurses from abroad

## Data

In 2018, 640 nurses came to Georgia from abroad. In 2019, 702 nurses came to Georgia from abroad.
"""
OTHER_FIGURES = """# Nurses once more

## Data

In 2018, 910 nurses came to Georgia from abroad.
"""
REGISTERS = """# Учёт беженцев в Казахстане

## Функции

Министерство юстиции Республики Казахстан ведёт реестр беженцев в стране. Министерство внутренних дел Республики \
Казахстан ведёт реестр беженцев в стране. В 2023 году принят Закон Республики Казахстан от 5 мая 2023 года № 700-VII \
«О беженцах».
"""
RETURN = """# Қазақстандағы көші-қон

## Функциялар

Қазақстан Республикасының Еңбек және халықты әлеуметтік қорғау министрлігі шетелдік жұмыс күшін тарту квотасын бекітеді.
"""
PAPERS = {
    "functions.md": FUNCTIONS,
    "figures.md": FIGURES,
    "other-figures.md": OTHER_FIGURES,
    "registers.md": REGISTERS,
    "return.md": RETURN,
}


def write(folder: Path) -> list[Path]:
    """The papers as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PAPERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in PAPERS]
