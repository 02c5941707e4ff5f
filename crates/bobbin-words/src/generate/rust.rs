//! The functions in Rust.

use std::fmt::Write as _;

use super::read::is_reserved;
use super::{Kind, Message, Subject, Written};

/// One module for each file.
pub(super) fn modules<'a>(subjects: impl Iterator<Item = &'a Subject>) -> Written {
    let mut text = "//! Written by `cargo xtask codegen`: a module for each file of messages.\n\n".to_owned();
    for subject in subjects {
        write(&mut text, format_args!("pub mod {};\n", subject.name.replace('-', "_")));
    }
    Written { path: "crates/bobbin-words/src/generated.rs".to_owned(), text }
}

pub(super) fn functions(subject: &Subject) -> Written {
    let name = subject.name.replace('-', "_");
    let uses = |kind: Kind| subject.messages.iter().any(|message| message.arguments.iter().any(|(_, of)| *of == kind));
    let mut imports = vec!["Speaker"];
    for kind in [Kind::Code, Kind::Name, Kind::Number, Kind::Sentence, Kind::Text] {
        if uses(kind) {
            imports.push(kind.word());
        }
    }
    let mut text = format!(
        "//! Written by `cargo xtask codegen` from `en/{path}`. One thing because it follows one file.\n\n",
        path = subject.path
    );
    if uses(Kind::Text) || uses(Kind::Name) || uses(Kind::Code) {
        text.push_str("use std::fmt::Display;\n\n");
    }
    write(&mut text, format_args!("use crate::speaker::{{{}}};\n", imports.join(", ")));
    let mut own = Vec::new();
    if uses(Kind::Number) {
        own.push("Number");
    }
    if subject.messages.iter().any(Message::is_sentence) {
        own.push("Sentence");
    }
    if !own.is_empty() {
        write(&mut text, format_args!("use crate::{{{}}};\n", own.join(", ")));
    }
    write(
        &mut text,
        format_args!(
            "\nstatic SPEAKER: Speaker = Speaker::new(&[(\"en\", include_str!(\"../../en/{}\"))]);\n",
            subject.path
        ),
    );
    for message in &subject.messages {
        function(&mut text, message);
    }
    Written { path: format!("crates/bobbin-words/src/generated/{name}.rs"), text }
}

fn function(text: &mut String, message: &Message) {
    let name = message.id.replace('-', "_");
    let parameters: Vec<_> = message
        .arguments
        .iter()
        .map(|(argument, kind)| {
            let of = match kind {
                Kind::Text | Kind::Name | Kind::Code => "impl Display",
                Kind::Number => "impl Number",
                Kind::Sentence => "Sentence",
            };
            format!("{}: {of}", parameter(argument))
        })
        .collect();
    let arguments: Vec<_> = message
        .arguments
        .iter()
        .map(|(argument, kind)| format!("(\"{argument}\", {}({}))", kind.word(), parameter(argument)))
        .collect();
    let (answer, says) = if message.is_sentence() { ("Sentence", "sentence") } else { ("String", "say") };
    write(
        text,
        format_args!(
            "\n/// `{words}`\npub fn {name}({parameters}) -> {answer} {{\n    SPEAKER.{says}(\"{id}\", [{arguments}])\n}}\n",
            words = message.words.replace('`', "'"),
            parameters = parameters.join(", "),
            id = message.id,
            arguments = arguments.join(", "),
        ),
    );
}

/// The parameter of an argument; one with a name that is taken gets an underscore.
fn parameter(argument: &str) -> String {
    let name = argument.replace('-', "_");
    if is_reserved(argument) { format!("{name}_") } else { name }
}

fn write(text: &mut String, more: std::fmt::Arguments<'_>) {
    text.write_fmt(more).expect("writing to a string");
}
