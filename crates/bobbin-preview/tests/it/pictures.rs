//! The preview's picture is the true one: compares every card of the catalogue in the preview with the same card on
//! Home Assistant's own page, in two browsers at the same time, pixel by pixel. Two cards count as equal when they have
//! the same size and no more than one pixel in a hundred differs by more than a twentieth in red, green or blue. Waits
//! for content that is on screen only briefly: both have to be equal, and still, in several looks in a row. Two empty
//! cards prove nothing, so a card that is loading or has nothing to show fails too. `BOBBIN_PICTURES=<folder>` keeps
//! the pictures.

use crate::support::{options, scene};
use crate::{cards, home};
use bobbin_preview::{Draft, Preview};
use bobbin_testkit::chromium::Chromium;
use bobbin_testkit::real_home::RealHome;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::thread;
use tokio::join;

/// The percentage of pixels that may differ, and the tolerance of a color out of 255.
const TOLERATED: f64 = 1.0;
const SAME_COLOUR: u8 = 12;

/// The number of cards to draw at once.
const AT_ONCE: usize = 17;

/// The window: one column wide, and higher than those cards.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 6_000;

/// The number of looks before two cards count as different: pictures, graphs and sliders appear after the cards.
const LOOKS: usize = 200;

/// The number of looks in a row with equal and unchanged pictures: a graph grows for a second.
const ALIKE: usize = 3;

/// Cards with other text in the preview, and the reasons.
const OTHER_WORDS: &[(&str, &str)] = &[("logbook", "who did it: a page of the preview is not told who the users are")];

/// Compares with the day before, as its menu does; the card about the comparison appears only then.
const COMPARE: &str = "(() => { \
    const energy = Object.values(deep('home-assistant')[0].hass.connection).filter((each) => each?.setCompare); \
    energy.forEach((each) => { each.setCompare('previous'); each.refresh(); }); return energy.length > 0; })()";

/// Home Assistant's replacement for a card that fails.
const ERRORS: &str = "deep('hui-error-card').map((card) => card._config?.message ?? card._config?.error ?? '')";

/// Finds elements and text through shadow roots, and reports missing content of a card.
const TOOLS: &str = r"
globalThis.deep ??= (selector, root = document) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? deep(selector, each.shadowRoot) : [])],
globalThis.text ??= (root) => [...root.childNodes].map((node) => node.nodeType === 3 ? node.data
    : node.nodeName === 'STYLE' ? '' : text(node) + (node.shadowRoot ? text(node.shadowRoot) : '')).join(' '),
globalThis.lacks ??= (card, words) => deep('ha-spinner', card).length ? 'it is loading'
    : deep('ha-chart-base', card).some((graph) => !graph.chart?.getOption().series?.some((line) => line.data?.length || line.nodes?.length || line.links?.length))
        ? 'a graph of nothing'
    : words.match(/Loading|\b[Nn]o [a-z-]+ (found|to add|to show|items)\b/)?.[0] ?? '',
globalThis.cards ??= (view) => {
    const all = deep('hui-root')[0].lovelace.config.views[view].cards, drawn = deep('hui-card');
    const found = all.map((card) => drawn.find((each) => each.config === card)).map((card) => {
        const place = card?.getBoundingClientRect();
        if (!place?.height) return { place: [0, 0, 0, 0], lacks: 'nothing is there', text: '' };
        const words = text(card).replace(/\s+/g, ' ').replace(/\d+ (sec|min)\. ago/, 'a moment ago').replace(/\d+(:\d\d)+/g, 'a time');
        return { place: [place.x + scrollX, place.y + scrollY, place.width, place.height], lacks: lacks(card, words), text: words };
    });
    return found.some((card) => card.place[3] > 0) ? found : null;
},
true";

#[tokio::test]
async fn every_card_is_drawn_as_on_the_page_itself() {
    let (core, energy, whole) = (cards::core(), cards::of_energy(), [cards::as_high_as_the_window()]);
    let views: Vec<_> = core.chunks(AT_ONCE).chain([&energy[..], &whole[..]]).collect();
    let config: Vec<_> = views.iter().map(|cards| json!({"title": "All", "cards": cards})).collect();
    let config = json!({ "views": config });

    let furnished = async {
        let home = RealHome::start(home::furnished()).await;
        let mut client = home.client().await;
        home::furnish(&mut client).await;
        client.result(json!({"type": "lovelace/dashboards/create", "url_path": "all-cards", "title": "All"})).await;
        client.result(json!({"type": "lovelace/config/save", "url_path": "all-cards", "config": config})).await;
        home
    };
    let (home, mut own, mut shown) = join!(furnished, Chromium::start(None), Chromium::start(None));
    own.log_in(&home.url, &home.token).await;
    let preview = Preview::start(options(&home.url, &home.token, &[])).expect("it listens");
    // Nothing is saved under the name of the draft: the draft is drawn, not a saved config.
    let mut scene = scene("all-drafts", Draft::new(config.to_string()).expect("a dashboard"));
    (scene.kiosk, scene.dashboard.is_new, scene.dashboard.title) = (false, true, "All".to_owned());
    let stage = preview.stage(scene).expect("a stage");
    for (browser, url) in [(&mut own, format!("{}/all-cards/0", home.url)), (&mut shown, stage.url("0"))] {
        // One column, without scrolling.
        browser.size(WIDTH, HEIGHT).await;
        browser.open(&url).await;
    }
    let mut errors = Vec::new();
    for (view, cards) in views.into_iter().enumerate() {
        join!(turn_to(&mut own, "all-cards", view), turn_to(&mut shown, "all-drafts", view));
        if cards[0]["type"] == "energy-date-selection" {
            join!(when(&mut own, COMPARE), when(&mut shown, COMPARE));
        }
        errors.extend(compared(&mut own, &mut shown, view, cards).await);
    }
    errors.retain(|error| !error.is_empty());
    let meant = ["an error that was written down", "Custom element doesn't exist: nobody-has-this."];
    assert_eq!(errors, meant);
    println!("refused while they were drawn: {:?}", stage.tally().refused);
    own.close().await;
    shown.close().await;
}

/// Waits until an expression is true; it can use the tools.
async fn when(browser: &mut Chromium, expression: &str) {
    let page = browser.window.clone();
    browser.wait_until(&page, &format!("({TOOLS}), ({expression})")).await;
}

/// Opens a view the way a click on its tab does.
async fn turn_to(browser: &mut Chromium, dashboard: &str, view: usize) {
    let go = format!(
        "deep('hui-root').length > 0 && (history.pushState(null, '', '/{dashboard}/{view}'), \
         dispatchEvent(new CustomEvent('location-changed', {{ detail: {{ replace: false }} }})), true)"
    );
    when(browser, &go).await;
    when(browser, &format!("cards({view}) !== null")).await;
}

/// Compares cards one by one, on Home Assistant's page in one browser and on the preview's in another. Returns the
/// error cards in the preview.
async fn compared(own: &mut Chromium, shown: &mut Chromium, view: usize, cards: &[Value]) -> Vec<String> {
    let (mut before, mut wrong, mut alike) = (None, Vec::new(), 0);
    for _ in 0..LOOKS {
        let (there, here) = join!(Drawn::look(own, view), Drawn::look(shown, view));
        wrong = differences(cards, &there, &here);
        let still = before.is_some_and(|before| differences(cards, &before, &there).is_empty());
        alike = if wrong.is_empty() && still { alike + 1 } else { 0 };
        if alike == ALIKE {
            break;
        }
        before = Some(there);
    }
    if let Ok(pictures) = std::env::var("BOBBIN_PICTURES") {
        for (side, browser) in [("own", &mut *own), ("preview", &mut *shown)] {
            browser.picture(&Path::new(&pictures).join(format!("cards-{view}-{side}.png"))).await;
        }
    }
    assert!(alike == ALIKE, "{} of {} cards differ, or move:\n{}", wrong.len(), cards.len(), wrong.join("\n"));
    let mut told = Vec::new();
    for browser in [own, shown] {
        let page = browser.window.clone();
        told.push(browser.evaluate(&page, ERRORS).await);
    }
    assert_eq!(told[0], told[1], "errors there and here");
    serde_json::from_value(told.remove(1)).expect("a list of errors")
}

/// A card on screen: its position (left, top, width and height), its missing content, and its text.
#[derive(Debug, Deserialize)]
struct Card {
    place: [f64; 4],
    lacks: String,
    text: String,
}

/// The cards on screen, and the pixels of the window.
struct Drawn {
    cards: Vec<Card>,
    picture: Vec<u8>,
    pixels: OnceLock<Vec<u8>>,
}

impl Drawn {
    /// Looks a moment after the last look.
    async fn look(browser: &mut Chromium, view: usize) -> Self {
        let page = browser.window.clone();
        // Waits if the page is being redrawn.
        let cards = format!(
            "({TOOLS}) && new Promise((done) => {{ const look = () => {{ let found = null; try {{ found = cards({view}) }} catch {{}} \
             if (found) requestAnimationFrame(() => done(found)); else setTimeout(look, 15) }}; setTimeout(look, 300) }})"
        );
        let cards = browser.evaluate(&page, &cards).await;
        // The unclipped window: for a clipped picture, the browser lays the page out again and redraws the graphs.
        let file = tempfile::NamedTempFile::new().expect("a file");
        browser.picture(file.path()).await;
        let cards = serde_json::from_value(cards).expect("the cards are drawn");
        Self { cards, picture: std::fs::read(file.path()).expect("a picture"), pixels: OnceLock::new() }
    }

    /// The red, green and blue of each pixel.
    fn pixels(&self) -> &[u8] {
        self.pixels.get_or_init(|| {
            let mut file = tempfile::NamedTempFile::new().expect("a file");
            file.write_all(&self.picture).expect("it is written");
            let told = Command::new("convert").arg(file.path()).args(["-depth", "8", "rgb:-"]).output();
            let told = told.expect("ImageMagick is installed (scripts/setup test)");
            let size = WIDTH as usize * HEIGHT as usize * 3;
            assert_eq!(told.stdout.len(), size, "{}", String::from_utf8_lossy(&told.stderr));
            told.stdout
        })
    }

    /// The bytes of one line of a card.
    fn line(&self, card: usize, line: usize) -> &[u8] {
        let [x, y, width, _] = self.cards[card].place.map(|side| side.round() as usize);
        let start = ((y + line) * WIDTH as usize + x) * 3;
        &self.pixels()[start..start + width * 3]
    }

    /// The visible lines of a card: one card is as high as the window.
    fn seen(&self, card: usize) -> usize {
        self.size(card).1.min((HEIGHT as usize).saturating_sub(self.cards[card].place[1].round() as usize))
    }

    fn size(&self, card: usize) -> (usize, usize) {
        let [.., width, height] = self.cards[card].place;
        (width.round() as usize, height.round() as usize)
    }
}

/// The differences, in words.
fn differences(cards: &[Value], own: &Drawn, shown: &Drawn) -> Vec<String> {
    let mut wrong = Vec::new();
    let same = own.picture == shown.picture;
    if !same {
        // Unpacking takes most of the time.
        thread::scope(|both| drop((both.spawn(|| own.pixels()), both.spawn(|| shown.pixels()))));
    }
    for (at, card) in cards.iter().enumerate() {
        let kind = card["type"].as_str().expect("a type");
        let (there, here) = (own.size(at), shown.size(at));
        if !own.cards[at].lacks.is_empty() {
            wrong.push(format!("{kind}: {}", own.cards[at].lacks));
        } else if there != here {
            wrong.push(format!("{kind}: {there:?} there, {here:?} here"));
        } else if own.cards[at].text != shown.cards[at].text && OTHER_WORDS.iter().all(|(other, _)| *other != kind) {
            wrong.push(format!("{kind}: “{}” there, “{}” here", own.cards[at].text, shown.cards[at].text));
        } else if !same {
            let other = |one: &[u8], two: &[u8]| one.iter().zip(two).any(|(one, two)| one.abs_diff(*two) > SAME_COLOUR);
            let lines = (0..own.seen(at).min(shown.seen(at))).map(|line| (own.line(at, line), shown.line(at, line)));
            let differ =
                lines.flat_map(|(one, two)| one.chunks(3).zip(two.chunks(3))).filter(|(one, two)| other(one, two));
            let share = differ.count() as f64 / (there.0 * there.1) as f64 * 100.0;
            if share > TOLERATED {
                wrong.push(format!("{kind}: {share:.2} % of its pixels differ"));
            }
        }
    }
    wrong
}
