//! The content of a dashboard in Home Assistant.

use bobbin_core::value::Value;

/// A config, or none ("Home Assistant has no config for this").
pub(crate) type Held = Option<Value>;
