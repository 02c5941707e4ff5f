//! Follows the session of each home and passes its events to the use cases.
//!
//! The top of the use cases: it decides which of them each event concerns. Its tasks end with their home.

use std::sync::{Arc, Weak};
use std::time::Duration;

use bobbin_hass::protocol::LovelaceUpdate;
use bobbin_hass::{ConnectionState, Origin, Session, SubscriptionItem};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::api::Event;
use crate::document::documents::Documents;
use crate::home::instances::Instances;
use crate::home::remembering::Memory;
use crate::home::resources::Resources;
use crate::save::saving::Saves;
use crate::state::dashboard_id::DashboardId;
use crate::state::home::Home;
use crate::state::homes::Homes;
use crate::{BoxFuture, Shell};

/// The interval for reading open dashboards when Home Assistant sends no events about changes.
const POLL: Duration = Duration::from_secs(5);

/// The interval for reading them although Home Assistant sends events, to notice when it stops.
const LOOK_AROUND: Duration = Duration::from_secs(15);

/// The time within which the event of a change that Bobbin found should arrive.
const IN_TIME: Duration = Duration::from_secs(2);

const REFUSED: &str =
    "Home Assistant does not tell this user when dashboards change. Bobbin looks at the open ones every 5 seconds.";
const SILENT: &str = "Home Assistant did not tell of a change that Bobbin found by itself. Bobbin looks at the open dashboards every 5 seconds.";

/// The use cases that events of a home can concern.
pub(crate) struct Watching {
    homes: Arc<Homes>,
    instances: Arc<Instances>,
    resources: Arc<Resources>,
    documents: Arc<Documents>,
    saves: Arc<Saves>,
    memory: Arc<Memory>,
    shell: Arc<dyn Shell>,
}

impl Watching {
    pub(crate) fn new(
        homes: Arc<Homes>,
        instances: Arc<Instances>,
        resources: Arc<Resources>,
        documents: Arc<Documents>,
        saves: Arc<Saves>,
        memory: Arc<Memory>,
        shell: Arc<dyn Shell>,
    ) -> Self {
        Self { homes, instances, resources, documents, saves, memory, shell }
    }

    /// Follows every announced home for as long as the app lives.
    pub(crate) fn start(self: &Arc<Self>, mut announced: UnboundedReceiver<Arc<Home>>) {
        let watching = Arc::downgrade(self);
        tokio::spawn(async move {
            while let Some(home) = announced.recv().await {
                Listener { id: home.id.clone(), session: home.session.clone(), watching: watching.clone() }
                    .follow(&home);
            }
        });
    }

    /// A connection was made: reads everything that may have changed meanwhile.
    fn connected(&self, instance: &str) {
        self.shell.emit(&Event::DashboardsChanged { instance: instance.to_owned() });
        self.resources.changed(instance);
        self.catch_up(instance.to_owned());
        if self.instances.is_unnamed(instance) {
            let (instances, id) = (Arc::clone(&self.instances), instance.to_owned());
            tokio::spawn(async move {
                if let Err(error) = instances.name_after_home(&id).await {
                    tracing::info!(%error, id, "the name of the home could not be read; the next connection tries again");
                }
            });
        }
    }

    /// In a task of its own: settles saves with an unknown outcome, then sends those that waited for a connection, then
    /// keeps the state of the home for offline use.
    fn catch_up(&self, instance: String) {
        let (saves, memory) = (Arc::clone(&self.saves), Arc::clone(&self.memory));
        let working: BoxFuture<'static, ()> = Box::pin(async move {
            saves.settle(&instance).await;
            saves.send_queued(&instance).await;
            memory.remember(&instance).await;
        });
        tokio::spawn(working);
    }

    /// The list of dashboards changed in Home Assistant.
    async fn dashboards_changed(&self, instance: &str) {
        self.shell.emit(&Event::DashboardsChanged { instance: instance.to_owned() });
        self.documents.look_at_open_dashboards(instance).await;
    }
}

/// Listens to the session of one home, until either is gone.
#[derive(Clone)]
struct Listener {
    id: String,
    session: Session,
    watching: Weak<Watching>,
}

impl Listener {
    fn follow(self, home: &Home) {
        home.follow(self.clone().connection());
        home.follow(self.clone().updates());
        home.follow(self.clone().panels());
        home.follow(self.clone().polls());
        home.follow(self.resources());
    }

    async fn connection(self) {
        let mut state = self.session.state();
        let mut epoch = None;
        loop {
            let now = match &*state.borrow_and_update() {
                ConnectionState::Connected(connected) => Some(connected.epoch),
                _ => None,
            };
            let Some(watching) = self.watching.upgrade() else { return };
            watching.instances.changed(&self.id);
            if now.is_some() && now != epoch {
                epoch = now;
                watching.connected(&self.id);
            }
            drop(watching);
            if state.changed().await.is_err() {
                return;
            }
        }
    }

    async fn updates(self) {
        let mut updates = self.session.lovelace().subscribe_updates();
        while let Some(update) = updates.next().await {
            let Some(watching) = self.watching.upgrade() else { return };
            match update {
                LovelaceUpdate::Changed { origin: Origin::OwnSave { .. }, .. } => {}
                LovelaceUpdate::Changed { url_path, .. } => {
                    if let Some(home) = watching.homes.find(&self.id) {
                        home.count_told();
                    }
                    self.set_polling(&watching, None);
                    let url_path = url_path.as_deref().unwrap_or(crate::DEFAULT_DASHBOARD);
                    watching.documents.saved_elsewhere(&DashboardId::new(&self.id, url_path)).await;
                }
                LovelaceUpdate::ReadAfresh { epoch } => {
                    if epoch.is_some() {
                        self.set_polling(&watching, None);
                    }
                    watching.documents.look_at_open_dashboards(&self.id).await;
                }
                LovelaceUpdate::Refused(rejection) => {
                    tracing::warn!(%rejection, "Home Assistant does not tell when dashboards change");
                    self.set_polling(&watching, Some(REFUSED));
                }
            }
        }
    }

    /// Reads the open dashboards from time to time: often without events, rarely with them, to find out whether events
    /// still arrive.
    async fn polls(self) {
        loop {
            let polling = match self.watching.upgrade().map(|watching| watching.homes.find(&self.id)) {
                None => return,
                Some(home) => home.is_some_and(|home| home.polling().is_some()),
            };
            tokio::time::sleep(if polling { POLL } else { LOOK_AROUND }).await;
            let Some(watching) = self.watching.upgrade() else { return };
            let Some(home) = watching.homes.find(&self.id) else { continue };
            if home.session.connected().is_none() {
                continue;
            }
            let told = home.told();
            if polling {
                watching.documents.look_at_open_dashboards(&self.id).await;
            } else if watching.documents.finds_changes(&self.id).await {
                // The event may still be on its way. If it has not arrived after this time, it never will.
                drop(watching);
                tokio::time::sleep(IN_TIME).await;
                let Some(watching) = self.watching.upgrade() else { return };
                if home.told() == told
                    && home.session.connected().is_some()
                    && watching.documents.finds_changes(&self.id).await
                {
                    self.set_polling(&watching, Some(SILENT));
                    watching.documents.look_at_open_dashboards(&self.id).await;
                }
            }
        }
    }

    fn set_polling(&self, watching: &Watching, reason: Option<&'static str>) {
        if watching.homes.find(&self.id).is_some_and(|home| home.set_polling(reason)) {
            watching.instances.changed(&self.id);
        }
    }

    async fn panels(self) {
        let mut panels = self.session.lovelace().subscribe_panels();
        while let Some(item) = panels.next().await {
            let Some(watching) = self.watching.upgrade() else { return };
            if matches!(item, SubscriptionItem::Event(_) | SubscriptionItem::Missed) {
                watching.dashboards_changed(&self.id).await;
            }
        }
    }

    async fn resources(self) {
        let mut resources = self.session.resources().subscribe();
        let mut first = true;
        while let Some(item) = resources.next().await {
            let Some(watching) = self.watching.upgrade() else { return };
            match item {
                SubscriptionItem::Established { .. } => first = true,
                // The first event of a subscription lists the current resources.
                SubscriptionItem::Event(_) if first => first = false,
                SubscriptionItem::Event(_) | SubscriptionItem::Missed => watching.resources.changed(&self.id),
                SubscriptionItem::Refused(_) => {}
            }
        }
    }
}
