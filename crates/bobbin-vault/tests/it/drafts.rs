//! Drafts, local texts and bases: a typed text is there again, and a draft that leaves is not gone.

use bobbin_vault::{DocumentKey, Draft, Origin, Parting, VersionId, content_hash};

use crate::support::{Home, kitchen, record, second};

fn draft(document: DocumentKey, text: &str, at: u64) -> Draft {
    Draft {
        document,
        text: text.to_owned(),
        base: None,
        base_text: None,
        view_state: None,
        merge_state: None,
        updated_at: second(at),
    }
}

#[test]
fn a_draft_comes_back_byte_for_byte_with_all_that_belongs_to_it() {
    let home = Home::new();
    let base = record(&home.vault, 1, Origin::Fetched, "{}");
    let full = Draft {
        base: Some(base),
        base_text: Some("views: []\r\n".to_owned()),
        view_state: Some(r#"{"cursor":7}"#.to_owned()),
        merge_state: Some("{}".to_owned()),
        ..draft(kitchen(), "views:\r\n\t- broken: [\u{feff}", 2)
    };
    home.vault.save_draft(&full).expect("saved");
    let home = home.reopened();
    assert_eq!(home.vault.draft(&kitchen()).expect("read"), Some(full));
    assert_eq!(home.vault.draft(&DocumentKey::file("/other")).expect("read"), None);
}

#[test]
fn each_document_has_one_draft_and_the_latest_typed_in_comes_first() {
    let home = Home::new();
    let keys = [kitchen(), DocumentKey::file("/etc/küche.yaml"), DocumentKey::Untitled { number: 3 }];
    for (at, key) in keys.iter().enumerate() {
        home.vault.save_draft(&draft(key.clone(), "first", at as u64)).expect("saved");
    }
    home.vault.save_draft(&draft(kitchen(), "second", 9)).expect("saved");
    let listed: Vec<_> = home.vault.drafts().expect("a list").into_iter().map(|draft| draft.document).collect();
    assert_eq!(listed, [keys[0].clone(), keys[2].clone(), keys[1].clone()]);
    assert_eq!(home.vault.draft(&kitchen()).expect("read").expect("there").text, "second");
}

#[test]
fn a_discarded_draft_becomes_a_version_and_a_settled_one_does_not() {
    let home = Home::new();
    for key in [kitchen(), DocumentKey::file("/a.yaml"), DocumentKey::Untitled { number: 1 }] {
        home.vault.save_draft(&draft(key.clone(), "not: [yaml", 1)).expect("saved");
        let kept = home.vault.remove_draft(&key, Parting::Discarded, second(2)).expect("removed").expect("a version");
        let version = home.vault.version(kept).expect("there");
        assert_eq!((version.summary.origin, version.text.as_deref()), (Origin::DiscardedDraft, Some("not: [yaml")));
        assert_eq!(home.vault.draft(&key).expect("read"), None);

        home.vault.save_draft(&draft(key.clone(), "saved: yes", 3)).expect("saved");
        assert_eq!(home.vault.remove_draft(&key, Parting::Settled, second(4)).expect("removed"), None);
        assert_eq!(home.vault.versions(&key).expect("a list").len(), 1);
        assert_eq!(home.vault.remove_draft(&key, Parting::Discarded, second(5)).expect("nothing there"), None);
    }
    assert_eq!(home.vault.drafts().expect("a list"), []);
}

#[test]
fn a_draft_whose_base_is_gone_is_kept_all_the_same() {
    let home = Home::new();
    home.vault.save_draft(&Draft { base: Some(VersionId(99)), ..draft(kitchen(), "mine", 1) }).expect("saved");
    let kept = home.vault.draft(&kitchen()).expect("read").expect("there");
    assert_eq!((kept.text.as_str(), kept.base), ("mine", None));
}

#[test]
fn the_local_text_is_the_last_one_set_with_the_value_it_means() {
    let home = Home::new();
    assert_eq!(home.vault.local_text(&kitchen()).expect("read"), None);
    for (text, value) in [("# old\na: 1\n", "1"), ("# new\na: 2\n", "2")] {
        home.vault.set_local_text(&kitchen(), text, content_hash(value.as_bytes()), second(5)).expect("set");
    }
    let home = home.reopened();
    let local = home.vault.local_text(&kitchen()).expect("read").expect("there");
    assert_eq!((local.text.as_str(), local.value_hash, local.at), ("# new\na: 2\n", content_hash(b"2"), second(5)));
}

#[test]
fn a_file_goes_by_its_own_base_and_an_unknown_one_by_the_general() {
    let home = Home::new();
    let (one, two) = (record(&home.vault, 1, Origin::Fetched, "1"), record(&home.vault, 2, Origin::Fetched, "2"));
    home.vault.set_base(&kitchen(), Some("/a.yaml"), one, second(1)).expect("set");
    assert_eq!(home.vault.base(&kitchen(), Some("/a.yaml")).expect("read"), Some(one));
    assert_eq!(home.vault.base(&kitchen(), Some("/b.yaml")).expect("read"), None, "a.yaml's base is not b.yaml's");
    home.vault.set_base(&kitchen(), None, two, second(2)).expect("set");
    assert_eq!(home.vault.base(&kitchen(), Some("/a.yaml")).expect("read"), Some(one));
    assert_eq!(home.vault.base(&kitchen(), Some("/b.yaml")).expect("read"), Some(two));
}
