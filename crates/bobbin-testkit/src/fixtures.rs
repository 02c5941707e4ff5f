//! Dashboards for tests and measurements: generated ones of any size, and the folder of a corpus of real ones.
//!
//! A generated dashboard depends on the number of cards alone, so that two runs, and two machines, measure the same
//! bytes.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Cards in each view of a generated dashboard.
const CARDS_IN_A_VIEW: usize = 100;

/// Generates the config of a dashboard with this many cards, in views of up to a hundred.
pub fn dashboard(cards: usize) -> Value {
    let views: Vec<Value> = (0..cards.div_ceil(CARDS_IN_A_VIEW).max(1))
        .map(|view| {
            let first = view * CARDS_IN_A_VIEW;
            let last = cards.min(first + CARDS_IN_A_VIEW);
            json!({
                "title": format!("View {}", view + 1),
                "path": format!("view-{}", view + 1),
                "icon": "mdi:view-dashboard",
                "cards": (first..last).map(card).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({"title": format!("{cards} cards"), "views": views})
}

fn card(number: usize) -> Value {
    let room = number % 40;
    match number % 8 {
        0 => {
            json!({"type": "tile", "entity": format!("light.room_{room}"), "features": [{"type": "light-brightness"}]})
        }
        1 => json!({
            "type": "entities", "title": format!("Room {room}"), "show_header_toggle": false,
            "entities": [format!("light.room_{room}"), {"entity": format!("sensor.room_{room}_temperature"), "name": "Temperature"}],
        }),
        2 => json!({
            "type": "gauge", "entity": format!("sensor.room_{room}_power"), "min": 0, "max": 3500.5,
            "severity": {"green": 0, "yellow": 1500, "red": 2500},
        }),
        3 => json!({
            "type": "markdown",
            "content": format!("## Room {room}\n\n{{% if is_state('light.room_{room}', 'on') %}}\nThe light is **on**.\n{{% endif %}}\n"),
        }),
        4 => json!({
            "type": "conditional",
            "conditions": [{"condition": "state", "entity": format!("binary_sensor.room_{room}_window"), "state": "on"}],
            "card": {"type": "tile", "entity": format!("binary_sensor.room_{room}_window"), "color": "red"},
        }),
        5 => json!({
            "type": "horizontal-stack",
            "cards": [
                {"type": "button", "entity": format!("switch.room_{room}"), "tap_action": {"action": "toggle"}},
                {"type": "button", "entity": format!("scene.room_{room}"), "name": "Évening 🌙"},
            ],
        }),
        6 => json!({
            "type": "custom:button-card", "entity": format!("cover.room_{room}"), "template": ["base", "cover"],
            "styles": {"card": [{"height": "72px"}, {"border-radius": "12px"}]}, "unknown_option": null,
        }),
        _ => json!({
            "type": "history-graph", "hours_to_show": 24,
            "entities": [{"entity": format!("sensor.room_{room}_humidity")}, {"entity": format!("sensor.room_{room}_temperature")}],
        }),
    }
}

/// The folder of real dashboards: `$BOBBIN_CORPUS`, or `shared/corpus` next to the repository. Prints a note and
/// returns none if it doesn't exist, since a clone has none.
#[expect(clippy::print_stderr, reason = "a test that had nothing to read has to say so")]
pub fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("BOBBIN_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"));
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("no corpus of real dashboards at {}: what needs it was not tested", folder.display());
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_as_many_cards_as_asked_in_views_of_a_hundred() {
        for (cards, views) in [(0, 1), (10, 1), (100, 1), (101, 2), (2_000, 20), (20_000, 200)] {
            let config = dashboard(cards);
            let made = config["views"].as_array().unwrap();
            assert_eq!(made.len(), views);
            assert_eq!(made.iter().map(|view| view["cards"].as_array().unwrap().len()).sum::<usize>(), cards);
        }
    }
}
