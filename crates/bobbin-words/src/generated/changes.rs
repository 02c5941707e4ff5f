//! Written by `cargo xtask codegen` from `en/rust/changes.ftl`. One thing because it follows one file.

use std::fmt::Display;

use crate::speaker::{Speaker, number, sentence, text};
use crate::{Number, Sentence};

static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/changes.ftl"))]);

/// `this is not the version that was compared: it has no { $path }`
pub fn not_the_old_version(path: impl Display) -> String {
    SPEAKER.say("not-the-old-version", [("path", text(path))])
}

/// `there is no such change`
pub fn no_such_change() -> String {
    SPEAKER.say("no-such-change", [])
}

/// `these are not the versions that were compared`
pub fn other_versions() -> String {
    SPEAKER.say("other-versions", [])
}

/// `where it was is gone, so it can't be put back alone`
pub fn place_is_gone() -> String {
    SPEAKER.say("place-is-gone", [])
}

/// `it is part of another change and can't be undone alone`
pub fn entangled() -> String {
    SPEAKER.say("entangled", [])
}

/// `document`
pub fn document() -> String {
    SPEAKER.say("document", [])
}

/// `Replaced the whole document`
pub fn replaced_whole_document() -> String {
    SPEAKER.say("replaced-whole-document", [])
}

/// `{ $role -> [dashboard] dashboard [view] view [section] section [badge] badge [card] card *[content] item }`
pub fn kind(role: impl Display) -> String {
    SPEAKER.say("kind", [("role", text(role))])
}

/// `{ $role -> [dashboard] dashboards [view] views [section] sections [badge] badges [card] cards *[content] items }`
pub fn things(role: impl Display) -> String {
    SPEAKER.say("things", [("role", text(role))])
}

/// `{ $role -> [dashboard] { $count } dashboards [view] { $count } views [section] { $count } sections [badge] { $count } badges [card] { $count } cards *[content] { $count } items }`
pub fn things_counted(role: impl Display, count: impl Number) -> String {
    SPEAKER.say("things-counted", [("role", text(role)), ("count", number(count))])
}

/// `the dashboard`
pub fn the_dashboard() -> String {
    SPEAKER.say("the-dashboard", [])
}

/// `{ $kind } { $name }`
pub fn thing(kind: impl Display, name_: Sentence) -> Sentence {
    SPEAKER.sentence("thing", [("kind", text(kind)), ("name", sentence(name_))])
}

/// `{ $kind } { $number }`
pub fn thing_numbered(kind: impl Display, number_: impl Display) -> String {
    SPEAKER.say("thing-numbered", [("kind", text(kind)), ("number", text(number_))])
}

/// `the { $kind }`
pub fn thing_unnamed(kind: impl Display) -> String {
    SPEAKER.say("thing-unnamed", [("kind", text(kind))])
}

/// `{ $type } card`
pub fn card_of_type(type_: impl Display) -> String {
    SPEAKER.say("card-of-type", [("type", text(type_))])
}

/// `{ $article -> [an] an *[a] a } { $kind } { $name }`
pub fn new_thing(article: impl Display, kind: impl Display, name_: Sentence) -> Sentence {
    SPEAKER.sentence("new-thing", [("article", text(article)), ("kind", text(kind)), ("name", sentence(name_))])
}

/// `{ $article -> [an] an *[a] a } { $kind }`
pub fn new_thing_unnamed(article: impl Display, kind: impl Display) -> String {
    SPEAKER.say("new-thing-unnamed", [("article", text(article)), ("kind", text(kind))])
}

/// `{ $article -> [an] an *[a] a } { $kind } with { $count } cards`
pub fn new_thing_with_cards(article: impl Display, kind: impl Display, count: impl Number) -> String {
    SPEAKER.say("new-thing-with-cards", [("article", text(article)), ("kind", text(kind)), ("count", number(count))])
}

/// `{ $name } ({ $kind })`
pub fn thing_name_first(name_: Sentence, kind: impl Display) -> Sentence {
    SPEAKER.sentence("thing-name-first", [("name", sentence(name_)), ("kind", text(kind))])
}

/// `the { $part } of { $thing }`
pub fn part_of(part: impl Display, thing: Sentence) -> Sentence {
    SPEAKER.sentence("part-of", [("part", text(part)), ("thing", sentence(thing))])
}

/// `{ $place } of { $view }`
pub fn place_in_view(place: Sentence, view: Sentence) -> Sentence {
    SPEAKER.sentence("place-in-view", [("place", sentence(place)), ("view", sentence(view))])
}

/// `Replaced { $things } of { $place } with { $count } others`
pub fn replaced(things: impl Display, place: Sentence, count: impl Number) -> Sentence {
    SPEAKER.sentence("replaced", [("things", text(things)), ("place", sentence(place)), ("count", number(count))])
}

/// `Added { $thing } to { $place }`
pub fn added_to(thing: Sentence, place: Sentence) -> Sentence {
    SPEAKER.sentence("added-to", [("thing", sentence(thing)), ("place", sentence(place))])
}

/// `Added { $thing }`
pub fn added(thing: Sentence) -> Sentence {
    SPEAKER.sentence("added", [("thing", sentence(thing))])
}

/// `Removed { $thing } from { $place }`
pub fn removed_from(thing: Sentence, place: Sentence) -> Sentence {
    SPEAKER.sentence("removed-from", [("thing", sentence(thing)), ("place", sentence(place))])
}

/// `Removed { $thing }`
pub fn removed(thing: Sentence) -> Sentence {
    SPEAKER.sentence("removed", [("thing", sentence(thing))])
}

/// `Changed { $keys } of { $thing }`
pub fn changed_of(keys: Sentence, thing: Sentence) -> Sentence {
    SPEAKER.sentence("changed-of", [("keys", sentence(keys)), ("thing", sentence(thing))])
}

/// `Changed { $things }`
pub fn changed(things: impl Display) -> String {
    SPEAKER.say("changed", [("things", text(things))])
}

/// `{ $change } in { $place }`
pub fn in_place(change: Sentence, place: Sentence) -> Sentence {
    SPEAKER.sentence("in-place", [("change", sentence(change)), ("place", sentence(place))])
}

/// `{ $moved } and changed { $keys }`
pub fn moved_and_changed(moved: Sentence, keys: Sentence) -> Sentence {
    SPEAKER.sentence("moved-and-changed", [("moved", sentence(moved)), ("keys", sentence(keys))])
}

/// `Changed something`
pub fn changed_something() -> String {
    SPEAKER.say("changed-something", [])
}

/// `Changed the list`
pub fn changed_the_list() -> String {
    SPEAKER.say("changed-the-list", [])
}

/// `Reordered the keys of { $thing }`
pub fn reordered_keys(thing: Sentence) -> Sentence {
    SPEAKER.sentence("reordered-keys", [("thing", sentence(thing))])
}

/// `Changed the title of the dashboard`
pub fn changed_dashboard_title() -> String {
    SPEAKER.say("changed-dashboard-title", [])
}

/// `Renamed { $kind } { $old } to { $new }`
pub fn renamed(kind: impl Display, old: Sentence, new_: Sentence) -> Sentence {
    SPEAKER.sentence("renamed", [("kind", text(kind)), ("old", sentence(old)), ("new", sentence(new_))])
}

/// `the order of its keys`
pub fn order_of_its_keys() -> String {
    SPEAKER.say("order-of-its-keys", [])
}

/// `{ $one } and { $two }`
pub fn two_keys(one: Sentence, two: Sentence) -> Sentence {
    SPEAKER.sentence("two-keys", [("one", sentence(one)), ("two", sentence(two))])
}

/// `{ $one }, { $two } and { $three }`
pub fn three_keys(one: Sentence, two: Sentence, three: Sentence) -> Sentence {
    SPEAKER.sentence("three-keys", [("one", sentence(one)), ("two", sentence(two)), ("three", sentence(three))])
}

/// `{ $one }, { $two }, { $three } and { $count -> [one] { $count } more key *[other] { $count } more keys }`
pub fn more_keys(one: Sentence, two: Sentence, three: Sentence, count: impl Number) -> Sentence {
    SPEAKER.sentence("more-keys", [("one", sentence(one)), ("two", sentence(two)), ("three", sentence(three)), ("count", number(count))])
}

/// `Moved { $thing }`
pub fn moved(thing: Sentence) -> Sentence {
    SPEAKER.sentence("moved", [("thing", sentence(thing))])
}

/// `Moved { $thing } up in { $place }`
pub fn moved_up(thing: Sentence, place: Sentence) -> Sentence {
    SPEAKER.sentence("moved-up", [("thing", sentence(thing)), ("place", sentence(place))])
}

/// `Moved { $thing } down in { $place }`
pub fn moved_down(thing: Sentence, place: Sentence) -> Sentence {
    SPEAKER.sentence("moved-down", [("thing", sentence(thing)), ("place", sentence(place))])
}

/// `Moved { $thing } from { $from } to { $to }`
pub fn moved_from_to(thing: Sentence, from: Sentence, to: Sentence) -> Sentence {
    SPEAKER.sentence("moved-from-to", [("thing", sentence(thing)), ("from", sentence(from)), ("to", sentence(to))])
}

/// `Reordered the { $things }`
pub fn reordered(things: impl Display) -> String {
    SPEAKER.say("reordered", [("things", text(things))])
}

/// `Reordered the { $things } of { $place }`
pub fn reordered_in(things: impl Display, place: Sentence) -> Sentence {
    SPEAKER.sentence("reordered-in", [("things", text(things)), ("place", sentence(place))])
}

/// `{ $first } and { $second } both added { $thing }, differently`
pub fn both_added(first: impl Display, second: impl Display, thing: Sentence) -> Sentence {
    SPEAKER.sentence("both-added", [("first", text(first)), ("second", text(second)), ("thing", sentence(thing))])
}

/// `{ $first } and { $second } changed { $thing } differently`
pub fn both_changed(first: impl Display, second: impl Display, thing: Sentence) -> Sentence {
    SPEAKER.sentence("both-changed", [("first", text(first)), ("second", text(second)), ("thing", sentence(thing))])
}

/// `{ $first } changed { $thing }, { $second } removed it`
pub fn changed_and_removed(first: impl Display, thing: Sentence, second: impl Display) -> Sentence {
    SPEAKER.sentence("changed-and-removed", [("first", text(first)), ("thing", sentence(thing)), ("second", text(second))])
}

/// `{ $first } removed { $thing }, { $second } changed it`
pub fn removed_and_changed(first: impl Display, thing: Sentence, second: impl Display) -> Sentence {
    SPEAKER.sentence("removed-and-changed", [("first", text(first)), ("thing", sentence(thing)), ("second", text(second))])
}

/// `Moved { $thing } to different places`
pub fn moved_apart(thing: Sentence) -> Sentence {
    SPEAKER.sentence("moved-apart", [("thing", sentence(thing))])
}

/// `Moved { $thing } to different places in { $place }`
pub fn moved_within(thing: Sentence, place: Sentence) -> Sentence {
    SPEAKER.sentence("moved-within", [("thing", sentence(thing)), ("place", sentence(place))])
}

/// `Moved { $thing } to { $here } by { $first }, to { $there } by { $second }`
pub fn moved_to_two_places(thing: Sentence, here: Sentence, first: impl Display, there: Sentence, second: impl Display) -> Sentence {
    SPEAKER.sentence("moved-to-two-places", [("thing", sentence(thing)), ("here", sentence(here)), ("first", text(first)), ("there", sentence(there)), ("second", text(second))])
}

/// `the whole document`
pub fn the_whole_document() -> String {
    SPEAKER.say("the-whole-document", [])
}

/// `{ $key } of { $thing }`
pub fn key_of(key: Sentence, thing: Sentence) -> Sentence {
    SPEAKER.sentence("key-of", [("key", sentence(key)), ("thing", sentence(thing))])
}
