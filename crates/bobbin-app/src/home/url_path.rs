//! The path of a new dashboard: suggested from its title, and checked before anything is sent.
//!
//! Home Assistant itself only requires a hyphen and accepts spaces and slashes, which make a dashboard that no browser
//! can open; its own dialog is stricter, and so is Bobbin. The path can never be changed later.

/// Suggests a free path for a title, like Home Assistant's own dialog.
pub(crate) fn suggest(title: &str, taken: &[String]) -> String {
    let slug = slug::slugify(title);
    let stem = match slug.as_str() {
        "" => "dashboard-new".to_owned(),
        single if !single.contains('-') => format!("dashboard-{single}"),
        _ => slug,
    };
    let mut offer = stem.clone();
    let mut number = 2_u32;
    while taken.contains(&offer) {
        offer = format!("{stem}-{number}");
        number += 1;
    }
    offer
}

/// Returns the problem with a path, in words; none when it can be used.
pub(crate) fn problem(url_path: &str, taken: &[String]) -> Option<String> {
    if url_path.is_empty() {
        return Some("A path is needed: it stands in the address of the dashboard.".to_owned());
    }
    if let Some(wrong) = url_path.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))) {
        let shown = if wrong == ' ' { "a space".to_owned() } else { format!("“{wrong}”") };
        return Some(format!("A path has letters without accents, digits, - and _ only, and this has {shown}."));
    }
    let hyphen_inside = url_path.find('-').is_some_and(|at| at > 0) && url_path.rfind('-') != Some(url_path.len() - 1);
    if !hyphen_inside {
        return Some("Home Assistant wants a hyphen (-) inside the path, as in “my-dashboard”.".to_owned());
    }
    taken
        .iter()
        .any(|path| path == url_path)
        .then(|| format!("There is a dashboard or page with the path “{url_path}” already."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_path_as_in_home_assistant() {
        let taken = ["dashboard-lights".to_owned(), "dashboard-lights-2".to_owned()];
        for (title, path) in [
            ("Ground floor", "ground-floor"),
            ("Küche & Bad", "kuche-bad"),
            ("Lights", "dashboard-lights-3"),
            ("Energy", "dashboard-energy"),
            ("  ", "dashboard-new"),
        ] {
            assert_eq!(suggest(title, &taken), path, "{title}");
        }
    }

    #[test]
    fn suggested_paths_can_be_used() {
        for title in ["Lights", "Ärger im Büro", "日本", "a", "-", "1 2 3"] {
            assert_eq!(problem(&suggest(title, &[]), &[]), None, "{title}");
        }
    }

    #[test]
    fn an_unusable_path_is_refused_with_the_reason() {
        for (path, word) in [
            ("", "needed"),
            ("lights", "hyphen"),
            ("-lights", "hyphen"),
            ("lights-", "hyphen"),
            ("my lights-1", "space"),
            ("küche-1", "ü"),
            ("a/b-c", "/"),
            ("taken-one", "already"),
        ] {
            let words = problem(path, &["taken-one".to_owned()]).unwrap_or_else(|| panic!("{path} is refused"));
            assert!(words.contains(word), "{path}: {words}");
        }
    }
}
