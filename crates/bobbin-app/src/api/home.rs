//! The contents of a home, for pickers and previews.

api! {
    /// The contents of a home, as last seen.
    pub struct HomeContents {
        /// Its entities, by id.
        pub entities: Vec<HomeEntity>,
        /// Its areas, by name.
        pub areas: Vec<HomeArea>,
        /// Its floors.
        pub floors: Vec<HomeThing>,
        /// Its devices, by name.
        pub devices: Vec<HomeDevice>,
        /// Its labels.
        pub labels: Vec<HomeThing>,
        /// The names of its themes.
        pub themes: Vec<String>,
        /// Its users; empty when the current user may not list them.
        pub users: Vec<HomeThing>,
        /// Uploaded images; their ids are the addresses that dashboards use.
        #[serde(default)]
        pub images: Vec<HomeThing>,
        /// Its actions.
        pub services: Vec<HomeService>,
        /// The pages of its frontend.
        pub pages: Vec<HomePage>,
        /// When it was read.
        #[ts(type = "number")]
        pub as_of: u64,
        /// Whether it was read over the current connection.
        pub live: bool,
    }

    /// An entity.
    pub struct HomeEntity {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its state.
        pub state: String,
        /// The unit of its state.
        pub unit: Option<String>,
        /// Its own icon, as `mdi:…`.
        pub icon: Option<String>,
        /// Its device class, such as `temperature` or `blind`.
        pub device_class: Option<String>,
        /// The id of its area, or else of its device's area.
        pub area: Option<String>,
        /// The id of its device.
        pub device: Option<String>,
        /// The integration that provides it.
        #[serde(default)]
        pub integration: Option<String>,
        /// Whether it is hidden in Home Assistant.
        pub hidden: bool,
        /// Whether it is for configuration or diagnostics, not for daily use.
        #[serde(default)]
        pub upkeep: bool,
        /// The names of its attributes.
        pub attributes: Vec<String>,
        /// Attributes that list choices, such as effects, by name.
        pub lists: std::collections::BTreeMap<String, Vec<String>>,
    }

    /// An area.
    pub struct HomeArea {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its icon.
        pub icon: Option<String>,
        /// The id of its floor.
        pub floor: Option<String>,
    }

    /// A device.
    pub struct HomeDevice {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// The id of its area.
        pub area: Option<String>,
    }

    /// A floor, a label or a user.
    pub struct HomeThing {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Its icon.
        pub icon: Option<String>,
    }

    /// An action.
    pub struct HomeService {
        /// Its id, like `light.turn_on`.
        pub id: String,
        /// Its name.
        pub name: Option<String>,
        /// A description.
        pub description: Option<String>,
        /// Whether it needs a target.
        pub target: bool,
        /// Its fields.
        pub fields: Vec<HomeServiceField>,
    }

    /// A field of an action.
    pub struct HomeServiceField {
        /// The key.
        pub name: String,
        /// A description.
        pub description: Option<String>,
        /// Whether it is required.
        pub required: bool,
        /// An example value.
        #[ts(type = "unknown")]
        pub example: serde_json::Value,
    }

    /// A page of Home Assistant's frontend.
    pub struct HomePage {
        /// Its address, such as `/lovelace`.
        pub path: String,
        /// Its title.
        pub title: String,
        /// Its icon.
        pub icon: Option<String>,
    }
}
