//! Paths under the rules of both families of systems.

use super::*;

/// In `/config` and `/srv/home`: the folder `dash` is a link to `shared/deep/dash`, `self` one to the
/// configuration folder itself, `out` one that leaves it; `void` is no folder.
fn unlinked(folder: &str) -> Result<Option<String>, Unread> {
    match folder {
        "dash" => Ok(Some("shared/deep/dash".to_owned())),
        "self" => Ok(Some(String::new())),
        "out" => Err(Unread::LeadsOut),
        "void" => Ok(None),
        other => Ok(Some(other.to_owned())),
    }
}

fn judged(rules: PathRules, folder: &str, path: &str) -> String {
    let roots = ["/srv/home".to_owned()];
    let around = Around { rules, folder, roots: &roots, unlinked: &unlinked };
    match judge(&around, path) {
        Ok(Inside { path, folder }) => format!("{path}{}", if folder { "/" } else { "" }),
        Err(Refused::BadName(reason)) => format!("! {}", reason.explanation()),
        Err(refused) => format!("! {refused:?}"),
    }
}

#[track_caller]
fn check(rules: &[PathRules], folder: &str, cases: &[(&str, &str)]) {
    for rules in rules {
        for (path, expected) in cases {
            assert_eq!(judged(*rules, folder, path), *expected, "{path:?} from {folder:?} under {rules:?}");
        }
    }
}

const BOTH: &[PathRules] = &[PathRules::Unix, PathRules::Windows];

#[test]
fn a_path_is_relative_to_the_file_and_stays_in_the_folder() {
    check(
        BOTH,
        "a/b",
        &[
            ("x.yaml", "a/b/x.yaml"),
            ("./x.yaml", "a/b/x.yaml"),
            ("c//d/./x.yaml", "a/b/c/d/x.yaml"),
            ("../x.yaml", "a/x.yaml"),
            ("../../x.yaml", "x.yaml"),
            ("../../a/../x.yaml", "x.yaml"),
            ("..", "a/"),
            ("../..", "/"),
            ("c/", "a/b/c/"),
            ("c/.", "a/b/c/"),
            ("../../../x.yaml", "! LeadsOut"),
            ("../../../config/x.yaml", "! LeadsOut"),
            ("c/../../../../a/x.yaml", "! LeadsOut"),
            ("a\0b.yaml", "! a name can't contain a NUL character"),
            // These only look like separators or dots.
            ("..\u{2215}x.yaml", "a/b/..\u{2215}x.yaml"),
            ("..\u{ff0f}..\u{ff0f}..\u{ff0f}x.yaml", "a/b/..\u{ff0f}..\u{ff0f}..\u{ff0f}x.yaml"),
            ("\u{2024}\u{2024}/x.yaml", "a/b/\u{2024}\u{2024}/x.yaml"),
            ("\u{ff0e}\u{ff0e}/x.yaml", "a/b/\u{ff0e}\u{ff0e}/x.yaml"),
            ("..%2f..%2f..%2fx.yaml", "a/b/..%2f..%2f..%2fx.yaml"),
            ("%2e%2e/x.yaml", "a/b/%2e%2e/x.yaml"),
            ("~/x.yaml", "a/b/~/x.yaml"),
            ("$HOME/x.yaml", "a/b/$HOME/x.yaml"),
        ],
    );
}

#[test]
fn an_absolute_path_has_to_name_the_folder() {
    check(
        BOTH,
        "a/b",
        &[
            ("/config/x.yaml", "x.yaml"),
            ("/config//c/./x.yaml", "c/x.yaml"),
            ("/config", ""),
            ("/config/", "/"),
            ("/config/../x.yaml", "! LeadsOut"),
            ("/config/a/../../x.yaml", "! LeadsOut"),
            ("/configs/x.yaml", "! LeadsOut"),
            ("/etc/passwd", "! LeadsOut"),
            ("/etc/../config/x.yaml", "! LeadsOut"),
            ("/", "! LeadsOut"),
            ("/srv/home/c/x.yaml", "c/x.yaml"),
            ("/srv/./home/x.yaml", "x.yaml"),
            ("/srv/homes/x.yaml", "! LeadsOut"),
            ("/srv/home/../x.yaml", "! LeadsOut"),
        ],
    );
    check(&[PathRules::Unix], "", &[("//config/x.yaml", "x.yaml"), ("//srv//home/x.yaml", "x.yaml")]);
}

#[test]
fn the_folder_above_a_link_is_above_its_target() {
    check(
        BOTH,
        "",
        &[
            ("dash/x.yaml", "dash/x.yaml"),
            ("dash/../x.yaml", "shared/deep/x.yaml"),
            ("dash/../../../x.yaml", "x.yaml"),
            ("dash/../../../../x.yaml", "! LeadsOut"),
            ("self/../x.yaml", "! LeadsOut"),
            ("void/../x.yaml", "! Missing"),
            ("out/../x.yaml", "! Unread(LeadsOut)"),
        ],
    );
    check(BOTH, "dash", &[("../x.yaml", "shared/deep/x.yaml")]);
}

#[test]
fn windows_has_more_ways_out() {
    let out = "! LeadsOut";
    let colon = "! a name can't contain a colon on Windows";
    let end = "! a name can't end in a dot or a space on Windows";
    let device = "! the name is a device on Windows";
    let letter = "! a name can't contain control characters or any of < > \" | ? * on Windows";
    check(
        &[PathRules::Windows],
        "a",
        &[
            ("c\\x.yaml", "a/c/x.yaml"),
            ("..\\x.yaml", "x.yaml"),
            ("..\\..\\x.yaml", out),
            ("c\\..\\..\\..\\x.yaml", out),
            ("..\\/..\\x.yaml", out),
            ("Z:/x.yaml", out),
            ("Z:\\x.yaml", out),
            ("z:x.yaml", out),
            ("C:", out),
            ("\\x.yaml", out),
            ("\\config\\x.yaml", "x.yaml"),
            ("\\\\host\\share\\x.yaml", out),
            ("//host/share/x.yaml", out),
            ("/\\host/share/x.yaml", out),
            ("//config/x.yaml", out),
            ("\\\\?\\C:\\x.yaml", out),
            ("\\\\.\\pipe\\x", out),
            ("\\??\\C:\\x.yaml", out),
            ("/config/C:/x.yaml", colon),
            ("c/Z:/x.yaml", colon),
            ("x.yaml:stream", colon),
            ("x.yaml::$DATA", colon),
            ("x.yaml.", end),
            ("x.yaml ", end),
            (".../x.yaml", end),
            (".. /x.yaml", end),
            (". ./x.yaml", end),
            ("NUL", device),
            ("nul.yaml", device),
            ("c/Con.tar.yaml", device),
            ("aux .yaml", device),
            ("COM1", device),
            ("com\u{b9}.yaml", device),
            ("LPT9.yaml", device),
            ("CONIN$", device),
            ("COM10.yaml", "a/COM10.yaml"),
            ("console.yaml", "a/console.yaml"),
            ("x?.yaml", letter),
            ("x\u{1}.yaml", letter),
            ("<x>.yaml", letter),
        ],
    );
    check(
        &[PathRules::Unix],
        "a",
        &[
            ("..\\x.yaml", "a/..\\x.yaml"),
            ("Z:/x.yaml", "a/Z:/x.yaml"),
            ("x.yaml ", "a/x.yaml "),
            (".../x.yaml", "a/.../x.yaml"),
            ("NUL", "a/NUL"),
        ],
    );
}
