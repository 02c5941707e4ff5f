//! Measures reading: text to tree, and text to tree and value, at several sizes.

#[path = "shared/dashboard.rs"]
mod dashboard;

use std::hint::black_box;

use bobbin_core::yaml::{Dialect, EmitStyle, emit, parse};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for cards in [10, 480, 1_920, 7_680, 20_000] {
        let text = dashboard::dashboard(cards);
        group.throughput(Throughput::Bytes(text.len() as u64));
        for dialect in [Dialect::Editor, Dialect::Core] {
            let id = BenchmarkId::new(format!("{dialect:?}"), cards);
            group.bench_with_input(id, &text, |bencher, text| bencher.iter(|| parse(black_box(text), dialect)));
        }
    }
    group.finish();
}

fn write(criterion: &mut Criterion) {
    let value = parse(&dashboard::dashboard(1_920), Dialect::Editor).value.expect("the dashboard is right");
    let style = EmitStyle::default();
    criterion.bench_function("emit/1920", |bencher| bencher.iter(|| emit(black_box(&value), &style)));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = read, write
}
criterion_main!(benches);
