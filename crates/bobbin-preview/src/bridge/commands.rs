//! The commands that a page may send.
//!
//! An allow list by name, so that an unknown command is refused. Every command on it reads, subscribes, or looks
//! something up. Administrators' commands are left out unless the frontend sends them while it loads.
//! `tests/it/attacks.rs` sends every command that the tests' Home Assistant knows.

/// Commands that read. Sorted, for the search.
const READING: &[&str] = &[
    "auth/current_user",
    "auth/sign_path",
    "brands/access_token",
    "calendar/event/subscribe",
    "camera/capabilities",
    "camera/stream",
    "camera/webrtc/get_client_config",
    "cloud/status",
    "config/area_registry/list",
    "config/area_registry/subscribe",
    "config/category_registry/list",
    "config/device_registry/list",
    "config/device_registry/subscribe",
    "config/entity_registry/get",
    "config/entity_registry/get_entries",
    "config/entity_registry/list",
    "config/entity_registry/list_for_display",
    "config/entity_registry/subscribe",
    "config/floor_registry/list",
    "config/floor_registry/subscribe",
    "config/label_registry/list",
    "config/label_registry/subscribe",
    "config_entries/flow/progress",
    "config_entries/flow/subscribe",
    "config_entries/get",
    "config_entries/subscribe",
    "conversation/agent/list",
    "assist_pipeline/pipeline/list",
    "energy/fossil_energy_consumption",
    "energy/get_prefs",
    "energy/info",
    "energy/solar_forecast",
    "energy/validate",
    "entity/source",
    "extract_from_target",
    "frontend/get_icons",
    "frontend/get_system_data",
    "frontend/get_themes",
    "frontend/get_translations",
    "frontend/get_user_data",
    "frontend/subscribe_extra_js",
    "frontend/subscribe_system_data",
    "frontend/subscribe_user_data",
    "get_config",
    "get_panels",
    "get_services",
    "get_states",
    "history/history_during_period",
    "history/stream",
    "http/config",
    "integration/descriptions",
    "integration/setup_info",
    "labs/list",
    "labs/subscribe",
    "logbook/event_stream",
    "logbook/get_events",
    "lovelace/config",
    "lovelace/dashboards/list",
    "lovelace/info",
    "lovelace/resources",
    "manifest/get",
    "manifest/list",
    "map_tiles/access_token",
    "media_player/browse_media",
    "media_source/browse_media",
    "media_source/resolve_media",
    "number/device_class_convertible_units",
    "persistent_notification/get",
    "persistent_notification/subscribe",
    "ping",
    "recorder/get_statistics_metadata",
    "recorder/info",
    "recorder/list_statistic_ids",
    "recorder/statistic_during_period",
    "recorder/statistics_during_period",
    "render_template",
    "repairs/list_issues",
    "search/related",
    "sensor/device_class_convertible_units",
    "sensor/numeric_device_classes",
    "shopping_list/items",
    "subscribe_condition",
    "subscribe_entities",
    "subscribe_events",
    "supported_features",
    "todo/item/list",
    "todo/item/subscribe",
    "unsubscribe_events",
    "update/release_notes",
    "usage_prediction/common_control",
    "vacuum/get_segments",
    "weather/convertible_units",
    "weather/subscribe_forecast",
];

/// Also allowed while the preview may control the home.
const CALL_SERVICE: &str = "call_service";

/// Whether a page may send a command.
pub(crate) fn allowed(command: &str, control: bool) -> bool {
    READING.contains(&command) || (control && command == CALL_SERVICE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_on_the_list_sounds_like_a_change() {
        const CHANGES: &[&str] = &[
            "create",
            "update",
            "delete",
            "remove",
            "save",
            "set",
            "add",
            "move",
            "reorder",
            "configure",
            "call",
            "execute",
            "fire",
            "import",
            "clear",
            "ignore",
            "promote",
            "start",
            "stop",
            "run",
            "install",
            "restore",
        ];
        for command in READING {
            // The last word is the verb; `update/release_notes` reads the notes of an update.
            let verb = command.rsplit('/').next().unwrap_or(command);
            for word in verb.split('_') {
                assert!(!CHANGES.contains(&word), "{command}");
            }
        }
    }

    #[test]
    fn services_can_be_called_only_after_permission() {
        assert!(!allowed("call_service", false));
        assert!(allowed("call_service", true));
        for other in ["execute_script", "fire_event", "lovelace/config/save", "LOVELACE/CONFIG", "ping ", ""] {
            assert!(!allowed(other, true), "{other}");
        }
    }
}
