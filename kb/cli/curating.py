"""Commands about what documents are: show, edit, duplicates."""

from __future__ import annotations

import argparse

from kb.cli.plumbing import open_kb, say


def show(options: argparse.Namespace) -> int:
    from kb.cli.details import about_lines, about_record
    from kb.cli.lines import document_lines, entity_lines, passage_lines
    from kb.cli.records import document_record, entity_record, passage_record

    with open_kb(options) as kb:
        if options.subject is None:
            documents = kb.documents()
            return say(options, [document_record(d) for d in documents], document_lines(documents))
        if ":" in options.subject:
            entity = kb.entity(options.subject)
            return say(options, entity_record(entity), entity_lines(entity))
        document = kb.document(options.subject)
        passages, locations, origins = kb.passages(document.id), kb.locations(document.id), kb.origins(document.id)
    content = document_record(document) | about_record(locations, origins)
    text = about_lines(document, locations, origins, len(passages))
    content["passages"] = [passage_record(passage) for passage in passages]
    return say(options, content, f"{text}\n\n{passage_lines(passages)}")


def edit(options: argparse.Namespace) -> int:
    from kb.cli.details import about_lines, about_record, edited_fields
    from kb.cli.records import document_record

    fields = edited_fields(options)
    with open_kb(options) as kb:
        document = kb.edit(options.document, by=options.by, **fields)
        locations, origins = kb.locations(document.id), kb.origins(document.id)
        count = len(kb.passages(document.id))
    content = document_record(document) | about_record(locations, origins)
    return say(options, content, about_lines(document, locations, origins, count))


def duplicates(options: argparse.Namespace) -> int:
    from kb.cli.details import work_lines, work_record

    with open_kb(options) as kb:
        works = kb.works()
    return say(options, [work_record(work) for work in works], work_lines(works))
