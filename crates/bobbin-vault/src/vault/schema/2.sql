-- `text_hash` repeats the hash of the content: salvaging knows by it that a row is a proposal and no other table's.
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents, at INTEGER NOT NULL,
    base INTEGER REFERENCES versions, text INTEGER NOT NULL REFERENCES contents, text_hash BLOB NOT NULL,
    author TEXT NOT NULL, reason TEXT NOT NULL, picture INTEGER REFERENCES contents
);
CREATE INDEX proposals_document ON proposals (document);
CREATE INDEX proposals_base ON proposals (base);
CREATE INDEX proposals_text ON proposals (text);
CREATE INDEX proposals_picture ON proposals (picture);
