"""Measures of rankings, by ir-measures (https://ir-measur.es): hit@k, MRR@10, nDCG@10, recall@50."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Names that are printed, and ir-measures' own.
MEASURES = {
    "hit@1": "Success@1",
    "hit@3": "Success@3",
    "hit@10": "Success@10",
    "MRR@10": "RR@10",
    "nDCG@10": "nDCG@10",
    "recall@50": "R@50",
}


def measured(
    rankings: Mapping[str, Sequence[str]],
    judgements: Mapping[str, Mapping[str, int]],
    names: Sequence[str] = tuple(MEASURES),
) -> dict[str, dict[str, float]]:
    """By question and measure, values between 0 and 1.

    ``rankings``: by question the ids found, best first; ``judgements``: by question the grade of each judged id. A
    question without ranking has found nothing.
    """
    import ir_measures
    from ir_measures import Qrel, ScoredDoc

    wanted = {name: ir_measures.parse_measure(MEASURES[name]) for name in names}
    qrels = [Qrel(q, i, grade) for q, grades in judgements.items() for i, grade in grades.items()]
    # A rank is a score, too; those of the hits do not order hits that stand back behind others.
    run = [ScoredDoc(q, i, -float(rank)) for q, found in rankings.items() for rank, i in enumerate(found)]
    shown = {measure: name for name, measure in wanted.items()}
    values: dict[str, dict[str, float]] = {question: dict.fromkeys(names, 0.0) for question in judgements}
    for value in ir_measures.iter_calc(list(wanted.values()), qrels, run):
        values[value.query_id][shown[value.measure]] = float(value.value)
    return values
