//! The last answers of an instance about everything but the dashboards' configs, to work without a connection.
//!
//! One blob for each instance and kind (dashboards, resources, states, registries, services, panels,
//! themes, …); its meaning belongs to the caller. It can always be fetched again, so a blob that can't be
//! read any more counts as missing.

use rusqlite::{OptionalExtension as _, params};

use crate::Result;
use crate::content::{self, Hash};
use crate::time::Timestamp;
use crate::vault::Vault;

/// The last answer of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The JSON text, unchanged.
    pub json: String,
    /// The time of the answer.
    pub at: Timestamp,
}

impl Vault {
    /// Keeps an answer of an instance, in place of the one before.
    pub fn put_snapshot(&self, instance: &str, kind: &str, json: &str, at: Timestamp) -> Result<()> {
        content::fits(json.as_bytes())?;
        let hash = content::content_hash(json.as_bytes());
        let packed = content::pack_fast(json.as_bytes()).map_err(content::no_memory)?;
        self.write(|db| {
            // The same again, as most often, costs a few bytes.
            let touched = db
                .prepare_cached("UPDATE snapshots SET at = ?3 WHERE instance = ?1 AND kind = ?2 AND hash = ?4")?
                .execute(params![instance, kind, at, hash])?;
            if touched == 0 {
                db.prepare_cached(
                    "INSERT INTO snapshots (instance, kind, at, size, hash, packed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (instance, kind) DO UPDATE SET at = ?3, size = ?4, hash = ?5, packed = ?6",
                )?
                .execute(params![
                    instance,
                    kind,
                    at,
                    i64::try_from(json.len()).unwrap_or(i64::MAX),
                    hash,
                    packed
                ])?;
            }
            Ok(())
        })
    }

    /// Reads the last answer of an instance.
    pub fn snapshot(&self, instance: &str, kind: &str) -> Result<Option<Snapshot>> {
        self.read(|db| {
            let row: Option<(Timestamp, i64, Hash, Vec<u8>)> = db
                .prepare_cached("SELECT at, size, hash, packed FROM snapshots WHERE instance = ?1 AND kind = ?2")?
                .query_row([instance, kind], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                .optional()?;
            let Some((at, size, hash, packed)) = row else { return Ok(None) };
            Ok(content::checked_text(db, &packed, size, hash).ok().map(|json| Snapshot { json, at }))
        })
    }
}
