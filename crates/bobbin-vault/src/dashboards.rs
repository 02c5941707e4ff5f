//! The dashboards of each instance: their settings, and whether Home Assistant still has them.
//!
//! The contents are versions. Which dashboards there are comes from the caller; a dashboard that is missing from its
//! list counts as deleted elsewhere.

use rusqlite::params;

use crate::Result;
use crate::document::DocumentKey;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::versions::{self, Origin, VersionSummary};

/// A dashboard with kept data; it may be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDashboard {
    /// The dashboard's path.
    pub url_path: String,
    /// Its settings (title, icon, …) as last seen, a JSON text.
    pub settings: Option<String>,
    /// When it was seen to be gone.
    pub deleted_at: Option<Timestamp>,
    /// How many versions are kept.
    pub versions: u64,
    /// The newest version.
    pub last: Option<VersionSummary>,
}

impl Vault {
    /// Lists the dashboards of an instance with kept data, deleted ones too, by path.
    pub fn dashboards(&self, instance: &str) -> Result<Vec<KnownDashboard>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT d.path, d.settings, d.deleted_at, count(v.id), max(v.id)
                 FROM documents d LEFT JOIN versions v ON v.document = d.id
                 WHERE d.kind = 'dashboard' AND d.instance = ?1 GROUP BY d.id ORDER BY d.path",
            )?;
            let rows = statement.query_map([instance], |row| {
                let last: Option<i64> = row.get(4)?;
                let known = KnownDashboard {
                    url_path: row.get(0)?,
                    settings: row.get(1)?,
                    deleted_at: row.get(2)?,
                    versions: row.get::<_, i64>(3)?.unsigned_abs(),
                    last: None,
                };
                Ok((known, last))
            })?;
            let mut list = Vec::new();
            for row in rows {
                let (mut known, last) = row?;
                known.last = last.map(|id| versions::summary(db, id)).transpose()?.flatten();
                list.push(known);
            }
            Ok(list)
        })
    }

    /// Notes which dashboards an instance has, each with its settings where those are to be kept (a JSON text). One
    /// that was there and is not among them was deleted elsewhere: its last content becomes its last version.
    /// Returns their paths.
    pub fn see_dashboards(
        &self,
        instance: &str,
        present: &[(String, Option<String>)],
        at: Timestamp,
    ) -> Result<Vec<String>> {
        self.write(|db| {
            for (path, settings) in present {
                if let Some(settings) = settings {
                    let id = DocumentKey::dashboard(instance, path).find_or_add(db)?;
                    db.prepare_cached(
                        "UPDATE documents SET settings = ?2, deleted_at = NULL
                         WHERE id = ?1 AND (settings IS NOT ?2 OR deleted_at IS NOT NULL)",
                    )?
                    .execute(params![id, settings])?;
                }
            }
            let known: Vec<(i64, String)> = {
                // A dashboard that was never seen, such as one that has a draft only, can't be gone.
                let mut statement = db.prepare_cached(
                    "SELECT d.id, d.path FROM documents d WHERE d.kind = 'dashboard' AND d.instance = ?1
                     AND d.deleted_at IS NULL AND EXISTS (SELECT 1 FROM versions WHERE document = d.id)",
                )?;
                let rows = statement.query_map([instance], |row| Ok((row.get(0)?, row.get(1)?)))?;
                rows.collect::<rusqlite::Result<_>>()?
            };
            let gone = known.into_iter().filter(|(_, path)| present.iter().all(|(there, _)| there != path));
            let mut paths = Vec::new();
            for (id, path) in gone {
                db.execute(
                    "INSERT INTO versions (document, at, origin, value, text, ha_version, settings)
                     SELECT document, ?2, ?3, value, text, ha_version, (SELECT settings FROM documents WHERE id = ?1)
                     FROM versions WHERE document = ?1 AND value IS NOT NULL ORDER BY id DESC LIMIT 1",
                    params![id, at, Origin::DeletedElsewhere],
                )?;
                db.execute("UPDATE documents SET deleted_at = ?2 WHERE id = ?1", params![id, at])?;
                paths.push(path);
            }
            Ok(paths)
        })
    }

    /// Lists the instances with kept data.
    pub fn instances(&self) -> Result<Vec<String>> {
        self.read(|db| {
            let mut statement =
                db.prepare("SELECT DISTINCT instance FROM documents WHERE kind = 'dashboard' ORDER BY instance")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Keeps the properties that recreating a dashboard needs beside its config: title, icon, … as a JSON text. A dashboard
    /// whose settings are seen exists, so this also ends a deletion.
    pub fn set_dashboard_settings(&self, instance: &str, url_path: &str, settings: &str) -> Result<()> {
        self.write(|db| {
            let id = DocumentKey::dashboard(instance, url_path).find_or_add(db)?;
            db.execute(
                "UPDATE documents SET settings = ?2, deleted_at = NULL
                 WHERE id = ?1 AND (settings IS NOT ?2 OR deleted_at IS NOT NULL)",
                params![id, settings],
            )?;
            Ok(())
        })
    }
}
