//! The current state of the home: dashboards, resources, states, and subscriptions.
//!
//! One lock covers all of it and every command runs under it, so the commands of one frame and their events have one
//! order for all clients, as in Home Assistant's single event loop. It doesn't know sockets: messages go into a
//! channel. Nothing is stored when it is dropped.

use crate::content::{self, Content, Dashboard};
use crate::json::{Json, object};
use crate::time::{iso, now};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;

/// An outgoing item for a client.
#[derive(Debug)]
pub(crate) enum Outgoing {
    /// A message.
    Text(String),
    /// The end of the connection, with a code.
    Close(u16),
}

/// The topic of a subscription.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Topic {
    /// Events of a type, or all.
    Events(Option<String>),
    /// Compressed states of these entities, or of all.
    Entities(Option<Vec<String>>),
    Dashboards,
    Resources,
    /// Frontend data of a user under a key.
    UserData(String, Option<String>),
    SystemData(String),
    /// An event that never happens here.
    Nothing,
}

#[derive(Debug)]
pub(crate) struct Subscriber {
    pub(crate) connection: u64,
    pub(crate) id: u64,
    pub(crate) topic: Topic,
    pub(crate) out: UnboundedSender<Outgoing>,
}

impl Subscriber {
    /// Sends the payload of an event.
    fn tell(&self, payload: &Json) {
        let message = object([("id", self.id.into()), ("type", "event".into()), ("event", payload.clone())]);
        // A client that has gone doesn't need it.
        let _sent = self.out.send(Outgoing::Text(message.text()));
    }
}

#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) entity_id: String,
    pub(crate) state: String,
    pub(crate) attributes: Json,
    pub(crate) changed: f64,
    pub(crate) updated: f64,
    pub(crate) context: Json,
}

impl State {
    /// The whole object, as in `get_states` and events.
    pub(crate) fn json(&self) -> Json {
        object([
            ("entity_id", self.entity_id.as_str().into()),
            ("state", self.state.as_str().into()),
            ("attributes", self.attributes.clone()),
            ("last_changed", iso(self.changed).into()),
            ("last_reported", iso(self.updated).into()),
            ("last_updated", iso(self.updated).into()),
            ("context", self.context.clone()),
        ])
    }

    /// The short form of `subscribe_entities`.
    pub(crate) fn compressed(&self) -> Json {
        let context = self.context.get("id").cloned().unwrap_or(Json::Null);
        let mut short = object([
            ("s", self.state.as_str().into()),
            ("a", self.attributes.clone()),
            ("c", context),
            ("lc", self.changed.into()),
        ]);
        if self.updated > self.changed {
            short.set("lu", self.updated.into());
        }
        short
    }
}

#[derive(Debug)]
pub(crate) struct Home {
    pub(crate) content: Arc<Content>,
    pub(crate) started: f64,
    pub(crate) states: Vec<State>,
    pub(crate) dashboards: Vec<Dashboard>,
    /// The config that was saved without a name, while there is no dashboard called `lovelace`.
    pub(crate) nameless: Option<Arc<str>>,
    pub(crate) resources: Vec<Json>,
    pub(crate) user_data: HashMap<(String, String), Json>,
    pub(crate) system_data: HashMap<String, Json>,
    pub(crate) refuses_saves: bool,
    subscribers: Vec<Subscriber>,
    contexts: u64,
}

impl Home {
    pub(crate) fn new(content: Arc<Content>, bare: bool) -> Self {
        let started = now();
        let mut home = Self {
            started,
            states: Vec::new(),
            dashboards: if bare { content::bare_dashboards() } else { content::dashboards() },
            nameless: None,
            resources: if bare { Vec::new() } else { content::resources() },
            user_data: HashMap::new(),
            system_data: HashMap::new(),
            refuses_saves: false,
            subscribers: Vec::new(),
            contexts: 0,
            content,
        };
        let content = Arc::clone(&home.content);
        for entity in &content.entities {
            let mut attributes = entity.attributes.clone();
            attributes.set("friendly_name", entity.name.as_str().into());
            let context = home.context(None);
            home.states.push(State {
                entity_id: entity.id.clone(),
                state: entity.state.clone(),
                attributes,
                changed: started,
                updated: started,
                context,
            });
        }
        home
    }

    /// A fresh context with the user who caused an event, if any.
    pub(crate) fn context(&mut self, user: Option<&str>) -> Json {
        self.contexts += 1;
        // 26 characters, like Home Assistant's sortable ids.
        let id = format!("01DEM0{:020}", self.contexts);
        object([("id", id.into()), ("parent_id", Json::Null), ("user_id", user.into())])
    }

    pub(crate) fn subscribe(&mut self, subscriber: Subscriber) {
        self.subscribers.push(subscriber);
    }

    /// Ends a subscription. Returns whether there was one.
    pub(crate) fn unsubscribe(&mut self, connection: u64, id: u64) -> bool {
        let before = self.subscribers.len();
        self.subscribers.retain(|one| one.connection != connection || one.id != id);
        self.subscribers.len() < before
    }

    /// Forgets a closed connection.
    pub(crate) fn forget(&mut self, connection: u64) {
        self.subscribers.retain(|one| one.connection != connection);
    }

    /// Sends an event to the subscribers of its topic.
    pub(crate) fn tell(&self, topic: &Topic, payload: &Json) {
        for subscriber in self.subscribers.iter().filter(|one| one.topic == *topic) {
            subscriber.tell(payload);
        }
    }

    /// Fires an event on the bus.
    pub(crate) fn fire(&mut self, kind: &str, data: Json, context: Option<Json>) {
        let context = context.unwrap_or_else(|| self.context(None));
        let event = object([
            ("event_type", kind.into()),
            ("data", data),
            ("origin", "LOCAL".into()),
            ("time_fired", iso(now()).into()),
            ("context", context),
        ]);
        for subscriber in &self.subscribers {
            if matches!(&subscriber.topic, Topic::Events(wanted) if wanted.as_deref().is_none_or(|wanted| wanted == kind))
            {
                // Bus events have the id at the end.
                let text = object([("type", "event".into()), ("event", event.clone()), ("id", subscriber.id.into())]);
                let _sent = subscriber.out.send(Outgoing::Text(text.text()));
            }
        }
    }

    /// Sets the state and some attributes of an entity, and notifies subscribers.
    pub(crate) fn set_state(&mut self, entity_id: &str, state: &str, attributes: &[(&str, Json)], context: &Json) {
        let Some(at) = self.states.iter().position(|one| one.entity_id == entity_id) else { return };
        let old = self.states[at].clone();
        let new = &mut self.states[at];
        let mut changed_attributes = object([]);
        for (name, value) in attributes {
            if new.attributes.get(name) != Some(value) {
                new.attributes.set(name, value.clone());
                changed_attributes.set(name, value.clone());
            }
        }
        let same_state = new.state == state;
        let same_attributes = new.attributes == old.attributes;
        if same_state && same_attributes {
            return;
        }
        new.updated = now();
        let mut plus = object([]);
        if same_state {
            plus.set("lu", new.updated.into());
        } else {
            new.state = state.to_owned();
            new.changed = new.updated;
            plus.set("s", state.into());
            plus.set("lc", new.changed.into());
        }
        new.context = context.clone();
        plus.set("c", context.get("id").cloned().unwrap_or(Json::Null));
        if !same_attributes {
            plus.set("a", changed_attributes);
        }
        let data =
            object([("entity_id", entity_id.into()), ("old_state", old.json()), ("new_state", self.states[at].json())]);
        self.fire("state_changed", data, Some(context.clone()));
        let change = object([("c", object([(entity_id, object([("+", plus)]))]))]);
        for subscriber in &self.subscribers {
            if matches!(&subscriber.topic, Topic::Entities(wanted) if wanted.as_ref().is_none_or(|ids| ids.iter().any(|id| id == entity_id)))
            {
                subscriber.tell(&change);
            }
        }
    }
}
