//! Rows read straight from a database's pages, where the way to them is lost.
//!
//! A table's rows stand on leaf pages, which inner pages lead to; with an inner page gone, SQLite finds none
//! of the leaves. Here every page is looked at: if it reads like a leaf, and its rows like those of a table
//! whose rows carry a checksum, they are returned. They may be stale or broken: the caller compares the
//! checksums. Format: <https://www.sqlite.org/fileformat2.html>, sections 1.5, 1.6 and 2.1.

use rusqlite::types::Value;

/// A table whose rows can't be mistaken for those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The table.
    pub(super) table: &'static str,
    /// A letter for each column but the key: `i`nteger, `t`ext, `b`lob, `h`ash; a capital may be null.
    columns: &'static [u8],
    /// The column by which the newer of two rows with one key is known.
    newest_by: Option<usize>,
}

/// The shapes that are looked for, all columns of the tables in order.
pub(super) const SHAPES: &[Shape] = &[
    Shape { table: "contents", columns: b"hiIb", newest_by: None },
    Shape { table: "drafts", columns: b"bihIITTii", newest_by: Some(9) },
    Shape { table: "local_texts", columns: b"ihi", newest_by: Some(3) },
    Shape { table: "proposals", columns: b"iiIihttI", newest_by: Some(2) },
];

/// Finds the rows of a shape in the bytes of a database, the key first; of several with one key, the newest
/// comes first.
pub(super) fn rows(file: &[u8], page_size: usize, shape: Shape) -> Vec<Vec<Value>> {
    let pages = Pages { file, size: page_size };
    let mut found: Vec<Vec<Value>> =
        (1..=file.len() / page_size).flat_map(|number| pages.leaf(number)).filter(|row| shape.fits(row)).collect();
    if let Some(column) = shape.newest_by {
        let age = |row: &Vec<Value>| if let Some(Value::Integer(at)) = row.get(column) { *at } else { i64::MIN };
        found.sort_by_key(|row| std::cmp::Reverse(age(row)));
    }
    found
}

impl Shape {
    fn fits(self, row: &[Value]) -> bool {
        row.len() == self.columns.len() + 1
            && row[1..].iter().zip(self.columns).all(|(value, column)| match (column, value) {
                (b'i' | b'I', Value::Integer(_)) | (b't' | b'T', Value::Text(_)) | (b'b', Value::Blob(_)) => true,
                (b'h', Value::Blob(hash)) => hash.len() == 32,
                (column, Value::Null) => column.is_ascii_uppercase(),
                _ => false,
            })
    }
}

/// The longest row that is believed.
const LONGEST: usize = 256 << 20;

struct Pages<'a> {
    file: &'a [u8],
    size: usize,
}

impl<'a> Pages<'a> {
    /// A page, by its number from 1.
    fn page(&self, number: usize) -> Option<&'a [u8]> {
        let start = number.checked_sub(1)?.checked_mul(self.size)?;
        self.file.get(start..start + self.size)
    }

    /// The rows on a page; none if it is no leaf of a table.
    fn leaf(&self, number: usize) -> Vec<Vec<Value>> {
        let Some(page) = self.page(number) else { return Vec::new() };
        // The first page starts with the header of the file, and holds the list of tables.
        if number == 1 || page[0] != 0x0D {
            return Vec::new();
        }
        let cells = usize::from(u16::from_be_bytes([page[3], page[4]]));
        (0..cells.min(self.size / 4)).filter_map(|cell| self.row(page, 8 + 2 * cell)).collect()
    }

    /// The row that a pointer on a page leads to.
    fn row(&self, page: &[u8], pointer: usize) -> Option<Vec<Value>> {
        let offset = usize::from(u16::from_be_bytes(page.get(pointer..pointer + 2)?.try_into().ok()?));
        let mut cell = page.get(offset..)?;
        let length = usize::try_from(varint(&mut cell)?).ok().filter(|length| *length <= LONGEST)?;
        let key = varint(&mut cell)?;
        let payload = self.payload(cell, length)?;
        let mut row = record(&payload)?;
        // The key's own column is stored as null.
        match row.first_mut() {
            Some(first @ Value::Null) => *first = Value::Integer(key),
            _ => return None,
        }
        Some(row)
    }

    /// A row's bytes: the first on the page, the others on a chain of pages of their own.
    fn payload(&self, cell: &[u8], length: usize) -> Option<Vec<u8>> {
        let most = self.size - 35;
        let here = if length <= most {
            length
        } else {
            let least = (self.size - 12) * 32 / 255 - 23;
            let rest = least + (length - least) % (self.size - 4);
            if rest <= most { rest } else { least }
        };
        let mut payload = cell.get(..here)?.to_vec();
        let mut next = cell.get(here..here + 4);
        while payload.len() < length {
            let page = self.page(u32::from_be_bytes(next?.try_into().ok()?) as usize)?;
            let take = (length - payload.len()).min(self.size - 4);
            payload.extend_from_slice(&page[4..4 + take]);
            next = Some(&page[..4]);
        }
        Some(payload)
    }
}

/// The values of a row.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let mut rest = payload;
    let header = usize::try_from(varint(&mut rest)?).ok()?;
    let mut types = payload.get(payload.len() - rest.len()..header)?;
    let mut body = payload.get(header..)?;
    let mut values = Vec::new();
    while !types.is_empty() {
        values.push(value(varint(&mut types)?, &mut body)?);
    }
    Some(values)
}

fn value(kind: i64, body: &mut &[u8]) -> Option<Value> {
    let length = match kind {
        0 | 8 | 9 => 0,
        1..=4 => usize::try_from(kind).ok()?,
        5 => 6,
        6 | 7 => 8,
        _ => usize::try_from(kind.checked_sub(12).filter(|length| *length >= 0)? / 2).ok()?,
    };
    let (bytes, rest) = body.split_at_checked(length)?;
    *body = rest;
    Some(match kind {
        0 => Value::Null,
        8 | 9 => Value::Integer(kind - 8),
        1..=6 => {
            let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
            let start = if negative { -1 } else { 0 };
            Value::Integer(bytes.iter().fold(start, |number, byte| number << 8 | i64::from(*byte)))
        }
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
        _ => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
    })
}

/// A number of one to nine bytes, the high bit saying that another follows.
fn varint(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_i64;
    for nth in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if nth == 8 {
            return Some(number << 8 | i64::from(*byte));
        }
        number = number << 7 | i64::from(byte & 0x7F);
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::{Connection, params};

    #[test]
    fn rows_are_read_as_sqlite_wrote_them() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join("some.db");
        let connection = Connection::open(&file).expect("open");
        connection
            .execute_batch(
                "PRAGMA page_size = 8192;
                 CREATE TABLE contents (id INTEGER PRIMARY KEY, hash BLOB, size INTEGER, base INTEGER, packed BLOB);
                 CREATE TABLE other (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c INTEGER, d BLOB);",
            )
            .expect("made");
        let mut wanted = Vec::new();
        // Sizes on both sides of every limit: within the page, just over it, over one page and several.
        let sizes = [0, 1, 8_100, 8_116, 8_120, 8_157, 8_158, 8_200, 16_000, 100_000];
        let numbers = [0, 1, -1, 127, 128, -32_769, 8_388_608, 1 << 40, i64::MIN, i64::MAX];
        for (key, (size, number)) in sizes.into_iter().zip(numbers).enumerate() {
            let key = i64::try_from(key).expect("small") * 1_000_003 + 1;
            let packed: Vec<u8> = (0..size).map(|at: usize| (at % 251) as u8).collect();
            let base = (number > 0).then_some(number);
            connection
                .execute(
                    "INSERT INTO contents VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![key, [7_u8; 32], number, base, packed],
                )
                .expect("inserted");
            connection
                .execute("INSERT INTO other VALUES (?1, 'no', ?2, ?3, ?4)", params![key, number, base, packed])
                .expect("inserted");
            wanted.push(vec![
                Value::Integer(key),
                Value::Blob(vec![7; 32]),
                Value::Integer(number),
                base.map_or(Value::Null, Value::Integer),
                Value::Blob(packed),
            ]);
        }
        drop(connection);
        let bytes = std::fs::read(&file).expect("read");
        let mut found = rows(&bytes, 8192, SHAPES[0]);
        found.sort_by_key(|row| if let Value::Integer(key) = row[0] { key } else { 0 });
        assert_eq!(found, wanted);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_fail(mut bytes in proptest::collection::vec(proptest::num::u8::ANY, 1024..1025), cells in 0_u8..9) {
            // Two pages that claim to be leaves.
            for page in [0, 512] {
                bytes[page] = 0x0D;
                bytes[page + 3] = 0;
                bytes[page + 4] = cells;
            }
            for shape in SHAPES {
                rows(&bytes, 512, *shape);
            }
        }
    }
}
