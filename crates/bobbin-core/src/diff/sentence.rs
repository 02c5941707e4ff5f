//! The names of a dashboard's things and of their places, for sentences.
//!
//! Must stay true: a sentence is a single short line, whatever the dashboard contains.

use bobbin_words::changes as words;
pub use bobbin_words::{Sentence, Span, Style};

use crate::matching::{Id, Role, Tree};
use crate::value::Value;

/// The maximum length of a name, in characters.
const LONGEST: usize = 48;

/// A sentence of plain words.
pub(crate) fn plain(words: String) -> Sentence {
    Sentence::of(Style::Plain, words)
}

/// A piece of YAML, short enough for a sentence.
pub(crate) fn code(text: &str) -> Sentence {
    Sentence::of(Style::Code, shorten(text))
}

/// A name, short enough for a sentence.
pub(crate) fn named(text: &str) -> Sentence {
    Sentence::of(Style::Name, shorten(text))
}

/// Makes a text a single line of limited length.
fn shorten(text: &str) -> String {
    let mut short = String::new();
    let mut words = text.split_whitespace();
    // Only as many words as fit are read: a name may be megabytes of template.
    for word in words.by_ref().take(LONGEST) {
        if !short.is_empty() {
            short.push(' ');
        }
        short.extend(word.chars().take(LONGEST + 1));
    }
    if short.chars().count() > LONGEST {
        let end = short.char_indices().nth(LONGEST - 1).map_or(short.len(), |(at, _)| at);
        short.truncate(end);
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

/// The name of a thing.
pub(super) enum Name {
    /// A name that the user gave.
    Given(String),
    /// An identifier, such as its entity.
    Code(String),
    /// No name; its number among its kind.
    Number(usize),
}

pub(super) fn name(tree: &Tree<'_>, id: Id) -> Name {
    let node = tree.node(id);
    let text = |key: &str| match node.value.get(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
        Some(Value::Number(_) | Value::Bool(_)) => node.value.get(key).map(scalar),
        _ => None,
    };
    let number = Name::Number(node.position as usize + 1);
    match node.role {
        Role::Dashboard => text("title").map_or(number, Name::Given),
        Role::View => text("title").map(Name::Given).or_else(|| text("path").map(Name::Code)).unwrap_or(number),
        Role::Section => {
            let heading = || {
                let first = node.value.get("cards")?.as_list()?.first()?;
                (first.get("type")?.as_str()? == "heading")
                    .then(|| first.get("heading")?.as_str().map(str::to_owned))?
            };
            text("title").or_else(heading).map_or(number, Name::Given)
        }
        Role::Card | Role::Badge | Role::Content => {
            if let Some(text) = node.value.as_str() {
                return Name::Code(text.to_owned());
            }
            let given = ["name", "title", "heading", "text", "primary"].iter().find_map(|key| text(key));
            let code = || ["entity", "area", "template", "camera_image", "url"].iter().find_map(|key| text(key));
            let first_entity = || match node.value.get("entities")?.as_list()? {
                [Value::String(entity)] => Some(entity.clone()),
                [row] => row.get("entity")?.as_str().map(str::to_owned),
                _ => None,
            };
            given.map(Name::Given).or_else(|| code().or_else(first_entity).map(Name::Code)).unwrap_or(number)
        }
    }
}

fn scalar(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The name of a thing, for a list.
pub(super) fn label(tree: &Tree<'_>, id: Id) -> String {
    match name(tree, id) {
        Name::Given(name) | Name::Code(name) => shorten(&name),
        Name::Number(number) => match tree.node(id).role {
            Role::View | Role::Section => words::thing_numbered(kind(tree, id), number),
            _ => kind(tree, id),
        },
    }
}

/// The kind of a thing, such as `tile` or `section`.
pub(super) fn kind(tree: &Tree<'_>, id: Id) -> String {
    let node = tree.node(id);
    let card_type = || {
        let card_type = node.value.get("type")?.as_str()?.trim();
        let card_type = card_type.strip_prefix("custom:").unwrap_or(card_type);
        (!card_type.is_empty()).then(|| shorten(card_type))
    };
    let own = if node.role == Role::Card { card_type() } else { None };
    own.unwrap_or_else(|| words::kind(role_key(node.role)))
}

/// The plural of a role.
pub(super) fn plural(role: Role) -> String {
    words::things(role_key(role))
}

/// The role as the messages choose their words by it.
pub(super) const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Dashboard => "dashboard",
        Role::View => "view",
        Role::Section => "section",
        Role::Badge => "badge",
        Role::Card => "card",
        Role::Content => "content",
    }
}

/// A thing with its kind first: `button *Vacuum*`, `the dashboard`, `view 3`.
pub(crate) fn thing(tree: &Tree<'_>, id: Id) -> Sentence {
    let role = tree.node(id).role;
    if role == Role::Dashboard {
        return plain(words::the_dashboard());
    }
    let kind = kind(tree, id);
    match name(tree, id) {
        Name::Given(name) => words::thing(kind, named(&name)),
        Name::Code(name) => words::thing(kind, code(&name)),
        Name::Number(number) if matches!(role, Role::View | Role::Section) => {
            plain(words::thing_numbered(kind, number))
        }
        Name::Number(_) => plain(words::thing_unnamed(card_kind(role, kind))),
    }
}

/// Appends “card” to the kind of a card without a name, unless its type has it.
fn card_kind(role: Role, kind: String) -> String {
    let says_so = role != Role::Card || kind.contains("card") || kind.contains("stack");
    if says_so { kind } else { words::card_of_type(kind) }
}

/// A thing at its first mention: `a gauge *Power*`, `view *Old*`.
pub(super) fn new_thing(tree: &Tree<'_>, id: Id) -> Sentence {
    let role = tree.node(id).role;
    if role == Role::View {
        return thing(tree, id);
    }
    let kind = kind(tree, id);
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) { "an" } else { "a" };
    let inside = tree.node(id).value.get("cards").and_then(Value::as_list).map_or(0, <[_]>::len);
    match name(tree, id) {
        Name::Given(name) => words::new_thing(article, kind, named(&name)),
        Name::Code(name) => words::new_thing(article, kind, code(&name)),
        Name::Number(_) if inside > 1 => plain(words::new_thing_with_cards(article, card_kind(role, kind), inside)),
        Name::Number(_) => plain(words::new_thing_unnamed(article, card_kind(role, kind))),
    }
}

/// A thing with its name first: `*Kitchen* (tile)`.
pub(crate) fn named_thing(tree: &Tree<'_>, id: Id) -> Sentence {
    let kind = kind(tree, id);
    match (name(tree, id), tree.node(id).role) {
        (Name::Given(name), Role::Card | Role::Badge) => words::thing_name_first(named(&name), kind),
        (Name::Code(name), Role::Card | Role::Badge) => words::thing_name_first(code(&name), kind),
        (Name::Number(_), Role::Card | Role::Badge) => new_thing(tree, id),
        _ => thing(tree, id),
    }
}

/// The place of a thing: its holder, and the view.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Holder {
    pub(super) holder: Id,
    /// `header` or `footer`, if the thing is in one of these.
    part: Option<&'static str>,
}

pub(crate) fn place(tree: &Tree<'_>, id: Id) -> Option<Holder> {
    let holder = tree.outer_thing(id)?;
    let mut part = None;
    let mut above = tree.node(id).parent;
    while above != holder {
        part = match tree.node(above).key {
            Some("header") => Some("header"),
            Some("footer") => Some("footer"),
            _ => part,
        };
        above = tree.node(above).parent;
    }
    Some(Holder { holder, part })
}

impl Holder {
    /// Writes `view *Home*`, `section *Energy* of view *Home*`, `the header of view *Home*`.
    pub(crate) fn say(self, tree: &Tree<'_>) -> Sentence {
        let mut sentence = match self.part {
            Some(part) => words::part_of(part, thing(tree, self.holder)),
            None => thing(tree, self.holder),
        };
        let mut above = self.holder;
        while tree.node(above).role != Role::View {
            let Some(outer) = tree.outer_thing(above) else { return sentence };
            above = outer;
        }
        if above != self.holder {
            sentence = words::place_in_view(sentence, thing(tree, above));
        }
        sentence
    }

    /// Writes the name alone, after the kind was mentioned: `*Lights*`.
    pub(super) fn say_name(self, tree: &Tree<'_>) -> Sentence {
        match name(tree, self.holder) {
            Name::Given(name) => named(&name),
            Name::Code(name) => code(&name),
            Name::Number(_) => thing(tree, self.holder),
        }
    }

    pub(super) fn is_view(self, tree: &Tree<'_>) -> bool {
        self.part.is_none() && tree.node(self.holder).role == Role::View
    }
}
