//! Tests that try hard to lose data: races, kills, a bad network, each with a real Home Assistant.
//!
//! It has its own `main`, because it starts itself again as the process to be killed. A short slice of each test is
//! part of the suite; `tests/torture/run` sets the variables that run them at full length.

#![expect(clippy::print_stdout, reason = "the child tells its parent, and the parent people, what is done")]

#[expect(dead_code, reason = "the other tests use more of it")]
#[path = "../it/bobbin.rs"]
mod bobbin;
mod crash;
mod hand;
mod race;
mod soak;

use std::future::Future;
use std::str::FromStr;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if words.first() == Some(&"--list") {
        // The test runner asks for the list of tests.
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    if let ["child", rest @ ..] = &words[..] {
        runtime.block_on(crash::child(rest));
        return;
    }
    let wanted = words.iter().find(|word| !word.starts_with('-')).copied().unwrap_or_default();
    let run = |name: &str, test: &mut dyn FnMut()| {
        if name.contains(wanted) {
            let start = Instant::now();
            test();
            println!("test {name} ... ok ({:.1} s)", start.elapsed().as_secs_f32());
        }
    };
    run("race_loses_nothing_of_bobbins_nor_what_it_displaced", &mut || within(&runtime, race::careful()));
    run("race_of_the_usual_client_for_comparison", &mut || within(&runtime, race::usual()));
    run("crash_at_any_moment_loses_no_keystroke_and_settles_every_save", &mut || within(&runtime, crash::kills()));
    run("soak_on_a_bad_network_converges", &mut || within(&runtime, soak::soak()));
}

/// Runs on a thread of the runtime, where tasks may be large: the main thread's stack is too small.
fn within(runtime: &tokio::runtime::Runtime, test: impl Future<Output = ()> + Send + 'static) {
    if let Err(panic) = runtime.block_on(runtime.spawn(test)) {
        std::panic::resume_unwind(panic.into_panic());
    }
}

/// The length of a run: the variable's value, or else that of a slice.
fn scale<T: FromStr>(variable: &str, slice: T) -> T {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable}={text} is no number")),
        Err(_) => slice,
    }
}

/// Whether this is a long run, on a machine that does nothing else.
fn is_long(variable: &str) -> bool {
    std::env::var_os(variable).is_some()
}
