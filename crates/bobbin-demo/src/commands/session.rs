//! Commands about the connection itself and the event bus.

use super::{Answer, Call, Command};
use crate::failure::Failure;
use crate::home::Topic;
use crate::json::Json;
use crate::schema::{Fields, Kind, optional, required};
use std::sync::atomic::Ordering;

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "ping", fields: Fields::None, admin: false, run: |_| Ok(Answer::Pong) },
    Command {
        name: "supported_features",
        fields: Fields::These(&[required("features", Kind::Features)]),
        admin: false,
        run: supported_features,
    },
    Command {
        name: "subscribe_events",
        fields: Fields::These(&[optional("event_type", Kind::Text)]),
        admin: false,
        run: subscribe_events,
    },
    Command {
        name: "unsubscribe_events",
        fields: Fields::These(&[required("subscription", Kind::Int)]),
        admin: false,
        run: unsubscribe_events,
    },
];

/// The events that every user may subscribe to.
const OPEN_TO_ALL: [&str; 16] = [
    "area_registry_updated",
    "category_registry_updated",
    "component_loaded",
    "core_config_updated",
    "device_registry_updated",
    "entity_registry_updated",
    "floor_registry_updated",
    "label_registry_updated",
    "labs_updated",
    "lovelace_updated",
    "panels_updated",
    "repairs_issue_registry_updated",
    "service_registered",
    "service_removed",
    "state_changed",
    "themes_updated",
];

fn supported_features(call: &mut Call<'_>) -> Result<Answer, Failure> {
    // The key alone counts, not its value.
    let coalesce = call.message.get("features").is_some_and(|features| features.get("coalesce_messages").is_some());
    call.client.coalesce.store(coalesce, Ordering::Relaxed);
    Ok(Answer::Done)
}

fn subscribe_events(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let kind = call.message.str("event_type").filter(|kind| *kind != "*").map(str::to_owned);
    if !call.client.admin && !kind.as_deref().is_some_and(|kind| OPEN_TO_ALL.contains(&kind)) {
        return Err(Failure::unauthorized());
    }
    call.subscribe(Topic::Events(kind));
    Ok(Answer::Done)
}

fn unsubscribe_events(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let found = match call.message.get("subscription") {
        Some(Json::UInt(id)) => call.home.unsubscribe(call.client.connection, *id),
        _ => false,
    };
    if found { Ok(Answer::Done) } else { Err(Failure::new("not_found", "Subscription not found.")) }
}
