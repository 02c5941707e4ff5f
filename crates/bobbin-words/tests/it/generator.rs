//! The output and the refusals of the generator, on messages of a few lines.

use bobbin_words::generate::generate;
use expect_test::{Expect, expect};

fn check(path: &str, text: &str, expected: Expect) {
    let said = match generate(&[(path.to_owned(), text.to_owned())]) {
        Ok(written) => {
            written.iter().filter(|file| !file.path.ends_with("/generated.rs")).map(|file| file.text.clone()).collect()
        }
        Err(faults) => faults.iter().map(|fault| format!("{fault}\n")).collect::<String>(),
    };
    expected.assert_eq(&said);
}

#[test]
fn a_message_becomes_a_function_with_its_arguments() {
    let text = "# $count (number)\n# $title (text) The dashboard's title\nsent = { $count ->\n    [one] One change\n   *[other] { $count } changes\n } of { $title }\n";
    check(
        "rust/save.ftl",
        text,
        expect![[r#"
        //! Written by `cargo xtask codegen` from `en/rust/save.ftl`. One thing because it follows one file.

        use std::fmt::Display;

        use crate::speaker::{Speaker, number, text};
        use crate::{Number};

        static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/save.ftl"))]);

        /// `{ $count -> [one] One change *[other] { $count } changes } of { $title }`
        pub fn sent(count: impl Number, title: impl Display) -> String {
            SPEAKER.say("sent", [("count", number(count)), ("title", text(title))])
        }
    "#]],
    );
    check(
        "ui/save.ftl",
        text,
        expect![[r#"
        // Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/save.ftl.
        import en from '../../../../crates/bobbin-words/en/ui/save.ftl?raw';
        import { speaker } from '../speaker';

        const say = /* @__PURE__ */ speaker({ en });

        /** `{ $count -> [one] One change *[other] { $count } changes } of { $title }` */
        export const sent = (given: { count: number; title: string }): string => say.text('sent', { count: given.count, title: given.title });
    "#]],
    );
}

#[test]
fn a_name_or_code_makes_a_sentence_in_pieces() {
    let text = "# $title (name)\n# $key (code)\n# $rest (sentence)\nset-key = Set { $key } of { $title }: { $rest }\n";
    check(
        "rust/save.ftl",
        text,
        expect![[r#"
        //! Written by `cargo xtask codegen` from `en/rust/save.ftl`. One thing because it follows one file.

        use std::fmt::Display;

        use crate::speaker::{Speaker, code, name, sentence};
        use crate::{Sentence};

        static SPEAKER: Speaker = Speaker::new(&[("en", include_str!("../../en/rust/save.ftl"))]);

        /// `Set { $key } of { $title }: { $rest }`
        pub fn set_key(title: impl Display, key: impl Display, rest: Sentence) -> Sentence {
            SPEAKER.sentence("set-key", [("title", name(title)), ("key", code(key)), ("rest", sentence(rest))])
        }
    "#]],
    );
    check(
        "ui/save.ftl",
        text,
        expect![[r#"
        // Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/save.ftl.
        import en from '../../../../crates/bobbin-words/en/ui/save.ftl?raw';
        import { code, name, speaker, type Sentence } from '../speaker';

        const say = /* @__PURE__ */ speaker({ en });

        /** `Set { $key } of { $title }: { $rest }` */
        export const setKey = (given: { title: string; key: string; rest: Sentence }): Sentence => say.sentence('set-key', { title: name(given.title), key: code(given.key), rest: given.rest });
    "#]],
    );
}

#[test]
fn an_argument_needs_a_type_and_a_use() {
    check(
        "ui/a.ftl",
        "# $title\nsaved = Saved { $title }\n",
        expect![[r#"
        ui/a.ftl: `saved`: `$title` needs a type: (text), (number), (name), (code) or (sentence)
        ui/a.ftl: `saved` does not declare `$title`: add `# $title (text)`
    "#]],
    );
    check(
        "ui/a.ftl",
        "saved = Saved { $title }\n",
        expect![[r#"
        ui/a.ftl: `saved` does not declare `$title`: add `# $title (text)`
    "#]],
    );
    check(
        "ui/a.ftl",
        "# $title (text)\nsaved = Saved\n",
        expect![[r#"
        ui/a.ftl: `saved` does not use `$title`
    "#]],
    );
    check(
        "ui/a.ftl",
        "# $n (name)\nsaved = { $n ->\n   *[other] Saved\n }\n",
        expect![[r#"
        ui/a.ftl: `saved` chooses by `$n`: that takes a text or a number
    "#]],
    );
}

#[test]
fn a_message_that_could_fail_is_refused() {
    check(
        "ui/a.ftl",
        "saved = Saved\nsaved = Kept\n",
        expect![[r#"
        ui/a.ftl: `saved` is there twice
    "#]],
    );
    check(
        "ui/a.ftl",
        "saved = { -brand } saved\n",
        expect![[r#"
        ui/a.ftl: `saved` uses `-brand`, which is no term of this file
    "#]],
    );
    check(
        "ui/a.ftl",
        "saved = { other } saved\n",
        expect![[r#"
        ui/a.ftl: `saved` calls or refers to something that only one of the two readers may know
    "#]],
    );
    check(
        "ui/a.ftl",
        "saved = Saved\n    .title = Saved\n",
        expect![[r#"
        ui/a.ftl: `saved` has an attribute: make it a message of its own
    "#]],
    );
    check(
        "ui/a.ftl",
        "delete = Delete\n",
        expect![[r#"
        ui/a.ftl: `delete` is no function's name: small letters, digits and dashes, and no keyword
    "#]],
    );
    check(
        "ui/a.ftl",
        "saved = { $\n",
        expect![[r#"
        ui/a.ftl: line 1: Expected one of "a-zA-Z"
    "#]],
    );
    check(
        "window/a.ftl",
        "saved = Saved\n",
        expect![[r#"
        window/a.ftl: nobody reads `window`: a file is in `rust`, `ui` or `both`
    "#]],
    );
}
