//! Templates with what-if states, rendered by a real Home Assistant: every way to read a state sees the overrides, and
//! everything else means exactly what it means without them.

use crate::support::{Page, draft, preview, scene};
use bobbin_preview::{Override, WhatIf};
use bobbin_testkit::raw_client::RawClient;
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};

fn what_if(entities: &[(&str, Option<&str>, Value)]) -> WhatIf {
    let over = |(id, state, attributes): &(&str, Option<&str>, Value)| {
        let attributes = attributes.as_object().cloned().unwrap_or_default();
        ((*id).to_owned(), Override { state: state.map(str::to_owned), attributes })
    };
    entities.iter().map(over).collect()
}

/// The result of Home Assistant itself.
async fn plain(client: &mut RawClient, template: &str) -> Value {
    let command = client.numbered(json!({"type": "render_template", "template": template, "report_errors": true}));
    let id = command["id"].clone();
    client.send(command).await;
    let event = client.wait_for(|message| message["id"] == id && message["type"] == "event").await;
    event["event"].get("result").unwrap_or(&event["event"]).clone()
}

/// The first result that a page gets for a template.
async fn rendered(page: &mut Page, template: &str) -> Value {
    let id = page.ask(json!({"type": "render_template", "template": template, "report_errors": true})).await;
    told(page, id).await
}

async fn told(page: &mut Page, id: u64) -> Value {
    let event = page.wait_for(|message| message["id"] == id && message["type"] == "event").await;
    event["event"].get("result").unwrap_or(&event["event"]).clone()
}

#[tokio::test]
async fn a_template_sees_overrides_in_every_way_it_can_read_a_state() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("templates"))).expect("a stage");
    stage.change(|scene| {
        scene.what_if = what_if(&[
            ("light.bed_light", Some("zapped"), json!({"brightness": 7, "words": "“50 %” {{ 😀 }}"})),
            ("sensor.outside_temperature", Some("99"), json!({})),
            ("sensor.outside_humidity", None, json!({"unit_of_measurement": "‰"})),
            ("binary_sensor.made_up", Some("on"), json!({"friendly_name": "Nobody’s"})),
            ("light.kitchen_lights", Some("unavailable"), json!({})),
        ]);
    });
    let mut page = Page::of(&preview, &stage).await;
    for (template, expected) in [
        ("{{ states('light.bed_light') }} {{ states('Light.Bed_Light') }}", json!("zapped zapped")),
        ("{{ states('sensor.outside_temperature') | float + 1 }}", json!(100.0)),
        ("{{ states('sensor.outside_temperature', with_unit=True) }}", json!("99 °C")),
        ("{{ states('sensor.outside_humidity', rounded=False, with_unit=True) }}", json!("54 ‰")),
        (
            "{{ is_state('light.bed_light', 'zapped') }} {{ is_state('light.bed_light', ['off', 'on']) }}",
            json!("True False"),
        ),
        (
            "{{ 'light.bed_light' is is_state('zapped') }} {{ 'light.bed_light' is not is_state('off') }}",
            json!("True True"),
        ),
        ("{{ state_attr('light.bed_light', 'brightness') + 1 }}", json!(8)),
        ("{{ state_attr('light.bed_light', 'words') }}", json!("“50 %” {{ 😀 }}")),
        ("{{ is_state_attr('light.bed_light', 'brightness', 7) }}", json!(true)),
        ("{{ state_attr('light.bed_light', 'friendly_name') }}", json!("Bed Light")),
        ("{{ has_value('light.kitchen_lights') }} {{ has_value('binary_sensor.made_up') }}", json!("False True")),
        ("{{ 'light.kitchen_lights' is has_value or 'x' }}", json!("x")),
        ("{{ states.light.bed_light.state }} {{ states.light.bed_light.attributes.brightness }}", json!("zapped 7")),
        ("{{ states['light.bed_light'].name }} {{ states.light['bed_light'].domain }}", json!("Bed Light light")),
        ("{{ states.sensor.outside_temperature.state_with_unit }}", json!("99 °C")),
        ("{{ states.binary_sensor.made_up.name }} {{ states('binary_sensor.made_up') }}", json!("Nobody’s on")),
        ("{{ (now() - states.light.bed_light.last_changed).total_seconds() < 3600 }}", json!(true)),
        (
            "{% set one = states.light.bed_light %}{{ one.entity_id }}: {{ one.state }}",
            json!("light.bed_light: zapped"),
        ),
        (
            "{{ states.light | selectattr('state', 'eq', 'zapped') | map(attribute='entity_id') | list }}",
            json!(["light.bed_light"]),
        ),
        ("{{ states | selectattr('entity_id', 'eq', 'binary_sensor.made_up') | list | count }}", json!(1)),
        ("{{ ['light.bed_light', 'light.nobody'] | map('states') | list }}", json!(["zapped", "unknown"])),
        ("{{ ['light.bed_light', 'sun.sun'] | select('is_state', 'zapped') | list }}", json!(["light.bed_light"])),
        ("{{ states.light | selectattr('entity_id', 'is_state', 'unavailable') | list | count }}", json!(1)),
        (
            "{{ expand('light.bed_light', states.light.kitchen_lights) | map(attribute='state') | sort | list }}",
            json!(["unavailable", "zapped"]),
        ),
        ("{{ expand(states.light) | selectattr('state', 'eq', 'zapped') | list | count }}", json!(1)),
        (
            "{% macro say(id) %}{{ states(id) }}{% endmacro %}{% for i in [1, 2] %}{{ say('light.bed_light') }}{% endfor %}",
            json!("zappedzapped"),
        ),
        ("   \n# {{ states('light.bed_light') }}\n\ntext\n", json!("# zapped\n\ntext")),
    ] {
        assert_eq!(rendered(&mut page, template).await, expected, "{template}");
    }
}

#[tokio::test]
async fn a_template_without_overridden_states_keeps_its_meaning() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("templates"))).expect("a stage");
    stage.change(|scene| scene.what_if = what_if(&[("fan.made_up", Some("on"), json!({}))]));
    let mut page = Page::of(&preview, &stage).await;
    let mut client = home.client().await;
    // The names are computed, so that each access goes through the functions before the template.
    for template in [
        "{{ states('sensor.' ~ 'outside_temperature') }}",
        "{{ states('sensor.' ~ 'outside_temperature', true, true) }} {{ states('sensor.' ~ 'outside_temperature', rounded=true) }}",
        "{{ states('sensor.' ~ 'outside_temperature', with_unit=true) }} {{ ('sun.' ~ 'sun') | states }}",
        "{{ states('no_id' ~ '') }} {{ states('light.' ~ 'nobody') }} {{ states(none) }}",
        "{{ is_state('light.' ~ 'bed_light', 'off') }} {{ is_state('light.' ~ 'bed_light', ['off', 'on']) }}",
        "{{ is_state('light.' ~ 'nobody', 'off') }} {{ 'light.bed_light' is is_state(['off']) }}",
        "{{ state_attr('light.' ~ 'bed_light', 'friendly_name') }} {{ state_attr('light.' ~ 'bed_light', 'none') }}",
        "{{ state_attr('light.' ~ 'bed_light', 'supported_color_modes') }}",
        "{{ is_state_attr('light.' ~ 'bed_light', 'supported_features', 36) }} {{ is_state_attr('a.' ~ 'b', 'c', none) }}",
        "{{ has_value('light.' ~ 'bed_light') }} {{ has_value('light.' ~ 'nobody') }} {{ ('a.' ~ 'b') is has_value }}",
        "{{ states['light.' ~ 'bed_light'].name }} {{ states['light.' ~ 'nobody'] }} {{ states['light'] | list | count }}",
        "{{ states | list | count }} {{ states.fan | map(attribute='entity_id') | reject('eq', 'fan.made_up') | list }}",
        "{{ expand(['light.' ~ 'bed_light', states.switch]) | map(attribute='entity_id') | sort | list }}",
        "{{ expand('zone.' ~ 'home', none) | list | count }} {{ [states.sun.sun] | expand | list | count }}",
        "{{ ['sun.sun', 'a.b'] | map('states') | list }} {{ ['sun.sun', 'a.b'] | select('has_value') | list }}",
        "{{ states('a.' ~ 'b') | float }}",
        "{{ states['not valid'] }}",
    ] {
        let (there, here) = (plain(&mut client, template).await, rendered(&mut page, template).await);
        let there = match there.as_str() {
            // The made-up entity is an additional one, as on the page.
            Some(text) if template.starts_with("{{ states | list") => {
                let (count, rest) = text.split_once(' ').expect("two");
                json!(format!("{} {rest}", count.parse::<u32>().expect("a number") + 1))
            }
            _ => there,
        };
        assert_eq!(here, there, "{template}");
    }
}

#[tokio::test]
async fn a_template_follows_both_overridden_and_real_states() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("templates"))).expect("a stage");
    let mut page = Page::of(&preview, &stage).await;
    let template = "{{ states('input_boolean.' ~ 'nobody') }} {{ states('sensor.outside_humidity') }}";
    let ask = json!({"type": "render_template", "template": template});
    let id = page.ask(ask.clone()).await;
    assert_eq!(told(&mut page, id).await, "unknown 54");
    let set = |state: &str| what_if(&[("sensor.outside_humidity", Some(state), json!({}))]);
    stage.change(|scene| scene.what_if = set("1"));
    assert_eq!(told(&mut page, id).await, "unknown 1");
    stage.change(|scene| scene.what_if = set("2"));
    assert_eq!(told(&mut page, id).await, "unknown 2");
    // A template that the page subscribes to during an override never shows the real result.
    let second = page.ask(ask).await;
    assert_eq!(told(&mut page, second).await, "unknown 2");
    // A template that fails because of an override shows its real result.
    let number =
        page.ask(json!({"type": "render_template", "template": "{{ states('sensor.outside_humidity') | int }}"}));
    let number = number.await;
    assert_eq!(told(&mut page, number).await, 2);
    stage.change(|scene| scene.what_if = set("unavailable"));
    assert_eq!(told(&mut page, number).await, 54);
    // The overrides are removed. Earlier results may still be on their way.
    stage.change(|scene| scene.what_if.clear());
    page.wait_for(|message| message["id"] == id && message["event"]["result"] == "unknown 54").await;
    // A template without a subscription sends nothing more.
    page.command(json!({"type": "unsubscribe_events", "subscription": id})).await;
    stage.change(|scene| scene.what_if = set("3"));
    let next = page.wait_for(|message| message["event"]["result"] != "unknown 54" && message["type"] == "event").await;
    assert_ne!(next["id"], id);
}

#[tokio::test]
async fn a_rule_with_a_template_is_evaluated_on_overrides() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("templates"))).expect("a stage");
    let mut page = Page::of(&preview, &stage).await;
    let template = |text: &str| json!({"condition": "template", "value_template": text});
    let state = |id: &str, state: &str| json!({"condition": "state", "entity_id": id, "state": state});
    let joined = |kind: &str, all: Value| json!({"condition": kind, "conditions": all});
    let damp = template("{{ states('sensor.outside_humidity') | int > 90 }}");
    let outside = json!({"condition": "numeric_state", "entity_id": ["sensor.outside_humidity"], "above": 90});
    let mut rules = Vec::new();
    // The results on real states, then while the humidity is not a number (a rule that fails on that keeps its result),
    // and at 95.
    for (rule, by) in [
        (damp.clone(), [false, false, true]),
        (template("{{ states('sensor.outside_humidity') == 'it\\'s \"95\" \\\\' }}"), [false, true, false]),
        (template("{{ is_state('sensor.outside_humidity', '54') }}"), [true, false, false]),
        (joined("not", json!([damp.clone()])), [true, true, false]),
        (joined("and", json!([damp.clone(), outside.clone(), template("{{ true }}")])), [false, false, true]),
        (joined("or", json!([damp, state("sensor.outside_humidity", "54")])), [true, true, true]),
        (
            joined("and", json!([template("{{ true }}"), state("light.nobody_has", "on"), outside])),
            [false, false, false],
        ),
        // A disabled condition doesn't count.
        (
            joined(
                "or",
                json!([
                    template("{{ states('sensor.outside_humidity') | int(0) > 90 }}"),
                    {"condition": "state", "entity_id": "sensor.outside_humidity", "state": "7", "enabled": false},
                ]),
            ),
            [false, false, true],
        ),
        (template("{{ 1 == 1 }}"), [true, true, true]),
    ] {
        let id = page.ask(json!({"type": "subscribe_condition", "condition": rule.clone()})).await;
        assert_eq!(told(&mut page, id).await, by[0], "{rule}");
        rules.push((rule, id, by));
    }
    for (at, humidity) in ["it's \"95\" \\", "95"].into_iter().enumerate() {
        let over = what_if(&[("sensor.outside_humidity", Some(humidity), json!({}))]);
        stage.change(|scene| scene.what_if = over.clone());
        // An earlier subscription follows.
        let (_, first, by) = &rules[0];
        page.wait_for(|message| message["id"] == *first && message["event"]["result"] == by[at + 1]).await;
        for (rule, _, by) in &rules {
            // A new subscription first gets the current result.
            let id = page.ask(json!({"type": "subscribe_condition", "condition": rule})).await;
            assert_eq!(told(&mut page, id).await, by[at + 1], "{rule} while it is {humidity}");
        }
    }
    stage.change(|scene| scene.what_if.clear());
    page.wait_for(|message| message["id"] == rules[0].1 && message["event"]["result"] == false).await;
}
