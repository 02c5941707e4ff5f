//! The picture is the true one: every card of the catalogue in the preview beside the same card on Home Assistant's own
//! page, in two browsers at the same time, pixel by pixel. A card counts as the same when it is as large, and no more
//! than one pixel in a hundred differs by more than a twentieth in red, green or blue. What is on screen for a moment
//! only is waited for: both have to be alike several looks in a row.

use crate::cards;
use crate::support::{options, scene};
use bobbin_preview::{Draft, Preview, Refused};
use bobbin_testkit::chromium::Chromium;
use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Pixels in a hundred that may differ, and what of a colour's 255 is no difference.
const TOLERATED: f64 = 1.0;
const SAME_COLOUR: u8 = 12;

/// How many cards are drawn at once.
const AT_ONCE: usize = 17;

/// The window: one column wide, and higher than that many cards.
const WIDTH: u32 = 480;
const HEIGHT: u32 = 6_000;

/// How often both are looked at before they count as different: pictures, graphs and sliders come in after the cards.
const LOOKS: usize = 30;

/// How often in a row both have to be alike: at first they are alike because nothing is on them.
const ALIKE: usize = 3;

/// Cards that are not on the page, here as there, and why.
const SILENT: &[(&str, &str)] =
    &[("energy-carbon-consumed-gauge", "it needs an integration that asks a service on the internet")];

/// Compares with the day before, as its menu does: the card that tells of it is there only then.
const COMPARE: &str = "(() => { \
    const energy = Object.values(deep('home-assistant')[0].hass.connection).filter((each) => each?.setCompare); \
    energy.forEach((each) => { each.setCompare('previous'); each.refresh(); }); return energy.length > 0; })()";

/// What Home Assistant draws when it can't draw a card.
const ERRORS: &str = "deep('hui-error-card').map((card) => card._config?.message ?? card._config?.error ?? '')";

/// Finds elements through shadow roots.
const DEEP: &str = "globalThis.deep ??= (selector, root = document) => [...root.querySelectorAll(selector), \
    ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? deep(selector, each.shadowRoot) : [])], true";

/// The place of each card of the first view, in the order of the config; nothing until most of them are there. What has
/// nothing to say is not on the page, or as nothing.
const PLACES: &str = "(() => { \
    const all = deep('hui-root')[0].lovelace.config.views[0].cards, drawn = deep('hui-card'); \
    const places = all.map((card) => drawn.find((each) => each.config === card)?.getBoundingClientRect()) \
        .map((place) => place?.height ? [place.x + scrollX, place.y + scrollY, place.width, place.height] : [0, 0, 0, 0]); \
    return places.filter((place) => place[3] > 0).length > all.length / 2 ? places : null; })()";

#[tokio::test]
async fn every_card_is_drawn_as_on_the_page_itself() {
    let home = RealHome::start(cards::furnished()).await;
    cards::furnish(&mut home.client().await).await;
    let mut own = Chromium::start(None).await;
    let mut shown = Chromium::start(None).await;
    own.log_in(&home.url, &home.token).await;
    let (mut errors, mut refused) = (Vec::new(), Vec::new());
    let (core, energy, whole) = (cards::core(), cards::of_energy(), [cards::as_high_as_the_window()]);
    for (number, part) in core.chunks(AT_ONCE).chain([&energy[..], &whole[..]]).enumerate() {
        let (wrong, what) = compared(&home, (&mut own, &mut shown), &format!("cards-{number}"), part).await;
        errors.extend(wrong);
        refused.extend(what);
    }
    errors.retain(|error| !error.is_empty());
    let meant = ["an error that was written down", "Custom element doesn't exist: nobody-has-this."];
    assert_eq!(errors, meant);
    println!("refused while they were drawn: {refused:?}");
    own.close().await;
    shown.close().await;
}

/// Compares cards one by one, on Home Assistant's page in one browser and on the preview's in another; the errors that
/// are among them in the preview, and what it refused.
async fn compared(
    home: &RealHome,
    (own, shown): (&mut Chromium, &mut Chromium),
    name: &str,
    cards: &[Value],
) -> (Vec<String>, Vec<Refused>) {
    let config = json!({"views": [{"title": "All", "cards": cards}]});
    let preview = Preview::start(options(&home.url, &home.token, &[])).await.expect("a port");
    // Nothing is saved under the name of the draft: what is drawn is not what is saved.
    let mut scene = scene(&format!("{name}-draft"), Draft::new(config.to_string()).expect("a dashboard"));
    (scene.kiosk, scene.dashboard.is_new, scene.dashboard.title) = (false, true, "All".to_owned());
    let stage = preview.stage(scene).expect("a stage");
    let mut client = home.client().await;
    client.result(json!({"type": "lovelace/dashboards/create", "url_path": name, "title": "All"})).await;
    client.result(json!({"type": "lovelace/config/save", "url_path": name, "config": config})).await;
    for (browser, url) in [(&mut *own, format!("{}/{name}/0", home.url)), (&mut *shown, stage.url("0"))] {
        // One column, and all of it in sight.
        browser.size(WIDTH, HEIGHT).await;
        browser.open(&url).await;
        if cards[0]["type"] == "energy-date-selection" {
            let page = browser.window.clone();
            browser.wait_until(&page, &format!("({DEEP}), {COMPARE}")).await;
        }
    }
    let (mut wrong, mut alike) = (Vec::new(), 0);
    for _ in 0..LOOKS {
        let (there, here) = (Drawn::look(own).await, Drawn::look(shown).await);
        wrong = differences(cards, &there, &here);
        alike = if wrong.is_empty() { alike + 1 } else { 0 };
        if alike == ALIKE {
            break;
        }
    }
    if let Ok(pictures) = std::env::var("BOBBIN_PICTURES") {
        for (name, browser) in [(format!("{name}-own.png"), &mut *own), (format!("{name}-preview.png"), &mut *shown)] {
            browser.picture(&Path::new(&pictures).join(name)).await;
        }
    }
    assert!(alike == ALIKE, "{} of {} cards differ:\n{}", wrong.len(), cards.len(), wrong.join("\n"));
    let errors = [&mut *own, shown].map(|browser| (browser.window.clone(), browser));
    let mut told = Vec::new();
    for (page, browser) in errors {
        told.push(browser.evaluate(&page, ERRORS).await);
    }
    assert_eq!(told[0], told[1], "errors there and here");
    let errors = serde_json::from_value(told.remove(1)).expect("a list of errors");
    (errors, stage.tally().refused.into_keys().collect())
}

/// What is on screen: where each card is (left, top, width and height), and the pixels of the window.
struct Drawn {
    places: Vec<[f64; 4]>,
    pixels: Vec<u8>,
}

impl Drawn {
    /// Looks a moment after the last look.
    async fn look(browser: &mut Chromium) -> Self {
        let page = browser.window.clone();
        browser.wait_until(&page, &format!("(({DEEP}), {PLACES}) !== null")).await;
        // A moment after the last look; a page that is drawn anew meanwhile is waited for.
        let places = format!(
            "new Promise((done) => {{ const look = () => {{ let places = null; try {{ places = {PLACES} }} catch {{}} \
             if (places) requestAnimationFrame(() => done(places)); else setTimeout(look, 15) }}; setTimeout(look, 200) }})"
        );
        let places = browser.evaluate(&page, &places).await;
        // The window as it is: a clipped picture has the page laid out anew, and the graphs drawn anew.
        let file = tempfile::NamedTempFile::new().expect("a file");
        browser.picture(file.path()).await;
        Self { places: serde_json::from_value(places).expect("the cards are drawn"), pixels: pixels(file.path()) }
    }

    /// The bytes of one line of a card.
    fn line(&self, card: usize, line: usize) -> &[u8] {
        let [x, y, width, _] = self.places[card].map(|side| side.round() as usize);
        let start = ((y + line) * WIDTH as usize + x) * 3;
        &self.pixels[start..start + width * 3]
    }

    /// How many lines of a card are in the picture: one card is as high as the window.
    fn seen(&self, card: usize) -> usize {
        self.size(card).1.min((HEIGHT as usize).saturating_sub(self.places[card][1].round() as usize))
    }

    fn size(&self, card: usize) -> (usize, usize) {
        let [.., width, height] = self.places[card];
        (width.round() as usize, height.round() as usize)
    }
}

/// Red, green and blue of each pixel of a picture.
fn pixels(picture: &Path) -> Vec<u8> {
    let told = Command::new("convert").arg(picture).args(["-depth", "8", "rgb:-"]).output();
    let told = told.expect("ImageMagick is installed (scripts/setup test)");
    assert_eq!(told.stdout.len(), WIDTH as usize * HEIGHT as usize * 3, "{}", String::from_utf8_lossy(&told.stderr));
    told.stdout
}

/// What is not as it should be, in words.
fn differences(cards: &[Value], own: &Drawn, shown: &Drawn) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, card) in cards.iter().enumerate() {
        let kind = card["type"].as_str().expect("a type");
        let (there, here) = (own.size(at), shown.size(at));
        if there.1 == 0 && here.1 == 0 && SILENT.iter().any(|(silent, _)| *silent == kind) {
            continue;
        }
        if there.1 == 0 {
            wrong.push(format!("{kind}: nothing is there"));
        } else if there != here {
            wrong.push(format!("{kind}: {there:?} there, {here:?} here"));
        } else {
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
