//! The contents of a home: entities with their areas, devices, themes, actions and so on.
//!
//! Reads them in one go and keeps them for offline use. It does not listen for changes: states are as old as the
//! reading, which is good enough for pickers. Lists that the token's user may not read are left empty.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bobbin_hass::protocol::{Area, Device, Entity, EntityState, Panel};
use serde_json::Value;

use crate::api::{
    HomeArea, HomeContents, HomeDevice, HomeEntity, HomePage, HomeService, HomeServiceField, HomeThing, InstanceRef,
};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::state::store::Store;

const SNAPSHOT: &str = "home";
/// The maximum length of an attribute's list of choices; longer lists are data.
const LONGEST_LIST: usize = 200;

/// Reads the contents of a home.
pub(crate) struct Contents {
    homes: Arc<Homes>,
    store: Store,
}

impl Contents {
    pub(crate) fn new(homes: Arc<Homes>, store: Store) -> Self {
        Self { homes, store }
    }

    pub(crate) async fn home_contents(&self, request: InstanceRef) -> ApiResult<HomeContents> {
        let Some(home) = self.homes.connected(&request.instance) else {
            let kept = self.store.snapshot(&request.instance, SNAPSHOT).await?;
            return kept.map(|(contents, _)| HomeContents { live: false, ..contents }).ok_or_else(|| {
                ApiError::new(
                    ErrorCode::NotConnected,
                    "There is no connection to Home Assistant, and Bobbin has not seen what is in this home before.",
                )
                .hint("Entities can still be typed. Connect once to choose from them.")
            });
        };
        self.look_around(&home).await
    }

    /// Reads the contents of a home and keeps them.
    pub(crate) async fn look_around(&self, home: &Home) -> ApiResult<HomeContents> {
        let contents = read(home).await?;
        let json = failures::json(&contents)?;
        self.store.put_snapshot(&home.id, SNAPSHOT, json).await?;
        Ok(contents)
    }
}

async fn read(home: &Home) -> ApiResult<HomeContents> {
    let (session, registries) = (home.session.home(), home.session.registries());
    let (states, entities, devices, areas, floors, labels, themes, users, services, panels, images) = tokio::join!(
        session.states(),
        registries.entities(),
        registries.devices(),
        registries.areas(),
        registries.floors(),
        registries.labels(),
        session.themes(),
        session.users(),
        session.services(),
        session.panels(),
        registries.images(),
    );
    let states = states.map_err(|error| failures::command("read the entities", &error))?;
    // The rest is optional: some of it can only be read by administrators.
    let (entities, devices, areas) =
        (entities.unwrap_or_default(), devices.unwrap_or_default(), areas.unwrap_or_default());
    let thing = |id: String, name: String, icon: Option<String>| HomeThing { id, name, icon };
    let floors = floors.unwrap_or_default().into_iter().map(|it| thing(it.floor_id, it.name, it.icon));
    let labels = labels.unwrap_or_default().into_iter().map(|it| thing(it.label_id, it.name, it.icon));
    let users = users.unwrap_or_default().into_iter().filter(|user| user.is_active && !user.system_generated);
    let users = users.map(|user| thing(user.id.clone(), user.name.unwrap_or(user.id), None));
    let served = |id: &str| format!("/api/image/serve/{id}/original");
    let images = images.unwrap_or_default().into_iter().map(|it| thing(served(&it.id), it.name, None));
    let themes = themes.map(|themes| themes.themes.keys().cloned().collect());
    let services = services.unwrap_or_default().into_iter().flat_map(|(domain, services)| {
        services.into_iter().map(move |(name, about)| service(&domain, &name, about.get()))
    });
    Ok(HomeContents {
        entities: entities_of(&states, &entities, &devices),
        areas: areas.into_iter().map(area).collect(),
        floors: floors.collect(),
        devices: devices.into_iter().filter_map(device).collect(),
        labels: labels.collect(),
        themes: themes.unwrap_or_default(),
        users: users.collect(),
        images: images.collect(),
        services: services.collect(),
        pages: panels.unwrap_or_default().into_values().filter_map(page).collect(),
        as_of: now(),
        live: true,
    })
}

fn entities_of(states: &[EntityState], entities: &[Entity], devices: &[Device]) -> Vec<HomeEntity> {
    let registered: HashMap<_, _> = entities.iter().map(|entity| (entity.entity_id.as_str(), entity)).collect();
    let areas: HashMap<_, _> = devices.iter().map(|device| (device.id.as_str(), device.area_id.as_deref())).collect();
    let mut all: Vec<_> = states
        .iter()
        .map(|state| {
            let registered = registered.get(state.entity_id.as_str());
            let device = registered.and_then(|entity| entity.device_id.clone());
            let of_device = || areas.get(device.as_deref()?).copied().flatten();
            let area = registered.and_then(|entity| entity.area_id.as_deref()).or_else(of_device);
            let text = |name: &str| state.attributes.get(name).and_then(Value::as_str).map(str::to_owned);
            HomeEntity {
                id: state.entity_id.clone(),
                name: state.friendly_name().unwrap_or(&state.entity_id).to_owned(),
                state: state.state.clone(),
                unit: text("unit_of_measurement"),
                icon: text("icon"),
                device_class: text("device_class"),
                area: area.map(str::to_owned),
                integration: registered.and_then(|entity| entity.platform.clone()),
                hidden: registered.is_some_and(|entity| entity.hidden_by.is_some()),
                upkeep: registered.is_some_and(|entity| entity.entity_category.is_some()),
                attributes: state.attributes.keys().cloned().collect(),
                lists: lists(state),
                device,
            }
        })
        .collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

fn lists(state: &EntityState) -> BTreeMap<String, Vec<String>> {
    let lists = state.attributes.iter().filter_map(|(name, value)| {
        let items = value.as_array().filter(|items| !items.is_empty() && items.len() <= LONGEST_LIST)?;
        let texts: Option<Vec<_>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
        Some((name.clone(), texts?))
    });
    lists.collect()
}

fn area(area: Area) -> HomeArea {
    HomeArea { id: area.area_id, name: area.name, icon: area.icon, floor: area.floor_id }
}

fn device(device: Device) -> Option<HomeDevice> {
    Some(HomeDevice { name: device.name_by_user.or(device.name)?, id: device.id, area: device.area_id })
}

fn service(domain: &str, name: &str, about: &str) -> HomeService {
    let about: Value = serde_json::from_str(about).unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().map(str::to_owned).filter(|text| !text.is_empty());
    let fields = about["fields"].as_object().into_iter().flatten().flat_map(|(name, field)| {
        // Fields can be in named groups.
        match field["fields"].as_object() {
            Some(inner) => inner.iter().map(|(name, field)| (name.clone(), field.clone())).collect(),
            None => vec![(name.clone(), field.clone())],
        }
    });
    HomeService {
        id: format!("{domain}.{name}"),
        name: text(&about, "name"),
        description: text(&about, "description"),
        target: about.get("target").is_some(),
        fields: fields
            .map(|(name, field)| HomeServiceField {
                description: text(&field, "description").or_else(|| text(&field, "name")),
                required: field["required"].as_bool().unwrap_or(false),
                example: field["example"].clone(),
                name,
            })
            .collect(),
    }
}

fn page(panel: Panel) -> Option<HomePage> {
    Some(HomePage { path: format!("/{}", panel.url_path), title: panel.title?, icon: panel.icon })
}
