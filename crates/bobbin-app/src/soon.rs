//! Stand-ins until the engine has them.
#![allow(missing_docs, dead_code)]

pub(crate) mod diff {
    use bobbin_core::path::Path;
    use bobbin_core::value::Value;
    pub(crate) struct Diff { pub(crate) changes: Vec<Change> }
    pub(crate) struct Change { pub(crate) kind: ChangeKind, pub(crate) sentence: Sentence, pub(crate) old_path: Option<Path>, pub(crate) new_path: Option<Path> }
    pub(crate) enum ChangeKind { Added, Removed, Moved, MovedAndChanged, Changed }
    pub(crate) struct Sentence(Vec<SentencePart>);
    impl Sentence { pub(crate) fn parts(&self) -> &[SentencePart] { &self.0 } }
    impl std::fmt::Display for Sentence { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.iter().try_for_each(|p| f.write_str(&p.text)) } }
    pub(crate) struct SentencePart { pub(crate) style: SentenceStyle, pub(crate) text: String }
    pub(crate) enum SentenceStyle { Plain, Name, Code }
    pub(crate) fn diff(a: &Value, b: &Value) -> Diff {
        let changes = if a.same_meaning(b) { vec![] } else { vec![Change { kind: ChangeKind::Changed, sentence: Sentence(vec![SentencePart { style: SentenceStyle::Plain, text: "Changed the dashboard".into() }]), old_path: Some(Path::root()), new_path: Some(Path::root()) }] };
        Diff { changes }
    }
}
pub(crate) mod merge {
    use bobbin_core::value::Value;
    pub(crate) struct Merged { pub(crate) value: Value, pub(crate) conflicts: Vec<()> }
    pub(crate) fn merge(_: &Value, mine: &Value, _: &Value) -> Merged { Merged { value: mine.clone(), conflicts: vec![()] } }
}
pub(crate) mod replace {
    use bobbin_core::value::Value;
    use bobbin_core::yaml::Parsed;
    pub(crate) struct Replaced { pub(crate) text: String }
    pub(crate) fn replace(parsed: &Parsed, value: &Value) -> Result<Replaced, ()> {
        if parsed.value.as_ref() == Some(value) { return Ok(Replaced { text: parsed.tree.text().to_owned() }) }
        Err(())
    }
}
pub(crate) fn dialect(_version: &str) -> bobbin_core::yaml::Dialect { bobbin_core::yaml::Dialect::Editor }
