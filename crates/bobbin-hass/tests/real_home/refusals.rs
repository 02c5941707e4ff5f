//! Home Assistant's refusals, and the errors they become.

use crate::home::{self, admin, config, dashboard, next_update, plain};
use bobbin_hass::protocol::{DashboardUpdate, LovelaceUpdate, NewDashboard, NewResource, ResourceType};
use bobbin_hass::{Address, CommandError, ConnectError, Secret, probe};

#[track_caller]
fn unauthorized<T: std::fmt::Debug>(outcome: Result<T, CommandError>) {
    assert!(outcome.as_ref().is_err_and(CommandError::is_unauthorized), "{outcome:?}");
}

#[tokio::test]
async fn an_ordinary_user_reads_everything_and_changes_nothing() {
    let (admin, plain) = (admin().await, plain().await);
    assert!(!plain.connected().and_then(|c| c.user).expect("a user").is_admin);
    let path = dashboard(&admin, "refuse-plain").await;
    admin.lovelace().save(Some(&path), &config(1)).await.expect("saved");
    let mut updates = plain.lovelace().subscribe_updates();
    let LovelaceUpdate::ReadAfresh { epoch: Some(epoch) } = next_update(&mut updates).await else { panic!("afresh") };

    let lovelace = plain.lovelace();
    assert_eq!(lovelace.config(Some(&path), false).await.expect("a config").config.get(), config(1).get());
    unauthorized(lovelace.save(Some(&path), &config(2)).await);
    unauthorized(lovelace.delete_config(Some(&path)).await);
    let swap = lovelace.get_and_save(Some(&path), &config(2), epoch).await;
    assert_eq!(swap.displaced.expect("a config").config.get(), config(1).get());
    unauthorized(swap.saved);
    let new = NewDashboard {
        url_path: "refuse-new".to_owned(),
        title: "x".to_owned(),
        icon: None,
        require_admin: false,
        show_in_sidebar: true,
    };
    unauthorized(plain.dashboards().create(&new).await);
    unauthorized(plain.dashboards().update("refuse_plain", &DashboardUpdate::default()).await);
    unauthorized(plain.dashboards().delete("refuse_plain").await);
    let resource = NewResource { kind: ResourceType::Css, url: "/local/x.css".to_owned() };
    unauthorized(plain.resources().create(&resource).await);
    unauthorized(plain.home().users().await);

    admin.lovelace().save(Some(&path), &config(3)).await.expect("saved");
    loop {
        if let LovelaceUpdate::Changed { url_path, .. } = next_update(&mut updates).await
            && url_path.as_deref() == Some(&path)
        {
            break;
        }
    }
}

#[tokio::test]
async fn a_yaml_dashboard_is_read_and_never_written() {
    let session = admin().await;
    let lovelace = session.lovelace();
    let read = lovelace.config(Some("yaml-dash"), false).await.expect("a config");
    assert!(read.config.get().contains("\"views\""));
    lovelace.config(Some("yaml-dash"), true).await.expect("a config, read anew");
    for error in [
        lovelace.save(Some("yaml-dash"), &config(1)).await.expect_err("not supported"),
        lovelace.delete_config(Some("yaml-dash")).await.expect_err("not supported"),
        lovelace.get_and_save(Some("yaml-dash"), &config(1), read.epoch).await.saved.expect_err("not supported"),
    ] {
        assert!(error.rejection().is_some_and(|r| r.is_not_supported()), "{error:?}");
    }
}

#[tokio::test]
async fn the_connection_test_describes_the_home() {
    let (address, token) = home::admin_access().await;
    let found = probe(&address, &token, None).await.expect("a home");
    assert!(found.is_admin() && !found.location_name.is_empty() && found.ha_version.starts_with("20"));
    let (_, token) = home::plain_access().await;
    assert!(!probe(&address, &token, None).await.expect("a home").is_admin());

    let outcome = probe(&address, &Secret::new("nonsense"), None).await;
    let words = "Invalid access token or password";
    assert!(matches!(&outcome, Err(ConnectError::TokenRefused { message }) if message == words), "{outcome:?}");
    let based = Address::parse(&format!("{address}/some/where")).expect("an address");
    let outcome = probe(&based, &token, None).await;
    assert!(
        matches!(&outcome, Err(ConnectError::NotHomeAssistant { found }) if found.contains("/some/where")),
        "{outcome:?}"
    );
    let encrypted = Address::parse(&address.to_string().replace("http:", "https:")).expect("an address");
    let outcome = probe(&encrypted, &token, None).await;
    assert!(matches!(outcome, Err(ConnectError::TlsFailed { .. })), "{outcome:?}");
}
