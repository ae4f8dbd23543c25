-- The truth of a knowledge base, together with the folder sources/. Everything under followers/ is made from it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- record: what ingest.Document says besides id and text, as JSON
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    reader TEXT NOT NULL,
    record TEXT NOT NULL,
    text TEXT NOT NULL
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
    sentences TEXT NOT NULL
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

-- a curator's verdict on a statement, which is named by its IRI (a function of its content)
CREATE TABLE decisions (
    statement TEXT PRIMARY KEY,
    verdict TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;

-- the change log that followers catch up with
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL CHECK (action IN ('add', 'remove', 'locate', 'decide', 'reindex')),
    subject TEXT NOT NULL,
    at TEXT NOT NULL
);
