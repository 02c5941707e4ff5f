//! Bobbin running for a long time on a bad network, with a Home Assistant that restarts now and then, and with edits
//! and saves on both sides. Afterwards both sides have the same content, nothing waits, and memory has not grown.

use std::time::{Duration, Instant};

use bobbin_testkit::fault_proxy::{Fault, FaultProxy, Way};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::{Value, json};

use crate::bobbin::{Bobbin, behind_proxy, dashboard, held};
use crate::{hand, is_long, scale};

const MINUTES: &str = "BOBBIN_SOAK_MINUTES";
const SLICE: f64 = 0.3;
const NAMES: [&str; 3] = ["soak-one", "soak-two", "soak-three"];
/// The time limit for any command on any network: thirty seconds for a large one, with reserve for a busy machine.
const STUCK: Duration = Duration::from_secs(120);
/// The extra memory that the second half may take over the first, in kB.
const GROWTH: u64 = 32 << 10;

#[derive(Default)]
struct Count {
    keys: u64,
    saved: u64,
    queued: u64,
    refused: u64,
    elsewhere: u64,
    faults: u64,
    restarts: u64,
    slowest: Duration,
}

struct Soak {
    home: RealHome,
    proxy: FaultProxy,
    bobbin: Bobbin,
    random: u64,
    count: Count,
}

pub(crate) async fn soak() {
    let minutes: f64 = scale(MINUTES, SLICE);
    let home = RealHome::start(Options::default()).await;
    for name in NAMES {
        dashboard(&home, name, hand::start()).await;
    }
    let (proxy, _folder, bobbin) = behind_proxy(&home).await;
    for name in NAMES {
        bobbin.open(name).await;
    }
    let mut soak = Soak { home, proxy, bobbin, random: 0x5EED, count: Count::default() };

    let start = Instant::now();
    let length = Duration::from_secs_f64(minutes * 60.0);
    let mut memory = Vec::new();
    let mut sampled = start;
    while start.elapsed() < length {
        soak.step().await;
        soak.bobbin.forget_events();
        if sampled.elapsed() > length / 60 {
            sampled = Instant::now();
            memory.push(resident_kb());
        }
    }
    soak.converge().await;
    let quarter = |part: usize| -> u64 {
        let of = &memory[memory.len() * part / 4..(memory.len() * (part + 1) / 4).max(memory.len() * part / 4 + 1)];
        let mut sorted = of.to_vec();
        sorted.sort_unstable();
        sorted[sorted.len() / 2]
    };
    let Count { keys, saved, queued, refused, elsewhere, faults, restarts, slowest } = soak.count;
    println!(
        "     {:.1} minutes, {restarts} restarts of Home Assistant, {faults} faults of the network: {keys} keys, \
         {saved} saves sent, {queued} that waited, {refused} that were told to fail, {elsewhere} saves by others; \
         both sides have the same; the slowest command took {slowest:.1?}; memory {} / {} / {} / {} MB by quarters",
        start.elapsed().as_secs_f64() / 60.0,
        quarter(0) >> 10,
        quarter(1) >> 10,
        quarter(2) >> 10,
        quarter(3) >> 10,
    );
    assert!(keys > 0 && elsewhere > 0, "it got to work");
    if is_long(MINUTES) {
        assert!(restarts > 0 && faults > 0 && saved > 0, "everything happened");
        assert!(quarter(3) <= quarter(1) + GROWTH, "memory grows: {memory:?}");
    }
    soak.bobbin.app.stop().await;
}

impl Soak {
    fn next(&mut self, below: u64) -> u64 {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % below
    }

    async fn step(&mut self) {
        let name = NAMES[usize::try_from(self.next(3)).expect("small")];
        let id = id(name);
        match self.next(1_000) {
            0..450 => {
                self.count.keys += 1;
                let number = self.count.keys;
                self.timed(async |soak| hand::type_number(&soak.bobbin, &id, number).await).await;
            }
            450..600 => self.save(&id).await,
            600..700 => {
                self.count.elsewhere += 1;
                let number = self.count.elsewhere;
                hand::elsewhere(&mut self.home.client().await, name, number).await;
            }
            700..703 => {
                self.count.restarts += 1;
                if self.next(2) == 0 {
                    self.home.kill();
                } else {
                    self.home.stop().await;
                }
                // Work goes on in the meantime.
                for _ in 0..3 {
                    self.count.keys += 1;
                    let number = self.count.keys;
                    self.timed(async |soak| hand::type_number(&soak.bobbin, &id, number).await).await;
                    self.save(&id).await;
                }
                self.home.resume().await;
            }
            703..740 => {
                self.count.faults += 1;
                let fault = match self.next(7) {
                    0 => Fault::Close,
                    1 => Fault::Reset,
                    2 => Fault::Delay(Duration::from_millis(self.next(300))),
                    3 => Fault::Stall(Way::ToClient),
                    4 => Fault::Stall(Way::ToServer),
                    5 => Fault::CutAfter(Way::ToClient, self.next(4_000)),
                    _ => Fault::Garbage(vec![0xFF; 64]),
                };
                self.proxy.set(fault);
                self.save(&id).await;
                self.proxy.lift();
            }
            _ => tokio::time::sleep(Duration::from_millis(self.next(200))).await,
        }
    }

    async fn save(&mut self, id: &str) {
        let ended = self.timed(async |soak| hand::save(&soak.bobbin, id).await).await;
        match ended {
            Ok(ended) if ended == "saved" => self.count.saved += 1,
            Ok(ended) if ended == "queued" => self.count.queued += 1,
            Ok(ended) if ended == "unknown" || ended == "changedOnServer" => self.count.refused += 1,
            Ok(ended) => panic!("{ended}"),
            Err(error) => {
                let codes = ["notConnected", "timeout", "notFound", "badRequest", "outOfStep"];
                assert!(codes.contains(&error["code"].as_str().expect("a code")), "{error}");
                self.count.refused += 1;
            }
        }
    }

    /// Runs a command, which has to end in time.
    async fn timed<T>(&mut self, command: impl AsyncFnOnce(&Self) -> T) -> T {
        let start = Instant::now();
        let ended = tokio::time::timeout(STUCK, command(self)).await.expect("no command is stuck");
        self.count.slowest = self.count.slowest.max(start.elapsed());
        ended
    }

    /// On a good network both sides arrive at the same content, and nothing waits.
    async fn converge(&mut self) {
        self.proxy.lift();
        let until = Instant::now() + STUCK;
        for name in NAMES {
            let id = id(name);
            loop {
                assert!(Instant::now() < until, "{name} does not come to an end");
                self.bobbin.call("instance_retry", json!({"instance": "home"})).await;
                self.bobbin.connected().await;
                self.save(&id).await;
                let document = self.bobbin.document(&id).await;
                let same = document["analysis"]["difference"] != "meaning" && document["remote"]["state"] == "inStep";
                if same && document["queuedAt"] == Value::Null {
                    let text = document["text"].as_str().expect("a text");
                    let theirs = held(&self.home, name).await;
                    let number = hand::number_in(text).expect("a number");
                    assert_eq!(theirs["views"][0]["title"], format!("mine-{number}"), "{name}");
                    let title = theirs["views"][1]["title"].as_str().expect("a title").to_owned();
                    assert!(text.contains(&title), "{name}: {title} is not in\n{text}");
                    break;
                }
            }
        }
    }
}

fn id(name: &str) -> String {
    format!("dashboard:home:{name}")
}

/// The resident memory of this process, in kB.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
