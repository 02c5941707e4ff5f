//! Contents, each stored once and small: the first of a series whole, the following as differences from it.
//!
//! A difference is always relative to a whole content, never to another difference, so that reading
//! costs two decompressions at most and one lost row can't take a long chain with it. A new whole content is
//! stored as soon as the differences against the old one have together cost as much as it did: that keeps
//! the total within a small factor of the best choice of whole contents there is.
//! Every content is checked against its SHA-256 when it is read.

use std::fmt;
use std::io::{self, Read as _, Write as _};

use bobbin_words::vault as words;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use crate::db::Db;
use crate::{Result, VaultError};

/// The SHA-256 of a content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// The hash that identifies a content.
pub fn content_hash(content: &[u8]) -> Hash {
    Hash(Sha256::digest(content).into())
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Hash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| FromSqlError::InvalidBlobSize { expected_size: 32, blob_size: bytes.len() })
    }
}

/// No content is larger: a size beyond it in the database is damage, not a reason to reserve memory.
const LARGEST: usize = 256 << 20;

/// Dashboards repeat themselves: higher levels cost much time and save little room.
const LEVEL: i32 = 3;

/// From this length on, zstd's tables for short matches no longer cover a prefix, and long ones are looked
/// for as well. Below it, that would take twice the time and twice the room.
const LONG: usize = 1 << 20;

/// Stores a content, or finds it. `near` is a content that it probably resembles.
///
/// # Errors
/// `TooLarge`; errors of the database.
pub(crate) fn put(db: &Db<'_>, content: &[u8], near: Option<i64>) -> Result<i64> {
    fits(content)?;
    let hash = content_hash(content);
    if let Some(id) = find(db, hash)? {
        return Ok(id);
    }
    let (base, packed) = match near.map(|near| against(db, content, near)).transpose()?.flatten() {
        Some((base, packed)) => (Some(base), packed),
        None => (None, pack(content, &[]).map_err(|error| db.damaged(error))?),
    };
    Ok(db
        .prepare_cached("INSERT INTO contents (hash, size, base, packed) VALUES (?1, ?2, ?3, ?4)")?
        .insert(params![hash, i64::try_from(content.len()).unwrap_or(i64::MAX), base, packed])?)
}

/// The number of a content, by its hash.
pub(crate) fn find(db: &Db<'_>, hash: Hash) -> Result<Option<i64>> {
    Ok(db.prepare_cached("SELECT id FROM contents WHERE hash = ?1")?.query_row([hash], |row| row.get(0)).optional()?)
}

/// The content as a difference, if that pays: the whole content that it is relative to, and the difference.
fn against(db: &Db<'_>, content: &[u8], near: i64) -> Result<Option<(i64, Vec<u8>)>> {
    let (base, cost, spent): (i64, i64, i64) = db
        .prepare_cached(
            "SELECT b.id, length(b.packed),
                    (SELECT coalesce(sum(length(d.packed)), 0) FROM contents d WHERE d.base = b.id)
             FROM contents n JOIN contents b ON b.id = coalesce(n.base, n.id) WHERE n.id = ?1",
        )?
        .query_row([near], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if spent >= cost {
        return Ok(None);
    }
    // A neighbour that can't be read is no reason to refuse a new content.
    let Ok(prefix) = get(db, base) else { return Ok(None) };
    let packed = pack(content, &prefix).map_err(|error| db.damaged(error))?;
    Ok((i64::try_from(packed.len()).is_ok_and(|length| length < cost / 2)).then_some((base, packed)))
}

/// Reads a content.
///
/// # Errors
/// `Damaged` when a stored content does not have its hash.
pub(crate) fn get(db: &Db<'_>, id: i64) -> Result<Vec<u8>> {
    let (hash, size, base, packed): (Hash, i64, Option<i64>, Vec<u8>) = db
        .prepare_cached("SELECT hash, size, base, packed FROM contents WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let prefix = match base {
        Some(base) => whole(db, base)?,
        None => Vec::new(),
    };
    checked(db, &packed, &prefix, size, hash)
}

/// Reads a content that must be stored whole.
fn whole(db: &Db<'_>, id: i64) -> Result<Vec<u8>> {
    let (hash, size, packed): (Hash, i64, Vec<u8>) = db
        .prepare_cached("SELECT hash, size, packed FROM contents WHERE id = ?1 AND base IS NULL")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    checked(db, &packed, &[], size, hash)
}

fn checked(db: &Db<'_>, packed: &[u8], prefix: &[u8], size: i64, hash: Hash) -> Result<Vec<u8>> {
    let content =
        unpack(packed, prefix, usize::try_from(size).unwrap_or(usize::MAX)).map_err(|error| db.damaged(error))?;
    if content_hash(&content) != hash {
        return Err(db.damaged(words::content_not_as_stored()));
    }
    Ok(content)
}

/// Reads a content that is a text.
pub(crate) fn get_text(db: &Db<'_>, id: i64) -> Result<String> {
    String::from_utf8(get(db, id)?).map_err(|error| db.damaged(error))
}

/// Stores a difference again: whole, or relative to `base`, which must be whole.
pub(crate) fn repack(db: &Db<'_>, id: i64, base: Option<i64>) -> Result<()> {
    let content = get(db, id)?;
    let prefix = base.map(|base| whole(db, base)).transpose()?.unwrap_or_default();
    let packed = pack(&content, &prefix).map_err(|error| db.damaged(error))?;
    db.execute("UPDATE contents SET base = ?2, packed = ?3 WHERE id = ?1", params![id, base, packed])?;
    Ok(())
}

/// Compresses a content, as a difference from a prefix.
pub(crate) fn pack(content: &[u8], prefix: &[u8]) -> io::Result<Vec<u8>> {
    if prefix.is_empty() {
        return zstd::bulk::compress(content, LEVEL);
    }
    let mut encoder = zstd::stream::write::Encoder::with_ref_prefix(Vec::new(), LEVEL, prefix)?;
    // The window has to reach over the whole prefix.
    let window = usize::BITS - (prefix.len() + content.len()).leading_zeros();
    encoder.window_log(window.clamp(20, 29))?;
    encoder.long_distance_matching(prefix.len() >= LONG)?;
    encoder.set_pledged_src_size(Some(content.len() as u64))?;
    encoder.write_all(content)?;
    encoder.finish()
}

/// Undoes [`pack`].
pub(crate) fn unpack(packed: &[u8], prefix: &[u8], size: usize) -> io::Result<Vec<u8>> {
    if size > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, words::impossible_size()));
    }
    if prefix.is_empty() {
        return zstd::bulk::decompress(packed, size);
    }
    let mut decoder = zstd::stream::read::Decoder::with_ref_prefix(packed, prefix)?;
    decoder.window_log_max(31)?;
    let mut content = Vec::with_capacity(size);
    decoder.take(size as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}

/// Refuses a content that could not be read back.
pub(crate) fn fits(content: &[u8]) -> Result<()> {
    if content.len() > LARGEST { Err(VaultError::TooLarge { size: content.len(), limit: LARGEST }) } else { Ok(()) }
}

/// Compresses a text that is about to be replaced by the next keystroke.
pub(crate) fn pack_fast(content: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(content, 1)
}

/// Undoes [`pack_fast`], and checks.
pub(crate) fn checked_text(db: &Db<'_>, packed: &[u8], size: i64, hash: Hash) -> Result<String> {
    String::from_utf8(checked(db, packed, &[], size, hash)?).map_err(|error| db.damaged(error))
}

/// Compressing fails only when memory does.
pub(crate) fn no_memory(source: io::Error) -> VaultError {
    VaultError::Io { path: "memory".into(), source: source.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text that repeats itself a little, as dashboards do.
    fn text(length: usize) -> Vec<u8> {
        (0_u64..)
            .flat_map(|nth| {
                format!("- entity: sensor.room_{}\n", nth.wrapping_mul(2_654_435_761) % 1_000_003).into_bytes()
            })
            .take(length)
            .collect()
    }

    #[test]
    fn a_small_change_costs_little_at_any_size_and_comes_back() {
        for length in [100, 10_000, 355_000, (1 << 20) + 5, 5 << 20] {
            let old = text(length);
            let mut new = old.clone();
            let middle = length / 2;
            new.splice(middle..middle + 7, *b"changed it");
            // And a part that moves from the end to the start.
            new.rotate_right(length / 4);
            let packed = pack(&new, &old).expect("packed");
            assert!(packed.len() < 400 + length / 2_000, "{length}: {}", packed.len());
            assert_eq!(unpack(&packed, &old, new.len()).expect("unpacked"), new);
        }
    }

    #[test]
    fn anything_can_be_packed_against_anything() {
        let samples: [&[u8]; 5] =
            [b"", b"a", b"{}", &text(3_000), &[0x37, 0xA4, 0x30, 0xEC, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
        for (old, new) in samples.iter().flat_map(|old| samples.map(|new| (old, new))) {
            let packed = pack(new, old).expect("packed");
            assert_eq!(unpack(&packed, old, new.len()).expect("unpacked"), new);
        }
    }
}
