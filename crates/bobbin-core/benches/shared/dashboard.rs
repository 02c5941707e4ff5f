//! A large dashboard that resembles real ones and is the same on every run.
//!
//! It consists of the most frequent shapes of real dashboards (see the proportions in the comments): tiles, buttons
//! with actions, entities with rows, markdown with templates in block scalars, stacks. About 390 bytes per card and 24
//! cards per section.

use std::fmt::Write as _;

/// Returns the text of a dashboard with this number of cards.
pub(crate) fn dashboard(cards: usize) -> String {
    let mut out = String::with_capacity(cards * 400);
    out.push_str("# The whole house\ntitle: Home\nviews:\n");
    for card in 0..cards {
        if card % 96 == 0 {
            let view = card / 96;
            write!(out, "  - title: View {view}\n    path: view-{view}\n    icon: mdi:home\n    type: sections\n    max_columns: 4\n    sections:\n")
                .expect("a text takes text");
        }
        if card % 24 == 0 {
            write!(out, "      - type: grid\n        # Section {}\n        cards:\n", card / 24)
                .expect("a text takes text");
        }
        push_card(&mut out, card);
    }
    out
}

fn push_card(out: &mut String, card: usize) {
    let room = ["kitchen", "living_room", "bedroom", "bathroom", "garage", "garden", "office", "hallway"][card % 8];
    let text = match card % 6 {
        0 => format!(
            "          - type: tile\n            entity: light.{room}_{card}\n            name: Light {card}\n            icon: mdi:lightbulb\n            \
             vertical: false\n            features:\n              - type: light-brightness\n            grid_options:\n              columns: 6\n              \
             rows: 2\n            visibility:\n              - condition: state\n                entity: sun.sun\n                state: \"below_horizon\"\n"
        ),
        1 => format!(
            "          - type: custom:button-card\n            entity: switch.{room}_{card}\n            name: 'Switch {card}'\n            show_state: true\n            \
             tap_action:\n              action: perform-action\n              perform_action: switch.toggle\n              target:\n                entity_id: switch.{room}_{card}\n            \
             styles:\n              card:\n                - height: 80px\n                - background-color: '#1c1c1c'\n              name: [{{font-size: 14px}}, {{color: white}}]\n"
        ),
        2 => format!(
            "          - type: entities\n            title: {room} {card} # shown on top\n            show_header_toggle: false\n            entities:\n              - sensor.{room}_temperature_{card}\n              \
             - entity: sensor.{room}_humidity_{card}\n                name: Humidity\n                secondary_info: last-changed\n              - type: divider\n              - entity: binary_sensor.{room}_window_{card}\n                icon: mdi:window-open\n"
        ),
        3 => format!(
            "          # Says how warm it is\n          - type: markdown\n            content: |\n              ## {room} {card}\n              {{{{ states('sensor.{room}_temperature_{card}') }}}} °C\n              \n              \
             {{% if is_state('binary_sensor.{room}_window_{card}', 'on') %}}\n                The window is **open**.\n              {{% endif %}}\n            card_mod:\n              style: |\n                ha-card {{ background: none; }}\n"
        ),
        4 => format!(
            "          - type: vertical-stack\n            cards:\n              - type: gauge\n                entity: sensor.{room}_power_{card}\n                min: 0\n                max: 3500\n                severity:\n                  green: 0\n                  \
             yellow: 1500.5\n                  red: 3000\n              - type: history-graph\n                hours_to_show: 24\n                entities:\n                  - entity: sensor.{room}_power_{card}\n"
        ),
        _ => format!(
            "          - type: custom:mushroom-template-card\n            primary: \"{{{{ state_attr('climate.{room}_{card}', 'friendly_name') }}}}\"\n            secondary: >-\n              Set to {{{{ state_attr('climate.{room}_{card}', 'temperature') }}}}\n              \
             degrees\n            icon: mdi:thermostat\n            entity: climate.{room}_{card}\n            hold_action:\n              action: more-info\n            double_tap_action: {{action: none}}\n"
        ),
    };
    out.push_str(&text);
}
