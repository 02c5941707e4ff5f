//! Locates the difference between two values.

use crate::path::{Path, Step};
use crate::value::Value;

/// The deepest path that holds every difference.
pub(crate) fn difference(a: &Value, b: &Value) -> Path {
    let mut path = Path::root();
    let (mut a, mut b) = (a, b);
    loop {
        let step = match (a, b) {
            (Value::Map(left), Value::Map(right)) if left.keys().eq(right.keys()) => {
                let mut differing = left.iter().zip(right.iter()).filter(|((_, a), (_, b))| !a.same_meaning(b));
                match (differing.next(), differing.next()) {
                    (Some(((key, a), (_, b))), None) => (Step::from(key), a, b),
                    _ => return path,
                }
            }
            (Value::List(left), Value::List(right)) if left.len() == right.len() => {
                let mut differing = left.iter().zip(right).enumerate().filter(|(_, (a, b))| !a.same_meaning(b));
                match (differing.next(), differing.next()) {
                    (Some((index, (a, b))), None) => (Step::from(index), a, b),
                    _ => return path,
                }
            }
            _ => return path,
        };
        path.0.push(step.0);
        (a, b) = (step.1, step.2);
    }
}
