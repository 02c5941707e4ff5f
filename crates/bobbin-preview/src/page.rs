//! The frontend's shell, with Bobbin's scripts before the frontend's own.
//!
//! One script (`page/preview.js`) makes the frontend ask it for a token instead of the user, and talks to the window
//! that frames the page. The other (`page/keep.js`) keeps the parts of the page that a change of the draft doesn't
//! affect. The data in the page is not secret: the origins that may frame it, and its appearance.

use crate::scene::Scene;
use bobbin_words::proxy as words;
use serde_json::json;

const SCRIPT: &str = concat!(include_str!("page/preview.js"), include_str!("page/keep.js"));

/// Whether a document is the frontend's shell, rather than a page that a card frames.
fn is_shell(html: &str) -> bool {
    html.contains("<home-assistant")
}

/// The shell with the script in it; none if it is not the shell.
pub(crate) fn with_script(html: &str, parents: &[String], scene: &Scene) -> Option<String> {
    let head = html.find("<head>")? + "<head>".len();
    if !is_shell(html) {
        return None;
    }
    let told = json!({ "parents": parents, "dashboard": scene.dashboard.url_path, "kiosk": scene.kiosk });
    // In a script element only `</script` and `<!--` have a meaning, and no `<` is left to begin either.
    let told = told.to_string().replace('<', "\\u003c");
    Some(format!("{}<script>{}</script>{}", &html[..head], SCRIPT.replace("__TOLD__", &told), &html[head..]))
}

/// The page for people when no other can be shown.
pub(crate) fn apology(what: &str) -> String {
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <body style=\"font:14px system-ui;display:grid;place-items:center;height:90vh;text-align:center\"><p>{what}</p>",
        title = words::title(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::scene::Dashboard;

    #[test]
    fn the_script_stands_first_and_only_in_the_shell() {
        let dashboard = Dashboard {
            url_path: "</script><script>alert(1)".to_owned(),
            title: String::new(),
            icon: None,
            is_new: true,
        };
        let scene = Scene::new(dashboard, Draft::new(r#"{"views":[]}"#).expect("a dashboard"));
        let shell = "<html><head><script>first</script></head><body><home-assistant></home-assistant>";
        let page = with_script(shell, &["tauri://localhost".to_owned()], &scene).expect("a shell");
        assert!(page.starts_with("<html><head><script>"));
        assert!(page.find("externalApp").expect("the script") < page.find("first").expect("the shell's own"));
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(!page.contains("__TOLD__"));
        assert_eq!(with_script("<html><head></head><body>a card's page", &[], &scene), None);
    }
}
