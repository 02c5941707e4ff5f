//! The list of commands: everything that the user interface can ask of Bobbin.
//!
//! Each command is declared once, here. [`dispatch`] and the TypeScript side ([`typescript`]) are generated from this
//! list. A line names the part of the app that answers: a command without a handler (a method of that part with the
//! command's name) does not compile, and bindings that are out of date fail a test. CONTRIBUTING has the steps for
//! adding one.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::App;
use crate::api::*;
use crate::error::{ApiError, ErrorCode};

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident: $request:ty => $response:ty, by $part:ident;)+) => {
        /// Runs a command by name. Request and response are JSON.
        ///
        /// # Errors
        /// The error of the command itself; `BadRequest` for an unknown name or a request of the wrong shape.
        pub async fn dispatch(app: &App, name: &str, request: &str) -> Result<String, ApiError> {
            match name {
                $(stringify!($name) => answer(&app.parts.$part.$name(read::<$request>(name, request)?).await?),)+
                _ => Err(ApiError::new(ErrorCode::BadRequest, format!("Bobbin has no command “{name}”."))),
            }
        }

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// The TypeScript side of the interface: every type, and each command with its request and response.
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
    /// Returns the state that the interface starts from.
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
    /// Deletes a dashboard. Its last config is kept, and the deletion can be undone.
    dashboard_delete: DashboardDelete => Undoable, by dashboards;
    /// Lists the kept versions of a dashboard, newest first.
    dashboard_versions: DashboardRef => Vec<Version>, by history;
    /// Lists the dashboards with kept versions, deleted ones included.
    history_dashboards: InstanceRef => Vec<HistoryDashboard>, by history;
    /// Lists the resources that were removed with Bobbin and not added again, last removed first.
    history_resources: InstanceRef => Vec<RemovedResource>, by resources;
    /// Returns the changes that each version made to the one before it.
    history_changes: VersionChangesAsk => Vec<VersionChanges>, by history;
    /// Compares any two versions of a dashboard.
    history_compare: HistoryCompare => Review, by history;
    /// Reads a version as YAML text.
    history_text: VersionRef => VersionText, by history;
    /// Names a version, or removes its name.
    history_name: VersionName => (), by history;
    /// Writes a version to a file.
    history_export: VersionExport => (), by history;
    /// Restores something that was removed, as an offer for the draft.
    history_bring_back: ChangeTakeBack => TakenBack, by taking_back;
    /// Undoes one change in the draft, if that can be done without undoing anything else.
    history_undo_change: ChangeTakeBack => TakenBack, by taking_back;
    /// Recreates a deleted dashboard with its settings and its config.
    dashboard_recreate: DashboardRecreate => Dashboard, by operations;
    /// Undoes an operation: the deletion of a dashboard or of a resource.
    operation_undo: Undoable => (), by operations;

    /// Lists the resources of an instance.
    resource_list: InstanceRef => ResourceList, by resources;
    /// Adds a resource.
    resource_create: ResourceCreate => Resource, by resources;
    /// Changes a resource.
    resource_update: ResourceUpdate => Resource, by resources;
    /// Removes a resource. The removal can be undone.
    resource_delete: ResourceDelete => Undoable, by resources;

    /// Searches all dashboards of an instance, with or without a connection.
    dashboard_search: SearchAsk => SearchResult, by search;

    /// Opens a document, or returns the one that is already open.
    document_open: DocumentOpen => Document, by documents;
    /// Closes a document.
    document_close: DocumentClose => (), by documents;
    /// Applies typed changes to the text.
    document_edit: DocumentEdit => Analysis, by documents;
    /// Replaces the whole text, when interface and app are out of step.
    document_sync: DocumentSync => Analysis, by documents;
    /// Stores the cursor and scroll position.
    document_view_state: DocumentViewState => (), by documents;
    /// Compares two sides of a document.
    document_compare: DocumentCompare => Review, by conflicts;
    /// Saves a document to its dashboard or file in one step, never over somebody else's version.
    document_save: DocumentRef => SaveOutcome, by saves;
    /// Decides a conflict.
    document_resolve: ConflictResolve => ConflictResolved, by conflicts;
    /// Cancels a save that waits for a connection. The draft stays.
    document_unqueue: DocumentRef => (), by saves;
    /// Merges the draft with the other side's version, or resumes an unfinished merge.
    document_merge: DocumentRef => MergeState, by conflicts;
    /// Decides conflicts of a merge.
    document_merge_choose: MergeChoose => MergeState, by conflicts;
    /// Finishes a merge: offers the merged text, with the other side's version as the new base.
    document_merge_finish: MergeFinish => ConflictResolved, by conflicts;
    /// Leaves a merge and forgets its decisions. The draft stays.
    document_merge_leave: DocumentRef => (), by conflicts;
    /// Exports the text with its comments to a file, for another computer.
    document_export_text: TextFile => (), by files;
    /// Imports the comments and the formatting of a file into the text.
    document_import_text: TextFile => TextImported, by files;
    /// Discards the draft by offering the base's text. The draft stays in the history.
    document_revert: DocumentRef => TextOffer, by documents;
    /// Offers a kept version as the draft's text.
    document_restore: DocumentRestore => TextOffer, by documents;
    /// Reads the other side again and returns its state.
    document_refresh: DocumentRef => Remote, by documents;
    /// Writes the text to another file.
    document_save_as: DocumentSaveAs => Document, by files;
    /// Offers the text as a draft of a dashboard.
    document_send: DocumentSend => DocumentSent, by documents;

    /// Turns edits of the tree into an offer of text changes.
    document_apply: DocumentApply => TextOffer, by by_hand;
    /// Turns an arrangement of nodes (move, copy, wrap, …) into an offer of text changes.
    document_arrange: DocumentArrange => Arranged, by by_hand;
    /// Lists the views, badges, sections and cards of a document with their positions in the text.
    document_outline: DocumentOutline => Outline, by by_hand;
    /// Returns the content of a node.
    document_node: DocumentNode => NodeContent, by by_hand;
    /// Returns the catalogue: cards, features, conditions and so on, with their fields.
    catalogue: () => CatalogueContents, by by_hand;
    /// Lists the types of a kind that suit entities of a domain, best first.
    catalogue_suiting: SuitingAsk => Vec<String>, by by_hand;
    /// Makes a new card, badge, feature and so on, for insertion into a document.
    node_new: NodeNew => NewNode, by by_hand;
    /// Returns the contents of a home: entities, areas, devices, themes, actions and so on.
    home_contents: InstanceRef => HomeContents, by contents;
    /// Reads a piece of YAML as a value.
    yaml_read: YamlText => YamlMeaning, by by_hand;
    /// Writes a value as YAML.
    yaml_write: NewNode => YamlText, by by_hand;
    /// Replaces the text of a node, comments included, as an offer of text changes.
    document_node_write: NodeWrite => TextOffer, by by_hand;
    /// Returns nodes as YAML, for the clipboard.
    document_copy: DocumentCopy => YamlText, by by_hand;
    /// Recognizes pasted YAML: the kind of its nodes, and the nodes.
    yaml_identify: YamlText => Pasted, by by_hand;

    /// Returns the size of the history and how long it keeps every version.
    vault_state: () => VaultState, by keeping;
    /// Sets how long the history keeps every version.
    vault_retention: RetentionSet => VaultState, by keeping;
    /// Deletes versions past that time and shrinks the file.
    vault_compact: () => VaultCompacted, by keeping;

    /// Shows a document in Home Assistant's own frontend, without saving it.
    preview_start: PreviewStart => PreviewStarted, by previews;
    /// Shows a document in a preview window of its own, for as long as that window is open.
    preview_window: PreviewStart => (), by previews;
    /// Takes a picture of a view as a preview shows it, at a given width, and saves or copies it.
    preview_picture: PreviewPicture => PictureTaken, by pictures;
    /// Changes the subject of a preview that follows no draft.
    preview_show: PreviewShow => (), by previews;
    /// Changes the look of a preview: viewer, theme, language, what-if states.
    preview_look: PreviewLookSet => (), by previews;
    /// Allows a preview to control the home, or stops it.
    preview_control: PreviewControl => (), by previews;
    /// Allows the cards of a home to read from a path of a custom integration.
    preview_allow: PreviewAllow => (), by previews;
    /// Counts the requests that a preview has refused.
    preview_tally: PreviewRef => PreviewTally, by previews;
    /// Ends a preview.
    preview_stop: PreviewRef => (), by previews;

    /// Asks the user for a file to open.
    file_choose_open: () => FileChoice, by files;
    /// Asks the user for a file to save to.
    file_choose_save: FileSaveAsk => FileChoice, by files;

    /// Closes the window: the interface has written everything down.
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

/// Collects the declarations of types and of the types they consist of.
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
