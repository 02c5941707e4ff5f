//! Where things live on each system. Nothing is made here.
//!
//! `BOBBIN_HOME` puts everything under one folder: for a second, separate Bobbin, and for tests. Only
//! [`Folders::of_this_computer`] reads the environment.

use std::path::{Path, PathBuf};

use bobbin_words::vault as words;
use etcetera::base_strategy::{BaseStrategy as _, choose_native_strategy};

/// The folders that Bobbin uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings, meant to be read and edited by people.
    pub config: PathBuf,
    /// Drafts and history.
    pub data: PathBuf,
}

/// There is no home folder to put anything in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", words::no_home())]
pub struct NoHome;

impl Folders {
    /// The folders of this computer: the system's own, or those under the folder that `BOBBIN_HOME` names.
    ///
    /// # Errors
    /// There is neither.
    pub fn of_this_computer() -> Result<Self, NoHome> {
        let home = std::env::var_os("BOBBIN_HOME").filter(|home| !home.is_empty());
        Self::choose(home.as_deref().map(Path::new))
    }

    /// The folders under `home`, or without one the system's own.
    ///
    /// # Errors
    /// There is neither.
    pub fn choose(home: Option<&Path>) -> Result<Self, NoHome> {
        if let Some(home) = home {
            return Ok(Self::under(home));
        }
        let native = choose_native_strategy().map_err(|_| NoHome)?;
        Ok(Self { config: native.config_dir().join("bobbin"), data: native.data_dir().join("bobbin") })
    }

    /// Everything under one folder.
    pub fn under(home: &Path) -> Self {
        Self { config: home.join("config"), data: home.join("data") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bobbin_home_holds_everything() {
        let folders = Folders::choose(Some(Path::new("/somewhere"))).expect("folders");
        assert_eq!(folders.config, Path::new("/somewhere/config"));
        assert_eq!(folders.data, Path::new("/somewhere/data"));
    }

    #[test]
    fn the_systems_own_folders_end_in_our_name() {
        let folders = Folders::choose(None).expect("this computer has a home");
        assert!(folders.config.is_absolute() && folders.config.ends_with("bobbin"));
        assert!(folders.data.is_absolute() && folders.data.ends_with("bobbin"));
    }
}
