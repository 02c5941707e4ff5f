//! Dashboards and resources of an instance, and the versions of a dashboard that Bobbin keeps.

api! {
    /// The dashboards of an instance.
    pub struct DashboardList {
        /// They, in Home Assistant's order.
        pub dashboards: Vec<Dashboard>,
        /// When the list was read; an older one is shown while there is no connection.
        #[ts(type = "number")]
        pub as_of: u64,
        /// Whether the list was read over the present connection.
        pub live: bool,
    }

    /// A dashboard as the list shows it.
    pub struct Dashboard {
        /// What stands in the address bar after the host; `lovelace` for the default dashboard.
        pub url_path: String,
        /// Home Assistant's id for changing its properties; a YAML dashboard has none.
        pub id: Option<String>,
        /// Its title.
        pub title: String,
        /// Its icon, as `mdi:…`.
        pub icon: Option<String>,
        /// Whether only administrators see it.
        pub require_admin: bool,
        /// Whether it is in the sidebar of Home Assistant.
        pub show_in_sidebar: bool,
        /// Whether it is the default dashboard.
        pub is_default: bool,
        /// Where Home Assistant keeps it.
        pub mode: DashboardMode,
        /// The YAML file behind it, for a YAML dashboard.
        pub filename: Option<String>,
        /// What is known about its content.
        pub content: DashboardContent,
        /// Whether there is a draft that differs from Home Assistant.
        pub has_draft: bool,
    }

    /// Where Home Assistant keeps a dashboard.
    pub enum DashboardMode {
        /// In its storage: it can be edited.
        Storage,
        /// In a YAML file: it can be read only.
        Yaml,
    }

    /// What a dashboard holds, as far as Bobbin has read it.
    #[serde(tag = "kind")]
    pub enum DashboardContent {
        /// Not read yet.
        Unread,
        /// Views with cards.
        Cards {
            /// How many views.
            views: u32,
        },
        /// Made by a strategy when it is shown.
        Strategy {
            /// The strategy's type.
            strategy: String,
        },
        /// Home Assistant has no config for it. That is no proof that there never was one.
        NoConfig,
        /// Reading it failed.
        Failed {
            /// Home Assistant's words.
            message: String,
        },
    }

    /// Names a dashboard.
    pub struct DashboardRef {
        /// The instance.
        pub instance: String,
        /// The dashboard's path.
        pub url_path: String,
    }

    /// Creates a dashboard.
    pub struct DashboardCreate {
        /// The instance.
        pub instance: String,
        /// Its title.
        pub title: String,
        /// Its path.
        pub url_path: String,
        /// Its icon.
        pub icon: Option<String>,
        /// Whether it is in the sidebar of Home Assistant.
        pub show_in_sidebar: bool,
        /// Whether only administrators see it.
        pub require_admin: bool,
    }

    /// Sets the properties of a dashboard. Its path can't be changed.
    pub struct DashboardUpdate {
        /// The instance.
        pub instance: String,
        /// The dashboard's path.
        pub url_path: String,
        /// Its title.
        pub title: String,
        /// Its icon; none removes it.
        pub icon: Option<String>,
        /// Whether it is in the sidebar of Home Assistant.
        pub show_in_sidebar: bool,
        /// Whether only administrators see it.
        pub require_admin: bool,
    }

    /// Deletes a dashboard. Its last config is read and kept first.
    pub struct DashboardDelete {
        /// The instance.
        pub instance: String,
        /// The dashboard's path.
        pub url_path: String,
        /// Its title as the user typed it, to confirm.
        pub confirm: String,
    }

    /// Asks for a path that fits a title and is free.
    pub struct PathSuggest {
        /// The instance.
        pub instance: String,
        /// The title.
        pub title: String,
    }

    /// An offered path.
    pub struct PathSuggestion {
        /// The path.
        pub url_path: String,
    }

    /// Whether a path can be used for a new dashboard.
    pub struct PathCheck {
        /// What is wrong with it; none when it can be used.
        pub problem: Option<String>,
    }

    /// What has been done and can be undone.
    pub struct Undoable {
        /// To be handed to `operation_undo`.
        #[ts(type = "number")]
        pub operation: i64,
    }

    /// The resources of an instance.
    pub struct ResourceList {
        /// They.
        pub resources: Vec<Resource>,
        /// Why they can't be changed, if so.
        pub read_only: Option<String>,
        /// When the list was read.
        #[ts(type = "number")]
        pub as_of: u64,
        /// Whether the list was read over the present connection.
        pub live: bool,
    }

    /// A script or style sheet that Home Assistant's frontend loads.
    pub struct Resource {
        /// Home Assistant's id; none in YAML resource mode.
        pub id: Option<String>,
        /// What it is.
        pub kind: ResourceKind,
        /// Its address.
        pub url: String,
        /// Whether HACS put it there.
        pub hacs: bool,
    }

    /// What a resource is.
    pub enum ResourceKind {
        /// A JavaScript module.
        Module,
        /// A plain script.
        Js,
        /// A style sheet.
        Css,
        /// An HTML import, of old.
        Html,
    }

    /// Adds a resource.
    pub struct ResourceCreate {
        /// The instance.
        pub instance: String,
        /// What it is.
        pub kind: ResourceKind,
        /// Its address.
        pub url: String,
    }

    /// Changes a resource.
    pub struct ResourceUpdate {
        /// The instance.
        pub instance: String,
        /// Home Assistant's id for it.
        pub id: String,
        /// What it is.
        pub kind: ResourceKind,
        /// Its address.
        pub url: String,
    }

    /// Removes a resource.
    pub struct ResourceDelete {
        /// The instance.
        pub instance: String,
        /// Home Assistant's id for it.
        pub id: String,
    }

    /// A version of a dashboard that Bobbin keeps.
    pub struct Version {
        /// Its number in the vault.
        #[ts(type = "number")]
        pub id: i64,
        /// When it was seen or made.
        #[ts(type = "number")]
        pub at: u64,
        /// How it came about.
        pub origin: VersionOrigin,
        /// The version of Home Assistant then.
        pub ha_version: Option<String>,
        /// Its size as JSON, in bytes.
        #[ts(type = "number")]
        pub size: u64,
        /// The name the user gave it.
        pub name: Option<String>,
    }

    /// How a version came about.
    pub enum VersionOrigin {
        /// Read from Home Assistant.
        Fetched,
        /// Saved by Bobbin.
        SavedByUs,
        /// Saved by somebody else while Bobbin looked.
        SavedByOthers,
        /// Displaced by a save of Bobbin's, and put back.
        Displaced,
        /// Put back by Bobbin.
        PutBack,
        /// What a deleted dashboard held.
        Deleted,
        /// A draft that was given up.
        DiscardedDraft,
    }
}
