//! The rewritten templates. Their results are checked in `tests/it/templates.rs`, on a real Home Assistant.

use super::{beyond, rewritten};
use crate::scene::{Override, WhatIf};

fn what_if() -> WhatIf {
    ["light.bed", "sensor.new"].map(|id| (id.to_owned(), Override::default())).into_iter().collect()
}

/// The template without the text before it.
fn after(template: &str) -> Option<String> {
    let text = rewritten(template, &what_if())?;
    let (_, rest) =
        text.split_once("{%- set bobbin_expand = macro_bobbin_expand | as_function %}").expect("the functions");
    Some(rest.to_owned())
}

#[test]
fn every_way_to_look_at_a_state_goes_through_ours() {
    for (template, expected) in [
        ("{{ states('light.bed') }}", "{{ bobbin_states('light.bed') }}"),
        ("{{ states(x, with_unit=True) }}", "{{ bobbin_states(x, with_unit=True) }}"),
        ("{{ is_state('light.bed', 'on') }}", "{{ bobbin_is_state('light.bed', 'on') }}"),
        ("{% if not has_value(x) %}a{% endif %}", "{% if not bobbin_has_value(x) %}a{% endif %}"),
        ("{{ states.light.bed.state }}", "{{ bobbin_state('light.bed').state }}"),
        ("{{ states['light.bed'].attributes.x }}", "{{ bobbin_state('light.bed').attributes.x }}"),
        ("{{ states['light'].bed }}", "{{ bobbin_state('light.bed') }}"),
        ("{{ states[id].state }}", "{{ bobbin_get(id).state }}"),
        ("{{ states.light[name].state }}", "{{ bobbin_state('light.' ~ (name)).state }}"),
        ("{{ states[states('x.y')[0]] }}", "{{ bobbin_get(states('x.y')[0]) }}"),
        ("{{ states.light | list | count }}", "{{ bobbin_all('light') | list | count }}"),
        ("{% for s in states %}{% endfor %}", "{% for s in bobbin_all() %}{% endfor %}"),
        ("{{ x | states }}", "{{ x | apply(bobbin_states) }}"),
        ("{{ x | states(rounded=True) }}", "{{ x | apply(bobbin_states, rounded=True) }}"),
        ("{{ x | state_attr('a') | int }}", "{{ x | apply(bobbin_state_attr, 'a') | int }}"),
        ("{{ x is has_value and y }}", "{{ x is apply(bobbin_has_value) and y }}"),
        ("{{ x is not is_state('on') }}", "{{ x is not apply(bobbin_is_state, 'on') }}"),
        ("{{ l | map('states') | list }}", "{{ l | map('apply', bobbin_states) | list }}"),
        ("{{ l | select('is_state', 'on') }}", "{{ l | select('apply', bobbin_is_state, 'on') }}"),
        (
            "{{ l | selectattr('entity_id', 'is_state', 'on') }}",
            "{{ l | selectattr('entity_id', 'apply', bobbin_is_state, 'on') }}",
        ),
        ("{{ expand('group.all') }}", "{{ bobbin_expand('group.all') }}"),
        (" states: {{ states(x) }} {# states #} ", "states: {{ bobbin_states(x) }} {# states #}"),
    ] {
        assert_eq!(after(template).as_deref(), Some(expected), "{template}");
    }
}

#[test]
fn code_without_those_states_stays() {
    for template in [
        "no code, only states",
        "{{ states('light.other') }}",
        "{{ is_state('switch.x', 'on') }}",
        "{{ states.switch.x.state }}",
        "{{ states.light.other.state }}",
        "{{ states['sensor.other'].state }}",
        "{{ x.states }} {{ f(states=1) }}",
        "{{ 'states' }} {% raw %}{{ states(x) }}{% endraw %}",
        "{{ now() }}",
    ] {
        assert_eq!(after(template), None, "{template}");
    }
    assert_eq!(rewritten("{{ states(x) }}", &WhatIf::new()), None);
}

#[test]
fn code_that_can_not_be_rewritten_stays() {
    for template in [
        "{% set states = 1 %}{{ states }}",
        "{% macro states(x) %}{% endmacro %}{{ states(1) }}",
        "{% for states in [1] %}{{ states }}{% endfor %}",
        "{{ x is is_state 'on' }}",
        "{{ states(x) ",
        "{{ states(x)) }}",
    ] {
        assert_eq!(after(template), None, "{template}");
    }
}

#[test]
fn names_the_functions_without_what_if() {
    assert_eq!(beyond("{{ states(x) }} and state_translated"), [""; 0]);
    assert_eq!(beyond("{% from 'a.jinja' import b %}{{ state_translated(x) }}"), ["import", "state_translated"]);
    assert_eq!(beyond("{{ "), ["?"]);
}
