//! What there is in a home, for those who choose from it.

api! {
    /// What a home has, as last seen.
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
        /// Its users; none when the present one may not see them.
        pub users: Vec<HomeThing>,
        /// The pictures that were uploaded; their ids are the addresses they are written with.
        #[serde(default)]
        pub images: Vec<HomeThing>,
        /// The actions it can perform.
        pub services: Vec<HomeService>,
        /// The pages of its frontend.
        pub pages: Vec<HomePage>,
        /// When it was so.
        #[ts(type = "number")]
        pub as_of: u64,
        /// Whether it was read over the present connection.
        pub live: bool,
    }

    /// An entity.
    pub struct HomeEntity {
        /// Its id.
        pub id: String,
        /// What it is called.
        pub name: String,
        /// Its state.
        pub state: String,
        /// The unit of its state.
        pub unit: Option<String>,
        /// Its own icon, as `mdi:…`.
        pub icon: Option<String>,
        /// What kind of sensor, cover … it is.
        pub device_class: Option<String>,
        /// The id of its area, its device's if it has none of its own.
        pub area: Option<String>,
        /// The id of its device.
        pub device: Option<String>,
        /// The integration that it comes from.
        #[serde(default)]
        pub integration: Option<String>,
        /// Whether Home Assistant keeps it out of sight.
        pub hidden: bool,
        /// Whether it is for setting its device up or watching over it, not for daily use.
        #[serde(default)]
        pub upkeep: bool,
        /// The names of its attributes.
        pub attributes: Vec<String>,
        /// Attributes that list what can be chosen, such as effects, by name.
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

    /// An action that can be performed.
    pub struct HomeService {
        /// Its id, like `light.turn_on`.
        pub id: String,
        /// Its name.
        pub name: Option<String>,
        /// What it does.
        pub description: Option<String>,
        /// Whether it wants something to be performed on.
        pub target: bool,
        /// What can be told to it.
        pub fields: Vec<HomeServiceField>,
    }

    /// Something that can be told to an action.
    pub struct HomeServiceField {
        /// The key.
        pub name: String,
        /// What it is.
        pub description: Option<String>,
        /// Whether it has to be there.
        pub required: bool,
        /// A value that it may have.
        #[ts(type = "unknown")]
        pub example: serde_json::Value,
    }

    /// A page of Home Assistant's frontend.
    pub struct HomePage {
        /// Its address, like `/lovelace`.
        pub path: String,
        /// Its title.
        pub title: String,
        /// Its icon.
        pub icon: Option<String>,
    }
}
