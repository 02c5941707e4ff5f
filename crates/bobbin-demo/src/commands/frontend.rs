//! The frontend's own commands: themes, user data, notices.

use super::{Answer, Call, Command};
use crate::failure::Failure;
use crate::home::Topic;
use crate::json::{Json, object};
use crate::schema::{Fields, Kind, optional, required};
use serde_json::json;

const KEY: Fields = Fields::These(&[required("key", Kind::Text)]);
const OPTIONAL_KEY: Fields = Fields::These(&[optional("key", Kind::Text)]);
const KEY_AND_VALUE: Fields = Fields::These(&[required("key", Kind::Text), required("value", Kind::Any)]);

pub(super) const COMMANDS: &[Command] = &[
    Command { name: "frontend/get_themes", fields: Fields::None, admin: false, run: themes },
    Command { name: "frontend/get_version", fields: Fields::None, admin: false, run: version },
    Command { name: "frontend/get_user_data", fields: OPTIONAL_KEY, admin: false, run: get_user_data },
    Command { name: "frontend/set_user_data", fields: KEY_AND_VALUE, admin: false, run: set_user_data },
    Command { name: "frontend/subscribe_user_data", fields: OPTIONAL_KEY, admin: false, run: subscribe_user_data },
    Command { name: "frontend/get_system_data", fields: KEY, admin: false, run: get_system_data },
    Command { name: "frontend/set_system_data", fields: KEY_AND_VALUE, admin: true, run: set_system_data },
    Command { name: "frontend/subscribe_system_data", fields: KEY, admin: false, run: subscribe_system_data },
    Command { name: "frontend/subscribe_extra_js", fields: Fields::None, admin: false, run: nothing },
    Command { name: "persistent_notification/get", fields: Fields::None, admin: false, run: empty_list },
    Command { name: "persistent_notification/subscribe", fields: Fields::None, admin: false, run: notifications },
    Command { name: "repairs/list_issues", fields: Fields::None, admin: false, run: issues },
    Command { name: "recorder/info", fields: Fields::None, admin: false, run: recorder },
    Command {
        name: "slugify",
        fields: Fields::These(&[required("text", Kind::Text)]),
        admin: false,
        run: |call| Ok(Answer::Value(object([("slug", slug::slugify(call.text("text")).replace('-', "_").into())]))),
    },
];

fn themes(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(object([
        ("themes", object([])),
        ("default_theme", "default".into()),
        ("default_dark_theme", Json::Null),
    ])))
}

fn version(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(object([("version", "20261028.4".into())])))
}

/// A user's data under a key, or all of it.
fn user_data(call: &Call<'_>) -> Json {
    let user = &call.client.user_id;
    let value = match call.message.str("key") {
        Some(key) => call.home.user_data.get(&(user.clone(), key.to_owned())).cloned().unwrap_or(Json::Null),
        None => {
            let mut all = object([]);
            for ((_, key), value) in call.home.user_data.iter().filter(|((owner, _), _)| owner == user) {
                all.set(key, value.clone());
            }
            all
        }
    };
    object([("value", value)])
}

fn system_data(call: &Call<'_>) -> Json {
    object([("value", call.home.system_data.get(&call.text("key")).cloned().unwrap_or(Json::Null))])
}

fn value(call: &Call<'_>) -> Json {
    call.message.get("value").cloned().unwrap_or(Json::Null)
}

fn get_user_data(call: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(user_data(call)))
}

fn set_user_data(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (user, key, value) = (call.client.user_id.clone(), call.text("key"), value(call));
    call.home.user_data.insert((user.clone(), key.clone()), value);
    let now = user_data(call);
    call.home.tell(&Topic::UserData(user, Some(key)), &now);
    Ok(Answer::Done)
}

fn subscribe_user_data(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let key = call.message.str("key").map(str::to_owned);
    call.subscribe(Topic::UserData(call.client.user_id.clone(), key));
    call.event_first(user_data(call));
    Ok(Answer::Done)
}

fn get_system_data(call: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(system_data(call)))
}

fn set_system_data(call: &mut Call<'_>) -> Result<Answer, Failure> {
    let (key, value) = (call.text("key"), value(call));
    call.home.system_data.insert(key.clone(), value);
    let now = system_data(call);
    call.home.tell(&Topic::SystemData(key), &now);
    Ok(Answer::Done)
}

fn subscribe_system_data(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.subscribe(Topic::SystemData(call.text("key")));
    call.event_first(system_data(call));
    Ok(Answer::Done)
}

fn nothing(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.subscribe(Topic::Nothing);
    Ok(Answer::Done)
}

fn empty_list(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(Vec::new().into()))
}

fn notifications(call: &mut Call<'_>) -> Result<Answer, Failure> {
    call.subscribe(Topic::Nothing);
    Ok(Answer::Subscribed(object([("type", "current".into()), ("notifications", object([]))])))
}

fn issues(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(object([("issues", Vec::new().into())])))
}

fn recorder(_: &mut Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::Value(Json::from(json!({
        "backlog": 0, "db_in_default_location": true, "max_backlog": 65_000, "migration_in_progress": false,
        "migration_is_live": false, "recording": true, "thread_running": true,
    }))))
}
