//! Facts about a dashboard that follow from Home Assistant's list and its answers.

use bobbin_core::value::Value;
use bobbin_hass::{CommandError, ConfigNotFound, protocol};

use crate::DEFAULT_DASHBOARD;
use crate::api::DashboardContent;
use crate::api::from_core::number;
use crate::error::{ApiError, ErrorCode};
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;

/// Summarizes a dashboard's content for its entry in the list.
pub(crate) fn content(held: &Held) -> DashboardContent {
    match held {
        None => DashboardContent::NoConfig,
        Some(value) => match value.get("strategy") {
            Some(strategy) => DashboardContent::Strategy {
                strategy: strategy.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
            },
            None => DashboardContent::Cards {
                views: value.get("views").and_then(Value::as_list).map_or(0, |views| number(views.len())),
            },
        },
    }
}

/// Whether Home Assistant reads the dashboard from a YAML file.
pub(crate) fn is_yaml(dashboard: &protocol::Dashboard) -> bool {
    dashboard.mode == protocol::DashboardMode::Yaml
}

/// The default dashboard before Home Assistant lists it.
pub(crate) fn default_dashboard() -> protocol::Dashboard {
    protocol::Dashboard {
        id: None,
        url_path: DEFAULT_DASHBOARD.to_owned(),
        title: "Overview".to_owned(),
        icon: Some("mdi:view-dashboard".to_owned()),
        require_admin: false,
        show_in_sidebar: true,
        mode: protocol::DashboardMode::Storage,
        filename: None,
        unknown: protocol::Unknown::default(),
    }
}

/// Whether the error only means that the default dashboard, which always exists, has no config.
pub(crate) fn default_without_config(dashboard: &DashboardId, error: &CommandError) -> bool {
    dashboard.is_default()
        && error.rejection().and_then(bobbin_hass::Rejection::config_not_found)
            == Some(ConfigNotFound::UnknownDashboard)
}

/// Whether Home Assistant could not be reached or did not accept the connection.
pub(crate) const fn is_offline(error: &ApiError) -> bool {
    matches!(error.code, ErrorCode::NotConnected | ErrorCode::Timeout | ErrorCode::TokenRefused)
}
