//! The catalogue against the frontend that the test home serves: every type in the frontend has to be in the catalogue.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bobbin_core::catalogue::{Catalogue, FieldKind, Kind, Offered};
use bobbin_testkit::frontend;
use bobbin_testkit::real_home::RealHome;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::bobbin::{Bobbin, at_home};

/// Elements that are named like cards, badges and so on, but belong to the frontend's own dialogs and frames.
const NOT_TO_BE_WRITTEN: &[&str] = &[
    // The elements around every card, badge, heading badge, feature, section and view.
    "hui-card",
    "hui-badge",
    "hui-heading-badge",
    "hui-card-feature",
    "hui-section",
    "hui-view",
    // Shown in place of an element that fails.
    "hui-error-section",
    "hui-warning-element",
    // Shared by several kinds of rows.
    "hui-generic-entity-row",
    "hui-suggestion-card",
    "hui-suggestion-badge",
];

struct Part {
    kind: Kind,
    suffix: &'static str,
    /// Suffixes of other parts that end in this one, too.
    except: &'static [&'static str],
    at_least: usize,
}

const PARTS: &[Part] = &[
    Part { kind: Kind::Card, suffix: "-card", except: &[], at_least: 60 },
    Part { kind: Kind::Feature, suffix: "-card-feature", except: &[], at_least: 45 },
    Part { kind: Kind::HeadingBadge, suffix: "-heading-badge", except: &[], at_least: 2 },
    Part { kind: Kind::Badge, suffix: "-badge", except: &["-heading-badge"], at_least: 6 },
    Part { kind: Kind::Row, suffix: "-row", except: &["-entity-row"], at_least: 9 },
    Part { kind: Kind::HeaderFooter, suffix: "-header-footer", except: &[], at_least: 3 },
    Part { kind: Kind::Element, suffix: "-element", except: &[], at_least: 6 },
    Part { kind: Kind::View, suffix: "-view", except: &[], at_least: 4 },
    Part { kind: Kind::Section, suffix: "-section", except: &[], at_least: 1 },
];

/// The scripts, read once for all tests.
static SCRIPTS: LazyLock<Vec<String>> = LazyLock::new(frontend::scripts);
/// The quoted names in the scripts.
static NAMES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| SCRIPTS.iter().flat_map(|script| frontend::quoted_names(script)).collect());

/// The types of a part, from the names of its elements: `hui-tile-card` shows `type: tile`.
fn types<'n>(names: &BTreeSet<&'n str>, part: &Part) -> BTreeSet<&'n str> {
    let elements = names.iter().filter(|name| !NOT_TO_BE_WRITTEN.contains(name) && !name.starts_with("hui-dialog-"));
    let other = |name: &str| part.except.iter().any(|suffix| name.ends_with(suffix));
    let types = elements.filter(|name| !other(name));
    types.filter_map(|name| name.strip_prefix("hui-")?.strip_suffix(part.suffix)).collect()
}

#[test]
fn every_type_of_the_frontend_is_in_the_catalogue() {
    let names = &*NAMES;
    let catalogue = Catalogue::get();
    let mut missing = Vec::new();
    for part in PARTS {
        let types = types(names, part);
        assert!(
            types.len() >= part.at_least,
            "{:?}: found {types:?} only; has the frontend changed its names?",
            part.kind
        );
        missing
            .extend(types.iter().filter(|name| catalogue.find(part.kind, name).is_none()).map(|it| (part.kind, *it)));
        // And the other way round: every type that Bobbin offers is in the frontend.
        let core = catalogue.of(part.kind).filter(|entry| entry.resource.is_none() && entry.offered == Offered::Always);
        let gone: Vec<_> = core
            .filter(|entry| !(types.contains(entry.name.as_str()) || part.kind == Kind::Row && entry.name == "entity"))
            .map(|entry| &entry.name)
            .collect();
        assert!(gone.is_empty(), "{:?}: the frontend has no {gone:?}", part.kind);
    }
    assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
}

#[test]
fn every_strategy_of_the_frontend_is_in_the_catalogue() {
    let parts = [
        (Kind::DashboardStrategy, "-dashboard-strategy", 5),
        (Kind::ViewStrategy, "-view-strategy", 15),
        (Kind::SectionStrategy, "-section-strategy", 3),
    ];
    for (kind, suffix, at_least) in parts {
        let types: BTreeSet<_> = NAMES
            .iter()
            .filter(|name| !name.starts_with("hui-"))
            .filter_map(|name| name.strip_suffix(suffix))
            .collect();
        assert!(types.len() >= at_least, "{kind:?}: found {types:?} only; has the frontend changed its names?");
        let known: BTreeSet<_> = Catalogue::get().of(kind).map(|entry| entry.name.as_str()).collect();
        assert_eq!(types, known, "{kind:?}");
    }
}

#[test]
fn every_condition_and_action_of_the_frontend_is_in_the_catalogue() {
    for (kind, hints) in [(Kind::Condition, ["screen", "user"]), (Kind::Action, ["perform-action", "navigate"])] {
        let lists: Vec<_> = SCRIPTS.iter().flat_map(|script| frontend::lists_with(script, &hints)).collect();
        let types: BTreeSet<_> = lists.into_iter().flatten().collect();
        assert!(types.len() >= 5, "{kind:?}: found {types:?} only; has the frontend changed its lists?");
        let missing: Vec<_> = types.iter().filter(|name| Catalogue::get().find(kind, name).is_none()).collect();
        assert!(missing.is_empty(), "{kind:?}: not in the catalogue: {missing:?}");
    }
}

/// Home Assistant's own forms take labels only inside targets. A picker for labels alone would be a field that the
/// catalogue lacks.
#[test]
fn the_frontends_dashboards_take_labels_in_targets_only() {
    let forms_that_take = |what: &str| -> BTreeSet<String> {
        let selector = format!("selector:{{{what}:");
        let scripts = SCRIPTS.iter().flat_map(|script| {
            script.match_indices(&selector).map(|(at, _)| {
                let before = &script[..at];
                let named = before.rfind("name:\"").map_or("", |start| &before[start + 6..]);
                named.split('"').next().unwrap_or_default().to_owned()
            })
        });
        scripts.collect()
    };
    let areas = forms_that_take("area");
    assert!(areas.contains("area"), "found areas at {areas:?} only: has the frontend changed how it writes its forms?");
    assert_eq!(forms_that_take("label"), BTreeSet::new(), "forms of the frontend take labels");
    assert_eq!(forms_that_take("target"), BTreeSet::from(["target".to_owned()]));
    let targets: BTreeSet<_> = Catalogue::get()
        .entries()
        .iter()
        .filter(|entry| entry.fields.iter().any(|field| field.kind == FieldKind::Target && field.name == "target"))
        .map(|entry| (entry.kind, entry.name.as_str()))
        .collect();
    // Those with a form, and those whose target has a picker of its own.
    let taking = [
        (Kind::Card, "logbook"),
        (Kind::Element, "service-button"),
        (Kind::SectionStrategy, "entities"),
        (Kind::Condition, "location"),
        (Kind::Action, "perform-action"),
        (Kind::Action, "call-service"),
    ];
    assert_eq!(targets, BTreeSet::from(taking));
    // The keys of a target, as the struct of actions and the location condition check them.
    let keys = ["entity_id", "device_id", "area_id", "floor_id", "label_id"];
    assert!(SCRIPTS.iter().any(|script| !frontend::lists_with(script, &keys).is_empty()), "targets hold other keys");
}

#[tokio::test]
async fn the_contents_of_a_home_are_there_with_and_without_a_connection() {
    let (_home, _folder, bobbin) = at_home().await;
    let request = json!({"instance": "home"});
    let live = bobbin.call("home_contents", request.clone()).await;
    assert_eq!(live["live"], true);
    let entities = live["entities"].as_array().expect("a list");
    let bed = entities.iter().find(|entity| entity["id"] == "light.bed_light").expect("the demo home has a bed light");
    assert_eq!(bed["name"], "Bed Light");
    assert_eq!(bed["integration"], "demo");
    assert!(bed["lists"]["effect_list"].as_array().is_some_and(|effects| !effects.is_empty()), "{bed}");
    assert!(bed["attributes"].as_array().expect("a list").contains(&json!("brightness")));
    let services = live["services"].as_array().expect("a list");
    let turn_on = services.iter().find(|service| service["id"] == "light.turn_on").expect("lights can be turned on");
    let brightness =
        turn_on["fields"].as_array().expect("a list").iter().find(|field| field["name"] == "brightness_pct");
    assert_eq!((&turn_on["target"], brightness.is_some()), (&json!(true), true));
    assert!(!live["users"].as_array().expect("a list").is_empty(), "an administrator sees the users");
    assert!(live["pages"].as_array().expect("a list").iter().any(|page| page["path"] == "/map"));

    bobbin.call("instance_disconnect", request.clone()).await;
    let kept = bobbin.call("home_contents", request).await;
    assert_eq!(kept["live"], false);
    // Kept again when the connection was made, and by the command, whichever was later.
    assert!(kept["asOf"].as_u64().is_some_and(|at| at > 0), "{}", kept["asOf"]);
    let ids = |contents: &serde_json::Value| -> Vec<serde_json::Value> {
        contents["entities"].as_array().expect("a list").iter().map(|entity| entity["id"].clone()).collect()
    };
    assert_eq!(ids(&kept), ids(&live));
}

#[tokio::test]
async fn a_new_card_comes_from_the_catalogue_and_an_unknown_one_is_just_its_type() {
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    let catalogue = bobbin.call("catalogue", json!(null)).await;
    assert!(catalogue["entries"].as_array().expect("a list").len() > 200);
    let ask = |name: &str| json!({"kind": "card", "name": name, "entities": ["light.a"], "area": null});
    assert_eq!(bobbin.call("node_new", ask("tile")).await["value"], json!({"type": "tile", "entity": "light.a"}));
    assert_eq!(bobbin.call("node_new", ask("custom:x-card")).await["value"], json!({"type": "custom:x-card"}));
    let suiting = bobbin.call("catalogue_suiting", json!({"kind": "card", "domain": "climate"})).await;
    assert_eq!(suiting[0], "tile");
    assert_eq!(suiting[1], "thermostat");
}

/// The smallest possible image: one pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0xda, 0x63, 0x64, 0x60, 0xf8,
    0x5f, 0x0f, 0, 0x02, 0x87, 0x01, 0x80, 0xeb, 0x47, 0xba, 0x92, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42,
    0x60, 0x82,
];

/// Uploads an image like Home Assistant's own picker, and returns its id.
async fn upload(home: &RealHome, name: &str) -> String {
    let start = format!(
        "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    );
    let body = [start.as_bytes(), PIXEL, b"\r\n--part--\r\n"].concat();
    let address = home.url.strip_prefix("http://").expect("plain http");
    let head = format!(
        "POST /api/image/upload HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=part\r\nContent-Length: {}\r\n\r\n",
        home.token,
        body.len()
    );
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a home");
    stream.write_all(&[head.as_bytes(), &body].concat()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let json = &answer[answer.find('{').unwrap_or_else(|| panic!("{answer}"))..=answer.rfind('}').expect("an object")];
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    json["id"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[tokio::test]
async fn pictures_that_were_uploaded_can_be_chosen() {
    let (home, _folder, bobbin) = at_home().await;
    let id = upload(home, "garden.png").await;
    let contents = bobbin.call("home_contents", json!({"instance": "home"})).await;
    let images = contents["images"].as_array().expect("a list");
    let garden = images.iter().find(|image| image["name"] == "garden.png").expect("the picture that was uploaded");
    assert_eq!(garden["id"], format!("/api/image/serve/{id}/original"));
}
