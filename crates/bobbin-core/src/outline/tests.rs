//! Outlines as text: a line for each node, indented by depth.

use super::*;
use crate::yaml::{self, Dialect};

fn outline(text: &str) -> String {
    let parsed = yaml::parse(text, Dialect::Editor);
    let outline = Outline::of(&parsed).expect("a text with a meaning");
    let mut out = String::new();
    for (position, node) in outline.nodes.iter().enumerate() {
        let mut depth = 0;
        let mut at = node.parent;
        while let Some(parent) = at {
            depth += 1;
            at = outline.nodes[parent].parent;
        }
        let written = &text[outline.spans[position].range()];
        let facts = &node.facts;
        let words = [Some(facts.kind.clone()), facts.name.clone(), facts.entity.clone()];
        let words: Vec<_> = words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        let first = written.lines().next().unwrap_or_default();
        out.push_str(&format!(
            "{}{:?} {} {} | {first}\n",
            "  ".repeat(depth),
            node.kind,
            outline.path(position),
            words.join(" ")
        ));
        let value = parsed.value.as_ref().expect("a value").at(&outline.path(position));
        assert!(value.is_some(), "the path of every node leads to it");
    }
    out
}

#[test]
fn shows_views_badges_sections_and_cards() {
    let text = "\
views:
  - title: Living
    badges:
      - light.a
      - entity: sensor.b
    header:
      card: {type: markdown, content: \"## Hello\"}
    sections:
      - cards:
          - type: heading
            heading: Lights
          - type: tile
            entity: light.a
";
    let expected = "\
Dashboard (document)  | views:
  View views[0] sections Living | - title: Living
    Badge views[0].badges[0] entity light.a | - light.a
    Badge views[0].badges[1] entity sensor.b | - entity: sensor.b
    Card views[0].header.card markdown Hello | {type: markdown, content: \"## Hello\"}
    Section views[0].sections[0] grid | - cards:
      Card views[0].sections[0].cards[0] heading Lights | - type: heading
      Card views[0].sections[0].cards[1] tile light.a | - type: tile
";
    assert_eq!(outline(text), expected);
}

#[test]
fn finds_cards_at_any_depth() {
    let text = "\
type: vertical-stack
cards:
  - type: conditional
    conditions: [{condition: state, entity: light.a, state: on}]
    card: {type: entities, entities: [light.x, light.y]}
  - type: custom:tabbed-card
    tabs:
      - attributes: {label: One}
        card: {type: tile, entity: light.t}
  - type: custom:button-card
    custom_fields:
      graph:
        card: {type: custom:mini-graph-card, entities: [{entity: sensor.g}]}
    tap_action: {action: fire-dom-event, card: {type: markdown, content: no}}
";
    let expected = "\
Card (document) vertical-stack | type: vertical-stack
  Card cards[0] conditional | - type: conditional
    Card cards[0].card entities light.x | {type: entities, entities: [light.x, light.y]}
  Card cards[1] custom:tabbed-card | - type: custom:tabbed-card
    Card cards[1].tabs[0].card tile light.t | {type: tile, entity: light.t}
  Card cards[2] custom:button-card | - type: custom:button-card
    Card cards[2].custom_fields.graph.card custom:mini-graph-card sensor.g | {type: custom:mini-graph-card, entities: [{entity: sensor.g}]}
";
    assert_eq!(outline(text), expected);
}

#[test]
fn content_of_an_alias_has_the_range_of_the_alias() {
    let text = "\
views:
  - cards:
      - &a
        type: horizontal-stack
        cards: [{type: tile}]
      - *a
";
    let shown = outline(text);
    let last: Vec<_> = shown.lines().rev().take(2).collect();
    assert_eq!(
        last,
        ["      Card views[0].cards[1].cards[0] tile | - *a", "    Card views[0].cards[1] horizontal-stack | - *a"]
    );
}

#[test]
fn reads_the_layout_of_a_card() {
    let read = |text: &str| Outline::of(&yaml::parse(text, Dialect::Editor)).expect("read").nodes[0].layout.clone();
    let grid = read("type: tile\ngrid_options: {columns: 6, rows: 2}\n");
    assert_eq!((grid.columns, grid.rows, grid.full), (Some(6), Some(2), false));
    assert!(read("type: tile\ngrid_options: {columns: full, rows: auto}\n").full);
    let old = read("type: tile\nlayout_options: {grid_columns: 2, grid_rows: 1}\n");
    assert_eq!((old.columns, old.rows), (Some(6), Some(1)));
    assert!(read("type: tile\nview_layout: {position: sidebar}\n").in_sidebar);
    let view = read("type: sections\nmax_columns: 3\ndense_section_placement: true\nsections: []\n");
    assert_eq!((view.columns, view.dense), (Some(3), true));
}

#[test]
fn a_value_on_its_own_has_a_kind() {
    let kind = |text: &str| kind_of(yaml::parse(text, Dialect::Editor).value.as_ref().expect("a value"));
    assert_eq!(kind("views: []"), Some(Kind::Dashboard));
    assert_eq!(kind("strategy: {type: home}"), Some(Kind::Dashboard));
    assert_eq!(kind("title: A\ncards: []"), Some(Kind::View));
    assert_eq!(kind("type: masonry"), Some(Kind::View));
    assert_eq!(kind("cards: []"), Some(Kind::Section));
    assert_eq!(kind("type: grid\ncolumn_span: 2\ncards: []"), Some(Kind::Section));
    assert_eq!(kind("type: grid\ncards: []"), Some(Kind::Card));
    assert_eq!(kind("entity: light.a"), Some(Kind::Badge));
    assert_eq!(kind("[a]"), None);
}
