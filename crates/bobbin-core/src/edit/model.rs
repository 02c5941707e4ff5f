//! The specification of every operation: its effect on a plain JSON value.
//!
//! Deliberately simple and independent of texts and trees. `edit` applies each operation here and to the text, and
//! succeeds only if the edited text has this value.

use super::op::Op;
use crate::path::{Path, Step};
use crate::rewrite::{EditError, Refusal};
use crate::value::{Map, Value};

/// Applies operations in order. After an error the value is half edited; discard it.
///
/// # Errors
///
/// Those of [`EditError`] that concern paths; never [`EditError::WouldChangeMeaning`].
pub fn apply_ops(value: &mut Value, ops: &[Op]) -> Result<(), EditError> {
    ops.iter().try_for_each(|op| apply_op(value, op))
}

/// Applies one operation.
///
/// # Errors
///
/// See [`apply_ops`].
pub fn apply_op(root: &mut Value, op: &Op) -> Result<(), EditError> {
    match op {
        Op::Set { path, value } => set(root, path, value.clone()),
        Op::SetBehind { path, value, behind } => set_behind(root, path, value.clone(), behind),
        Op::Replace { path, value } => {
            *node(root, path)? = value.clone();
            Ok(())
        }
        Op::Remove { path } => take(root, path).map(drop),
        Op::Insert { path, value } => insert(root, path, value.clone()),
        Op::Move { from, to } => {
            if from != to && from.contains(to) {
                return Err(EditError::refused(to.clone(), Refusal::IntoItself));
            }
            if from == to {
                return node(root, from).map(drop);
            }
            let taken = take(root, from)?;
            insert(root, to, taken)
        }
        Op::RenameKey { path, key } => rename(root, path, key),
        Op::Wrap { path, with, hole, count } => wrap(root, path, with, hole, *count),
        Op::Unwrap { path, key } => unwrap(root, path, key.as_deref()),
    }
}

fn node<'v>(root: &'v mut Value, path: &Path) -> Result<&'v mut Value, EditError> {
    root.at_mut(path).ok_or_else(|| EditError::NotFound { path: path.clone() })
}

fn parent<'v, 'p>(root: &'v mut Value, path: &'p Path) -> Result<(&'v mut Value, &'p Step), EditError> {
    let Some((above, _)) = path.split_last() else {
        return Err(EditError::refused(path.clone(), Refusal::WholeDocument));
    };
    let last = path.0.last().expect("a path that splits has a last step");
    Ok((node(root, &above)?, last))
}

fn set(root: &mut Value, path: &Path, value: Value) -> Result<(), EditError> {
    if path.0.is_empty() {
        *root = value;
        return Ok(());
    }
    match parent(root, path)? {
        (Value::Map(map), Step::Key(key)) => {
            map.insert(key.as_str(), value);
            Ok(())
        }
        (Value::List(items), Step::Index(index)) => match items.get_mut(*index) {
            Some(item) => {
                *item = value;
                Ok(())
            }
            None => Err(EditError::NotFound { path: path.clone() }),
        },
        (holder, _) => Err(EditError::refused(path.clone(), wrong_holder(holder))),
    }
}

fn set_behind(root: &mut Value, path: &Path, value: Value, behind: &[String]) -> Result<(), EditError> {
    if !path.0.is_empty()
        && let (Value::Map(map), Step::Key(key)) = parent(root, path)?
        && map.get(key).is_none()
    {
        let last = map.keys().rposition(|other| behind.iter().any(|one| one == other));
        map.insert_at(last.map_or(0, |at| at + 1), key.as_str(), value);
        return Ok(());
    }
    set(root, path, value)
}

pub(super) const fn wrong_holder(holder: &Value) -> Refusal {
    match holder {
        Value::List(_) | Value::Map(_) => Refusal::WrongStep,
        _ => Refusal::NotACollection,
    }
}

fn take(root: &mut Value, path: &Path) -> Result<Value, EditError> {
    let missing = || EditError::NotFound { path: path.clone() };
    match parent(root, path)? {
        (Value::Map(map), Step::Key(key)) => map.remove(key).ok_or_else(missing),
        (Value::List(items), Step::Index(index)) if *index < items.len() => Ok(items.remove(*index)),
        _ => Err(missing()),
    }
}

fn insert(root: &mut Value, path: &Path, value: Value) -> Result<(), EditError> {
    match parent(root, path)? {
        (Value::Map(map), Step::Key(key)) => {
            if map.get(key).is_some() {
                return Err(EditError::AlreadyThere { path: path.clone() });
            }
            map.insert(key.as_str(), value);
            Ok(())
        }
        (Value::List(items), Step::Index(index)) => {
            if *index > items.len() {
                return Err(EditError::NotFound { path: path.clone() });
            }
            items.insert(*index, value);
            Ok(())
        }
        (holder, _) => Err(EditError::refused(path.clone(), wrong_holder(holder))),
    }
}

fn rename(root: &mut Value, path: &Path, new: &str) -> Result<(), EditError> {
    let missing = || EditError::NotFound { path: path.clone() };
    match parent(root, path)? {
        (Value::Map(map), Step::Key(old)) => {
            if map.get(old).is_none() {
                return Err(missing());
            }
            if !map.rename(old, new) {
                let (above, _) = path.split_last().ok_or_else(missing)?;
                return Err(EditError::AlreadyThere { path: above.join(new) });
            }
            Ok(())
        }
        _ => Err(missing()),
    }
}

fn wrap(root: &mut Value, path: &Path, with: &Value, hole: &Path, count: usize) -> Result<(), EditError> {
    let no_hole = || EditError::refused(path.clone(), Refusal::NoHole);
    let mut wrapper = with.clone();
    if count == 1 {
        let target = node(root, path)?;
        let inner = std::mem::take(target);
        fill(&mut wrapper, hole, vec![inner]).ok_or_else(no_hole)?;
        *target = wrapper;
        return Ok(());
    }
    let (Value::List(items), Step::Index(first)) = parent(root, path)? else {
        return Err(EditError::refused(path.clone(), Refusal::NotOne));
    };
    let end = first.checked_add(count).filter(|end| *end <= items.len() && count > 0);
    let Some(end) = end else { return Err(EditError::NotFound { path: path.clone() }) };
    let inner: Vec<Value> = items.drain(*first..end).collect();
    fill(&mut wrapper, hole, inner).ok_or_else(no_hole)?;
    items.insert(*first, wrapper);
    Ok(())
}

/// Puts nodes into the hole of a template; `None` if the template has no such place.
fn fill(template: &mut Value, hole: &Path, mut nodes: Vec<Value>) -> Option<()> {
    let (above, last) = hole.split_last()?;
    match (template.at_mut(&above)?, last) {
        (Value::List(items), Step::Index(index)) if *index <= items.len() => {
            let replaced = *index..(*index + 1).min(items.len());
            items.splice(replaced, nodes);
        }
        (Value::Map(map), Step::Key(key)) if nodes.len() == 1 => {
            map.insert(key.as_str(), nodes.pop()?);
        }
        _ => return None,
    }
    Some(())
}

/// The key of a wrapper whose content stays when the wrapper is removed.
pub(super) fn inner_key<'k>(wrapper: &'k Map, asked: Option<&'k str>) -> Option<&'k str> {
    match asked {
        Some(key) => wrapper.get(key).map(|_| key),
        None if matches!(wrapper.get("cards"), Some(Value::List(_))) => Some("cards"),
        None => wrapper.get("card").map(|_| "card"),
    }
}

fn unwrap(root: &mut Value, path: &Path, key: Option<&str>) -> Result<(), EditError> {
    let nothing = || EditError::refused(path.clone(), Refusal::NothingInside);
    let Value::Map(wrapper) = node(root, path)? else { return Err(nothing()) };
    let key = inner_key(wrapper, key).ok_or_else(nothing)?.to_owned();
    let inner = match wrapper.remove(&key) {
        Some(Value::List(items)) => items,
        Some(node) => vec![node],
        None => return Err(nothing()),
    };
    if let Some((above, Step::Index(index))) = path.split_last() {
        let Value::List(items) = node(root, &above)? else { return Err(nothing()) };
        items.splice(*index..=*index, inner);
        return Ok(());
    }
    match <[Value; 1]>::try_from(inner) {
        Ok([only]) => {
            *node(root, path)? = only;
            Ok(())
        }
        Err(_) => Err(EditError::refused(path.clone(), Refusal::NotOne)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, op: &str, expected: &str) {
        let mut value: Value = serde_json::from_str(value).expect("a JSON value");
        let op: Op = serde_json::from_str(op).expect("an operation");
        let result = match apply_op(&mut value, &op) {
            Ok(()) => serde_json::to_string(&value).expect("a value is JSON"),
            Err(error) => error.to_string(),
        };
        assert_eq!(result, expected);
    }

    #[test]
    fn sets_replaces_and_appends() {
        check(r#"{"a":1,"b":2}"#, r#"{"op":"set","path":["a"],"value":[true]}"#, r#"{"a":[true],"b":2}"#);
        check(r#"{"a":1}"#, r#"{"op":"set","path":["b"],"value":null}"#, r#"{"a":1,"b":null}"#);
        check("[1]", r#"{"op":"set","path":[1],"value":2}"#, "there is no [1]");
        check(
            r#"{"a":1,"b":2,"c":3}"#,
            r#"{"op":"set_behind","path":["x"],"value":0,"behind":["b","a","q"]}"#,
            r#"{"a":1,"b":2,"x":0,"c":3}"#,
        );
        check(r#"{"a":1}"#, r#"{"op":"set_behind","path":["x"],"value":0,"behind":[]}"#, r#"{"x":0,"a":1}"#);
        check(r#"{"a":1,"x":2}"#, r#"{"op":"set_behind","path":["x"],"value":0,"behind":[]}"#, r#"{"a":1,"x":0}"#);
        check("[1]", r#"{"op":"set_behind","path":[0],"value":2,"behind":["a"]}"#, "[2]");
        check("[1]", r#"{"op":"set","path":["a"],"value":2}"#, "a: a list takes positions and a mapping takes keys");
        check("1", r#"{"op":"replace","value":{"a":1}}"#, r#"{"a":1}"#);
    }

    #[test]
    fn moves_like_a_json_patch() {
        check("[0,1,2]", r#"{"op":"move","from":[0],"to":[2]}"#, "[1,2,0]");
        check("[0,1,2]", r#"{"op":"move","from":[2],"to":[0]}"#, "[2,0,1]");
        check("[0,1,2]", r#"{"op":"move","from":[0],"to":[3]}"#, "there is no [3]");
        check("[[0],[1]]", r#"{"op":"move","from":[0,0],"to":[1,1]}"#, "[[],[1,0]]");
        check("[[0],[1]]", r#"{"op":"move","from":[0],"to":[0,1]}"#, "[0][1]: a node cannot be moved into itself");
        check(r#"{"a":1,"b":2}"#, r#"{"op":"move","from":["a"],"to":["b"]}"#, "b is there already");
        check(r#"{"a":1,"b":{}}"#, r#"{"op":"move","from":["a"],"to":["b","c"]}"#, r#"{"b":{"c":1}}"#);
    }

    #[test]
    fn wraps_and_unwraps() {
        check(
            r#"[1,2,3]"#,
            r#"{"op":"wrap","path":[0],"count":2,"with":{"type":"grid","cards":[]},"hole":["cards",0]}"#,
            r#"[{"type":"grid","cards":[1,2]},3]"#,
        );
        check(
            r#"{"card":1}"#,
            r#"{"op":"wrap","path":["card"],"with":{"type":"conditional","card":null,"conditions":[]},"hole":["card"]}"#,
            r#"{"card":{"type":"conditional","card":1,"conditions":[]}}"#,
        );
        check(r#"[{"cards":[1,2]},3]"#, r#"{"op":"unwrap","path":[0]}"#, "[1,2,3]");
        check(r#"[{"card":1}]"#, r#"{"op":"unwrap","path":[0]}"#, "[1]");
        check(
            r#"{"card":{"cards":[1,2]}}"#,
            r#"{"op":"unwrap","path":["card"]}"#,
            "card: exactly one node can stand here",
        );
    }

    #[test]
    fn an_operation_reads_back_as_it_was_written() {
        for op in [
            r#"{"op":"set","path":["views",0,"cards",2,"entity"],"value":"light.x"}"#,
            r#"{"op":"set_behind","path":["a"],"value":1,"behind":["b"]}"#,
            r#"{"op":"rename_key","path":["a"],"key":"b"}"#,
            r#"{"op":"replace","value":{"views":[]}}"#,
            r#"{"op":"unwrap","path":[0]}"#,
            r#"{"op":"wrap","path":[0],"with":{"cards":[]},"hole":["cards",0]}"#,
        ] {
            let read: Op = serde_json::from_str(op).expect("an operation");
            assert_eq!(serde_json::to_string(&read).expect("an operation is JSON"), op);
        }
    }
}
