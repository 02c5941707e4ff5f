//! The homes that Bobbin is connected to, or tries to be, by instance id.
//!
//! Announces each new home on a channel. The receiver decides which use cases its events concern.

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
    /// Returns an empty table, and the receiver of every home that is added to it.
    pub(crate) fn new() -> (Self, UnboundedReceiver<Arc<Home>>) {
        let (new, announced) = mpsc::unbounded_channel();
        (Self { table: Mutex::default(), new }, announced)
    }

    fn table(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Home>>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The home of an instance; none without a session.
    pub(crate) fn find(&self, instance: &str) -> Option<Arc<Home>> {
        self.table().get(instance).cloned()
    }

    /// The home of an instance; none unless it is connected now.
    pub(crate) fn connected(&self, instance: &str) -> Option<Arc<Home>> {
        self.find(instance).filter(|home| home.session.connected().is_some())
    }

    /// The home of an instance, or an error that asks the user to connect.
    pub(crate) fn get(&self, instance: &str) -> ApiResult<Arc<Home>> {
        self.find(instance).ok_or_else(|| {
            ApiError::new(ErrorCode::NotConnected, "There is no connection to this instance.")
                .hint("Connect to it, then try again.")
        })
    }

    /// Starts a session with an instance, unless there is one.
    pub(crate) fn connect(&self, instance: &str, options: SessionOptions) {
        let mut table = self.table();
        if table.contains_key(instance) {
            return;
        }
        let home = Arc::new(Home::connect(instance.to_owned(), options));
        table.insert(instance.to_owned(), Arc::clone(&home));
        // The receiver is gone once the app has ended, and then nothing needs to be announced.
        drop(self.new.send(home));
    }

    /// Removes the home of an instance.
    pub(crate) fn remove(&self, instance: &str) -> Option<Arc<Home>> {
        self.table().remove(instance)
    }

    /// Removes all homes.
    pub(crate) fn remove_all(&self) -> Vec<Arc<Home>> {
        std::mem::take(&mut *self.table()).into_values().collect()
    }

    /// The version of Home Assistant, while connected.
    pub(crate) fn ha_version(&self, instance: &str) -> Option<String> {
        self.find(instance)?.ha_version()
    }

    /// The YAML dialect of the instance's editor.
    pub(crate) fn dialect(&self, instance: &str) -> Dialect {
        self.find(instance).map_or(Dialect::Editor, |home| home.dialect())
    }
}
