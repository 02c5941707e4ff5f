//! The app: composes the use cases, starts them and ends them.
//!
//! It holds no logic of a use case. Each part gets the parts that it needs, and the list of commands (`commands`) names
//! the part that answers.

use std::path::PathBuf;
use std::sync::Arc;

use bobbin_vault::paths::Folders;

use crate::Shell;
use crate::conflict::comparing::Conflicts;
use crate::document::by_hand::ByHand;
use crate::document::documents::Documents;
use crate::document::files::Files;
use crate::error::ApiResult;
use crate::history::History;
use crate::history::keeping::Keeping;
use crate::history::operation::Operations;
use crate::history::taking_back::TakingBack;
use crate::home::contents::Contents;
use crate::home::dashboards::Dashboards;
use crate::home::instances::Instances;
use crate::home::looking::Looks;
use crate::home::remembering::Memory;
use crate::home::resources::Resources;
use crate::preview::Previews;
use crate::preview::picture::Pictures;
use crate::save::saving::Saves;
use crate::search::Search;
use crate::state::data::{self, Data};
use crate::state::drafts::Drafts;
use crate::state::homes::Homes;
use crate::state::open_documents::OpenDocuments;
use crate::state::previews::OpenPreviews;
use crate::state::tokens::TokenStore;
use crate::watch::Watching;
use crate::window::Window;

/// The options that Bobbin starts with.
pub struct Options {
    /// The folders for its data.
    pub folders: Folders,
    /// Folders that parts of the shell write into by themselves, such as the webview's storage. Created if missing, and
    /// closed to other users before Bobbin starts; so is everything in them, at the start and at the end.
    pub shell_folders: Vec<PathBuf>,
    /// The store for tokens.
    pub tokens: TokenStore,
    /// Files to open at the start.
    pub open_files: Vec<PathBuf>,
    /// Whether to start on the demo home.
    pub start_demo: bool,
    /// The origins of Bobbin's own windows, the only ones that may frame a preview. Only the shell knows them.
    pub window_origins: Vec<String>,
}

/// Bobbin without a window. Clones share one state.
#[derive(Clone)]
pub struct App {
    pub(crate) parts: Arc<Parts>,
}

/// The use cases. Each one answers the commands that name it.
pub(crate) struct Parts {
    pub(crate) window: Window,
    pub(crate) instances: Arc<Instances>,
    pub(crate) dashboards: Arc<Dashboards>,
    pub(crate) resources: Arc<Resources>,
    pub(crate) contents: Arc<Contents>,
    pub(crate) documents: Arc<Documents>,
    pub(crate) by_hand: ByHand,
    pub(crate) files: Arc<Files>,
    pub(crate) saves: Arc<Saves>,
    pub(crate) conflicts: Conflicts,
    pub(crate) history: History,
    pub(crate) taking_back: TakingBack,
    pub(crate) operations: Operations,
    pub(crate) keeping: Arc<Keeping>,
    pub(crate) previews: Arc<Previews>,
    pub(crate) pictures: Pictures,
    pub(crate) search: Search,
    open_previews: Arc<OpenPreviews>,
    shell_folders: Vec<PathBuf>,
    drafts: Arc<Drafts>,
    /// The only owner, so the tasks that follow homes end with the app.
    _watching: Arc<Watching>,
}

impl App {
    /// Opens Bobbin's data and returns; connecting to the instance used last goes on in the background, because its
    /// token may have to wait until the user unlocks the keyring.
    ///
    /// # Errors
    /// When the data can't be opened at all. Damaged data are set aside and reported in a notice instead.
    pub async fn start(options: Options, shell: Arc<dyn Shell>) -> ApiResult<Self> {
        let Data { settings, store, notices } = data::open(&options.folders, &options.shell_folders).await?;
        let folder = options.folders.data.display().to_string();
        let Options { tokens, open_files, start_demo, shell_folders, window_origins, .. } = options;

        // The state that use cases share.
        let settings = Arc::new(settings);
        let (homes, announced) = Homes::new();
        let homes = Arc::new(homes);
        let open = Arc::new(OpenDocuments::new(shell.clone()));
        let drafts = Arc::new(Drafts::new(store.clone(), open.clone(), shell.clone()));
        let open_previews = Arc::new(OpenPreviews::default());

        // The use cases, each after those that it uses.
        let instances = Arc::new(Instances::new(
            settings.clone(),
            tokens,
            homes.clone(),
            store.clone(),
            drafts.clone(),
            open_previews.clone(),
            shell.clone(),
        ));
        let looks = Arc::new(Looks::new(homes.clone(), open.clone(), store.clone()));
        let dashboards =
            Arc::new(Dashboards::new(homes.clone(), open.clone(), store.clone(), looks.clone(), shell.clone()));
        let resources = Arc::new(Resources::new(homes.clone(), store.clone(), shell.clone()));
        let contents = Arc::new(Contents::new(homes.clone(), store.clone()));
        let memory = Memory::new(homes.clone(), dashboards.clone(), looks.clone(), resources.clone(), contents.clone());
        let files = Arc::new(Files::new(
            open.clone(),
            store.clone(),
            drafts.clone(),
            settings.clone(),
            homes.clone(),
            shell.clone(),
        ));
        let documents = Arc::new(Documents::new(
            open.clone(),
            store.clone(),
            drafts.clone(),
            files.clone(),
            homes.clone(),
            looks.clone(),
            dashboards.clone(),
            shell.clone(),
        ));
        let saves = Arc::new(Saves::new(
            open.clone(),
            documents.clone(),
            files.clone(),
            homes.clone(),
            store.clone(),
            drafts.clone(),
            shell.clone(),
        ));
        let previews = Arc::new(Previews::new(
            open.clone(),
            open_previews.clone(),
            store.clone(),
            homes.clone(),
            instances.clone(),
            settings.clone(),
            window_origins,
            shell.clone(),
        ));
        let keeping = Arc::new(Keeping::new(open.clone(), store.clone(), settings.clone(), folder.clone()));
        let operations = Operations::new(
            homes.clone(),
            open.clone(),
            store.clone(),
            dashboards.clone(),
            resources.clone(),
            documents.clone(),
            shell.clone(),
        );
        let watching = Arc::new(Watching::new(
            homes.clone(),
            instances.clone(),
            resources.clone(),
            documents.clone(),
            saves.clone(),
            Arc::new(memory),
            shell.clone(),
        ));
        watching.start(announced);
        files.watch_files();
        keeping.compact_daily();
        instances.connect_last_soon();
        // Nothing waits for this: the folders themselves are closed already.
        tokio::spawn(data::close_contents(shell_folders.clone()));
        let parts = Parts {
            window: Window {
                settings,
                store: store.clone(),
                drafts: drafts.clone(),
                instances: instances.clone(),
                shell: shell.clone(),
                folder,
                notices,
                open_files,
                start_demo,
            },
            by_hand: ByHand::new(open.clone()),
            conflicts: Conflicts::new(open.clone(), store.clone(), drafts.clone(), files.clone()),
            history: History::new(homes.clone(), store.clone()),
            taking_back: TakingBack::new(open.clone(), store.clone()),
            pictures: Pictures::new(previews.clone(), shell),
            search: Search::new(open, store, homes, looks, dashboards.clone()),
            operations,
            instances,
            dashboards,
            resources,
            contents,
            documents,
            files,
            saves,
            keeping,
            previews,
            open_previews,
            shell_folders,
            drafts,
            _watching: watching,
        };
        Ok(Self { parts: Arc::new(parts) })
    }

    /// Writes everything that is not on disk yet, and ends all connections.
    pub async fn stop(&self) {
        self.parts.drafts.write_all().await;
        self.parts.open_previews.end_all().await;
        self.parts.instances.stop().await;
        data::close_contents(self.parts.shell_folders.clone()).await;
    }
}
