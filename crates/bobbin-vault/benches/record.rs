//! What keeping a large dashboard costs: the time to record a version or a draft (fsync included, as far as
//! the disk of the temporary folder honors it; a bare write and fsync beside it says what of that is the disk's), the
//! room that 1,000 versions take, the time to list them, and what 500 MB of history cost at the start.

use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use bobbin_vault::{DocumentKey, Draft, NewVersion, Origin, Timestamp, Vault};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

/// A dashboard of about 355 kB, as JSON; `edit` changes three names somewhere in it.
fn dashboard(edit: usize) -> String {
    let mut json = String::from(r#"{"title":"Home","views":["#);
    for card in 0..1_790_usize {
        let comma = if card == 0 { "" } else { "," };
        let salt = card.wrapping_mul(2_654_435_761) % 1_000_003;
        let edited = edit > 0 && (0..3).any(|nth| (edit * 7 + nth * 611) % 1_790 == card);
        let name = if edited { format!("Edited {edit}") } else { format!("Room {salt}") };
        write!(
            json,
            r#"{comma}{{"type":"tile","entity":"sensor.room_{salt}_{card}","name":"{name}","icon":"mdi:thermometer","color":"accent","vertical":false,"features":[{{"type":"trend-graph","hours":{}}}],"tap_action":{{"action":"more-info"}}}}"#,
            salt % 48
        )
        .expect("a string takes everything");
    }
    json.push_str("]}");
    json
}

struct Home {
    vault: Vault,
    folder: TempDir,
    document: DocumentKey,
    edits: usize,
}

impl Home {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let vault = Vault::open(folder.path(), Timestamp(0)).expect("a vault").vault;
        Self { vault, folder, document: DocumentKey::dashboard("home", "kitchen"), edits: 0 }
    }

    fn record(&mut self, value: &str) {
        self.edits += 1;
        let at = Timestamp(self.edits as u64);
        self.vault
            .record_version(&NewVersion::of_value(&self.document, at, Origin::SavedByUs, Some(value)))
            .expect("recorded");
    }
}

fn recording(c: &mut Criterion) {
    let mut home = Home::new();
    home.record(&dashboard(0));
    let mut next = 0;
    c.bench_function("record a version of 355 kB", |bencher| {
        bencher.iter_batched(
            || {
                next += 1;
                dashboard(next)
            },
            |value| home.record(&value),
            BatchSize::PerIteration,
        );
    });
    let text = dashboard(1);
    let mut at = 0;
    c.bench_function("save a draft of 355 kB", |bencher| {
        bencher.iter(|| {
            at += 1;
            let draft = Draft {
                document: home.document.clone(),
                text: text.clone(),
                base: None,
                base_text: None,
                view_state: None,
                merge_state: None,
                updated_at: Timestamp(at),
            };
            home.vault.save_draft(&draft).expect("saved");
        });
    });
}

/// The processor time of this thread, which a busy machine does not change. None where the system does not count it.
fn on_cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0))
}

fn timeline(c: &mut Criterion) {
    let mut home = Home::new();
    let size = dashboard(0).len();
    let (mut times, mut work, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    let mut beside = File::create(home.folder.path().join("beside")).expect("a file");
    for edit in 0..1_000 {
        let value = dashboard(edit);
        let (start, worked) = (Instant::now(), on_cpu());
        home.record(&value);
        times.push(start.elapsed());
        work.push(on_cpu().saturating_sub(worked));
        let start = Instant::now();
        beside.write_all(&[7; 8_192]).and_then(|()| beside.sync_all()).expect("written");
        bare.push(start.elapsed());
    }
    times.sort_unstable();
    work.sort_unstable();
    bare.sort_unstable();
    let bytes = home.vault.size().expect("a size").bytes;
    #[expect(clippy::print_stderr, reason = "figures for people")]
    {
        eprintln!(
            "1,000 versions of {size} bytes take {bytes} bytes; recording: median {:?}, 95 % {:?}, worst {:?}, \
             on the processor {:?}; a bare write of 8 kB with fsync beside each: median {:?}",
            times[500], times[950], times[999], work[500], bare[500]
        );
    }
    assert!(bytes <= 8_000_000, "1,000 versions with small edits fit into 8 MB");
    c.bench_function("list 1,000 versions", |bencher| {
        bencher.iter(|| black_box(home.vault.versions(&home.document).expect("a list").len()));
    });
    let ids: Vec<_> = home.vault.versions(&home.document).expect("a list").iter().map(|version| version.id).collect();
    let mut at = 0;
    c.bench_function("read any of 1,000 versions", |bencher| {
        bencher.iter(|| {
            at = (at + 617) % ids.len();
            black_box(home.vault.version(ids[at]).expect("there"))
        });
    });
    let Home { vault, folder, .. } = home;
    drop(vault);
    c.bench_function("open a vault with 1,000 versions", |bencher| {
        bencher.iter(|| Vault::open(folder.path(), Timestamp(0)).expect("a vault"));
    });
}

/// The cost of the history at the start: none of it is read.
fn starting(c: &mut Criterion) {
    let empty = Home::new();
    let full = Home::new();
    // Nothing that could be packed or said by a difference.
    let mut state = 1_u64;
    for number in 0..600 {
        let value: String = (0..1 << 20)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'!' + u8::try_from((state >> 33) % 90).expect("small"))
            })
            .collect();
        let document = DocumentKey::dashboard("home", format!("dashboard-{number}"));
        let new = NewVersion::of_value(&document, Timestamp(number), Origin::SavedByUs, Some(&value));
        full.vault.record_version(&new).expect("recorded");
    }
    let mut group = c.benchmark_group("start");
    for (name, home) in [("an empty vault", empty), ("a full vault", full)] {
        let Home { vault, folder, .. } = home;
        let size = vault.size().expect("a size").bytes;
        drop(vault);
        group.bench_function(format!("{name} of {} MB", size / 1_000_000), |bencher| {
            bencher.iter(|| Vault::open(folder.path(), Timestamp(0)).expect("a vault"));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = recording, timeline, starting
}
criterion_main!(benches);
