-- The truth of a knowledge base, together with the folder sources/. Everything under followers/ is made from it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- record: what ingest.Document says besides id, text and lines, as JSON; lines: ingest.document.Lines.to_bytes
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    reader TEXT NOT NULL,
    record TEXT NOT NULL,
    text TEXT NOT NULL,
    lines BLOB NOT NULL DEFAULT x''
);

-- where a document was added from; the same bytes may lie in several places
CREATE TABLE locations (
    path TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX locations_document ON locations (document_id);

-- id: ingest.document.span_key; ranges in code points of documents.text
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    page INTEGER,
    section TEXT NOT NULL,
    garbled INTEGER NOT NULL,
    sentences TEXT NOT NULL,
    ocr INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX passages_document ON passages (document_id, start);

-- passages (sentences = 0), windows of two sentences and sentences that are embedded; hash: which text, see vectors
CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    hash BLOB NOT NULL
);
CREATE INDEX spans_passage ON spans (passage_id);

-- every text that was ever embedded, as little-endian fp16 unit vectors; kept when a document goes,
-- so that nothing is embedded twice
CREATE TABLE vectors (
    hash BLOB NOT NULL,
    embedder TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (hash, embedder)
) WITHOUT ROWID;

-- what the extractors found; record: attributes, extractor and confidence, as JSON
CREATE TABLE mentions (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    surface TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX mentions_document ON mentions (document_id, start);

-- what curators decided; id: a hash of the record, which is that of kb.curation.decision as JSON. Rows are only added:
-- to take a decision back is a decision too. No foreign key: decisions name what they apply to by content
CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;

-- what a library file or a person says of a document, as JSON; it wins over what was read, and an edit over a
-- library. No foreign key: it outlives the document and meets it again when that comes back
CREATE TABLE edits (
    document_id TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('library', 'edit')),
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (document_id, field, source)
) WITHOUT ROWID;

-- kb.fingerprints: text is the same for the same words in two formats, signature alike for alike texts
CREATE TABLE fingerprints (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    text BLOB NOT NULL,
    signature BLOB NOT NULL
) WITHOUT ROWID;

-- the change log, which followers catch up with; by: who did it, empty where nobody noted it; details: JSON with what
-- names the subject to people, for it may be gone (kb.changes)
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL CHECK (action IN (
        'add', 'remove', 'locate', 'decide', 'reindex', 'edit', 'thesaurus', 'library', 'rebuild'
    )),
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX changes_subject ON changes (subject);
