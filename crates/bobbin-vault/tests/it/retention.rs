//! Compacting: makes the vault smaller, and the versions that stay are exact afterwards.

use std::collections::HashSet;

use bobbin_vault::{Draft, NewVersion, Origin, Retention, VaultError, VersionId};

use crate::support::{Home, dashboard, kitchen, record, second};

const DAY: u64 = 86_400;

fn ids(home: &Home) -> Vec<VersionId> {
    home.vault.versions(&kitchen()).expect("a list").iter().rev().map(|version| version.id).collect()
}

#[test]
fn old_versions_leave_but_for_the_last_of_each_day_and_all_others_are_exact() {
    let home = Home::new();
    // Ten days, six versions a day.
    let recorded: Vec<_> = (0..60)
        .map(|nth| record(&home.vault, nth / 6 * DAY + nth % 6, Origin::SavedByUs, &dashboard(nth as usize)))
        .collect();
    let done = home
        .vault
        .compact(second(12 * DAY), Retention { every_version_days: Some(5) }, HashSet::new)
        .expect("compacted");
    let kept: Vec<_> = recorded.iter().enumerate().filter(|(nth, _)| *nth >= 42 || nth % 6 == 5).collect();
    assert_eq!(done.versions, 60 - kept.len() as u64);
    assert!(done.after < done.before, "{done:?}");
    assert_eq!(ids(&home), kept.iter().map(|(_, id)| **id).collect::<Vec<_>>());
    let home = home.reopened();
    for (nth, id) in kept {
        assert_eq!(home.vault.version(*id).expect("there").value, Some(dashboard(nth)), "version {nth}");
    }
    let gone = home.vault.version(recorded[0]);
    assert!(matches!(gone, Err(VaultError::NoSuch { .. })), "{gone:?}");
    home.vault.check().expect("sound");
}

#[test]
fn what_is_named_or_started_from_or_deleted_stays() {
    let home = Home::new();
    let recorded: Vec<_> = (0..8).map(|nth| record(&home.vault, nth, Origin::SavedByUs, &format!("{nth}"))).collect();
    let deleted = record(&home.vault, 20, Origin::DeletedByUs, "7");
    let after = record(&home.vault, 21, Origin::SavedByUs, "8");
    home.vault.name_version(recorded[1], Some("good one")).expect("named");
    home.vault.set_base(&kitchen(), Some("/kitchen.yaml"), recorded[3], second(9)).expect("set");
    let draft = Draft {
        document: kitchen(),
        text: "mine".to_owned(),
        base: Some(recorded[5]),
        base_text: None,
        view_state: None,
        merge_state: None,
        updated_at: second(9),
    };
    home.vault.save_draft(&draft).expect("saved");
    home.vault.compact(second(400 * DAY), Retention::default(), HashSet::new).expect("compacted");
    assert_eq!(ids(&home), [recorded[1], recorded[3], recorded[5], deleted, after]);
    assert_eq!(home.vault.draft(&kitchen()).expect("read"), Some(draft));
}

#[test]
fn what_is_in_use_without_being_in_the_vault_stays() {
    let home = Home::new();
    let recorded: Vec<_> = (0..4).map(|nth| record(&home.vault, nth, Origin::SavedByUs, &format!("{nth}"))).collect();
    let in_use = || HashSet::from([recorded[1]]);
    home.vault.compact(second(400 * DAY), Retention::default(), in_use).expect("compacted");
    assert_eq!(ids(&home), [recorded[1], recorded[3]]);
}

#[test]
fn the_last_value_and_the_last_text_stay_behind_a_later_version_without_them() {
    let home = Home::new();
    let value = record(&home.vault, 1, Origin::Fetched, "1");
    let kitchen = kitchen();
    let text = NewVersion {
        text: Some("given up"),
        ..NewVersion::of_value(&kitchen, second(2), Origin::DiscardedDraft, None)
    };
    let text = home.vault.record_version(&text).expect("recorded");
    let none = NewVersion::of_value(&kitchen, second(3), Origin::Fetched, None);
    let none = home.vault.record_version(&none).expect("recorded");
    home.vault.compact(second(400 * DAY), Retention::default(), HashSet::new).expect("compacted");
    assert_eq!(ids(&home), [value, text, none]);
}

#[test]
fn everything_stays_when_the_rule_says_so() {
    let home = Home::new();
    for nth in 0..5 {
        record(&home.vault, nth, Origin::SavedByUs, &format!("{nth}"));
    }
    let done = home
        .vault
        .compact(second(9_999 * DAY), Retention { every_version_days: None }, HashSet::new)
        .expect("compacted");
    assert_eq!((done.versions, ids(&home).len()), (0, 5));
}
