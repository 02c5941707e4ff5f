//! A connected home: its instance, dashboards and resources, and everything else that Bobbin reads from it.

pub(crate) mod contents;
pub(crate) mod dashboards;
pub(crate) mod instances;
pub(crate) mod looking;
pub(crate) mod remembering;
pub(crate) mod resources;
pub(crate) mod url_path;
