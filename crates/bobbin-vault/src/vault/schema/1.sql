-- The order is fixed: salvaging relies on each table's first page being where this puts it.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, instance TEXT NOT NULL, path TEXT NOT NULL,
    settings TEXT, deleted_at INTEGER, UNIQUE (kind, instance, path)
);
CREATE TABLE contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, hash BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
    base INTEGER REFERENCES contents, packed BLOB NOT NULL
);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents, at INTEGER NOT NULL,
    origin TEXT NOT NULL, value INTEGER REFERENCES contents, text INTEGER REFERENCES contents,
    ha_version TEXT, settings TEXT, name TEXT
);
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY REFERENCES documents, text BLOB NOT NULL, size INTEGER NOT NULL, hash BLOB NOT NULL,
    base INTEGER REFERENCES versions, base_text INTEGER REFERENCES contents,
    view_state TEXT, merge_state TEXT, queued INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE TABLE local_texts (
    id INTEGER PRIMARY KEY REFERENCES documents, text INTEGER NOT NULL REFERENCES contents,
    value_hash BLOB NOT NULL, at INTEGER NOT NULL
);
CREATE TABLE bases (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, file TEXT NOT NULL,
    version INTEGER NOT NULL REFERENCES versions, at INTEGER NOT NULL, UNIQUE (document, file)
);
CREATE TABLE intents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents, kind TEXT NOT NULL,
    begun_at INTEGER NOT NULL, base INTEGER REFERENCES versions, value INTEGER REFERENCES contents,
    text INTEGER REFERENCES contents, data TEXT, finished_at INTEGER, outcome TEXT
);
CREATE TABLE intent_steps (
    id INTEGER PRIMARY KEY, intent INTEGER NOT NULL REFERENCES intents, at INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY, instance TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
    size INTEGER NOT NULL, hash BLOB NOT NULL, packed BLOB NOT NULL, UNIQUE (instance, kind)
);
CREATE TABLE operations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
    data TEXT NOT NULL, undone_at INTEGER
);

CREATE INDEX contents_base ON contents (base) WHERE base IS NOT NULL;
CREATE INDEX versions_document ON versions (document, id, at, origin, value, text, ha_version, name);
CREATE INDEX versions_value ON versions (value);
CREATE INDEX versions_text ON versions (text);
CREATE INDEX drafts_base ON drafts (base);
CREATE INDEX drafts_base_text ON drafts (base_text);
CREATE INDEX local_texts_text ON local_texts (text);
CREATE INDEX bases_version ON bases (version);
CREATE INDEX intents_open ON intents (id) WHERE finished_at IS NULL;
CREATE INDEX intents_base ON intents (base);
CREATE INDEX intents_value ON intents (value);
CREATE INDEX intents_text ON intents (text);
CREATE INDEX intent_steps_intent ON intent_steps (intent);
CREATE INDEX operations_instance ON operations (instance, id);
