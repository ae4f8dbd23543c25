"""A form with the fields of a statement: texts, words of a list, and entities of the shelf by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from kb.curation.fields import Field, fields
from kb.overview import overview
from ontology import scheme
from ui import shelf
from ui.components.evidence import name
from ui.components.notice import plain
from ui.components.told import wrong
from ui.texts import Texts

if TYPE_CHECKING:
    from kb.curation.decision import Value

# So many names can be chosen from; others can be typed.
_MOST = 1_000
_LONG = ("text", "function")
Given = dict[str, str | list[str]]


def form(t: Texts, key: str, kind: str, said: Mapping[str, Value], save: Callable[[Given], None], button: str) -> None:
    """Fields of a kind with what is said now; ``save`` gets what was filled in: texts, entities by IRI or name."""
    asked = fields(kind)
    with st.form(key, border=False, enter_to_submit=False):
        for field in asked:
            _field(t, f"{key}:{field.name}", field, said.get(field.name))
        if problem := wrong(key):
            st.error(plain(problem))
        st.form_submit_button(button, key=f"{key}:save", type="primary", on_click=lambda: save(given(key, kind)))


def given(key: str, kind: str) -> Given:
    """What was filled in."""
    found = {field.name: st.session_state.get(f"{key}:{field.name}") for field in fields(kind)}
    return {name: list(value) if isinstance(value, list) else value or "" for name, value in found.items()}


def clear(key: str, kind: str) -> None:
    """Show again what is said, not what was filled in."""
    for field in fields(kind):
        st.session_state.pop(f"{key}:{field.name}", None)


def _field(t: Texts, key: str, field: Field, value: Value) -> None:
    label = t(f"curation.field.{field.name}")
    label = t("curation.required", name=label) if field.required else label
    if field.kinds:
        _entities(t, key, label, field, value)
        return
    st.session_state.setdefault(key, value)
    if field.choices:
        shown = st.session_state[key]
        # What an extractor wrote may be none of the words that a curator may give.
        options = field.choices if shown in (None, *field.choices) else (shown, *field.choices)
        st.selectbox(label, options, key=key, index=None, placeholder="—",
                     format_func=lambda each: t.get(f"curation.choice.{each}", each))  # fmt: skip
    elif field.name in _LONG:
        st.text_area(label, key=key, height="content")
    else:
        hint = t("curation.date_hint") if field.name in ("date", "valid_from", "valid_until", "in_force") else None
        st.text_input(label, key=key, placeholder=hint)


def _entities(t: Texts, key: str, label: str, field: Field, value: Value) -> None:
    now = {each.iri: each.label for each in value} if isinstance(value, tuple) else {}
    labels = now | names(t, field.kinds)
    called: Callable[[Any], str] = lambda iri: labels.get(iri, iri)  # noqa: E731
    hint = t("curation.choose_or_type")
    if field.several:
        st.session_state.setdefault(key, list(now))
        st.multiselect(label, list(labels), key=key, format_func=called, placeholder=hint, accept_new_options=True,
                       select_all=False)  # fmt: skip
    else:
        st.session_state.setdefault(key, next(iter(now), None))
        st.selectbox(label, list(labels), key=key, index=None, format_func=called, placeholder=hint,
                     accept_new_options=True)  # fmt: skip


def names(t: Texts, kinds: tuple[str, ...]) -> dict[str, str]:
    """Entities of the shelf by IRI, the best known first, and all concepts of the scheme."""
    every = overview(shelf.current().kb).entities.values()
    found = sorted((e for e in every if e.kind in kinds), key=lambda e: (-len(e.evidence), e.label))[:_MOST]
    labels = {entity.iri: name(t, entity) for entity in found}
    if "concept" in kinds:
        labels |= {c.iri: c.labels.get(t.language, c.labels["en"]) for c in scheme.concepts()}
    return labels
