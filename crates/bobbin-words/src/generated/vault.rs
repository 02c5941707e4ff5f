//! Written by `cargo xtask codegen` from `en/rust/vault.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, text};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/vault.ftl"))]);

/// `the disk that holds { $path } is full`
pub fn disk_full(path: impl Display) -> String {
    SPEAKER.say("disk-full", [("path", text(path))])
}

/// `{ $path } can't be written: no permission, or the disk is read-only`
pub fn read_only(path: impl Display) -> String {
    SPEAKER.say("read-only", [("path", text(path))])
}

/// `no permission to read { $path }`
pub fn not_readable(path: impl Display) -> String {
    SPEAKER.say("not-readable", [("path", text(path))])
}

/// `{ $path } belongs to another user, who could read and change Bobbin's data there`
pub fn not_ours(path: impl Display) -> String {
    SPEAKER.say("not-ours", [("path", text(path))])
}

/// `{ $path } is not there`
pub fn not_found(path: impl Display) -> String {
    SPEAKER.say("not-found", [("path", text(path))])
}

/// `{ $path } leads out of { $folder }`
pub fn leads_out(path: impl Display, folder: impl Display) -> String {
    SPEAKER.say("leads-out", [("path", text(path)), ("folder", text(folder))])
}

/// `{ $path } is a link in a circle of links`
pub fn links_in_circle(path: impl Display) -> String {
    SPEAKER.say("links-in-circle", [("path", text(path))])
}

/// `the data in { $path } is damaged`
pub fn damaged(path: impl Display) -> String {
    SPEAKER.say("damaged", [("path", text(path))])
}

/// `{ $path } was written by a newer Bobbin (format { $found }, this one knows up to { $known })`
pub fn newer_schema(path: impl Display, found: impl Display, known: impl Display) -> String {
    SPEAKER.say("newer-schema", [("path", text(path)), ("found", text(found)), ("known", text(known))])
}

/// `{ $path } is in use by another Bobbin`
pub fn in_use(path: impl Display) -> String {
    SPEAKER.say("in-use", [("path", text(path))])
}

/// `there is no version { $id } (any more)`
pub fn no_version(id: impl Display) -> String {
    SPEAKER.say("no-version", [("id", text(id))])
}

/// `there is no proposal { $id } (any more)`
pub fn no_proposal(id: impl Display) -> String {
    SPEAKER.say("no-proposal", [("id", text(id))])
}

/// `there is no open intent { $id } (any more)`
pub fn no_open_intent(id: impl Display) -> String {
    SPEAKER.say("no-open-intent", [("id", text(id))])
}

/// `there is no operation that can be undone { $id } (any more)`
pub fn no_undoable_operation(id: impl Display) -> String {
    SPEAKER.say("no-undoable-operation", [("id", text(id))])
}

/// `{ $size } bytes are more than can be kept ({ $limit })`
pub fn too_large(size: impl Display, limit: impl Display) -> String {
    SPEAKER.say("too-large", [("size", text(size)), ("limit", text(limit))])
}

/// `{ $path } is not a text file: { $reason }`
pub fn not_text(path: impl Display, reason: impl Display) -> String {
    SPEAKER.say("not-text", [("path", text(path)), ("reason", text(reason))])
}

/// `{ $path } could not be read or written`
pub fn not_read_or_written(path: impl Display) -> String {
    SPEAKER.say("not-read-or-written", [("path", text(path))])
}

/// `it holds binary data (a zero byte at offset { $offset })`
pub fn binary(offset: impl Display) -> String {
    SPEAKER.say("binary", [("offset", text(offset))])
}

/// `the bytes at offset { $offset } are not valid { $encoding }`
pub fn invalid_bytes(offset: impl Display, encoding: impl Display) -> String {
    SPEAKER.say("invalid-bytes", [("offset", text(offset)), ("encoding", text(encoding))])
}

/// `it is larger than { $limit } bytes`
pub fn file_too_large(limit: impl Display) -> String {
    SPEAKER.say("file-too-large", [("limit", text(limit))])
}

/// `it is not a file`
pub fn not_a_file() -> String {
    SPEAKER.say("not-a-file", [])
}

/// `there is no home folder; set BOBBIN_HOME to a folder that Bobbin may use`
pub fn no_home() -> String {
    SPEAKER.say("no-home", [])
}

/// `a kept content is not what was stored`
pub fn content_not_as_stored() -> String {
    SPEAKER.say("content-not-as-stored", [])
}

/// `a size that no content has`
pub fn impossible_size() -> String {
    SPEAKER.say("impossible-size", [])
}

/// `a document of no known kind`
pub fn unknown_document() -> String {
    SPEAKER.say("unknown-document", [])
}

/// `the file system keeps no permissions`
pub fn no_permissions_kept() -> String {
    SPEAKER.say("no-permissions-kept", [])
}

/// `the file is marked as read-only`
pub fn marked_read_only() -> String {
    SPEAKER.say("marked-read-only", [])
}

/// `it is missing`
pub fn value_missing() -> String {
    SPEAKER.say("value-missing", [])
}

/// `the database is gone, its log is not`
pub fn database_gone() -> String {
    SPEAKER.say("database-gone", [])
}

/// `it is not a database`
pub fn not_a_database() -> String {
    SPEAKER.say("not-a-database", [])
}

/// `it is empty`
pub fn empty_database() -> String {
    SPEAKER.say("empty-database", [])
}

/// `it is some other program's database`
pub fn other_database() -> String {
    SPEAKER.say("other-database", [])
}

/// `it has the format { $found }`
pub fn impossible_format(found: impl Display) -> String {
    SPEAKER.say("impossible-format", [("found", text(found))])
}
