//! A test that runs with a keyring of its own.
//!
//! A keyring hangs on the session bus, which is a property of a process, and a test binary runs many tests in one. So
//! a test that wants one starts its own binary again, with that test only, inside `tests/with-keyring`, and is what
//! that run is. The user's keyring is never touched.

use std::path::Path;
use std::process::Command;

/// Set inside: names the kind of keyring there is.
const KIND: &str = "BOBBIN_TEST_KEYRING";

/// What kind of keyring a test wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// One that is unlocked.
    Unlocked,
    /// One whose password nobody enters.
    Locked,
    /// No session bus, hence none at all.
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

/// Whether this process has such a keyring. If not, the test of this name has been run in one that has when this
/// returns, and there is nothing left to do.
///
/// # Panics
///
/// When the test fails there.
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
            // Nothing listens there, and the place is not looked for elsewhere.
            command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus").env_remove("XDG_RUNTIME_DIR");
            command
        }
    };
    let ran = command.env(KIND, keyring.name()).args(["--exact", test, "--nocapture"]).output();
    let ran = ran.unwrap_or_else(|error| panic!("{test} does not start: {error}"));
    let (out, words) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{test}, with a keyring of its own: {out}\n{words}");
    // A name that fits no test would pass as well.
    assert!(out.contains("1 passed"), "{test} is no test of this binary: {out}");
}
