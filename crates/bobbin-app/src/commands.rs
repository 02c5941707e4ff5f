//! The list of commands: what the user interface can ask Bobbin to do.
//!
//! Declared once, here. [`dispatch`] and TypeScript's side ([`typescript`]) come from this list. Each line names the
//! part of the app that answers: a command without a handler (a method of that part with the command's name) does not
//! compile, and bindings that are out of date fail a test. To add a command: a line here, a method there,
//! `cargo xtask codegen`.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::App;
use crate::api::*;
use crate::error::{ApiError, ErrorCode};

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident: $request:ty => $response:ty, by $part:ident;)+) => {
        /// Runs a command by name: its request and its answer are JSON.
        ///
        /// # Errors
        /// What the command fails with; `BadRequest` for an unknown name or a request of the wrong shape.
        pub async fn dispatch(app: &App, name: &str, request: &str) -> Result<String, ApiError> {
            match name {
                $(stringify!($name) => answer(&app.parts.$part.$name(read::<$request>(name, request)?).await?),)+
                _ => Err(ApiError::new(ErrorCode::BadRequest, format!("Bobbin has no command “{name}”."))),
            }
        }

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// The TypeScript side of the interface: every type, and the commands with request and response.
        pub fn typescript() -> String {
            let config = Config::default();
            let mut types = Declarations::new(&config);
            types.add::<ApiError>();
            types.add::<Event>();
            let mut commands = String::new();
            $(
                types.add::<$request>();
                types.add::<$response>();
                $(commands.push_str(&format!("  /** {} */\n", $doc.trim()));)+
                commands.push_str(&format!(
                    "  {}: {{ request: {}; response: {} }};\n",
                    stringify!($name), <$request as TS>::name(&config), <$response as TS>::name(&config),
                ));
            )+
            types.into_source(&commands)
        }
    };
}

commands! {
    /// What the interface needs to start.
    app_state: () => AppState, by window;
    /// Sets a preference of the interface.
    preference_set: PreferenceSet => (), by window;

    /// Adds an instance and connects to it.
    instance_add: InstanceAdd => Instance, by instances;
    /// Changes an instance; a new address or token reconnects.
    instance_update: InstanceUpdate => Instance, by instances;
    /// Forgets an instance and its token. Its drafts and versions stay on disk.
    instance_remove: InstanceRef => (), by instances;
    /// Connects to an instance.
    instance_connect: InstanceRef => Instance, by instances;
    /// Ends the connection to an instance.
    instance_disconnect: InstanceRef => Instance, by instances;
    /// Tries to reconnect at once.
    instance_retry: InstanceRef => (), by instances;
    /// Tries an address and a token without keeping either.
    connection_test: ConnectionTest => ConnectionTestResult, by instances;
    /// Starts the demo home and connects to it.
    demo_start: () => Instance, by instances;

    /// Lists the dashboards of an instance.
    dashboard_list: InstanceRef => DashboardList, by dashboards;
    /// Offers a path for a new dashboard.
    dashboard_suggest_path: PathSuggest => PathSuggestion, by dashboards;
    /// Checks a path for a new dashboard with Home Assistant's rules.
    dashboard_check_path: DashboardRef => PathCheck, by dashboards;
    /// Creates a dashboard.
    dashboard_create: DashboardCreate => Dashboard, by dashboards;
    /// Sets the properties of a dashboard.
    dashboard_update: DashboardUpdate => Dashboard, by dashboards;
    /// Deletes a dashboard; its last config is kept, and the deletion can be undone.
    dashboard_delete: DashboardDelete => Undoable, by dashboards;
    /// Lists the versions of a dashboard that Bobbin keeps, the newest first.
    dashboard_versions: DashboardRef => Vec<Version>, by history;
    /// Lists the dashboards that the history keeps something of, deleted ones too.
    history_dashboards: InstanceRef => Vec<HistoryDashboard>, by history;
    /// Lists the resources that were removed with Bobbin and not added again, the last one first.
    history_resources: InstanceRef => Vec<RemovedResource>, by resources;
    /// Says what versions changed, each against the one before it.
    history_changes: VersionChangesAsk => Vec<VersionChanges>, by history;
    /// Compares any two versions of a dashboard.
    history_compare: HistoryCompare => Review, by history;
    /// Reads a version as a text.
    history_text: VersionRef => VersionText, by history;
    /// Gives a version a name, or takes it away.
    history_name: VersionName => (), by history;
    /// Writes a version to a file.
    history_export: VersionExport => (), by history;
    /// Brings back something that was removed, into the draft as it is.
    history_bring_back: ChangeTakeBack => TakenBack, by taking_back;
    /// Undoes one change in the draft as it is, where that undoes nothing else.
    history_undo_change: ChangeTakeBack => TakenBack, by taking_back;
    /// Makes a deleted dashboard again, with its settings and its config.
    dashboard_recreate: DashboardRecreate => Dashboard, by operations;
    /// Undoes an operation: a deletion of a dashboard or of a resource.
    operation_undo: Undoable => (), by operations;

    /// Lists the resources of an instance.
    resource_list: InstanceRef => ResourceList, by resources;
    /// Adds a resource.
    resource_create: ResourceCreate => Resource, by resources;
    /// Changes a resource.
    resource_update: ResourceUpdate => Resource, by resources;
    /// Removes a resource; that can be undone.
    resource_delete: ResourceDelete => Undoable, by resources;

    /// Looks for words in all dashboards of an instance, with and without a connection.
    dashboard_search: SearchAsk => SearchResult, by search;

    /// Opens a document, or brings back the one already open.
    document_open: DocumentOpen => Document, by documents;
    /// Closes a document.
    document_close: DocumentClose => (), by documents;
    /// Tells what was typed.
    document_edit: DocumentEdit => Analysis, by documents;
    /// Hands over the whole text.
    document_sync: DocumentSync => Analysis, by documents;
    /// Keeps where cursor and scroll are.
    document_view_state: DocumentViewState => (), by documents;
    /// Compares two sides of a document.
    document_compare: DocumentCompare => Review, by conflicts;
    /// Saves a document to where it comes from, in one step, never over somebody else's version.
    document_save: DocumentRef => SaveOutcome, by saves;
    /// Decides a conflict.
    document_resolve: ConflictResolve => ConflictResolved, by conflicts;
    /// Takes a save back that waits for a connection. The draft stays.
    document_unqueue: DocumentRef => (), by saves;
    /// Merges the draft with what the other side has: starts, or takes up what was left half done.
    document_merge: DocumentRef => MergeState, by conflicts;
    /// Decides conflicts of a merge.
    document_merge_choose: MergeChoose => MergeState, by conflicts;
    /// Finishes a merge: offers the merged text, with their version as the new base.
    document_merge_finish: MergeFinish => ConflictResolved, by conflicts;
    /// Leaves a merge and forgets its decisions. The draft stays.
    document_merge_leave: DocumentRef => (), by conflicts;
    /// Writes the text with its comments to a file, for another computer.
    document_export_text: TextFile => (), by files;
    /// Takes the comments and the formatting of a file into the text.
    document_import_text: TextFile => TextImported, by files;
    /// Gives up the draft: offers the base's text. The draft stays in the history.
    document_revert: DocumentRef => TextOffer, by documents;
    /// Puts a kept version into the draft.
    document_restore: DocumentRestore => TextOffer, by documents;
    /// Reads the text anew from where it comes from and tells how it stands.
    document_refresh: DocumentRef => Remote, by documents;
    /// Writes the text to another file.
    document_save_as: DocumentSaveAs => Document, by files;
    /// Takes the text to a dashboard, as a draft there.
    document_send: DocumentSend => DocumentSent, by documents;

    /// Asks for edits of the tree as changes of the text.
    document_apply: DocumentApply => TextOffer, by by_hand;
    /// Moves, copies, wraps and so on: an arrangement of nodes as changes of the text.
    document_arrange: DocumentArrange => Arranged, by by_hand;
    /// Lists views, badges, sections and cards of a document, with where they are written.
    document_outline: DocumentOutline => Outline, by by_hand;
    /// What is at a place of a document.
    document_node: DocumentNode => NodeContent, by by_hand;
    /// What can be written into a dashboard: cards, features, conditions … with their fields.
    catalogue: () => CatalogueContents, by by_hand;
    /// The types of a kind that suit an entity of a domain, the best first.
    catalogue_suiting: SuitingAsk => Vec<String>, by by_hand;
    /// Makes a new card, badge, feature …, to be put into a document.
    node_new: NodeNew => NewNode, by by_hand;
    /// What there is in a home: entities, areas, devices, themes, actions …
    home_contents: InstanceRef => HomeContents, by contents;
    /// What a piece of YAML means.
    yaml_read: YamlText => YamlMeaning, by by_hand;
    /// How a value is written as YAML.
    yaml_write: NewNode => YamlText, by by_hand;
    /// Asks for another text of a node, comments included, as changes of the document's text.
    document_node_write: NodeWrite => TextOffer, by by_hand;
    /// Nodes as YAML, for the clipboard.
    document_copy: DocumentCopy => YamlText, by by_hand;
    /// What a YAML text is when it is pasted.
    yaml_identify: YamlText => Pasted, by by_hand;

    /// How large the history is and how long everything is kept.
    vault_state: () => VaultState, by keeping;
    /// Sets how long every version is kept.
    vault_retention: RetentionSet => VaultState, by keeping;
    /// Gives up what is older than that, and hands the room back.
    vault_compact: () => VaultCompacted, by keeping;

    /// Shows a document in Home Assistant's own frontend, without saving it.
    preview_start: PreviewStart => PreviewStarted, by previews;
    /// Shows it in a window of its own, for as long as that is open.
    preview_window: PreviewStart => (), by previews;
    /// Takes a picture of a view as a preview shows it, at a width of its own, and saves or copies it.
    preview_picture: PreviewPicture => PictureTaken, by pictures;
    /// Shows something else in a preview that follows no draft.
    preview_show: PreviewShow => (), by previews;
    /// Looks at a preview in another way.
    preview_look: PreviewLookSet => (), by previews;
    /// Lets a preview control the home, or not any more.
    preview_control: PreviewControl => (), by previews;
    /// Lets the cards of a home read from a path of a custom integration.
    preview_allow: PreviewAllow => (), by previews;
    /// What a preview refused so far.
    preview_tally: PreviewRef => PreviewTally, by previews;
    /// Ends a preview.
    preview_stop: PreviewRef => (), by previews;

    /// Asks the user for a file to open.
    file_choose_open: () => FileChoice, by files;
    /// Asks the user for a file to save to.
    file_choose_save: FileSaveAsk => FileChoice, by files;

    /// The interface has written everything down: the window may close.
    window_close: () => (), by window;
}

fn read<T: serde::de::DeserializeOwned>(name: &str, request: &str) -> Result<T, ApiError> {
    serde_json::from_str(request).map_err(|error| {
        ApiError::new(ErrorCode::BadRequest, format!("The request for “{name}” has the wrong shape.")).details(error)
    })
}

fn answer<T: serde::Serialize>(response: &T) -> Result<String, ApiError> {
    serde_json::to_string(response)
        .map_err(|error| ApiError::new(ErrorCode::Internal, "The answer could not be written.").details(error))
}

/// Collects the declarations of types and of what they consist of.
struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl<'a> Declarations<'a> {
    fn new(config: &'a Config) -> Self {
        Self { config, seen: HashSet::new(), by_name: BTreeMap::new() }
    }

    fn add<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let declaration = format!("{}export {}\n", T::docs().unwrap_or_default(), T::decl(self.config));
            self.by_name.insert(T::name(self.config), declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }

    fn into_source(self, commands: &str) -> String {
        let mut source = String::from("// Generated by `cargo xtask codegen` from crates/bobbin-app. Do not edit.\n\n");
        for declaration in self.by_name.values() {
            source.push_str(declaration);
            source.push('\n');
        }
        source.push_str("/** Every command with its request and its response. */\nexport interface Commands {\n");
        source.push_str(commands);
        source.push_str("}\n");
        source
    }
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn committed_bindings_are_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/generated/api.ts");
        let committed = std::fs::read_to_string(path).expect("the bindings are committed");
        assert!(committed == super::typescript(), "ui/src/api/generated/api.ts is stale: run `cargo xtask codegen`");
    }
}
