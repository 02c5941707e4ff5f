//! Converts the catalogue of `bobbin_core` into interface types.

use bobbin_core::catalogue::{self, Catalogue, Field, FieldKind, Group, Kind, Offered, Plain, Suits};

use crate::api::{
    CatalogueCommon, CatalogueContents, CatalogueEntry, CatalogueField, CatalogueFieldKind, CatalogueGroup,
    CatalogueKind, CatalogueOffered, CataloguePlain,
};

/// Returns the whole catalogue.
pub fn contents() -> CatalogueContents {
    let catalogue = Catalogue::get();
    let common = catalogue.common().iter();
    CatalogueContents {
        ha_version: catalogue::HA_VERSION.to_owned(),
        entries: catalogue.entries().iter().map(entry).collect(),
        common: common
            .map(|common| CatalogueCommon { kind: common.kind.into(), fields: fields(&common.fields) })
            .collect(),
    }
}

fn entry(entry: &catalogue::Entry) -> CatalogueEntry {
    let (suits_any, suits) = match &entry.suits {
        Suits::None => (false, Vec::new()),
        Suits::Any => (true, Vec::new()),
        Suits::Domains(domains) => (false, domains.clone()),
    };
    CatalogueEntry {
        kind: entry.kind.into(),
        name: entry.name.clone(),
        aliases: entry.aliases.clone(),
        label: entry.label.clone(),
        icon: entry.icon.clone(),
        sentence: entry.sentence.clone(),
        suits_any,
        suits,
        offered: match entry.offered {
            Offered::Always => CatalogueOffered::Always,
            Offered::OnRequest => CatalogueOffered::OnRequest,
            Offered::Never => CatalogueOffered::Never,
        },
        popular: entry.popular,
        instead: entry.instead.clone(),
        resource: entry.resource.clone(),
        one_of: entry.one_of.clone(),
        open: entry.open,
        by_fields: entry.by_fields,
        fields: fields(&entry.fields),
    }
}

fn fields(fields_of: &[Field]) -> Vec<CatalogueField> {
    fields_of.iter().map(field).collect()
}

fn field(field: &Field) -> CatalogueField {
    CatalogueField {
        name: field.name.clone(),
        label: field.label.clone(),
        kind: field.kind.into(),
        of: field.of.clone(),
        many: field.many,
        single: field.single,
        plain: field.plain.map(|plain| match plain {
            Plain::Entity => CataloguePlain::Entity,
            Plain::Text => CataloguePlain::Text,
            Plain::Image => CataloguePlain::Image,
            Plain::Boolean => CataloguePlain::Boolean,
        }),
        options: field.options.clone(),
        from: field.from.clone(),
        open: field.open,
        keys: field.keys.map(Into::into),
        domains: field.domains.clone(),
        numeric: field.numeric,
        min: field.min,
        max: field.max,
        step: field.step,
        fields: fields(&field.fields),
        required: field.required,
        default: field.default.clone(),
        default_words: field.default_words.clone(),
        help: field.help.clone(),
        deprecated: field.deprecated.clone(),
        yaml_only: field.yaml_only,
        group: match field.group {
            Group::Content => CatalogueGroup::Content,
            Group::Appearance => CatalogueGroup::Appearance,
            Group::Interactions => CatalogueGroup::Interactions,
            Group::Visibility => CatalogueGroup::Visibility,
            Group::Layout => CatalogueGroup::Layout,
            Group::Advanced => CatalogueGroup::Advanced,
        },
    }
}

/// Converts both ways between two enums with the same variants. A variant that only one of them has does not compile.
macro_rules! same {
    ($core:ident => $api:ident: $($name:ident)+) => {
        impl From<$core> for $api {
            fn from(core: $core) -> Self {
                match core { $($core::$name => Self::$name),+ }
            }
        }
        impl From<$api> for $core {
            fn from(api: $api) -> Self {
                match api { $($api::$name => Self::$name),+ }
            }
        }
    };
}

same!(Kind => CatalogueKind: Card Badge HeadingBadge Feature Row HeaderFooter Element Item View Section Dashboard
    DashboardStrategy ViewStrategy SectionStrategy Condition Action);
same!(FieldKind => CatalogueFieldKind: Text Multiline Template Number Boolean Choice Entity EntityName Attribute State
    Domain Integration Icon Color Theme Image Url Navigation Service Target Area Device Floor Label User UsersOrBoolean
    Action Confirmation Conditions Node Object Map Css GridOptions Strategy Yaml);

/// Returns the catalogue as JSON, one entry per line, for the fake host of the interface.
pub fn json() -> String {
    let contents = contents();
    let line = |value: serde_json::Result<String>| value.expect("the catalogue is plain data");
    let entries: Vec<_> = contents.entries.iter().map(|entry| line(serde_json::to_string(entry))).collect();
    format!(
        "{{\n\"haVersion\":{:?},\n\"common\":{},\n\"entries\":[\n{}\n]\n}}\n",
        contents.ha_version,
        line(serde_json::to_string(&contents.common)),
        entries.join(",\n")
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_fake_host_has_the_present_catalogue() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/host/fake/catalogue.json");
        let committed = std::fs::read_to_string(path).expect("the catalogue for the fake host is committed");
        let stale = "ui/src/host/fake/catalogue.json is stale: run `cargo xtask codegen`";
        assert!(committed == super::json(), "{stale}");
    }
}
