//! The rule by which old versions are given up as time passes, and the size of the vault.
//!
//! Never given up: the newest version of a document, the newest that holds a value and the newest that holds
//! a text, the last content of a deleted dashboard, a version with a name, one that a draft, a proposal, a pulled file,
//! an open intent or an open document starts from, and of each day the last one. Everything younger than the limit stays as well.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, params};

use crate::db::Db;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::versions::{Origin, VersionId};
use crate::{Result, content};

const DAY: u64 = 86_400_000;

/// The rule by which old versions are given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// For so many days every version is kept; after that, the last of each day. None: every version for ever.
    pub every_version_days: Option<u32>,
}

impl Default for Retention {
    fn default() -> Self {
        Self { every_version_days: Some(90) }
    }
}

/// The result of compacting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// How many versions were given up.
    pub versions: u64,
    /// How large the vault was, in bytes.
    pub before: u64,
    /// How large it is.
    pub after: u64,
}

/// How large the vault is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// The bytes on disk.
    pub bytes: u64,
    /// The versions kept.
    pub versions: u64,
    /// The bytes that the contents would take unpacked and each version by itself.
    pub unpacked: u64,
}

/// A version, as far as the rule looks at it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) id: i64,
    pub(crate) at: Timestamp,
    pub(crate) deletion: bool,
    pub(crate) has_value: bool,
    pub(crate) has_text: bool,
    /// Named, or something starts from it.
    pub(crate) held: bool,
}

/// Chooses what to give up of one document's versions, which come oldest first.
pub(crate) fn choose(versions: &[Candidate], now: Timestamp, policy: Retention) -> Vec<i64> {
    let Some(days) = policy.every_version_days else { return Vec::new() };
    let limit = now.minus(u64::from(days) * DAY);
    let newest = |has: fn(&Candidate) -> bool| versions.iter().rev().find(|version| has(version)).map(|found| found.id);
    let kept = [newest(|_| true), newest(|version| version.has_value), newest(|version| version.has_text)];
    let mut days_seen = BTreeSet::new();
    let mut given_up: Vec<i64> = versions
        .iter()
        .rev()
        .filter(|version| {
            // In this order: a version that stays for another reason is its day's last one, too.
            let last_of_day = days_seen.insert(version.at.day());
            !(last_of_day
                || version.at >= limit
                || version.held
                || version.deletion
                || kept.contains(&Some(version.id)))
        })
        .map(|version| version.id)
        .collect();
    given_up.reverse();
    given_up
}

/// So many versions go in one transaction, so that nobody else waits long.
const BATCH: usize = 200;

impl Vault {
    /// Gives up the versions that the rule names and hands the room back to the system. Nothing else ever deletes a
    /// version. Other calls go on meanwhile, between the steps.
    ///
    /// `in_use` returns versions that stay because something outside the vault starts from them, such as an open
    /// document without a draft; it is called again in each step.
    pub fn compact(
        &self,
        now: Timestamp,
        policy: Retention,
        in_use: impl Fn() -> HashSet<VersionId>,
    ) -> Result<Compacted> {
        let before = self.size()?.bytes;
        let documents: Vec<i64> = self.read(|db| {
            let mut statement = db.prepare("SELECT DISTINCT document FROM versions")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })?;
        let mut versions = 0;
        for document in documents {
            loop {
                // Chosen anew within each transaction: meanwhile a draft may have started from one of them.
                let gone = self.write(|db| {
                    let mut candidates = candidates(db, document)?;
                    let in_use = in_use();
                    for candidate in &mut candidates {
                        candidate.held |= in_use.contains(&VersionId(candidate.id));
                    }
                    let mut given_up = choose(&candidates, now, policy);
                    given_up.truncate(BATCH);
                    for id in &given_up {
                        db.prepare_cached("DELETE FROM versions WHERE id = ?1")?.execute([id])?;
                    }
                    Ok(given_up.len())
                })?;
                versions += gone as u64;
                if gone < BATCH {
                    break;
                }
            }
        }
        self.write(|db| forget_intents(db, now))?;
        while self.write(sweep)? > 0 {}
        while self.maintain(hand_back)? > 0 {}
        self.maintain(checkpoint)?;
        Ok(Compacted { versions, before, after: self.size()?.bytes })
    }

    /// How large the vault is.
    pub fn size(&self) -> Result<Size> {
        let bytes = ["vault.db", "vault.db-wal"]
            .iter()
            .filter_map(|name| std::fs::metadata(self.folder().join(name)).ok())
            .map(|metadata| metadata.len())
            .sum();
        self.read(|db| {
            let (versions, unpacked): (i64, i64) = db.query_row(
                "SELECT count(*), coalesce(sum(coalesce(c.size, 0) + coalesce(t.size, 0)), 0) FROM versions v
                 LEFT JOIN contents c ON c.id = v.value LEFT JOIN contents t ON t.id = v.text",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            Ok(Size { bytes, versions: versions.unsigned_abs(), unpacked: unpacked.unsigned_abs() })
        })
    }
}

/// Hands back up to two megabytes of unused pages. Returns how many are left.
fn hand_back(connection: &Connection) -> rusqlite::Result<i64> {
    let unused = || connection.pragma_query_value(None, "freelist_count", |row| row.get(0));
    let before: i64 = unused()?;
    connection.execute_batch("PRAGMA incremental_vacuum(256)")?;
    let after = unused()?;
    // A vault made before room could be handed back keeps it for later.
    Ok(if after < before { after } else { 0 })
}

/// Moves the log into the database, as far as no reader needs it.
fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

fn candidates(db: &Db<'_>, document: i64) -> Result<Vec<Candidate>> {
    let mut statement = db.prepare_cached(
        "SELECT id, at, origin, value IS NOT NULL, text IS NOT NULL,
                name IS NOT NULL
                OR EXISTS (SELECT 1 FROM drafts WHERE base = v.id)
                OR EXISTS (SELECT 1 FROM bases WHERE version = v.id)
                OR EXISTS (SELECT 1 FROM intents WHERE base = v.id)
                OR EXISTS (SELECT 1 FROM proposals WHERE base = v.id)
         FROM versions v WHERE document = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([document], |row| {
        Ok(Candidate {
            id: row.get(0)?,
            at: row.get(1)?,
            deletion: row.get::<_, Origin>(2)?.is_deletion(),
            has_value: row.get(3)?,
            has_text: row.get(4)?,
            held: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Finished intents have served their purpose after a month; the versions that they recorded stay.
fn forget_intents(db: &Db<'_>, now: Timestamp) -> Result<()> {
    let limit = now.minus(30 * DAY);
    db.execute(
        "DELETE FROM intent_steps WHERE intent IN (SELECT id FROM intents WHERE finished_at < ?1)",
        params![limit],
    )?;
    db.execute("DELETE FROM intents WHERE finished_at < ?1", params![limit])?;
    Ok(())
}

const UNUSED: &str = "NOT EXISTS (SELECT 1 FROM versions WHERE value = c.id)
    AND NOT EXISTS (SELECT 1 FROM versions WHERE text = c.id)
    AND NOT EXISTS (SELECT 1 FROM drafts WHERE base_text = c.id)
    AND NOT EXISTS (SELECT 1 FROM local_texts WHERE text = c.id)
    AND NOT EXISTS (SELECT 1 FROM intents WHERE value = c.id)
    AND NOT EXISTS (SELECT 1 FROM intents WHERE text = c.id)
    AND NOT EXISTS (SELECT 1 FROM proposals WHERE text = c.id)
    AND NOT EXISTS (SELECT 1 FROM proposals WHERE picture = c.id)";

/// Removes contents that nothing needs any more, a batch of them. One that differences are relative to
/// goes after the oldest of them was made whole, and the others relative to that one. Returns how many went.
fn sweep(db: &Db<'_>) -> Result<usize> {
    let mut gone = db.execute(
        &format!(
            "DELETE FROM contents WHERE id IN (SELECT c.id FROM contents c WHERE {UNUSED}
             AND NOT EXISTS (SELECT 1 FROM contents d WHERE d.base = c.id) LIMIT 1000)"
        ),
        [],
    )?;
    if gone > 0 {
        return Ok(gone);
    }
    let unused: Vec<i64> = {
        let mut statement = db.prepare(&format!("SELECT c.id FROM contents c WHERE {UNUSED} LIMIT 20"))?;
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    for id in unused {
        let dependents: Vec<i64> = {
            let mut statement = db.prepare_cached("SELECT id FROM contents WHERE base = ?1 ORDER BY id")?;
            statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
        };
        // A content that can't be read keeps its base: nothing is deleted on a suspicion.
        if dependents.iter().any(|dependent| content::get(db, *dependent).is_err()) {
            continue;
        }
        if let Some((first, others)) = dependents.split_first() {
            content::repack(db, *first, None)?;
            for other in others {
                content::repack(db, *other, Some(*first))?;
            }
        }
        gone += db.execute("DELETE FROM contents WHERE id = ?1", [id])?;
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some_versions() -> impl Strategy<Value = Vec<Candidate>> {
        // Clocks go backwards, too: the times are in no order.
        let one = (0..40 * DAY, prop::bool::weighted(0.1), any::<bool>(), any::<bool>(), prop::bool::weighted(0.1));
        prop::collection::vec(one, 0..60).prop_map(|versions| {
            let numbered = versions.into_iter().zip(1..);
            numbered
                .map(|((at, deletion, has_value, has_text, held), id)| Candidate {
                    id,
                    at: Timestamp(at),
                    deletion,
                    has_value,
                    has_text,
                    held,
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn only_what_the_rule_names_is_given_up(versions in some_versions(), now in 0..60 * DAY, days in 0_u32..20) {
            let now = Timestamp(now);
            let policy = Retention { every_version_days: Some(days) };
            let gone = choose(&versions, now, policy);
            let limit = now.minus(u64::from(days) * DAY);
            for version in &versions {
                let later = || versions.iter().filter(|other| other.id > version.id);
                let may_go = version.at < limit
                    && !version.held
                    && !version.deletion
                    && later().any(|other| other.at.day() == version.at.day())
                    && (!version.has_value || later().any(|other| other.has_value))
                    && (!version.has_text || later().any(|other| other.has_text));
                prop_assert_eq!(gone.contains(&version.id), may_go, "{:?}", version);
            }
        }

        #[test]
        fn compacting_again_gives_up_nothing_more(versions in some_versions(), now in 0..60 * DAY) {
            let (now, policy) = (Timestamp(now), Retention { every_version_days: Some(3) });
            let gone = choose(&versions, now, policy);
            let kept: Vec<_> = versions.into_iter().filter(|version| !gone.contains(&version.id)).collect();
            prop_assert_eq!(choose(&kept, now, policy), Vec::<i64>::new());
        }

        #[test]
        fn what_is_given_up_later_includes_what_is_given_up_now(versions in some_versions(), now in 0..60 * DAY) {
            let policy = Retention { every_version_days: Some(3) };
            let (now, later) = (Timestamp(now), Timestamp(now + DAY));
            let later = choose(&versions, later, policy);
            prop_assert!(choose(&versions, now, policy).iter().all(|id| later.contains(id)));
        }
    }
}
