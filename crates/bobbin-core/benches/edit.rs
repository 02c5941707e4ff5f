//! Measures an edit in a text that was already read, and a replacement, on large dashboards.
//!
//! `edit/…` is one operation, including the check that the new text has the intended meaning. Where the check needs the
//! whole text (`add_view`), the figure includes reading it again.

#[path = "shared/dashboard.rs"]
mod dashboard;

use std::hint::black_box;

use bobbin_core::edit::{Op, edit};
use bobbin_core::path;
use bobbin_core::path::Path;
use bobbin_core::replace::replace;
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, Parsed, parse};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn read(cards: usize) -> Parsed {
    let parsed = parse(&dashboard::dashboard(cards), Dialect::Editor);
    assert!(parsed.is_good(), "the dashboard is right");
    parsed
}

fn card() -> Value {
    serde_json::from_str(r#"{"type":"tile","entity":"light.new","features":[{"type":"toggle"}]}"#)
        .expect("a card is JSON")
}

/// A card in the middle of a dashboard.
fn middle(cards: usize) -> Path {
    path!["views", cards / 96 / 2, "sections", 1, "cards", 6]
}

fn operations(cards: usize) -> Vec<(&'static str, Op)> {
    let at = middle(cards);
    let elsewhere = path!["views", 1, "sections", 0, "cards", 3];
    vec![
        ("set", Op::Set { path: at.join("entity"), value: "light.other".into() }),
        ("insert", Op::Insert { path: at.clone(), value: card() }),
        ("remove", Op::Remove { path: at.clone() }),
        ("move_in_list", Op::Move { from: at.clone(), to: path!["views", cards / 96 / 2, "sections", 1, "cards", 12] }),
        ("move_to_view", Op::Move { from: at, to: elsewhere }),
        ("add_view", Op::Insert { path: path!["views", 1], value: card() }),
    ]
}

fn edits(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("edit");
    for cards in [480, 1_920, 20_000] {
        let parsed = read(cards);
        for (name, op) in operations(cards) {
            let ops = [op];
            group.bench_function(BenchmarkId::new(name, cards), |bencher| {
                bencher.iter(|| edit(black_box(&parsed), &ops).expect("the edit is possible"));
            });
        }
    }
    group.finish();
}

/// A plausible version after an afternoon of changes: cards changed, removed, added, moved to another view.
fn changed(value: &Value, cards: usize) -> Value {
    let mut value = value.clone();
    for step in 0..20 {
        let section = path!["views", (step * 7) % (cards / 96), "sections", step % 4, "cards"];
        let op = match step % 4 {
            0 => Op::Set { path: section.join(3).join("icon"), value: "mdi:new".into() },
            1 => Op::Remove { path: section.join(5) },
            2 => Op::Insert { path: section.join(2), value: card() },
            _ => Op::Move { from: section.join(1), to: path!["views", 0, "sections", 0, "cards", 4] },
        };
        bobbin_core::edit::model::apply_op(&mut value, &op).expect("the value has this place");
    }
    value
}

fn replacements(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replace");
    for cards in [480, 1_920, 7_680, 20_000] {
        let parsed = read(cards);
        let old = parsed.value.clone().expect("a good text has a value");
        let new = changed(&old, cards);
        group.bench_function(BenchmarkId::new("same", cards), |bencher| {
            bencher.iter(|| replace(black_box(&parsed), &old).expect("any value can be carried"));
        });
        group.bench_function(BenchmarkId::new("twenty_changes", cards), |bencher| {
            bencher.iter(|| replace(black_box(&parsed), &new).expect("any value can be carried"));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = edits, replacements
}
criterion_main!(benches);
