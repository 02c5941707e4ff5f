//! The homes that Bobbin is connected to, or tries to be, by the id of their instance.
//!
//! Announces each new home on a channel. The receiver decides what its news concerns.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_core::yaml::Dialect;
use bobbin_hass::SessionOptions;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::home::Home;
use crate::error::{ApiError, ApiResult, ErrorCode};

/// The table of homes.
pub(crate) struct Homes {
    table: Mutex<BTreeMap<String, Arc<Home>>>,
    new: UnboundedSender<Arc<Home>>,
}

impl Homes {
    /// An empty table, and the receiver of every home that is added to it.
    pub(crate) fn new() -> (Self, UnboundedReceiver<Arc<Home>>) {
        let (new, announced) = mpsc::unbounded_channel();
        (Self { table: Mutex::default(), new }, announced)
    }

    fn table(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Home>>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The home of an instance, if a session with it was started.
    pub(crate) fn find(&self, instance: &str) -> Option<Arc<Home>> {
        self.table().get(instance).cloned()
    }

    /// The home of an instance, if it is connected now.
    pub(crate) fn connected(&self, instance: &str) -> Option<Arc<Home>> {
        self.find(instance).filter(|home| home.session.connected().is_some())
    }

    /// The home of an instance.
    pub(crate) fn get(&self, instance: &str) -> ApiResult<Arc<Home>> {
        self.find(instance).ok_or_else(|| {
            ApiError::new(ErrorCode::NotConnected, "There is no connection to this instance.")
                .hint("Connect to it, then try again.")
        })
    }

    /// Starts a session with an instance, unless there is one already.
    pub(crate) fn connect(&self, instance: &str, options: SessionOptions) {
        let mut table = self.table();
        if table.contains_key(instance) {
            return;
        }
        let home = Arc::new(Home::connect(instance.to_owned(), options));
        table.insert(instance.to_owned(), Arc::clone(&home));
        // No receiver is left once the app has ended, and then there is nothing to announce.
        drop(self.new.send(home));
    }

    /// Takes the home of an instance out of the table.
    pub(crate) fn remove(&self, instance: &str) -> Option<Arc<Home>> {
        self.table().remove(instance)
    }

    /// Takes all homes out of the table.
    pub(crate) fn remove_all(&self) -> Vec<Arc<Home>> {
        std::mem::take(&mut *self.table()).into_values().collect()
    }

    /// The version of Home Assistant, while connected.
    pub(crate) fn ha_version(&self, instance: &str) -> Option<String> {
        self.find(instance)?.ha_version()
    }

    /// The dialect of YAML that the editor of an instance reads.
    pub(crate) fn dialect(&self, instance: &str) -> Dialect {
        self.find(instance).map_or(Dialect::Editor, |home| home.dialect())
    }
}
