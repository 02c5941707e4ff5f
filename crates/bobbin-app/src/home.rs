//! A connected home: instances, dashboards, resources, and everything else that is read from it.

pub(crate) mod contents;
pub(crate) mod dashboards;
pub(crate) mod instances;
pub(crate) mod looking;
pub(crate) mod remembering;
pub(crate) mod resources;
pub(crate) mod url_path;
