//! The lists of dashboards and resources, and the contents of the home.

use crate::home::{admin, next, plain};
use bobbin_hass::SubscriptionItem;
use bobbin_hass::protocol::{
    CollectionChange, DashboardChange, DashboardMode, DashboardUpdate, NewDashboard, NewResource, ResourceChange,
    ResourceMode, ResourceType, ResourceUpdate,
};

fn new(url_path: &str) -> NewDashboard {
    NewDashboard {
        url_path: url_path.to_owned(),
        title: "A list".to_owned(),
        icon: Some("mdi:home".to_owned()),
        require_admin: true,
        show_in_sidebar: false,
    }
}

#[tokio::test]
async fn dashboards_are_created_changed_and_deleted_by_id() {
    let session = admin().await;
    let dashboards = session.dashboards();
    let mut changes = dashboards.subscribe();
    let created = dashboards.create(&new("list-one")).await.expect("created");
    assert_eq!((created.url_path.as_str(), created.id.as_deref()), ("list-one", Some("list_one")));
    assert_eq!(
        (created.icon.as_deref(), created.require_admin, created.show_in_sidebar),
        (Some("mdi:home"), true, false)
    );
    assert_eq!(created.mode, DashboardMode::Storage);
    let id = created.id.clone().expect("an id");

    let update = DashboardUpdate { title: Some("Another".to_owned()), icon: Some(None), ..DashboardUpdate::default() };
    let updated = dashboards.update(&id, &update).await.expect("updated");
    assert_eq!((updated.title.as_str(), updated.icon.as_deref(), updated.require_admin), ("Another", None, true));
    let listed = dashboards.list().await.expect("a list");
    assert_eq!(listed.iter().find(|d| d.url_path == "list-one"), Some(&updated));

    // The url path is not the id.
    let error = dashboards.delete("list-one").await.expect_err("no id");
    assert!(error.rejection().is_some_and(|r| r.is_not_found()), "{error:?}");
    // The session ignored the second answer to that.
    dashboards.delete(&id).await.expect("deleted");
    assert!(dashboards.list().await.expect("a list").iter().all(|d| d.url_path != "list-one"));

    let mut seen = Vec::new();
    while !matches!(seen.last(), Some(CollectionChange::Removed(_))) {
        if let SubscriptionItem::Event(event) = next(&mut changes).await {
            let changes = DashboardChange::read(&event).expect("changes");
            seen.extend(changes.into_iter().filter(|change| match change {
                CollectionChange::Added(d) | CollectionChange::Updated(d) | CollectionChange::Removed(d) => {
                    d.url_path == "list-one"
                }
            }));
        }
    }
    assert_eq!(
        seen,
        [
            CollectionChange::Added(created),
            CollectionChange::Updated(updated.clone()),
            CollectionChange::Removed(updated)
        ]
    );
}

#[tokio::test]
async fn dashboards_that_home_assistant_refuses_carry_its_message() {
    let session = admin().await;
    let dashboards = session.dashboards();
    let error = dashboards.create(&new("nohyphen")).await.expect_err("no hyphen");
    let rejection = error.rejection().expect("refused");
    assert_eq!(rejection.code, "invalid_format");
    assert!(rejection.message.contains("hyphen"), "{rejection}");
    let created = dashboards.create(&new("list-twice")).await.expect("created");
    let error = dashboards.create(&new("list-twice")).await.expect_err("taken");
    assert!(error.rejection().is_some_and(|r| r.is_url_path_taken()), "{error:?}");
    let wrong_icon = NewDashboard { icon: Some("house".to_owned()), ..new("list-icon") };
    let error = dashboards.create(&wrong_icon).await.expect_err("no icon");
    assert_eq!(error.rejection().map(|r| r.code.as_str()), Some("invalid_format"), "{error:?}");
    dashboards.delete(&created.id.expect("an id")).await.expect("deleted");
}

#[tokio::test]
async fn a_dashboard_from_yaml_has_a_file_and_no_id() {
    let session = plain().await;
    let listed = session.dashboards().list().await.expect("a list");
    let yaml = listed.iter().find(|d| d.url_path == "yaml-dash").expect("the YAML dashboard");
    assert_eq!((yaml.mode, yaml.id.as_deref()), (DashboardMode::Yaml, None));
    assert!(yaml.filename.is_some());
}

#[tokio::test]
async fn resources_are_added_changed_and_removed() {
    let session = admin().await;
    assert_eq!(session.lovelace().info().await.expect("info").resource_mode, ResourceMode::Storage);
    let resources = session.resources();
    let mut changes = resources.subscribe();
    while !matches!(next(&mut changes).await, SubscriptionItem::Established { .. }) {}
    let new = NewResource { kind: ResourceType::Module, url: "/local/a-card.js".to_owned() };
    let created = resources.create(&new).await.expect("added");
    assert_eq!((&created.kind, created.url.as_str(), created.is_from_hacs()), (&new.kind, new.url.as_str(), false));
    let id = created.id.clone().expect("an id");
    let update = ResourceUpdate { url: Some("/hacsfiles/a-card/a-card.js?hacstag=1".to_owned()), kind: None };
    let updated = resources.update(&id, &update).await.expect("changed");
    assert!(updated.is_from_hacs());
    assert!(resources.list().await.expect("a list").contains(&updated));
    resources.delete(&id).await.expect("removed");
    assert!(resources.list().await.expect("a list").iter().all(|r| r.id.as_ref() != Some(&id)));
    let error = resources.delete(&id).await.expect_err("gone");
    assert!(error.rejection().is_some_and(|r| r.is_not_found()), "{error:?}");

    let mut seen = Vec::new();
    while seen.len() < 3 {
        if let SubscriptionItem::Event(event) = next(&mut changes).await {
            seen.extend(ResourceChange::read(&event).expect("changes").into_iter().filter(|change| match change {
                CollectionChange::Added(r) | CollectionChange::Updated(r) | CollectionChange::Removed(r) => {
                    r.id.as_ref() == Some(&id)
                }
            }));
        }
    }
    let expected = [
        CollectionChange::Added(created),
        CollectionChange::Updated(updated.clone()),
        CollectionChange::Removed(updated),
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn every_user_can_read_the_contents_of_the_home() {
    for session in [admin().await, plain().await] {
        let home = session.home();
        let config = home.config().await.expect("config");
        assert!(!config.recovery_mode && !config.safe_mode);
        assert!(config.components.iter().any(|c| c == "lovelace") && !config.location_name.is_empty());
        let states = home.states().await.expect("states");
        assert!(states.len() > 50, "{}", states.len());
        assert!(states.iter().any(|s| s.friendly_name().is_some()));
        assert!(home.services().await.expect("services")["light"].contains_key("turn_on"));
        let panels = home.panels().await.expect("panels");
        assert_eq!(panels["yaml-dash"].component_name, "lovelace");
        home.themes().await.expect("themes");
        let user = home.current_user().await.expect("a user");
        assert_eq!(session.connected().expect("connected").user, Some(user));
        let registries = session.registries();
        assert!(registries.entities().await.expect("entities").len() > 20);
        assert!(!registries.devices().await.expect("devices").is_empty());
        registries.areas().await.expect("areas");
        registries.floors().await.expect("floors");
        registries.labels().await.expect("labels");
    }
    let users = admin().await.home().users().await.expect("users");
    assert!(users.iter().any(|u| u.is_owner) && users.iter().any(|u| u.system_generated));
}
