"""Statements of the graph that bear on an answer, each with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ingest.errors import NotFound
from ui import shelf
from ui.components import times
from ui.components.evidence import Column, language_of, name, quotes, sheet
from ui.components.findings import figure
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.answer import Answer
    from kb.entities import Evidence, KBEntity

_MOST = 20


def statements(t: Texts, answer: Answer) -> None:
    """What the cited quotes state and name, as a table whose rows open to their evidence; that in the quotes first."""
    if not answer.facts:
        return
    st.subheader(t("ask.facts"), anchor=False)
    st.caption(t("ask.facts_note"))
    rows = []
    for fact in answer.facts[:_MOST]:
        called = name(t, fact)
        near = sorted(fact.evidence, key=lambda each: not _within(each, answer))
        cells = [called, t(f"ask.kind.{fact.kind}"), details(t, fact)]
        rows.append({"id": fact.iri, "cells": cells, "lang": language_of(called)} | quotes(t, near))
    columns = [Column(t(f"ask.fact.{each}")) for each in ("what", "kind", "more")]
    sheet(t, "stated", t("ask.facts"), columns, rows)


def details(t: Texts, fact: KBEntity) -> str:
    """What is known of a statement besides its words: whose it is, when it holds, which figure it gives."""
    said = fact.properties
    if fact.kind == "observation":
        return figure(t, fact)
    named = [said[key] for key in ("agency", "addressee", "owner", "issuer") if said.get(key)]
    # A recommendation may be addressed to several bodies.
    whose = [_called(t, one) for value in named for one in (value.split() if "://" in value else [value])]
    when = times.between(t, said.get("valid_from", ""), said.get("valid_until", ""))
    when = when or times.said(t, said.get("period") or said.get("date") or "")
    return " · ".join(part for part in (*whose, when) if part)


def _called(t: Texts, iri: str) -> str:
    """The name of a body; what is no IRI is a name already."""
    if "://" not in iri:
        return iri
    try:
        return name(t, shelf.current().kb.entity(iri))
    except NotFound:
        return ""


def _within(each: Evidence, answer: Answer) -> bool:
    return any(
        each.document.id == cited.document.id and each.start < cited.end and cited.start < each.end
        for cited in answer.citations
    )
