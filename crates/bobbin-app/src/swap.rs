//! Swap and detect: the save that never loses anybody's version.
//!
//! Home Assistant saves whole dashboards and checks nothing. But a frame that holds a read and a save is
//! carried out as one, so the read's answer is exactly the displaced version. A version that was displaced
//! unexpectedly is written to disk first. Then both are merged and sent the same way, where they fit together;
//! else theirs is put back, until nobody came in between.
//!
//! Must stay true: a version that was displaced is in the journal before the next frame is sent, and so is
//! that frame's value if it is neither the save's own nor the displaced one; at most one frame is under way;
//! nothing is sent unless an answered read on the same connection came first (before that, Home Assistant's
//! frames are not atomic).

use bobbin_core::value::Value;
use bobbin_hass::{CommandError, Rejection};

use crate::error::ApiError;
use crate::state::held::Held;
use crate::state::intention::Progress;

pub(crate) mod journal;
pub(crate) mod target;

/// The answers to a frame of a read and a save.
pub(crate) struct Swapped {
    /// The displaced version.
    pub(crate) before: Held,
    /// Whether the target took it.
    pub(crate) saved: Result<(), CommandError>,
}

/// A target that keeps one config and can be read and replaced in one frame.
pub(crate) trait Target: Send {
    /// Reads the content of the target. Later calls of [`Target::swap`] rely on the connection of this answer.
    fn read(&mut self) -> impl Future<Output = Result<Held, CommandError>> + Send;
    /// Reads and replaces in one frame; fails without sending when the connection is another one by now.
    fn swap(&mut self, value: &Value) -> impl Future<Output = Result<Swapped, CommandError>> + Send;
}

/// The record that has to survive a crash, on disk before each call returns.
pub(crate) trait Journal: Send {
    /// Keeps a version that a save displaced and that is going to be put back.
    fn displaced(&mut self, value: &Value) -> impl Future<Output = Result<(), ApiError>> + Send;
    /// Notes that the next frame holds this instead: the displaced version, merged.
    fn merging(&mut self, value: &Value) -> impl Future<Output = Result<(), ApiError>> + Send;
}

/// Joins ours with the version that it displaced; none where they contradict each other.
pub(crate) type Join<'a> = &'a (dyn Fn(&Value, &Value) -> Option<Value> + Sync);

/// How a save ended, as far as it is known.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The target holds the value.
    Saved {
        /// Whether anything had to be sent.
        sent: bool,
        /// The content of the target, when somebody's version was merged in.
        merged: Option<Value>,
    },
    /// Somebody else's version is there, and the value is not.
    Changed {
        /// The content of the target.
        theirs: Held,
        /// Whether it was displaced for a moment.
        put_back: bool,
    },
    /// The target refused; nothing changed.
    Rejected(Rejection),
    /// The connection died, and whether the last frame arrived is unknown.
    Unknown {
        /// How far it got; none if the frame was the save itself.
        progress: Option<Progress>,
    },
}

/// Why a save did not get as far as an outcome. Nothing was changed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The target could not be reached, or took no frame.
    Command(CommandError),
    /// The disk did not take a record.
    Journal(ApiError),
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

/// Puts back at most so often: each round means that yet somebody else saved within a millisecond.
const ROUNDS: usize = 100;

/// Merges at most so often, for the same reason; after that a person decides.
const MERGES: usize = 3;

/// Saves a value where `base` was, or finds out that something else is there.
pub(crate) async fn save(
    target: &mut impl Target,
    journal: &mut impl Journal,
    base: &Held,
    value: &Value,
    join: Join<'_>,
) -> Result<Outcome, Failure> {
    let now = target.read().await?;
    if now.as_ref() == Some(value) {
        return Ok(Outcome::Saved { sent: false, merged: None });
    }
    if now != *base {
        return Ok(Outcome::Changed { theirs: now, put_back: false });
    }
    let swapped = match target.swap(value).await {
        Ok(swapped) => swapped,
        Err(error) if error.outcome_unknown() => return Ok(Outcome::Unknown { progress: None }),
        Err(error) => return Err(error.into()),
    };
    match swapped.saved {
        Ok(()) => {}
        Err(CommandError::Rejected(rejection)) => return Ok(Outcome::Rejected(rejection)),
        Err(error) if error.outcome_unknown() => return Ok(Outcome::Unknown { progress: None }),
        Err(error) => return Err(error.into()),
    }
    if swapped.before == *base {
        return Ok(Outcome::Saved { sent: true, merged: None });
    }
    // Whoever took the config away meanwhile left nothing that could be put back.
    let Some(theirs) = swapped.before else { return Ok(Outcome::Saved { sent: true, merged: None }) };
    journal.displaced(&theirs).await.map_err(Failure::Journal)?;
    merge(target, journal, theirs, value.clone(), join).await
}

/// Sends both versions merged, as long as they fit together; else puts theirs back.
async fn merge(
    target: &mut impl Target,
    journal: &mut impl Journal,
    mut theirs: Value,
    mut ours: Value,
    join: Join<'_>,
) -> Result<Outcome, Failure> {
    let mut merged = None;
    for _ in 0..MERGES {
        let Some(next) = join(&ours, &theirs) else { break };
        if next == ours {
            // Ours has all of theirs already, and the target holds it.
            return Ok(Outcome::Saved { sent: true, merged });
        }
        journal.merging(&next).await.map_err(Failure::Journal)?;
        let unknown = |wrote, theirs, next| Ok(Outcome::Unknown { progress: Some(Progress { wrote, theirs, next }) });
        let Ok(swapped) = target.swap(&next).await else { return unknown(ours, theirs, next) };
        match swapped.saved {
            Ok(()) => {}
            // Too large together, for one. Ours is still there, and theirs goes back.
            Err(CommandError::Rejected(_)) => break,
            Err(_) => return unknown(ours, theirs, next),
        }
        match swapped.before {
            Some(newer) if newer != ours => {
                journal.displaced(&newer).await.map_err(Failure::Journal)?;
                theirs = newer;
                ours = next.clone();
                merged = Some(next);
            }
            _ => return Ok(Outcome::Saved { sent: true, merged: Some(next) }),
        }
    }
    put_back(target, journal, theirs, ours).await
}

/// Finds out the end of a save whose answer was lost, and finishes it. The target is read first.
pub(crate) async fn settle(
    target: &mut impl Target,
    journal: &mut impl Journal,
    base: &Held,
    value: &Value,
    progress: Option<Progress>,
) -> Result<Settled, Failure> {
    let now = target.read().await?;
    let Some(Progress { wrote, theirs, next }) = progress else {
        return Ok(match now {
            now if now.as_ref() == Some(value) => Settled::Outcome(Outcome::Saved { sent: true, merged: None }),
            now if now == *base => Settled::NeverArrived,
            now => Settled::Outcome(Outcome::Changed { theirs: now, put_back: false }),
        });
    };
    Ok(Settled::Outcome(match now {
        Some(now) if now == theirs => Outcome::Changed { theirs: Some(now), put_back: true },
        Some(now) if now == next => Outcome::Saved { sent: true, merged: Some(next) },
        Some(now) if now == wrote => put_back(target, journal, theirs, wrote).await?,
        now => Outcome::Changed { theirs: now, put_back: false },
    }))
}

/// Reads back the saved value; none when the target holds it, else its other content.
pub(crate) async fn read_back(target: &mut impl Target, value: &Value) -> Result<Option<Held>, CommandError> {
    let now = target.read().await?;
    Ok(if now.as_ref() == Some(value) { None } else { Some(now) })
}

/// What settling found.
#[derive(Debug)]
pub(crate) enum Settled {
    /// An outcome like any other.
    Outcome(Outcome),
    /// The target holds the same as before: the save did not get there.
    NeverArrived,
}

/// Puts a version back over ours. If somebody saved over ours meanwhile, theirs is the newer one and is put
/// back instead, and so on until a frame displaces exactly our last value.
async fn put_back(
    target: &mut impl Target,
    journal: &mut impl Journal,
    mut theirs: Value,
    mut ours: Value,
) -> Result<Outcome, Failure> {
    for _ in 0..ROUNDS {
        let Ok(Swapped { before, saved: Ok(()) }) = target.swap(&theirs).await else { break };
        match before {
            Some(newer) if newer != ours => {
                journal.displaced(&newer).await.map_err(Failure::Journal)?;
                ours = std::mem::replace(&mut theirs, newer);
            }
            _ => return Ok(Outcome::Changed { theirs: Some(theirs), put_back: true }),
        }
    }
    Ok(Outcome::Unknown { progress: Some(Progress { wrote: ours, next: theirs.clone(), theirs }) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::intention::Step;
    use std::collections::VecDeque;

    /// A target with others around: before each call, the next of `others` saves.
    struct Shared {
        held: Held,
        others: VecDeque<Option<&'static str>>,
        /// Calls of `swap` after which the connection is gone; the frame arrives when the flag says so.
        lose: Option<(usize, bool)>,
        swaps: usize,
        ever: Vec<Value>,
    }

    impl Shared {
        fn new(held: &str, others: &[Option<&'static str>]) -> Self {
            let held: Held = Some(held.into());
            Self {
                ever: held.iter().cloned().collect(),
                held,
                others: others.iter().copied().collect(),
                lose: None,
                swaps: 0,
            }
        }

        fn others_save(&mut self) {
            if let Some(Some(text)) = self.others.pop_front() {
                self.held = Some(text.into());
                self.ever.push(text.into());
            }
        }
    }

    impl Target for Shared {
        async fn read(&mut self) -> Result<Held, CommandError> {
            self.others_save();
            Ok(self.held.clone())
        }

        async fn swap(&mut self, value: &Value) -> Result<Swapped, CommandError> {
            self.others_save();
            self.swaps += 1;
            if let Some((at, arrives)) = self.lose
                && at == self.swaps
            {
                if arrives {
                    self.held = Some(value.clone());
                }
                return Err(CommandError::ConnectionLost { sent: true });
            }
            Ok(Swapped { before: self.held.replace(value.clone()), saved: Ok(()) })
        }
    }

    #[derive(Default)]
    struct Kept(Vec<Value>, Vec<Step>);

    impl Journal for Kept {
        async fn displaced(&mut self, value: &Value) -> Result<(), ApiError> {
            self.0.push(value.clone());
            self.1.push(Step::Displaced(value.clone()));
            Ok(())
        }

        async fn merging(&mut self, value: &Value) -> Result<(), ApiError> {
            self.1.push(Step::Merging(value.clone()));
            Ok(())
        }
    }

    async fn run(target: &mut Shared) -> (Outcome, Vec<Value>) {
        let mut kept = Kept::default();
        let outcome =
            save(target, &mut kept, &Some("base".into()), &"mine".into(), &|_, _| None).await.expect("an outcome");
        (outcome, kept.0)
    }

    #[tokio::test]
    async fn undisturbed_it_saves() {
        let mut target = Shared::new("base", &[]);
        let (outcome, kept) = run(&mut target).await;
        assert!(matches!(outcome, Outcome::Saved { sent: true, .. }));
        assert_eq!((target.held, kept.len()), (Some("mine".into()), 0));
    }

    #[tokio::test]
    async fn reading_back_finds_what_came_after() {
        let mut target = Shared::new("base", &[None, None, None, Some("theirs")]);
        assert!(matches!(run(&mut target).await.0, Outcome::Saved { sent: true, .. }));
        assert_eq!(read_back(&mut target, &"mine".into()).await.expect("read"), None);
        assert_eq!(read_back(&mut target, &"mine".into()).await.expect("read"), Some(Some("theirs".into())));
    }

    #[tokio::test]
    async fn what_is_there_already_is_not_sent() {
        let mut target = Shared::new("mine", &[]);
        let (outcome, _) = run(&mut target).await;
        assert!(matches!(outcome, Outcome::Saved { sent: false, .. }));
        assert_eq!(target.swaps, 0);
    }

    #[tokio::test]
    async fn a_change_seen_by_the_read_stops_before_anything_is_sent() {
        let mut target = Shared::new("base", &[Some("theirs")]);
        let (outcome, _) = run(&mut target).await;
        assert!(
            matches!(outcome, Outcome::Changed { theirs: Some(value), put_back: false } if value == "theirs".into())
        );
        assert_eq!(target.swaps, 0);
    }

    #[tokio::test]
    async fn a_version_displaced_by_surprise_is_kept_and_put_back() {
        let mut target = Shared::new("base", &[None, Some("theirs")]);
        let (outcome, kept) = run(&mut target).await;
        assert!(
            matches!(outcome, Outcome::Changed { theirs: Some(value), put_back: true } if value == "theirs".into())
        );
        assert_eq!((target.held, kept), (Some("theirs".into()), vec!["theirs".into()]));
    }

    #[tokio::test]
    async fn the_newest_of_several_is_put_back_and_all_are_kept() {
        let mut target = Shared::new("base", &[None, Some("one"), Some("two"), Some("three")]);
        let (outcome, kept) = run(&mut target).await;
        assert!(matches!(outcome, Outcome::Changed { theirs: Some(value), put_back: true } if value == "three".into()));
        assert_eq!(target.held, Some("three".into()));
        assert_eq!(kept, vec!["one".into(), "two".into(), "three".into()]);
    }

    #[tokio::test]
    async fn whatever_the_interleaving_every_version_is_in_the_journal_or_in_the_place() {
        // Every way in which up to three others can come in before the first six calls.
        for pattern in 0..1_u32 << 6 {
            let names = ["a", "b", "c", "d", "e", "f"];
            let others: Vec<_> =
                names.iter().enumerate().map(|(at, name)| (pattern >> at & 1 == 1).then_some(*name)).collect();
            let mut target = Shared::new("base", &others);
            let (outcome, kept) = run(&mut target).await;
            let saved = matches!(outcome, Outcome::Saved { .. });
            for version in &target.ever {
                let safe = target.held.as_ref() == Some(version)
                    || kept.contains(version)
                    // The base is the draft's start, and versions that others overwrite of each other are theirs.
                    || *version == "base".into();
                assert!(safe, "pattern {pattern:06b}: {version:?} is lost, saved: {saved}");
            }
            assert_eq!(saved, target.held == Some("mine".into()), "pattern {pattern:06b}");
        }
    }

    #[tokio::test]
    async fn a_lost_answer_is_settled_by_reading() {
        for arrives in [true, false] {
            let mut target = Shared::new("base", &[]);
            target.lose = Some((1, arrives));
            let (outcome, mut kept) = {
                let (o, k) = run(&mut target).await;
                (o, Kept(k, Vec::new()))
            };
            let Outcome::Unknown { progress } = outcome else { panic!("unknown, not {outcome:?}") };
            let settled = settle(&mut target, &mut kept, &Some("base".into()), &"mine".into(), progress).await;
            match settled.expect("settled") {
                Settled::Outcome(Outcome::Saved { sent: true, .. }) => assert!(arrives),
                Settled::NeverArrived => assert!(!arrives),
                other => panic!("{other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn a_put_back_that_was_cut_off_is_finished_by_settling() {
        for arrives in [true, false] {
            let mut target = Shared::new("base", &[None, Some("theirs")]);
            target.lose = Some((2, arrives));
            let (outcome, kept) = run(&mut target).await;
            let Outcome::Unknown { progress } = outcome else { panic!("unknown, not {outcome:?}") };
            let mut kept = Kept(kept, Vec::new());
            let settled = settle(&mut target, &mut kept, &Some("base".into()), &"mine".into(), progress).await;
            assert!(matches!(settled, Ok(Settled::Outcome(Outcome::Changed { theirs: Some(value), put_back: true }))
                if value == "theirs".into()));
            assert_eq!(target.held, Some("theirs".into()));
        }
    }

    /// Joins texts that are lists of words: what neither removed, and what either added.
    fn joined(ours: &Value, theirs: &Value) -> Option<Value> {
        let words =
            |value: &Value| value.as_str().unwrap_or_default().split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (mut all, theirs) = (words(ours), words(theirs));
        // A version with “alone” fits together with no other.
        if theirs.iter().any(|word| word == "alone") {
            return None;
        }
        all.extend(theirs);
        all.sort();
        all.dedup();
        Some(all.join(" ").as_str().into())
    }

    async fn run_joining(target: &mut Shared) -> (Outcome, Kept) {
        let mut kept = Kept::default();
        let outcome = save(target, &mut kept, &Some("base".into()), &"base mine".into(), &joined).await;
        (outcome.expect("an outcome"), kept)
    }

    #[tokio::test]
    async fn a_version_displaced_by_surprise_is_merged_where_both_fit() {
        let mut target = Shared::new("base", &[None, Some("base one"), Some("base two")]);
        let (outcome, kept) = run_joining(&mut target).await;
        assert!(matches!(outcome, Outcome::Saved { sent: true, merged: Some(_) }), "{outcome:?}");
        assert_eq!(target.held, Some("base mine one two".into()));
        assert_eq!(kept.0, vec!["base one".into(), "base two".into()]);
    }

    #[tokio::test]
    async fn merging_gives_up_after_some_tries_and_puts_the_newest_back() {
        let others = ["a", "b", "c", "d", "e"].map(Some);
        let mut target = Shared::new("base", &[&[None], others.as_slice()].concat());
        let (outcome, kept) = run_joining(&mut target).await;
        let Outcome::Changed { theirs: Some(theirs), put_back: true } = outcome else { panic!("{outcome:?}") };
        assert_eq!((&theirs, &target.held), (&"e".into(), &Some("e".into())));
        assert_eq!(kept.0.len(), 5, "every one of theirs is kept: {:?}", kept.0);
    }

    #[tokio::test]
    async fn wherever_a_merging_save_is_cut_off_settling_ends_it_and_loses_nothing() {
        // Each way in which others come in before the first four frames, each frame lost, arrived or not.
        for pattern in 0..1_u32 << 4 {
            for (cut, arrives) in (1..=5).flat_map(|cut| [(cut, true), (cut, false)]) {
                let names = ["base a", "base b", "alone", "base d"];
                let mut others: Vec<_> =
                    names.iter().enumerate().map(|(at, name)| (pattern >> at & 1 == 1).then_some(*name)).collect();
                others.insert(0, None);
                let mut target = Shared::new("base", &others);
                target.lose = Some((cut, arrives));
                let (outcome, mut kept) = run_joining(&mut target).await;
                let Outcome::Unknown { progress } = outcome else { continue };
                // After a crash, this is all there is to go by.
                let value: Value = "base mine".into();
                assert_eq!(progress, Progress::of(&value, kept.1.clone()), "pattern {pattern:04b}, cut {cut}");
                target.others.clear();
                let settled = settle(&mut target, &mut kept, &Some("base".into()), &value, progress).await;
                let case = format!("pattern {pattern:04b}, cut {cut}, arrives {arrives}: {settled:?}");
                let held = target.held.clone().expect("something");
                match settled.expect("settled") {
                    Settled::Outcome(Outcome::Saved { merged, .. }) => {
                        assert_eq!(merged.unwrap_or(value), held, "{case}")
                    }
                    Settled::Outcome(Outcome::Changed { theirs, .. }) => assert_eq!(theirs, Some(held), "{case}"),
                    Settled::NeverArrived => assert_eq!(held, "base".into(), "{case}"),
                    Settled::Outcome(other) => panic!("{case}: {other:?}"),
                }
                for version in target.ever.iter().filter(|version| **version != "base".into()) {
                    // A version that came in before a frame with a lost answer can't be known.
                    let unseen = target.swaps == cut && arrives && Some(version) == target.ever.last();
                    let safe = unseen || target.held.as_ref() == Some(version) || kept.0.contains(version);
                    assert!(safe, "{version:?} is lost; {case}");
                }
            }
        }
    }
}
