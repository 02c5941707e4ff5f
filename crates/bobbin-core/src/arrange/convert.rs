//! Changing the type of a view and carrying its cards over.
//!
//! Owns the conversion of sections and of keys that only one type reads, and the sentences that describe it.

use super::Work;
use crate::edit::{EditError, Op, Refusal};
use crate::outline::{ViewType, view_type};
use crate::path::Path;
use crate::value::{Map, Value};
use bobbin_words::edits as words;

/// Keys of a view that only the sections type reads.
const SECTION_KEYS: &[&str] = &["max_columns", "dense_section_placement", "top_margin"];

impl Work {
    /// Changes the type of a view to `sections`, `masonry`, `sidebar` or `panel`. Refused for a view that a strategy
    /// generates.
    pub(super) fn convert_view(
        &mut self,
        view: &Path,
        to: &str,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Path>, EditError> {
        let missing = || EditError::NotFound { path: view.clone() };
        let map = self.tracked.value().at(view).and_then(Value::as_map).ok_or_else(missing)?.clone();
        if map.get("strategy").is_some() {
            return Err(super::refused(view, Refusal::Generated));
        }
        if !matches!(to, "sections" | "masonry" | "sidebar" | "panel") {
            return Err(missing());
        }
        match (view_type(&map), to) {
            (ViewType::Sections, "sections") => {}
            (_, "sections") => self.gather_in_sections(view, &map, notes)?,
            (ViewType::Sections, _) => self.out_of_sections(view, &map, notes)?,
            _ => {}
        }
        if map.get("panel").is_some() {
            self.run(Op::Remove { path: view.join("panel") })?;
        }
        self.run(Op::Set { path: view.join("type"), value: Value::String(to.to_owned()) })?;
        let cards = self.count(&view.join("cards"));
        if to == "panel" && cards > 1 {
            notes.push(words::panel_shows_first_card(cards - 1));
        }
        Ok(vec![view.clone()])
    }

    /// Moves cards to a list of sections, in a new section of their own.
    pub(super) fn shift_to_new_section(
        &mut self,
        nodes: &[Path],
        list: &Path,
        index: usize,
    ) -> Result<Vec<Path>, EditError> {
        let handles: Vec<_> = nodes.iter().map(|node| self.tracked.follow(node.clone())).collect();
        let made = self.insert(vec![empty_section()], list, index)?;
        let nodes: Vec<_> = handles.into_iter().map(|handle| self.tracked.at(handle)).collect::<Result<_, _>>()?;
        made.first().map_or_else(|| Ok(Vec::new()), |section| self.shift(&nodes, &section.join("cards"), 0))
    }

    fn count(&self, list: &Path) -> usize {
        self.tracked.value().at(list).and_then(Value::as_list).map_or(0, <[Value]>::len)
    }

    fn gather_in_sections(&mut self, view: &Path, map: &Map, notes: &mut Vec<String>) -> Result<(), EditError> {
        let Some(Value::List(cards)) = map.get("cards") else { return Ok(()) };
        let count = cards.len();
        match map.get("sections") {
            Some(Value::List(sections)) if !sections.is_empty() => {
                notes.push(words::sections_shown_again());
                if count == 0 {
                    return Ok(());
                }
                let at = view.join("sections").join(sections.len());
                self.run(Op::Insert { path: at.clone(), value: empty_section() })?;
                let nodes: Vec<_> = (0..count).map(|card| view.join("cards").join(card)).collect();
                self.shift(&nodes, &at.join("cards"), 0)?;
                self.run(Op::Remove { path: view.join("cards") })?;
            }
            present => {
                if present.is_some() {
                    self.run(Op::Remove { path: view.join("sections") })?;
                }
                let cards = view.join("cards");
                let mut section = Map::new();
                section.insert("type", Value::String("grid".to_owned()));
                section.insert("cards", Value::Null);
                let hole = Path(vec!["cards".into()]);
                self.run(Op::Wrap { path: cards.clone(), with: Value::Map(section), hole, count: 1 })?;
                let (with, hole) = (Value::List(vec![Value::Null]), Path(vec![0.into()]));
                self.run(Op::Wrap { path: cards.clone(), with, hole, count: 1 })?;
                self.run(Op::RenameKey { path: cards, key: "sections".to_owned() })?;
            }
        }
        if count > 0 {
            notes.push(words::cards_into_one_section(count));
        }
        Ok(())
    }

    fn out_of_sections(&mut self, view: &Path, map: &Map, notes: &mut Vec<String>) -> Result<(), EditError> {
        let Some(Value::List(sections)) = map.get("sections") else { return Ok(()) };
        let mut lost: Vec<&str> = Vec::new();
        for (at, section) in sections.iter().enumerate() {
            let path = view.join("sections").join(at);
            let keys = section.as_map().map(|section| section.keys().collect::<Vec<_>>()).unwrap_or_default();
            lost.extend(keys.into_iter().filter(|key| !matches!(*key, "type" | "cards" | "title")));
            let list = view.join("cards");
            let mut end = self.count(&list);
            if let Some(title) = section.get("title").filter(|title| title.as_str().is_some()) {
                let mut heading = Map::new();
                heading.insert("type", Value::String("heading".to_owned()));
                heading.insert("heading", title.clone());
                self.insert(vec![Value::Map(heading)], &list, end)?;
                end += 1;
            }
            let count = section.get("cards").and_then(Value::as_list).map_or(0, <[Value]>::len);
            let nodes: Vec<_> = (0..count).map(|card| path.join("cards").join(card)).collect();
            self.shift(&nodes, &list, end)?;
        }
        self.run(Op::Remove { path: view.join("sections") })?;
        for key in SECTION_KEYS.iter().filter(|key| map.get(key).is_some()) {
            self.run(Op::Remove { path: view.join(*key) })?;
            lost.push(key);
        }
        if sections.len() > 1 {
            notes.push(words::cards_follow_each_other(sections.len()));
        }
        lost.sort_unstable();
        lost.dedup();
        if !lost.is_empty() {
            notes.push(words::settings_given_up(lost.join(", ")));
        }
        Ok(())
    }
}

fn empty_section() -> Value {
    let mut section = Map::new();
    section.insert("type", Value::String("grid".to_owned()));
    section.insert("cards", Value::List(Vec::new()));
    Value::Map(section)
}
