//! The functions in TypeScript.

use std::fmt::Write as _;

use super::{Kind, Message, Subject, Written};

pub(super) fn functions(subject: &Subject) -> Written {
    let uses = |kind: Kind| subject.messages.iter().any(|message| message.arguments.iter().any(|(_, of)| *of == kind));
    let mut imports: Vec<&str> =
        [Kind::Code, Kind::Name].into_iter().filter(|kind| uses(*kind)).map(Kind::word).collect();
    imports.push("speaker");
    if subject.messages.iter().any(Message::is_sentence) {
        imports.push("type Sentence");
    }
    let mut text = format!(
        "// Written by `cargo xtask codegen` from crates/bobbin-words/en/{path}.\n\
         import en from '../../../../crates/bobbin-words/en/{path}?raw';\n\
         import {{ {imports} }} from '../speaker';\n\n\
         const say = /* @__PURE__ */ speaker({{ en }});\n",
        path = subject.path,
        imports = imports.join(", "),
    );
    for message in &subject.messages {
        function(&mut text, message);
    }
    Written { path: format!("ui/src/words/generated/{}.ts", subject.name), text }
}

fn function(text: &mut String, message: &Message) {
    let fields: Vec<_> = message
        .arguments
        .iter()
        .map(|(argument, kind)| {
            let of = match kind {
                Kind::Text | Kind::Name | Kind::Code => "string",
                Kind::Number => "number",
                Kind::Sentence => "Sentence",
            };
            format!("{}: {of}", camel(argument))
        })
        .collect();
    let parameter = if fields.is_empty() { String::new() } else { format!("given: {{ {} }}", fields.join("; ")) };
    let arguments: Vec<_> = message
        .arguments
        .iter()
        .map(|(argument, kind)| {
            let value = format!("given.{}", camel(argument));
            let value =
                if matches!(kind, Kind::Name | Kind::Code) { format!("{}({value})", kind.word()) } else { value };
            let key = if argument.contains('-') { format!("'{argument}'") } else { argument.clone() };
            format!("{key}: {value}")
        })
        .collect();
    let arguments = if arguments.is_empty() { String::new() } else { format!(", {{ {} }}", arguments.join(", ")) };
    let (answer, says) = if message.is_sentence() { ("Sentence", "sentence") } else { ("string", "text") };
    let written = writeln!(
        text,
        "\n/** `{words}` */\nexport const {name} = ({parameter}): {answer} => say.{says}('{id}'{arguments});",
        words = message.words.replace("*/", "* /").replace('`', "'"),
        name = camel(&message.id),
        id = message.id,
    );
    written.expect("writing to a string");
}

fn camel(id: &str) -> String {
    let mut words = id.split('-');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
