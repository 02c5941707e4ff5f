//! Measurements of editing by hand, Bobbin's beside those of Home Assistant's own editor in Chromium: the same four
//! actions, on the same dashboards of 2,000 cards in the same Home Assistant, in one run.
//!
//! `make bench` prints them. `hand_figures/*.js` defines the actions and the moment when a result counts as shown;
//! `measure.js` measures both sides. Asserts no time, only that everything appears.

use bobbin_testkit::real_home::RealHome;
use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::frontend::Frontend;
use crate::home::{connect, dashboard};

const MEASURE: &str = include_str!("hand_figures/measure.js");
const BOBBIN: &str = include_str!("hand_figures/bobbin.js");
const HOME_ASSISTANT: &str = include_str!("hand_figures/home-assistant.js");

/// Several dashboards, because one that is already open opens faster the second time.
const DASHBOARDS: usize = 5;
/// Cards of a section, each of a different type.
const KINDS: usize = 8;
const ROUNDS: usize = 3;
/// Enough letters that the slowest twentieth has more than two or three of them.
const LETTERS: usize = 120;
const FRAMES: usize = 180;

/// Sorted times in milliseconds.
struct Times(Vec<f64>);

impl Times {
    fn of(found: &Value) -> Self {
        let mut times: Vec<f64> =
            found.as_array().unwrap_or_else(|| panic!("{found}")).iter().filter_map(Value::as_f64).collect();
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// The time that this percentage of the values does not exceed.
    fn part(&self, percent: usize) -> f64 {
        self.0[(self.0.len() * percent).div_ceil(100).saturating_sub(1)]
    }

    fn words(&self) -> String {
        format!("{:.0} / {:.0} / {:.0}", self.part(50), self.part(95), self.part(100))
    }
}

/// The times of one side.
struct Side {
    opened: Times,
    selected: Times,
    /// From a key press to each place that shows the result.
    typed: Vec<(String, Times)>,
    /// The time between frames, and the time that each kept the page busy.
    dragged: (Times, Times),
}

/// Runs an action in the page of one side.
trait Page {
    async fn run(&mut self, action: &str, input: Value) -> Value;
}

impl Page for Bobbin {
    async fn run(&mut self, action: &str, input: Value) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; {MEASURE} {BOBBIN}
             actions.{action}(arguments[0]).then(done, (reason) => done(String(reason)));"
        );
        self.client.execute_async(&script, vec![input]).await.expect("a page")
    }
}

impl Page for Frontend {
    async fn run(&mut self, action: &str, input: Value) -> Value {
        self.evaluate(&format!(
            "(() => {{ {MEASURE} {HOME_ASSISTANT} return actions.{action}({input}).catch(String); }})()"
        ))
        .await
    }
}

/// Runs the four actions. `name` returns the name to open a dashboard by.
async fn measured(page: &mut impl Page, name: impl Fn(usize) -> String) -> Side {
    let mut opened = Vec::new();
    let mut selected = Vec::new();
    let mut dragged = Value::Null;
    for number in 1..=DASHBOARDS {
        opened.push(page.run("open", json!(name(number))).await);
        if number + 1 == DASHBOARDS {
            dragged = page.run("drag", json!(FRAMES)).await;
        }
        if number < DASHBOARDS {
            page.run("leave", Value::Null).await;
        }
    }
    for round in 0..ROUNDS {
        for kind in 0..KINDS {
            let time = page.run("select", json!(kind)).await;
            // The first round loads the code of each card type.
            if round > 0 {
                selected.push(time);
            }
        }
    }
    page.run("select", json!(1)).await;
    let typed = page.run("type", json!("Q".repeat(LETTERS))).await;
    let typed = typed.as_object().unwrap_or_else(|| panic!("{typed}")).iter();
    Side {
        opened: Times::of(&Value::from(opened)),
        selected: Times::of(&Value::from(selected)),
        typed: typed.map(|(what, times)| (what.clone(), Times::of(times))).collect(),
        dragged: (Times::of(&dragged["between"]), Times::of(&dragged["busy"])),
    }
}

fn print(who: &str, side: &Side) {
    println!("{who}, 2,000 cards, ms (median / p95 / worst):");
    println!("  a dashboard, click → canvas     {}", side.opened.words());
    println!("  a card, click → form            {}", side.selected.words());
    for (what, times) in &side.typed {
        println!("  a key in a form → {what:<13} {}", times.words());
    }
    println!("  dragging, frame to frame        {}", side.dragged.0.words());
    println!("  dragging, page busy in a frame  {}", side.dragged.1.words());
}

#[tokio::test]
async fn figures_by_hand() {
    let home = RealHome::shared().await;
    for number in 1..=DASHBOARDS {
        dashboard(home, &format!("by-hand-{number}"), &format!("By hand {number}"), large()).await;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("by-hand", folder.path(), &[]).await;
    let patience = TimeoutConfiguration::new(Some(std::time::Duration::from_secs(300)), None, None);
    bobbin.client.update_timeouts(patience).await.expect("a session");
    connect(&mut bobbin, home).await;
    bobbin.sees("By hand 5").await;
    let ours = measured(&mut bobbin, |number| format!("By hand {number}")).await;
    bobbin.shot("typed").await;
    bobbin.quit().await;

    let mut frontend = Frontend::start(home).await;
    frontend.window(1600, 1000).await;
    frontend.show("/profile/general", "home-assistant-main").await;
    let theirs = measured(&mut frontend, |number| format!("by-hand-{number}")).await;
    frontend.shot("by-hand-home-assistant").await;
    frontend.quit().await;

    print("Bobbin", &ours);
    print("Home Assistant’s own editor", &theirs);
}

/// 2,000 cards in sections, where Home Assistant's own editor can drag too.
fn large() -> Value {
    let mut config = bobbin_testkit::fixtures::dashboard(2_000);
    for view in config["views"].as_array_mut().expect("views") {
        let view = view.as_object_mut().expect("a view");
        let cards = view.remove("cards").expect("cards");
        let sections: Vec<_> =
            cards.as_array().expect("cards").chunks(20).map(|cards| json!({"type": "grid", "cards": cards})).collect();
        view.insert("type".to_owned(), json!("sections"));
        view.insert("sections".to_owned(), json!(sections));
    }
    config
}
