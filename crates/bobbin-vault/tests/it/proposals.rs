//! Proposals: several for a document, beside its draft, each with its base for as long as it is kept.

use std::collections::HashSet;

use bobbin_vault::{DocumentKey, NewProposal, Numbered, Origin, ProposalId, Retention, VaultError, VersionId};

use crate::support::{Home, kitchen, record, second};

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n and so on \0\xFF";

fn add(home: &Home, document: &DocumentKey, text: &str, base: Option<VersionId>, picture: Option<&[u8]>) -> ProposalId {
    let new = NewProposal {
        document,
        at: second(9),
        base,
        text,
        author: "Assistant",
        reason: "groups the lights — “as asked”",
        picture,
    };
    home.vault.add_proposal(&new).expect("added")
}

#[test]
fn a_proposal_comes_back_with_all_that_belongs_to_it() {
    let home = Home::new();
    let base = record(&home.vault, 1, Origin::Fetched, "{}");
    let id = add(&home, &kitchen(), "# why\r\nviews: []\n", Some(base), Some(PICTURE));
    let home = home.reopened();
    let proposal = home.vault.proposal(id).expect("there");
    assert_eq!((proposal.text.as_str(), proposal.picture.as_deref()), ("# why\r\nviews: []\n", Some(PICTURE)));
    assert_eq!(proposal.document, kitchen());
    let summary = &proposal.summary;
    assert_eq!((summary.id, summary.at, summary.base, summary.has_picture), (id, second(9), Some(base), true));
    assert_eq!((summary.author.as_str(), summary.reason.as_str()), ("Assistant", "groups the lights — “as asked”"));
    assert_eq!(home.vault.proposals(&kitchen()).expect("a list"), [proposal.summary]);
}

#[test]
fn a_document_has_several_the_newest_first_and_each_leaves_alone() {
    let home = Home::new();
    let file = DocumentKey::file("/a.yaml");
    let [first, second, other] = [
        add(&home, &kitchen(), "a: 1\n", None, None),
        add(&home, &kitchen(), "a: 1\n", None, Some(PICTURE)),
        add(&home, &file, "a: 1\n", None, None),
    ];
    let ids = |document: &DocumentKey| -> Vec<_> {
        home.vault.proposals(document).expect("a list").iter().map(|proposal| proposal.id).collect()
    };
    assert_eq!((ids(&kitchen()), ids(&file)), (vec![second, first], vec![other]));
    home.vault.remove_proposal(second).expect("removed");
    assert_eq!(ids(&kitchen()), [first]);
    assert!(matches!(home.vault.proposal(second), Err(VaultError::NoSuch { what: Numbered::Proposal, .. })));
    assert!(matches!(home.vault.remove_proposal(second), Err(VaultError::NoSuch { .. })));
    assert!(add(&home, &kitchen(), "a: 2\n", None, None) > other, "no number is used twice");
    assert_eq!(home.vault.proposals(&DocumentKey::file("/b.yaml")).expect("a list"), []);
}

#[test]
fn compacting_keeps_what_a_proposal_needs_and_only_as_long() {
    let home = Home::new();
    let base = record(&home.vault, 1, Origin::SavedByUs, r#"{"from":1}"#);
    record(&home.vault, 2, Origin::SavedByUs, r#"{"from":2}"#);
    let id = add(&home, &kitchen(), "from: 3\n", Some(base), Some(PICTURE));
    let compact = || {
        let rule = Retention { every_version_days: Some(0) };
        home.vault.compact(second(10 * 86_400), rule, HashSet::new).expect("compacted").versions
    };
    assert_eq!(compact(), 0);
    let proposal = home.vault.proposal(id).expect("there");
    assert_eq!((proposal.text.as_str(), proposal.picture.as_deref()), ("from: 3\n", Some(PICTURE)));
    assert_eq!(home.vault.version(base).expect("kept").value.as_deref(), Some(r#"{"from":1}"#));
    home.vault.remove_proposal(id).expect("removed");
    assert_eq!(compact(), 1);
    let gone = add(&home, &kitchen(), "from: 4\n", Some(base), None);
    assert_eq!(home.vault.proposal(gone).expect("there").summary.base, None, "a base that is gone refuses nothing");
}
