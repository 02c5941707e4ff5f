//! The acts of the dying process, each a function of a number, so that the parent can compute the expected state.

use std::fmt::Write as _;
use std::path::Path;

use bobbin_vault::{
    DocumentKey, Draft, IntentId, NewIntent, NewVersion, Origin, Result, Retention, Timestamp, Vault, content_hash,
};

/// Opens a vault that must not have been damaged.
pub(crate) fn open(folder: &Path) -> Vault {
    let opened = Vault::open(folder, Timestamp(0)).expect("a vault");
    assert!(opened.recovered.is_none(), "{:?}", opened.recovered);
    opened.vault
}

/// One durable step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Type,
    Save,
    Begin,
    Displace,
    Finish,
    Compact,
}

impl Act {
    pub(crate) fn number(number: u64) -> Self {
        match number % 12 {
            0 | 2 | 4 | 6 | 8 => Self::Type,
            1 | 5 => Self::Save,
            3 => Self::Begin,
            7 => Self::Displace,
            9 => Self::Finish,
            10 => Self::Save,
            _ => Self::Compact,
        }
    }

    pub(crate) fn perform(self, vault: &Vault, name: &str, number: u64) -> Result<()> {
        let (document, at) = (document(name), Timestamp(number));
        let value = value(name, number);
        match self {
            Self::Type => vault.save_draft(&draft(name, number)),
            Self::Save => {
                let new = NewVersion {
                    text: Some(&value),
                    ..NewVersion::of_value(&document, at, Origin::SavedByUs, Some(&value))
                };
                // The process before may have died between the two calls.
                if vault.last_version(&document)?.is_none_or(|last| last.at != at) {
                    vault.record_version(&new)?;
                }
                vault.set_local_text(&document, &value, content_hash(value.as_bytes()), at)
            }
            Self::Begin => {
                let new = NewIntent {
                    document: &document,
                    kind: "save",
                    at,
                    base: None,
                    value: Some(&value),
                    text: None,
                    data: None,
                };
                vault.intent_begin(&new).map(drop)
            }
            Self::Displace => {
                let Some(intent) = open_intent(vault, name)? else { return Ok(()) };
                let theirs = NewVersion::of_value(&document, at, Origin::Displaced, Some(&value));
                vault.intent_version(intent, &theirs, |version| version.0.to_string()).map(drop)
            }
            Self::Finish => match open_intent(vault, name)? {
                Some(intent) => vault.intent_finish(intent, "saved", at),
                None => Ok(()),
            },
            // Everything is younger than a day: nothing may leave, but everything is moved.
            Self::Compact => vault.compact(at, Retention::default(), std::collections::HashSet::new).map(drop),
        }
    }
}

fn open_intent(vault: &Vault, name: &str) -> Result<Option<IntentId>> {
    Ok(vault.open_intents()?.into_iter().find(|intent| intent.document == document(name)).map(|intent| intent.id))
}

fn document(name: &str) -> DocumentKey {
    DocumentKey::dashboard(name, "kitchen")
}

/// A value of some kilobytes that changes a little from number to number.
fn value(name: &str, number: u64) -> String {
    let mut text = format!("{{\"name\":\"{name}\",\"cards\":[");
    for card in 0..120 {
        let changed = if card == number % 120 { number } else { 0 };
        write!(text, "{}[{},{changed}]", if card == 0 { "" } else { "," }, card * 7_919).expect("a string");
    }
    text.push_str("]}");
    text
}

fn draft(name: &str, number: u64) -> Draft {
    Draft {
        document: document(name),
        text: format!("# typed {number}\n{}", value(name, number)),
        base: None,
        base_text: None,
        view_state: None,
        merge_state: None,
        updated_at: Timestamp(number),
    }
}

/// Checks that the first acts were done, `least` of them and at most `more` besides, each wholly and in order.
/// Returns how many.
pub(crate) fn expect_state(vault: &Vault, name: &str, least: u64, more: u64) -> u64 {
    let mut reasons = Vec::new();
    for done in least..=least + more {
        match explains(vault, name, done) {
            Ok(()) => return done,
            Err(reason) => reasons.push(format!("{done}: {reason}")),
        }
    }
    panic!("after at least {least} acts the vault holds no state that ever was: {}", reasons.join("; "));
}

/// Whether the vault is in the state after these acts.
fn explains(vault: &Vault, name: &str, done: u64) -> std::result::Result<(), String> {
    let acts = || (0..done).map(|number| (number, Act::number(number)));
    let last = |wanted: Act| acts().filter(|(_, act)| *act == wanted).map(|(number, _)| number).next_back();
    let draft_found = vault.draft(&document(name)).expect("readable");
    let draft_wanted = last(Act::Type).map(|number| draft(name, number));
    if draft_found != draft_wanted {
        return Err(format!("draft of {:?}", draft_found.map(|draft| draft.updated_at)));
    }
    let mut wanted: Vec<_> = acts().filter(|(_, act)| matches!(act, Act::Save | Act::Displace)).collect();
    let mut found = vault.versions(&document(name)).expect("a list");
    found.reverse();
    // A save is two calls: a version without its local text yet is a state, too.
    if found.len() == wanted.len() + 1 && Act::number(done) == Act::Save {
        wanted.push((done, Act::Save));
    }
    if found.len() != wanted.len() {
        return Err(format!("{} versions, not {}", found.len(), wanted.len()));
    }
    // The newest are looked into; the older ones were at earlier deaths.
    for (found, (number, _)) in found.iter().zip(&wanted).rev().take(60) {
        let version = vault.version(found.id).expect("readable");
        if found.at != Timestamp(*number) || version.value != Some(value(name, *number)) {
            return Err(format!("version of {:?}, not {number}", found.at));
        }
    }
    let local = vault.local_text(&document(name)).expect("readable").map(|local| local.at.0);
    if local != last(Act::Save) {
        return Err(format!("local text of {local:?}"));
    }
    let open = vault.open_intents().expect("a list").into_iter().filter(|intent| intent.document == document(name));
    let open: Vec<_> = open.map(|intent| (intent.at.0, intent.steps.len())).collect();
    let begun = last(Act::Begin).filter(|begun| last(Act::Finish).is_none_or(|finished| finished < *begun));
    let displaced = usize::from(last(Act::Displace) > begun);
    let open_wanted: Vec<_> = begun.map(|begun| (begun, displaced)).into_iter().collect();
    if open != open_wanted {
        return Err(format!("open intents {open:?}, not {open_wanted:?}"));
    }
    Ok(())
}
