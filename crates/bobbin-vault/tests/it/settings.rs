//! Settings: keys of people and newer Bobbins stay, a broken file is set aside.

use std::fs;

use bobbin_vault::Retention;
use bobbin_vault::settings::{Broken, HistorySettings, InstanceSettings, Settings};
use tempfile::TempDir;

use crate::support::second;

fn load(folder: &TempDir) -> Settings {
    let loaded = Settings::load(folder.path(), second(1)).expect("loaded");
    assert!(loaded.set_aside.is_none(), "{:?}", loaded.set_aside);
    loaded.settings
}

#[test]
fn settings_come_back_and_no_file_means_the_defaults() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(load(&folder), Settings::default());
    let mut settings = Settings {
        instances: vec![InstanceSettings {
            id: "home".to_owned(),
            name: "on".to_owned(),
            url: "http://[::1]:8123".to_owned(),
            trusted_fingerprint: Some("12:34".to_owned()),
            ..InstanceSettings::default()
        }],
        last_instance: Some("home".to_owned()),
        history: Some(HistorySettings { every_version_days: Some(30), ..HistorySettings::default() }),
        ..Settings::default()
    };
    settings.set_preference("theme", &serde_json::json!("dark"));
    settings.set_preference("panes", &serde_json::json!({"left": 240, "open": [true, 1.5]}));
    settings.set_preference("gone", &serde_json::json!(1));
    settings.set_preference("gone", &serde_json::Value::Null);
    for nth in 0..30 {
        settings.add_recent_file(&format!("/{nth}.yaml"));
    }
    settings.add_recent_file("/20.yaml");
    settings.save(folder.path()).expect("saved");
    let loaded = load(&folder);
    assert_eq!(loaded, settings);
    assert_eq!(loaded.retention(), Retention { every_version_days: Some(30) });
    assert_eq!(Settings::default().retention(), Retention { every_version_days: Some(90) });
    assert_eq!(
        loaded.preferences_json(),
        serde_json::json!({"theme": "dark", "panes": {"left": 240, "open": [true, 1.5]}})
    );
    assert_eq!(
        (loaded.recent_files.len(), &loaded.recent_files[..2]),
        (20, &["/20.yaml".to_owned(), "/29.yaml".to_owned()][..])
    );
    assert_eq!(loaded.instance("home").map(|instance| instance.name.as_str()), Some("on"));
}

#[test]
fn unknown_keys_are_kept_at_every_level() {
    let folder = TempDir::new().expect("a folder");
    let written = "instances:\n- id: a\n  name: A\n  url: http://a\n  color: red\nfuture:\n  x: [1, 2]\n";
    fs::write(folder.path().join("settings.yaml"), written).expect("written");
    let mut settings = load(&folder);
    settings.last_instance = Some("a".to_owned());
    settings.save(folder.path()).expect("saved");
    let text = fs::read_to_string(folder.path().join("settings.yaml")).expect("read");
    for part in ["color: red", "future:", "last_instance: a"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(load(&folder), settings);
}

#[test]
fn a_broken_file_is_set_aside_with_its_bytes_and_never_over_another() {
    let folder = TempDir::new().expect("a folder");
    for (nth, broken) in [&b"instances: [unfinished"[..], b"instances: 7", b"\xFF\xFE"].into_iter().enumerate() {
        fs::write(folder.path().join("settings.yaml"), broken).expect("written");
        let loaded = Settings::load(folder.path(), second(1)).expect("loaded");
        assert_eq!(loaded.settings, Settings::default());
        let aside = loaded.set_aside.expect("set aside");
        assert_eq!(fs::read(&aside.file).expect("read"), broken);
        assert!(!folder.path().join("settings.yaml").exists());
        let asides = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(asides, nth + 1, "all of them are still there");
    }
}

#[test]
fn a_wrong_value_is_named_by_its_key_and_costs_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let written = "instances:\n- id: a\n  name: A\n  url: http://a\n  preview_paths: 7\n  color: red\n- id: b\n  url: http://b\n\
                   - id: c\n  name: [C]\n  url: http://c\n- nothing\nhistory:\n  every_version_days: soon\n  more: 1\n\
                   recent_files: {}\npreferences:\n  theme: dark\nlast_instance: a\nfuture: [1]\n";
    let file = folder.path().join("settings.yaml");
    fs::write(&file, written).expect("written");
    let loaded = Settings::load(folder.path(), second(1)).expect("loaded");
    let aside = loaded.set_aside.expect("set aside");
    assert_eq!(fs::read_to_string(&aside.file).expect("read"), written);
    let Broken::Values(wrong) = &aside.reason else { panic!("{}", aside.reason) };
    let keys: Vec<_> = wrong.iter().map(|wrong| wrong.key.as_str()).collect();
    let expected = [
        "instances.0.preview_paths",
        "instances.1.name",
        "instances.2.name",
        "instances.3",
        "history.every_version_days",
        "recent_files",
    ];
    let (mut found, mut wanted) = (keys.clone(), expected.to_vec());
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    assert!(aside.reason.to_string().contains("history.every_version_days: "), "{}", aside.reason);
    let settings = loaded.settings;
    assert_eq!(settings.instances.iter().map(|instance| instance.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(settings.retention(), Retention { every_version_days: None }, "nothing is given up for it");
    assert_eq!(settings.preferences_json(), serde_json::json!({"theme": "dark"}));
    // The next start finds the rest, with the keys that nobody knows.
    assert_eq!(load(&folder), settings);
    let text = fs::read_to_string(&file).expect("read");
    for part in ["color: red", "more: 1", "future:", "last_instance: a"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_settings() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().expect("a folder");
    Settings::default().save(folder.path()).expect("saved");
    let mode = fs::metadata(folder.path().join("settings.yaml")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
