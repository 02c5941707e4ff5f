//! Editing by hand in the real window: every gesture is an edit of the text beside it, keeps its comments, and is one
//! step of the single undo history.

use bobbin_testkit::real_home::RealHome;
use fantoccini::key::Key;
use serde_json::json;

use crate::driver::Bobbin;
use crate::hand::{ENTER, Spot, row, tile};
use crate::home::{connect, dashboard, held};

/// The work of a careful person.
const TEXT: &str = "\
title: By hand
views:
  # The first thing seen in the morning.
  - title: Living
    type: sections
    sections:
      - type: grid
        title: Lights # over the sofa
        cards:
          - type: tile
            entity: light.bed_light # by the bed
          - type: tile
            entity: light.ceiling_lights
      - type: grid
        title: Heat
        cards:
          - type: thermostat
            entity: climate.hvac # the old one
  - title: Kitchen
    cards:
      - type: entities
        title: Rows
        entities:
          - light.kitchen_lights # first
          - entity: switch.ac
            name: Cooling
          - sensor.outside_temperature
";

/// The YAML that the forms write for nested conditions.
const CONDITIONS: &str = "\
visibility:
  - condition: or
    conditions:
      - condition: state
        entity: light.bed_light
        state: 'on'
      - condition: and
        conditions:
          - condition: numeric_state
            entity: sensor.outside_temperature
            above: 20
          - condition: not
            conditions:
              - condition: state
                entity: climate.hvac
                state: 'off'
  - condition: screen
    media_query: '(min-width: 600px)'
";
const CONDITIONS_IN_WORDS: &str = "Shown when (Bed Light is on or (Outside Temperature is above 20 and it is not so that \
    Hvac is off)) and the screen is at least 600 px wide.";

/// Indents each line by this many spaces.
fn indented(text: &str, by: usize) -> String {
    text.lines().map(|line| format!("{:by$}{line}\n", "")).collect()
}

const BED: &str = r#"["views",0,"sections",0,"cards",0]"#;
const CEILING: &str = r#"["views",0,"sections",0,"cards",1]"#;
const HEAT: &str = r#"["views",0,"sections",1]"#;
const THERMOSTAT: &str = r#"["views",0,"sections",1,"cards",0]"#;

/// Opens a saved dashboard with the text above, whose comments Bobbin keeps.
async fn open(journey: &'static str, url_path: &str, home: &RealHome) -> (Bobbin, tempfile::TempDir) {
    dashboard(home, url_path, "By hand", json!({"views": [{"title": "Old"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start(journey, folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.click(&format!("[data-testid='dashboard-row'][data-path='{url_path}']")).await;
    bobbin.find("[data-testid='canvas']").await;
    bobbin.write(TEXT).await;
    bobbin.find(&tile(THERMOSTAT)).await;
    (bobbin, folder)
}

#[tokio::test]
async fn outline_canvas_and_yaml_are_one_selection_and_every_gesture_is_an_edit() {
    let home = RealHome::shared().await;
    let (mut bobbin, _folder) = open("hand-arrange", "hand-arrange", home).await;

    // All parts share one selection.
    bobbin.click(&row(CEILING)).await;
    bobbin.find(&format!("{}[aria-selected='true']", tile(CEILING))).await;
    bobbin.until("the cursor at the tile", || async { bobbin.cursor_line().await == "- type: tile" }).await;
    bobbin.choose(THERMOSTAT).await;
    bobbin.find(&format!("{}[aria-selected='true']", row(THERMOSTAT))).await;
    bobbin.until("the cursor at it", || async { bobbin.cursor_line().await == "- type: thermostat" }).await;
    bobbin.shot("selected").await;

    // A card is dragged within its section, to another section, and to another view's tab. Its comment moves along.
    bobbin.drag(Spot(tile(BED), 0.3, 0.5), Spot(tile(CEILING), 0.9, 0.5)).await;
    bobbin.has_in_order(&["light.ceiling_lights", "light.bed_light # by the bed", "climate.hvac"]).await;
    bobbin.drag(Spot(tile(CEILING), 0.3, 0.5), Spot(tile(THERMOSTAT), 0.5, 0.9)).await;
    bobbin.has_in_order(&["light.ceiling_lights", "climate.hvac # the old one", "light.bed_light # by the bed"]).await;
    let moved = r#"["views",0,"sections",1,"cards",1]"#;
    bobbin.find(&format!("{}[aria-selected='true']", tile(moved))).await;
    bobbin.shot("dragged").await;
    bobbin
        .drag(Spot(tile(moved), 0.3, 0.5), Spot("[data-testid='view-tabs'] [role='tab']:nth-child(2)".into(), 0.5, 0.5))
        .await;
    bobbin
        .has_in_order(&["climate.hvac", "title: Kitchen", "sensor.outside_temperature", "light.bed_light # by the bed"])
        .await;
    bobbin.find(&tile(r#"["views",1,"cards",1]"#)).await;

    // The keyboard does the same: one position forward, one back.
    bobbin.choose(r#"["views",1,"cards",1]"#).await;
    bobbin.keys(Key::Alt, &char::from(Key::Up).to_string()).await;
    bobbin.has_in_order(&["title: Kitchen", "light.bed_light # by the bed", "sensor.outside_temperature"]).await;
    bobbin.keys(Key::Alt, &char::from(Key::Down).to_string()).await;
    bobbin.has_in_order(&["sensor.outside_temperature", "light.bed_light # by the bed"]).await;

    // In the outline: a section before another.
    bobbin.click("[data-testid='view-tabs'] [role='tab']:nth-child(1)").await;
    bobbin.click(&row(HEAT)).await;
    bobbin.drag(Spot(row(HEAT), 0.4, 0.5), Spot(row(r#"["views",0,"sections",0]"#), 0.4, 0.1)).await;
    bobbin.has_in_order(&["title: Heat", "title: Lights # over the sofa"]).await;
    bobbin.shot("outline").await;

    bobbin.undo_all(TEXT, 6).await;

    // A marquee around two cards; a card as wide as its section; F2 and Enter from the keyboard.
    let lights = r#"["views",0,"sections",0]"#;
    bobbin.click(&row(CEILING)).await;
    bobbin.drag(Spot(tile(lights), 0.99, 0.5), Spot(tile(BED), 0.5, 0.5)).await;
    bobbin.sees("2 cards").await;
    bobbin.shot("band").await;
    bobbin.choose(BED).await;
    bobbin.drag(Spot("[data-testid='resize-handle']".into(), 0.5, 0.5), Spot(tile(CEILING), 1.0, 0.9)).await;
    bobbin.has_in_order(&["light.bed_light # by the bed", "grid_options:", "columns: full", "ceiling"]).await;
    bobbin.choose(BED).await;
    bobbin.hit(&char::from(Key::F2).to_string()).await;
    bobbin.find("[data-testid='rename']").await;
    bobbin.hit(&format!("Reading lamp{}", char::from(Key::Enter))).await;
    bobbin.has_in_order(&["# by the bed", "name: Reading lamp", "grid_options:"]).await;
    bobbin.command("Show or hide the inspector").await;
    bobbin.gone("[data-testid='inspector']").await;
    bobbin.choose(BED).await;
    bobbin.hit(&char::from(Key::Enter).to_string()).await;
    bobbin.find("[data-testid='inspector'] [data-testid='field-name']").await;
    bobbin.shot("sized-and-named").await;

    // A view changes its type, after a note about the effects.
    bobbin.command("Make this view masonry").await;
    bobbin.find("[data-testid='convert-dialog']").await;
    bobbin.sees("The cards of 2 sections follow each other.").await;
    bobbin.shot("convert").await;
    bobbin.click("[data-testid='convert-submit']").await;
    bobbin.has_in_order(&["type: masonry", "cards:", "heading: Lights", "# by the bed", "heading: Heat"]).await;
    bobbin.find(&tile(r#"["views",0,"cards",1]"#)).await;
    bobbin.command("Make this view of sections").await;
    bobbin.sees("5 cards go into one section.").await;
    bobbin.click("[data-testid='convert-submit']").await;
    bobbin.has_in_order(&["type: sections", "sections:", "heading: Lights", "# by the bed", "heading: Heat"]).await;

    // Everything is undone, step by step, to the byte.
    let steps = bobbin.undo_all(TEXT, 20).await;
    assert_eq!(steps, 4, "every gesture is one step");

    // A card held at the lower edge scrolls the canvas to its end.
    let notes: String =
        (1..=60).map(|number| format!("      - type: markdown\n        content: Note {number}\n")).collect();
    let long = format!("views:\n  - title: Long\n    cards:\n{notes}");
    bobbin.write(&long).await;
    let note = |at: usize| tile(&format!(r#"["views",0,"cards",{at}]"#));
    bobbin.find(&note(0)).await;
    bobbin.gone(&note(59)).await;
    bobbin.carry(Spot(note(0), 0.3, 0.5), Spot("[data-testid='canvas']".into(), 0.3, 0.99)).await;
    bobbin.find(&note(59)).await;
    bobbin
        .until("the canvas to have scrolled to its end", || async { bobbin.is_at_end("[data-testid='canvas']").await })
        .await;
    bobbin.shot("carried-down").await;
    bobbin.let_go(Spot(note(59), 0.3, 0.9)).await;
    bobbin.has_in_order(&["content: Note 2\n", "content: Note 60\n", "content: Note 1\n"]).await;
    bobbin.find(&format!("{}[aria-selected='true']", note(59))).await;
    assert_eq!(bobbin.undo_all(&long, 1).await, 1, "it is one step");
    bobbin.quit().await;
}

#[tokio::test]
async fn many_are_chosen_wrapped_copied_and_deleted_and_saved_with_their_comments() {
    let home = RealHome::shared().await;
    dashboard(home, "hand-other", "Hand other", json!({"views": [{"title": "Already here"}]})).await;
    let (mut bobbin, _folder) = open("hand-many", "hand-many", home).await;
    bobbin.keys(Key::Control, "s").await;
    bobbin.until("it to be saved", || async { held(home, "hand-many").await["views"][1]["title"] == "Kitchen" }).await;

    bobbin.choose(BED).await;
    bobbin.hit(&format!("{}{}{}", char::from(Key::Shift), char::from(Key::Right), char::from(Key::Null))).await;
    bobbin.sees("2 cards").await;
    bobbin.shot("two").await;
    bobbin.command("Wrap in a horizontal stack").await;
    bobbin.has_in_order(&["- type: horizontal-stack", "light.bed_light # by the bed", "light.ceiling_lights"]).await;
    bobbin.find(&tile(r#"["views",0,"sections",0,"cards",0,"cards",1]"#)).await;

    bobbin.choose(THERMOSTAT).await;
    bobbin.keys(Key::Control, "d").await;
    bobbin.has_in_order(&["climate.hvac # the old one", "climate.hvac # the old one"]).await;
    bobbin.choose(r#"["views",0,"sections",1,"cards",1]"#).await;
    bobbin.hit(&char::from(Key::Delete).to_string()).await;
    bobbin.until("one to be left", || async { bobbin.editor().await.matches("climate.hvac").count() == 1 }).await;

    // Cut here, pasted into another view.
    bobbin.choose(THERMOSTAT).await;
    bobbin.keys(Key::Control, "x").await;
    bobbin.until("it to be cut", || async { !bobbin.editor().await.contains("climate.hvac") }).await;
    bobbin.click("[data-testid='view-tabs'] [role='tab']:nth-child(2)").await;
    bobbin.choose(r#"["views",1,"cards",0]"#).await;
    bobbin.keys(Key::Control, "v").await;
    bobbin.has_in_order(&["title: Kitchen", "sensor.outside_temperature", "climate.hvac # the old one"]).await;
    bobbin.shot("pasted").await;

    // A field of several cards at once.
    bobbin.click("[data-testid='view-tabs'] [role='tab']:nth-child(1)").await;
    bobbin.click(&row(r#"["views",0,"sections",0,"cards",0,"cards",0]"#)).await;
    bobbin.hit(&format!("{}{}{}", char::from(Key::Shift), char::from(Key::Down), char::from(Key::Null))).await;
    bobbin.sees("2 cards").await;
    bobbin.retype("[data-testid='inspector'] [data-testid='field-name'] input", "Lamp").await;
    bobbin.until("both to have it", || async { bobbin.editor().await.matches("name: Lamp").count() == 2 }).await;
    bobbin.shot("set-for-many").await;

    bobbin.keys(Key::Control, "s").await;
    bobbin
        .until("another client to see it", || async {
            let config = held(home, "hand-many").await;
            config["views"][0]["sections"][0]["cards"][0]["cards"][1]["name"] == "Lamp"
                && config["views"][1]["cards"][1]["type"] == "thermostat"
        })
        .await;
    let text = bobbin.editor().await;
    for comment in
        ["# The first thing seen in the morning.", "# over the sofa", "# by the bed", "# the old one", "# first"]
    {
        assert!(text.contains(comment), "{comment} is lost:\n{text}");
    }

    // A view moves to another dashboard; both are drafts then.
    bobbin.click("[data-testid='view-tabs'] [role='tab']:nth-child(2)").await;
    bobbin.command("Move the view to another dashboard").await;
    bobbin.shot("where-to").await;
    bobbin.click("[data-testid='target-hand-other']").await;
    bobbin.click("[data-testid='target-move']").await;
    bobbin.has_in_order(&["title: Already here", "title: Kitchen", "# first", "# the old one"]).await;
    bobbin.shot("moved-view").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='hand-many']").await;
    bobbin
        .until("the view to have gone here", || async {
            let text = bobbin.editor().await;
            text.contains("title: Living") && !text.contains("title: Kitchen")
        })
        .await;

    // With the keyboard alone: copied there, cut here, and back again. Comments of a card move along.
    let lamp = r#"["views",0,"sections",0,"cards",0,"cards",0]"#;
    bobbin.choose(lamp).await;
    bobbin.keys(Key::Control, "c").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='hand-other']").await;
    bobbin.choose(r#"["views",1,"cards",1]"#).await;
    bobbin.keys(Key::Control, "v").await;
    let copied = ["title: Kitchen", "climate.hvac # the old one", "light.bed_light # by the bed", "name: Lamp"];
    bobbin.has_in_order(&copied).await;
    bobbin.choose(r#"["views",1,"cards",1]"#).await;
    bobbin.keys(Key::Control, "x").await;
    bobbin.until("it to be cut", || async { !bobbin.editor().await.contains("climate.hvac") }).await;
    bobbin.shot("cut-in-another").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='hand-many']").await;
    bobbin.choose(lamp).await;
    bobbin.keys(Key::Control, "v").await;
    bobbin
        .has_in_order(&["title: Living", "light.bed_light # by the bed", "climate.hvac # the old one", "ceiling"])
        .await;
    bobbin.shot("pasted-from-another").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn cards_come_from_the_gallery_and_their_fields_from_forms() {
    let home = RealHome::shared().await;
    let (mut bobbin, _folder) = open("hand-forms", "hand-forms", home).await;

    // Typing into a field: the text follows each key, and one step undoes all of it.
    bobbin.choose(CEILING).await;
    let name = "[data-testid='inspector'] [data-testid='field-name'] input";
    bobbin.retype(name, "Ceiling").await;
    bobbin.has("name: Ceiling").await;
    // After a pause in typing, a new step begins.
    bobbin.undo_all(TEXT, 8).await;

    // Added after the selected card; three types by name are a click away.
    for (card, written) in [
        ("custom:button-card", "- type: custom:button-card"),
        ("custom:mushroom-entity-card", "- type: custom:mushroom-entity-card"),
        ("gauge", "- type: gauge"),
    ] {
        bobbin.choose(CEILING).await;
        bobbin.hit(&char::from(Key::Insert).to_string()).await;
        bobbin.find("[data-testid='gallery']").await;
        if card == "gauge" {
            bobbin.fill("[data-testid='gallery-search']", "gauge").await;
        }
        bobbin.click(&format!("[data-testid='gallery-{card}']")).await;
        bobbin.gone("[data-testid='gallery']").await;
        bobbin.has_in_order(&["light.ceiling_lights", written, "title: Heat"]).await;
    }
    bobbin.shot("added").await;
    bobbin.undo_all(TEXT, 3).await;

    // A custom card as YAML, with its comment.
    bobbin.choose(THERMOSTAT).await;
    bobbin.hit(&char::from(Key::Insert).to_string()).await;
    bobbin.click("[data-testid='gallery-any']").await;
    bobbin.shot("any-custom-card").await;
    bobbin.fill("[data-testid='gallery-yaml']", "type: custom:my-card # mine\nspeed: 3").await;
    bobbin.click("[data-testid='gallery-take']").await;
    bobbin.has_in_order(&["# the old one", "- type: custom:my-card # mine", "speed: 3", "title: Kitchen"]).await;
    bobbin.undo_all(TEXT, 1).await;

    // Several entities: all in one card, or one card each.
    let section = "          - type: thermostat\n            entity: climate.hvac # the old one\n";
    for (card, is_each, written) in [
        ("entities", false, "- type: entities\n  entities:\n    - light.bed_light\n    - switch.ac\n"),
        ("tile", false, "- type: tile\n  entity: light.bed_light\n- type: tile\n  entity: switch.ac\n"),
        (
            "glance",
            true,
            "- type: glance\n  entities:\n    - light.bed_light\n- type: glance\n  entities:\n    - switch.ac\n",
        ),
    ] {
        bobbin.choose(THERMOSTAT).await;
        bobbin.hit(&char::from(Key::Insert).to_string()).await;
        bobbin.for_entities(["light.bed_light", "switch.ac"].into_iter()).await;
        if is_each {
            bobbin.press("One card for each").await;
            bobbin.shot("one-for-each").await;
        }
        bobbin.add(card, "").await;
        bobbin.has(&format!("{section}{}  - title: Kitchen\n", indented(written, 10))).await;
        bobbin.undo_all(TEXT, 1).await;
    }

    // A kept card comes from the gallery again, with its comments.
    bobbin.choose(THERMOSTAT).await;
    bobbin.command("Keep as a template…").await;
    bobbin.fill("[data-testid='keep-name']", "My heating").await;
    bobbin.shot("keep").await;
    bobbin.click("[data-testid='keep-submit']").await;
    bobbin.choose(BED).await;
    bobbin.hit(&char::from(Key::Insert).to_string()).await;
    bobbin.find("[data-testid='gallery']").await;
    bobbin.fill("[data-testid='gallery-search']", "my heat").await;
    bobbin.shot("kept").await;
    bobbin.click("[data-testid='gallery-own-My heating']").await;
    bobbin.has_in_order(&["# by the bed", "climate.hvac # the old one", "light.ceiling_lights", "title: Heat"]).await;
    bobbin.undo_all(TEXT, 1).await;

    // Nested conditions, and their descriptions.
    bobbin.choose(CEILING).await;
    bobbin.add_to("visibility", "Any of").await;
    bobbin.add_to("visibility/conditions", "State").await;
    bobbin.set("visibility/conditions/entity", &format!("light.bed_light{ENTER}")).await;
    bobbin.add_to("visibility/conditions", "All of").await;
    bobbin.add_to("visibility/conditions/conditions", "Number").await;
    bobbin.set("visibility/conditions/conditions/entity", &format!("sensor.outside_temperature{ENTER}")).await;
    bobbin.add_to("visibility/conditions/conditions", "Not all of").await;
    bobbin.add_to("visibility/conditions/conditions/conditions", "State").await;
    bobbin.set("visibility/conditions/conditions/conditions/entity", &format!("climate.hvac{ENTER}")).await;
    bobbin.set("visibility/conditions/conditions/conditions/state", &format!("off{ENTER}")).await;
    bobbin.has("state: 'off'").await;
    bobbin.shot("nested").await;
    bobbin.add_to("visibility", "Screen").await;
    bobbin.has(&indented(CONDITIONS, 12)).await;
    let words = bobbin.find("[data-testid='condition-words']").await.text().await.expect("a sentence");
    assert_eq!(words, CONDITIONS_IN_WORDS);
    bobbin.shot("conditions").await;
    bobbin.undo_all(TEXT, 20).await;

    // Rows of a card are dragged in its form.
    bobbin.click("[data-testid='view-tabs'] [role='tab']:nth-child(2)").await;
    bobbin.choose(r#"["views",1,"cards",0]"#).await;
    let handle = |number: usize| format!("[data-testid='field-entities'] li:nth-child({number}) .handle");
    bobbin.drag(Spot(handle(1), 0.5, 0.5), Spot(handle(3), 0.5, 0.9)).await;
    bobbin.has_in_order(&["entity: switch.ac", "sensor.outside_temperature", "light.kitchen_lights # first"]).await;
    bobbin.shot("rows").await;
    bobbin.undo_all(TEXT, 1).await;

    // The YAML of one node, next to its form.
    bobbin.choose(r#"["views",1,"cards",0]"#).await;
    bobbin.press("Show YAML of this").await;
    bobbin.find("[data-testid='node-yaml'] .cm-content").await;
    bobbin.shot("yaml-of-one").await;
    bobbin.quit().await;
}
