//! Measures comparing and merging large dashboards, with 160 changes on each side as far as there are enough cards, and
//! comparing their texts by lines.

#[path = "shared/dashboard.rs"]
mod dashboard;

use std::hint::black_box;

use bobbin_core::diff::diff;
use bobbin_core::lines;
use bobbin_core::merge::{Choices, Merge, merge};
use bobbin_core::path;
use bobbin_core::path::Path;
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, parse};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const CHANGES: usize = 160;

fn value(cards: usize) -> Value {
    parse(&dashboard::dashboard(cards), Dialect::Editor).value.expect("the dashboard is right")
}

/// The paths of all lists of cards that are not inside a card.
fn lists(value: &Value) -> Vec<Path> {
    let count = |value: Option<&Value>| value.and_then(Value::as_list).map_or(0, <[_]>::len);
    (0..count(value.get("views")))
        .flat_map(|view| {
            let view = path!["views", view];
            let sections = count(value.at(&view.join("sections")));
            (0..sections).map(move |section| view.join("sections").join(section).join("cards"))
        })
        .collect()
}

/// Changes keys, adds, removes and moves cards, evenly over the dashboard; each side changes other cards.
fn changed(base: &Value, side: usize) -> Value {
    let mut value = base.clone();
    let lists = lists(base);
    for change in 0..CHANGES {
        let list = &lists[(change * 7 + side * 3) % lists.len()];
        let Some(Value::List(cards)) = value.at_mut(list) else { continue };
        let at = (change * 5 + side) % cards.len().max(1);
        match (change % 8, cards.len()) {
            (0, _) => cards.insert(at, serde_json::from_str(&card(side, change)).expect("a card is JSON")),
            (1, 2..) => drop(cards.remove(at)),
            (2, 2..) => cards.rotate_left(1),
            (3, 2..) => {
                let card = cards.remove(at);
                if let Some(Value::List(other)) = value.at_mut(&lists[(change * 11 + side) % lists.len()]) {
                    other.push(card);
                }
            }
            (_, 1..) => {
                if let Some(card) = cards[at].as_map_mut() {
                    card.insert(format!("key_{side}"), Value::from(format!("changed {change}")));
                }
            }
            _ => {}
        }
    }
    value
}

fn card(side: usize, change: usize) -> String {
    format!(r#"{{"type":"gauge","entity":"sensor.new_{side}_{change}","name":"New {change}","min":0,"max":{change}}}"#)
}

fn values(criterion: &mut Criterion) {
    for cards in [480, 1_920, 7_680, 20_000] {
        let base = value(cards);
        let (local, remote) = (changed(&base, 1), changed(&base, 2));
        let mut group = criterion.benchmark_group("merge");
        group.sample_size(if cards > 10_000 { 20 } else { 50 });
        group.bench_function(BenchmarkId::new("diff", cards), |bencher| {
            bencher.iter(|| diff(black_box(&base), black_box(&local)));
        });
        group.bench_function(BenchmarkId::new("merge", cards), |bencher| {
            bencher.iter(|| merge(black_box(&base), black_box(&local), black_box(&remote)));
        });
        let merge = Merge::new(&base, &local, &remote);
        group.bench_function(BenchmarkId::new("merge_again", cards), |bencher| {
            bencher.iter(|| merge.merged(black_box(&Choices::new())));
        });
        group.finish();
    }
}

fn texts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lines");
    let old = dashboard::dashboard(1_920);
    let edited: String = old
        .lines()
        .enumerate()
        .map(|(at, line)| if at % 150 == 0 { format!("{line} changed\n") } else { format!("{line}\n") })
        .collect();
    group.bench_function("160_edits", |bencher| {
        bencher.iter(|| lines::compare(black_box(&old), black_box(&edited), Some(lines::CONTEXT)));
    });
    let different: String = old.lines().map(|line| format!("{line}x{}\n", line.len() % 7)).collect();
    group.bench_function("all_lines_changed", |bencher| {
        bencher.iter(|| lines::compare(black_box(&old), black_box(&different), Some(lines::CONTEXT)));
    });
    group.finish();
}

criterion_group!(benches, values, texts);
criterion_main!(benches);
