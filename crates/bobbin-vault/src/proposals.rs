//! Proposals: texts that somebody suggests for a document, kept beside its draft until a person decides about them.
//!
//! A document may have several. Each keeps its base, so that it can be compared and merged later; a draft or a save
//! never touches one. Decides nothing about them: the use cases say when one is added or removed.

use bobbin_words::vault as words;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::content;
use crate::db::Db;
use crate::document::DocumentKey;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::versions::{self, Column, VersionId};
use crate::{Numbered, Result, VaultError};

/// The number of a proposal. Never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProposalId(pub i64);

impl ToSql for ProposalId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for ProposalId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

/// A proposal to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewProposal<'a> {
    /// The document that it is for.
    pub document: &'a DocumentKey,
    /// The time of the suggestion.
    pub at: Timestamp,
    /// The version that it started from. It is kept as long as the proposal is.
    pub base: Option<VersionId>,
    /// The whole suggested text.
    pub text: &'a str,
    /// The person, assistant or refactoring that suggests it.
    pub author: &'a str,
    /// The reason, in the author's words.
    pub reason: &'a str,
    /// A picture of the result, as the bytes of an image file.
    pub picture: Option<&'a [u8]>,
}

/// A proposal without its text and its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalSummary {
    /// Its number.
    pub id: ProposalId,
    /// The time of the suggestion.
    pub at: Timestamp,
    /// The version that it started from.
    pub base: Option<VersionId>,
    /// The person, assistant or refactoring that suggests it.
    pub author: String,
    /// The reason, in the author's words.
    pub reason: String,
    /// Whether there is a picture of the result.
    pub has_picture: bool,
}

/// A whole proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// All but text and picture.
    pub summary: ProposalSummary,
    /// The document that it is for.
    pub document: DocumentKey,
    /// The whole suggested text, byte for byte.
    pub text: String,
    /// A picture of the result, as the bytes of an image file.
    pub picture: Option<Vec<u8>>,
}

const SUMMARY: &str = "p.id, p.at, p.base, p.author, p.reason, p.picture IS NOT NULL";

fn read_summary(row: &Row<'_>) -> rusqlite::Result<ProposalSummary> {
    Ok(ProposalSummary {
        id: row.get(0)?,
        at: row.get(1)?,
        base: row.get(2)?,
        author: row.get(3)?,
        reason: row.get(4)?,
        has_picture: row.get(5)?,
    })
}

impl Vault {
    /// Adds a proposal; on disk when this returns. A base that was compacted away is no reason to refuse it: it is kept
    /// without one.
    pub fn add_proposal(&self, new: &NewProposal<'_>) -> Result<ProposalId> {
        content::fits(new.text.as_bytes())?;
        self.write(|db| {
            let document = new.document.find_or_add(db)?;
            let near = versions::nearest(db, document, Column::Text)?;
            let text = content::put(db, new.text.as_bytes(), near)?;
            let picture = new.picture.map(|picture| content::put(db, picture, None)).transpose()?;
            let id = db
                .prepare_cached(
                    "INSERT INTO proposals (document, at, base, text, text_hash, author, reason, picture)
                     VALUES (?1, ?2, (SELECT id FROM versions WHERE id = ?3), ?4, ?5, ?6, ?7, ?8)",
                )?
                .insert(params![
                    document,
                    new.at,
                    new.base,
                    text,
                    content::content_hash(new.text.as_bytes()),
                    new.author,
                    new.reason,
                    picture
                ])?;
            Ok(ProposalId(id))
        })
    }

    /// Lists the proposals for a document, the newest first.
    pub fn proposals(&self, document: &DocumentKey) -> Result<Vec<ProposalSummary>> {
        self.read(|db| {
            let Some(document) = document.find(db)? else { return Ok(Vec::new()) };
            let query = format!("SELECT {SUMMARY} FROM proposals p WHERE p.document = ?1 ORDER BY p.id DESC");
            let mut statement = db.prepare_cached(&query)?;
            Ok(statement.query_map([document], read_summary)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Reads a proposal.
    ///
    /// # Errors
    /// `NoSuch` when there is none of this number; `Damaged` when it can't be read any more.
    pub fn proposal(&self, id: ProposalId) -> Result<Proposal> {
        self.read(|db| {
            let query = format!(
                "SELECT {SUMMARY}, p.text, p.picture, d.kind, d.instance, d.path
                 FROM proposals p JOIN documents d ON d.id = p.document WHERE p.id = ?1"
            );
            type Row = (ProposalSummary, i64, Option<i64>, String, String, String);
            let row: Option<Row> = db
                .prepare_cached(&query)?
                .query_row([id], |row| {
                    Ok((read_summary(row)?, row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?))
                })
                .optional()?;
            let (summary, text, picture, kind, instance, path) = row.ok_or_else(|| missing(id))?;
            Ok(Proposal {
                summary,
                document: DocumentKey::from_columns(&kind, instance, path)
                    .ok_or_else(|| db.damaged(words::unknown_document()))?,
                text: content::get_text(db, text)?,
                picture: picture.map(|picture| content::get(db, picture)).transpose()?,
            })
        })
    }

    /// Removes a proposal, as after somebody accepted or rejected it.
    ///
    /// # Errors
    /// `NoSuch` when there is none of this number.
    pub fn remove_proposal(&self, id: ProposalId) -> Result<()> {
        self.write(|db: &Db<'_>| match db.execute("DELETE FROM proposals WHERE id = ?1", [id])? {
            0 => Err(missing(id)),
            _ => Ok(()),
        })
    }
}

const fn missing(id: ProposalId) -> VaultError {
    VaultError::NoSuch { what: Numbered::Proposal, id: id.0 }
}
