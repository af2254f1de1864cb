-- The truth of an index: one SQLite file. Everything else (vectors, full text) can be rebuilt from it.
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, path TEXT NOT NULL UNIQUE, content_hash TEXT NOT NULL, title TEXT NOT NULL,
    entity TEXT NOT NULL, period INTEGER, family TEXT NOT NULL, format TEXT NOT NULL, notes TEXT NOT NULL, text TEXT NOT NULL,
    set_aside TEXT NOT NULL, ledger TEXT NOT NULL, unparsed TEXT NOT NULL, sequence INTEGER NOT NULL, collection TEXT NOT NULL
);
-- The files as they were read, byte for byte.
CREATE TABLE IF NOT EXISTS originals (document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS sections (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL, title TEXT NOT NULL,
    level INTEGER NOT NULL, parent INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL, path TEXT NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tables (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL, caption TEXT NOT NULL,
    section INTEGER NOT NULL, rows INTEGER NOT NULL, columns INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    unit TEXT, date TEXT, note TEXT, note_start INTEGER, note_end INTEGER, is_empty INTEGER NOT NULL, headers TEXT NOT NULL,
    page INTEGER, sheet TEXT, doubts TEXT NOT NULL, caption_start INTEGER, caption_end INTEGER,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cells (
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, table_number INTEGER NOT NULL, "row" INTEGER NOT NULL,
    "column" INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, rowspan INTEGER NOT NULL, colspan INTEGER NOT NULL,
    role TEXT NOT NULL, text TEXT NOT NULL, row_labels TEXT NOT NULL, column_labels TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS cells_by_table ON cells (document, table_number);
CREATE TABLE IF NOT EXISTS facts (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, kind TEXT NOT NULL, label TEXT NOT NULL,
    path TEXT NOT NULL, columns TEXT NOT NULL, caption TEXT NOT NULL, section_path TEXT NOT NULL, entity TEXT NOT NULL,
    period INTEGER, basis TEXT NOT NULL, measure TEXT NOT NULL, concept TEXT, code TEXT, direction TEXT, base TEXT, scope TEXT,
    comparator TEXT NOT NULL, value TEXT, unit TEXT, printed TEXT, text TEXT, prose INTEGER NOT NULL,
    section INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, table_number INTEGER, "row" INTEGER, "column" INTEGER,
    context_start INTEGER NOT NULL, context_end INTEGER NOT NULL, unit_start INTEGER, unit_end INTEGER
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS facts_by_document ON facts (document);
CREATE INDEX IF NOT EXISTS facts_by_concept ON facts (concept, period);
CREATE TABLE IF NOT EXISTS findings (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, kind TEXT NOT NULL,
    severity TEXT NOT NULL, message TEXT NOT NULL, places TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS findings_by_document ON findings (document);
CREATE TABLE IF NOT EXISTS chunks (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, kind TEXT NOT NULL, section TEXT NOT NULL,
    text TEXT NOT NULL, tokens INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, table_number INTEGER, rows TEXT,
    page INTEGER, sheet TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS chunks_by_document ON chunks (document);
-- Which documents' chunks are in the caches (full text, vectors), and by which embedding model. No reference: the row of a
-- document that is gone says that the caches still hold it.
CREATE TABLE IF NOT EXISTS passages (document TEXT PRIMARY KEY, model TEXT NOT NULL) WITHOUT ROWID;
