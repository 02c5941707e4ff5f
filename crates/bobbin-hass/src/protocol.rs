//! Typed calls for the commands that Bobbin uses.
//!
//! Thin on purpose: a method here is one command (or one frame) and its answer. Items keep unknown keys, so that
//! nothing Home Assistant adds gets lost on the way through. This crate never interprets a config.

mod collection;
mod dashboards;
mod home;
mod lovelace;
mod registry;
mod resources;

pub use self::collection::CollectionChange;
pub use self::dashboards::{
    Dashboard, DashboardChange, DashboardMode, DashboardUpdate, Dashboards, Deletion, NewDashboard,
};
pub use self::home::{EntityState, HassConfig, Home, Panel, Themes, User};
pub use self::lovelace::{Lovelace, LovelaceInfo, LovelaceUpdate, LovelaceUpdates, SavedConfig, Swap};
pub use self::registry::{Area, Device, Entity, Floor, Image, Label, Registries};
pub use self::resources::{
    NewResource, Resource, ResourceChange, ResourceMode, ResourceType, ResourceUpdate, Resources,
};

use crate::session::Session;

/// The keys of an item that this crate has no name for.
pub type Unknown = serde_json::Map<String, serde_json::Value>;

impl Session {
    /// Configs of dashboards.
    pub const fn lovelace(&self) -> Lovelace<'_> {
        Lovelace::new(self)
    }

    /// The list of dashboards.
    pub const fn dashboards(&self) -> Dashboards<'_> {
        Dashboards::new(self)
    }

    /// The resources of dashboards.
    pub const fn resources(&self) -> Resources<'_> {
        Resources::new(self)
    }

    /// The contents of the home: states, services, panels, themes, users.
    pub const fn home(&self) -> Home<'_> {
        Home::new(self)
    }

    /// The registries of entities, devices, areas, floors and labels.
    pub const fn registries(&self) -> Registries<'_> {
        Registries::new(self)
    }
}
