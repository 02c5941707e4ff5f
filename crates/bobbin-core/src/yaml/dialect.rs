//! Whose reading of YAML is meant, and which one an instance of Home Assistant needs.

use bobbin_words::problems as words;
use std::fmt;
use std::str::FromStr;

/// Whose reading of YAML is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// HA's raw editor today: js-yaml 5.5.0 with its YAML 1.1 schema, through `JSON.stringify`.
    #[default]
    Editor,
    /// HA's raw editor before 2026.8: js-yaml 4.1.1 with its default schema.
    EditorLegacy,
    /// HA Core reading files: PyYAML 6.0.3 with HA's rules and tags.
    Core,
}

/// The first release whose frontend has js-yaml 5: home-assistant/frontend#52843 was opened on 2026-06-24,
/// the day the beta of 2026.7 was cut, and so came with the next release.
const FIRST_WITH_YAML_11: (u32, u32) = (2026, 8);

impl Dialect {
    /// The dialects, in the order of [`Dialect::default`] first.
    pub const ALL: [Self; 3] = [Self::Editor, Self::EditorLegacy, Self::Core];

    /// The dialect of the raw editor of an instance, by its version (`2026.11.2`, `2026.8.0b3`,
    /// `2026.12.0.dev20261120`). One that cannot be read counts as today's.
    pub fn for_home_assistant(version: &str) -> Self {
        let mut parts = version.trim().split('.').map(str::parse::<u32>);
        match (parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month))) if (year, month) < FIRST_WITH_YAML_11 => Self::EditorLegacy,
            _ => Self::Editor,
        }
    }

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::EditorLegacy => "editor-legacy",
            Self::Core => "core",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is none of a dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownDialect;

impl fmt::Display for UnknownDialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::dialects())
    }
}

impl std::error::Error for UnknownDialect {}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(name: &str) -> Result<Self, UnknownDialect> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name).ok_or(UnknownDialect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_the_editor_of_the_instance() {
        let of = Dialect::for_home_assistant;
        assert_eq!([of("2026.7.4"), of("2025.12.0"), of("2026.5.0b2")], [Dialect::EditorLegacy; 3]);
        let today = [of("2026.8.0"), of("2026.11.0b1"), of("2026.12.0.dev20261120"), of("2027.1.0"), of("")];
        assert_eq!(today, [Dialect::Editor; 5]);
    }

    #[test]
    fn names_are_read_back() {
        for dialect in Dialect::ALL {
            assert_eq!(dialect.name().parse(), Ok(dialect));
        }
        assert_eq!("yaml".parse::<Dialect>(), Err(UnknownDialect));
    }
}
