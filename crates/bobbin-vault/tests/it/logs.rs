//! Intents, operations and snapshots.

use bobbin_vault::{IntentId, NewIntent, NewOperation, NewVersion, Origin, VaultError};

use crate::support::{Home, kitchen, record, second};

#[test]
fn an_intent_is_open_until_it_is_finished_with_all_its_steps() {
    let home = Home::new();
    let base = record(&home.vault, 1, Origin::Fetched, "{}");
    let kitchen = kitchen();
    let new = NewIntent {
        document: &kitchen,
        kind: "save",
        at: second(2),
        base: Some(base),
        value: Some(r#"{"a":1}"#),
        text: Some("a: 1 # mine\n"),
        data: Some("{}"),
    };
    let id = home.vault.intent_begin(&new).expect("begun");
    let other = home.vault.intent_begin(&NewIntent { kind: "delete", value: None, text: None, ..new }).expect("begun");
    home.vault.intent_step(id, r#""sent""#, second(3)).expect("a step");
    let theirs = NewVersion::of_value(&kitchen, second(4), Origin::Displaced, Some(r#"{"theirs":1}"#));
    let displaced = home.vault.intent_version(id, &theirs, |version| format!("{}", version.0)).expect("a step");

    let home = home.reopened();
    let open = home.vault.open_intents().expect("a list");
    assert_eq!(open.iter().map(|intent| intent.id).collect::<Vec<_>>(), [id, other]);
    assert_eq!((open[0].base, open[0].value.as_deref()), (Some(base), Some(r#"{"a":1}"#)));
    assert_eq!((open[0].text.as_deref(), open[0].data.as_deref()), (Some("a: 1 # mine\n"), Some("{}")));
    assert_eq!(open[0].steps, [r#""sent""#.to_owned(), displaced.0.to_string()]);
    assert_eq!(home.vault.version(displaced).expect("there").value.as_deref(), Some(r#"{"theirs":1}"#));

    home.vault.intent_finish(id, "saved", second(5)).expect("finished");
    assert_eq!(home.vault.open_intents().expect("a list").len(), 1);
    for result in [
        home.vault.intent_finish(id, "again", second(6)),
        home.vault.intent_step(id, "1", second(6)),
        home.vault.intent_step(IntentId(99), "1", second(6)),
        home.vault.intent_version(id, &theirs, |_| String::new()).map(|_| ()),
    ] {
        assert!(matches!(result, Err(VaultError::NoSuch { .. })), "{result:?}");
    }
}

#[test]
fn a_displaced_version_whose_intent_is_closed_is_not_recorded_by_halves() {
    let home = Home::new();
    let kitchen = kitchen();
    let theirs = NewVersion::of_value(&kitchen, second(4), Origin::Displaced, Some("1"));
    assert!(home.vault.intent_version(IntentId(7), &theirs, |_| String::new()).is_err());
    assert_eq!(home.vault.versions(&kitchen).expect("a list"), []);
}

#[test]
fn operations_come_newest_first_and_are_undone_once() {
    let home = Home::new();
    let record = |instance, kind, at| {
        let new = NewOperation { instance, at: second(at), kind, data: r#"{"id":"x"}"# };
        home.vault.record_operation(&new).expect("recorded")
    };
    let (first, _, last) = (record("home", "create", 1), record("other", "create", 2), record("home", "delete", 3));
    let listed = home.vault.operations("home", 10).expect("a list");
    assert_eq!(listed.iter().map(|operation| operation.id).collect::<Vec<_>>(), [last, first]);
    assert_eq!(home.vault.operations("home", 1).expect("a list").len(), 1);
    home.vault.mark_undone(last, second(4)).expect("marked");
    assert_eq!(home.vault.operations("home", 1).expect("a list")[0].undone_at, Some(second(4)));
    assert!(matches!(home.vault.mark_undone(last, second(5)), Err(VaultError::NoSuch { .. })));
}

#[test]
fn a_snapshot_is_the_last_one_put_with_its_age() {
    let home = Home::new();
    let states = format!("[{}]", vec![r#"{"entity_id":"light.kitchen"}"#; 1_000].join(","));
    home.vault.put_snapshot("home", "states", "[]", second(1)).expect("put");
    home.vault.put_snapshot("home", "states", &states, second(2)).expect("put");
    home.vault.put_snapshot("home", "states", &states, second(3)).expect("put");
    home.vault.put_snapshot("other", "states", "{}", second(4)).expect("put");
    let home = home.reopened();
    let snapshot = home.vault.snapshot("home", "states").expect("read").expect("there");
    assert_eq!((snapshot.json, snapshot.at), (states, second(3)));
    assert!(home.vault.snapshot("other", "states").expect("read").is_some());
}
