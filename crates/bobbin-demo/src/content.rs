//! The constant part of the home: people, rooms, devices, entities and services, and the initial dashboards.
//!
//! All of it is text under `home/`, compiled in. [`Home`](crate::home::Home) has copies of everything that can change
//! while the home runs.

use crate::json::{Json, object};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) people: Vec<Person>,
    pub(crate) rooms: Rooms,
    pub(crate) entities: Vec<Entity>,
    pub(crate) services: Json,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) username: String,
    pub(crate) admin: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Rooms {
    pub(crate) floors: Vec<Floor>,
    pub(crate) labels: Vec<Label>,
    pub(crate) areas: Vec<Area>,
    pub(crate) devices: Vec<Device>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Floor {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) level: Option<i64>,
    pub(crate) icon: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Label {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) color: String,
    pub(crate) icon: String,
    pub(crate) description: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Area {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) floor: String,
    pub(crate) icon: String,
    #[serde(default)]
    pub(crate) temperature: Option<String>,
    #[serde(default)]
    pub(crate) humidity: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) area: String,
    pub(crate) manufacturer: String,
    pub(crate) model: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entity {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) area: Option<String>,
    #[serde(default)]
    pub(crate) device: Option<String>,
    #[serde(default)]
    pub(crate) labels: Vec<String>,
    #[serde(default)]
    pub(crate) category: Option<String>,
    pub(crate) state: String,
    pub(crate) attributes: Json,
    /// The largest step, the minimum and the maximum of a number that moves.
    #[serde(default)]
    pub(crate) drift: Option<[f64; 3]>,
}

impl Entity {
    pub(crate) fn domain(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }
}

/// A dashboard: its item in the list, and its config's JSON.
#[derive(Debug, Clone)]
pub(crate) struct Dashboard {
    pub(crate) item: Json,
    pub(crate) config: Option<Arc<str>>,
    /// Whether it was read since the start; only then can a YAML file turn out to have changed.
    pub(crate) was_read: bool,
}

impl Dashboard {
    pub(crate) fn new(item: Json, config: Option<Arc<str>>) -> Self {
        Self { item, config, was_read: false }
    }

    pub(crate) fn is_yaml(&self) -> bool {
        self.item.str("mode") == Some("yaml")
    }

    pub(crate) fn url_path(&self) -> &str {
        self.item.str("url_path").unwrap_or_default()
    }
}

impl Content {
    pub(crate) fn load() -> Self {
        Self {
            people: read(include_str!("../home/people.yaml")),
            rooms: read(include_str!("../home/rooms.yaml")),
            entities: read(include_str!("../home/entities.yaml")),
            services: read(include_str!("../home/services.yaml")),
        }
    }

    pub(crate) fn device(&self, entity: &Entity) -> Option<&Device> {
        let name = entity.device.as_ref()?;
        self.rooms.devices.iter().find(|device| device.name == *name)
    }
}

/// The demo's own dashboards.
pub(crate) fn dashboards() -> Vec<Dashboard> {
    let configs: BTreeMap<&str, &str> = BTreeMap::from([
        ("lovelace", include_str!("../home/home.yaml")),
        ("home-energy", include_str!("../home/energy.yaml")),
        ("workshop-garden", include_str!("../home/workshop-garden.yaml")),
        ("wall-panel", include_str!("../home/wall-panel.yaml")),
    ]);
    let items: Vec<Json> = read(include_str!("../home/dashboards.yaml"));
    items
        .into_iter()
        .map(|item| {
            let config = item.str("url_path").and_then(|path| configs.get(path)).map(|yaml| read::<Json>(yaml).text());
            Dashboard::new(item, config.map(Arc::from))
        })
        .collect()
}

/// The demo's own resources.
pub(crate) fn resources() -> Vec<Json> {
    read(include_str!("../home/resources.yaml"))
}

/// The dashboards of a new Home Assistant, and one YAML dashboard: a bare home for tests.
pub(crate) fn bare_dashboards() -> Vec<Dashboard> {
    let map = object([
        ("id", "map".into()),
        ("icon", "mdi:map".into()),
        ("title", "Map".into()),
        ("url_path", "map".into()),
        ("require_admin", false.into()),
        ("show_in_sidebar", true.into()),
        ("mode", "storage".into()),
    ]);
    let yaml = object([
        ("mode", "yaml".into()),
        ("title", "YAML dash".into()),
        ("icon", "mdi:file-code".into()),
        ("show_in_sidebar", true.into()),
        ("filename", "dash-yaml.yaml".into()),
        ("require_admin", false.into()),
        ("url_path", "yaml-dash".into()),
    ]);
    let yaml_config = r#"{"title":"YAML dash","views":[{"title":"Home","path":"home","cards":[{"type":"entities","title":"From YAML","entities":["light.bed_light","switch.decorative_lights"]}]}]}"#;
    let map_config = r#"{"strategy":{"type":"map"}}"#;
    vec![Dashboard::new(map, Some(Arc::from(map_config))), Dashboard::new(yaml, Some(Arc::from(yaml_config)))]
}

fn read<T: DeserializeOwned>(yaml: &str) -> T {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("a file under home/ is wrong: {error}"))
}
