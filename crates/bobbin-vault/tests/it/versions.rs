//! Versions: in order, once each, small, and never changed.

use bobbin_vault::{NewVersion, Origin, VaultError, VersionId, content_hash};

use crate::support::{Home, dashboard, kitchen, record, second};

#[test]
fn a_version_comes_back_as_it_was_recorded() {
    let home = Home::new();
    let id = home
        .vault
        .record_version(&NewVersion {
            document: &kitchen(),
            at: second(1),
            origin: Origin::SavedByUs,
            value: Some(r#"{"a":1.0}"#),
            text: Some("# mine\na: 1.0\n"),
            ha_version: Some("2026.11.2"),
            settings: Some(r#"{"title":"Kitchen"}"#),
        })
        .expect("recorded");
    let home = home.reopened();
    let version = home.vault.version(id).expect("there");
    assert_eq!(version.value.as_deref(), Some(r#"{"a":1.0}"#));
    assert_eq!(version.text.as_deref(), Some("# mine\na: 1.0\n"));
    assert_eq!(version.settings.as_deref(), Some(r#"{"title":"Kitchen"}"#));
    assert_eq!((version.document, version.summary.at), (kitchen(), second(1)));
    assert_eq!(version.summary.ha_version.as_deref(), Some("2026.11.2"));
    assert_eq!(version.summary.value_hash, Some(content_hash(br#"{"a":1.0}"#)));
    assert_eq!(home.vault.versions(&kitchen()).expect("a list"), [version.summary]);
}

#[test]
fn the_newest_comes_first_whatever_the_clock_says() {
    let home = Home::new();
    let first = record(&home.vault, 100, Origin::Fetched, "1");
    let second = record(&home.vault, 50, Origin::SavedByUs, "2");
    let ids: Vec<_> = home.vault.versions(&kitchen()).expect("a list").iter().map(|version| version.id).collect();
    assert_eq!(ids, [second, first]);
    assert_eq!(home.vault.last_version(&kitchen()).expect("one").expect("one").id, second);
}

#[test]
fn seeing_the_same_again_is_no_new_version_but_saving_it_is() {
    let home = Home::new();
    let fetched = record(&home.vault, 1, Origin::Fetched, "1");
    assert_eq!(record(&home.vault, 2, Origin::Fetched, "1"), fetched);
    let saved = record(&home.vault, 3, Origin::SavedByUs, "2");
    assert_eq!(record(&home.vault, 4, Origin::Fetched, "2"), saved);
    let back = record(&home.vault, 5, Origin::SavedByUs, "1");
    assert_ne!(back, fetched);
    let deleted = record(&home.vault, 6, Origin::DeletedByUs, "1");
    assert_ne!(record(&home.vault, 7, Origin::Fetched, "1"), deleted, "it is there again, which is news");
}

#[test]
fn no_config_is_a_version_of_its_own() {
    let home = Home::new();
    record(&home.vault, 1, Origin::Fetched, "{}");
    let kitchen = kitchen();
    let none = NewVersion::of_value(&kitchen, second(2), Origin::Fetched, None);
    let id = home.vault.record_version(&none).expect("recorded");
    assert_eq!(home.vault.version(id).expect("there").value, None);
    assert_eq!(home.vault.versions(&kitchen).expect("a list").len(), 2);
}

#[test]
fn a_deleted_dashboard_stays_listed_with_its_settings_until_it_is_there_again() {
    let home = Home::new();
    home.vault.set_dashboard_settings("home", "kitchen", r#"{"title":"Kitchen"}"#).expect("set");
    record(&home.vault, 1, Origin::Fetched, "1");
    record(&home.vault, 2, Origin::DeletedElsewhere, "1");
    let [known] = &home.vault.dashboards("home").expect("a list")[..] else { panic!("one dashboard") };
    assert_eq!((known.url_path.as_str(), known.deleted_at, known.versions), ("kitchen", Some(second(2)), 2));
    assert_eq!(known.settings.as_deref(), Some(r#"{"title":"Kitchen"}"#));
    assert_eq!(known.last.as_ref().map(|last| last.origin), Some(Origin::DeletedElsewhere));
    record(&home.vault, 3, Origin::Fetched, "1");
    assert_eq!(home.vault.dashboards("home").expect("a list")[0].deleted_at, None);
    assert_eq!(home.vault.instances().expect("a list"), ["home"]);
}

#[test]
fn names_are_kept_and_unknown_versions_refused() {
    let home = Home::new();
    let id = record(&home.vault, 1, Origin::Fetched, "1");
    home.vault.name_version(id, Some("before the move")).expect("named");
    assert_eq!(home.vault.version(id).expect("there").summary.name.as_deref(), Some("before the move"));
    home.vault.name_version(id, None).expect("unnamed");
    assert_eq!(home.vault.version(id).expect("there").summary.name, None);
    for result in [home.vault.name_version(VersionId(99), None), home.vault.version(VersionId(99)).map(|_| ())] {
        assert!(matches!(result, Err(VaultError::NoSuch { id: 99, .. })), "{result:?}");
    }
}

#[test]
fn many_versions_of_a_large_dashboard_stay_small_and_each_is_exact() {
    let home = Home::new();
    let mut ids = Vec::new();
    for edit in 0..60 {
        ids.push(record(&home.vault, edit as u64, Origin::SavedByUs, &dashboard(edit)));
    }
    // Half of the versions once more: nothing new has to be stored.
    let before = home.vault.size().expect("a size");
    for edit in (0..60).step_by(2) {
        record(&home.vault, 200 + edit as u64, Origin::SavedByUs, &dashboard(edit));
    }
    let after = home.vault.size().expect("a size");
    assert_eq!(after.versions, 90);
    assert!(after.unpacked > 90 * 350_000, "{after:?}");
    let home = home.reopened();
    let grown = home.vault.size().expect("a size").bytes;
    assert!(grown < 60 * 8_000, "8 kB a version at most, {grown} bytes for 60; {before:?}");
    for (edit, id) in ids.into_iter().enumerate() {
        assert_eq!(home.vault.version(id).expect("there").value, Some(dashboard(edit)), "version {edit}");
    }
}
