//! A dashboard of a connected Home Assistant as a [`Target`] to save to.

use bobbin_core::value::Value;
use bobbin_hass::{CommandError, ConfigNotFound, Epoch, Session};
use serde_json::value::RawValue;

use super::{Swapped, Target};
use crate::state::held::Held;

/// A dashboard.
pub(crate) struct DashboardTarget<'a> {
    session: &'a Session,
    url_path: &'a str,
    /// The connection on which a read was answered: frames are atomic from then on.
    warm: Option<Epoch>,
}

impl<'a> DashboardTarget<'a> {
    /// The dashboard, not read yet.
    pub(crate) const fn new(session: &'a Session, url_path: &'a str) -> Self {
        Self { session, url_path, warm: None }
    }

    /// Reads the dashboard and deletes it in one frame. Home Assistant does not carry out this pair as one, but a save in
    /// between is as unlikely as can be. The content is none where it could not be read.
    pub(crate) async fn read_and_delete(&self, id: &str) -> (Held, Result<(), CommandError>) {
        let deletion = self.session.dashboards().get_and_delete(id, Some(self.url_path)).await;
        let last = deletion.last.and_then(|saved| self::value(&saved.config));
        (last.ok(), deletion.deleted)
    }
}

impl Target for DashboardTarget<'_> {
    async fn read(&mut self) -> Result<Held, CommandError> {
        let before = self.session.connected().map(|connected| connected.epoch);
        match self.session.lovelace().config(Some(self.url_path), false).await {
            Ok(saved) => {
                self.warm = Some(saved.epoch);
                value(&saved.config).map(Some)
            }
            Err(error) => {
                let held = none_if_unsaved(error)?;
                // A refusal does not say which connection it came over; it was this one if it is still there.
                let after = self.session.connected().map(|connected| connected.epoch);
                self.warm = before.filter(|_| before == after);
                Ok(held)
            }
        }
    }

    async fn swap(&mut self, value: &Value) -> Result<Swapped, CommandError> {
        let Some(warm) = self.warm else { return Err(CommandError::Renewed) };
        let json = json(value)?;
        let swap = self.session.lovelace().get_and_save(Some(self.url_path), &json, warm).await;
        // An unreadable answer still decides: a save whose displaced version is unknown is unknown.
        let before = match swap.displaced {
            Ok(saved) => self::value(&saved.config).map(Some)?,
            Err(error) => none_if_unsaved(error)?,
        };
        Ok(Swapped { before, saved: swap.saved })
    }
}

/// “No config found” is an answer: there is none.
fn none_if_unsaved(error: CommandError) -> Result<Held, CommandError> {
    match error.rejection().and_then(bobbin_hass::Rejection::config_not_found) {
        Some(ConfigNotFound::NothingSaved) => Ok(None),
        Some(ConfigNotFound::UnknownDashboard) | None => Err(error),
    }
}

/// Reads a config as it came from the wire.
pub(crate) fn value(json: &RawValue) -> Result<Value, CommandError> {
    serde_json::from_str(json.get())
        .map_err(|error| CommandError::Unexpected { command: "lovelace/config", source: std::sync::Arc::new(error) })
}

/// Writes a config as it goes over the wire.
pub(crate) fn json(value: &Value) -> Result<Box<RawValue>, CommandError> {
    serde_json::value::to_raw_value(value).map_err(|error| CommandError::Unexpected {
        command: "lovelace/config/save",
        source: std::sync::Arc::new(error),
    })
}
