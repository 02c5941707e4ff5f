//! Runs a test with a keyring of its own.
//!
//! A keyring belongs to the session bus, which is a property of a process, and a test binary runs many tests in one. So
//! such a test starts its own binary again, with that test only, inside `tests/with-keyring`. The user's keyring is
//! never touched.

use std::path::Path;
use std::process::Command;

/// Set in the inner run: the kind of keyring.
const KIND: &str = "BOBBIN_TEST_KEYRING";

/// The kind of keyring that a test needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// An unlocked keyring.
    Unlocked,
    /// A keyring whose password is never entered.
    Locked,
    /// No session bus, and so no keyring.
    None,
}

impl Keyring {
    const fn name(self) -> &'static str {
        match self {
            Self::Unlocked => "unlocked",
            Self::Locked => "locked",
            Self::None => "none",
        }
    }
}

/// Whether this process has such a keyring. If not, runs the test of this name in a process that has one; the caller
/// then has nothing left to do.
///
/// # Panics
///
/// The test fails there.
#[must_use]
pub fn inside(keyring: Keyring, test: &str) -> bool {
    match std::env::var(KIND) {
        Ok(kind) => {
            assert_eq!(kind, keyring.name(), "{test} has another keyring than it wants");
            true
        }
        Err(_) => {
            run_inside(keyring, test);
            false
        }
    }
}

fn run_inside(keyring: Keyring, test: &str) {
    let own = std::env::current_exe().expect("a test binary has a path");
    let mut command = match keyring {
        Keyring::Unlocked | Keyring::Locked => {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/with-keyring");
            let mut command = Command::new(script);
            command.arg(own);
            command
        }
        Keyring::None => {
            let mut command = Command::new(own);
            // Nothing listens at this address, and no other one is tried.
            command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus").env_remove("XDG_RUNTIME_DIR");
            command
        }
    };
    let ran = command.env(KIND, keyring.name()).args(["--exact", test, "--nocapture"]).output();
    let ran = ran.unwrap_or_else(|error| panic!("{test} does not start: {error}"));
    let (out, words) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{test}, with a keyring of its own: {out}\n{words}");
    // A name that matches no test would pass as well.
    assert!(out.contains("1 passed"), "{test} is no test of this binary: {out}");
}
