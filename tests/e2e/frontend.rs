//! Home Assistant's own frontend in Chromium, which renders the dashboards that Bobbin makes.
//!
//! Logs in and finds elements in the frontend's nested shadow trees. Knows nothing of Bobbin.

use std::path::Path;

use bobbin_testkit::chromium::Chromium;
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};

/// Finds elements through all shadow trees.
const DEEP: &str = "const deep = (name, root = document, found = []) => {
    for (const element of root.querySelectorAll('*')) {
        if (element.localName === name) found.push(element);
        if (element.shadowRoot) deep(name, element.shadowRoot, found);
    }
    return found;
};";

/// A logged-in browser.
pub(crate) struct Frontend {
    browser: Chromium,
    url: String,
}

impl Frontend {
    /// Starts the browser and logs in as the home's owner.
    pub(crate) async fn start(home: &RealHome) -> Self {
        let mut browser = Chromium::start(None).await;
        browser.size(1280, 1600).await;
        browser.log_in(&home.url, &home.token).await;
        let window = browser.window.clone();
        browser.evaluate(&window, "localStorage.setItem('dockedSidebar', '\"always_hidden\"')").await;
        Self { browser, url: home.url.clone() }
    }

    /// Sets the state of an entity, as an integration would. Creates the entity if needed.
    pub(crate) async fn set_state(&mut self, entity: &str, state: &Value) {
        let window = self.browser.window.clone();
        let script = format!(
            "(async () => {{ const {{ access_token }} = JSON.parse(localStorage.getItem('hassTokens'));
                const headers = {{ Authorization: `Bearer ${{access_token}}` }};
                return (await fetch('/api/states/{entity}', {{ method: 'POST', headers, body: {} }})).ok; }})()",
            json!(state.to_string())
        );
        assert_eq!(self.browser.evaluate(&window, &script).await, true, "{entity}");
    }

    /// Shows a view and waits for its cards. Returns the frontend's error messages.
    pub(crate) async fn complaints(&mut self, path: &str, cards: usize) -> Vec<String> {
        self.browser.open(&format!("{}{path}", self.url)).await;
        let window = self.browser.window.clone();
        let drawn = format!(
            "(() => {{ {DEEP} return deep('hui-card').length + deep('hui-error-card').length >= {cards}; }})()"
        );
        self.browser.wait_until(&window, &drawn).await;
        // A card's element is defined on first use, so this waits a while for missing ones.
        let script = format!(
            "new Promise((done) => {{ {DEEP}
                const start = performance.now();
                const look = () => {{
                    const empty = deep('hui-card').filter((card) => !card.hidden && card.childElementCount === 0);
                    if (empty.length > 0 && performance.now() - start < 8000) {{ setTimeout(look, 100); return; }}
                    const errors = ['card', 'badge', 'heading-badge', 'section', 'element'].flatMap((kind) => deep(`hui-error-${{kind}}`));
                    done(errors.map((error) => {{
                        const config = error._config ?? error.config ?? {{}};
                        return JSON.stringify(config.origConfig ?? config) + ': ' + (config.error ?? config.message ?? '');
                    }}));
                }};
                look();
            }})"
        );
        let found = self.browser.evaluate(&window, &script).await;
        found.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    /// Sets the size of the window in CSS pixels.
    pub(crate) async fn window(&mut self, width: u32, height: u32) {
        self.browser.size(width, height).await;
    }

    /// Opens a page and waits for an element.
    pub(crate) async fn show(&mut self, path: &str, element: &str) {
        self.browser.open(&format!("{}{path}", self.url)).await;
        let window = self.browser.window.clone();
        let there = format!("(() => {{ {DEEP} return deep('{element}').length > 0; }})()");
        self.browser.wait_until(&window, &there).await;
    }

    /// The value of an expression in the page; awaits a promise.
    pub(crate) async fn evaluate(&mut self, expression: &str) -> Value {
        let window = self.browser.window.clone();
        self.browser.evaluate(&window, expression).await
    }

    /// Takes a picture of the page, stored beside the window's.
    pub(crate) async fn shot(&mut self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test-output/e2e");
        std::fs::create_dir_all(&folder).expect("a folder");
        self.browser.picture(&folder.join(format!("{name}.png"))).await;
    }

    /// Ends the browser.
    pub(crate) async fn quit(self) {
        self.browser.close().await;
    }
}
