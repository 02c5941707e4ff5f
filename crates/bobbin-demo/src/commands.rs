//! The commands that a client can send, with their checks and answers.
//!
//! A command is a line in a table: its name, its fields, the rights it needs, and its function. The checks come in Home
//! Assistant's order: form, id, name, fields, then rights. [`Conversation`] is one client's side of it.

mod frontend;
mod house;
mod lovelace;
mod session;

use crate::failure::Failure;
use crate::home::{Home, Outgoing, Subscriber, Topic};
use crate::json::{Json, object};
use crate::schema::{self, Fields};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tokio::sync::mpsc::UnboundedSender;

/// A command of the table.
struct Command {
    name: &'static str,
    fields: Fields,
    /// Whether it needs administrator rights.
    admin: bool,
    run: fn(&mut Call<'_>) -> Result<Answer, Failure>,
}

const TABLES: [&[Command]; 4] = [session::COMMANDS, lovelace::COMMANDS, house::COMMANDS, frontend::COMMANDS];

/// The answer to a command.
enum Answer {
    Done,
    Value(Json),
    /// JSON in the form of text.
    Text(Arc<str>),
    /// Success, then an event of the subscription.
    Subscribed(Json),
    Pong,
}

/// A command being carried out.
struct Call<'a> {
    home: &'a mut Home,
    client: &'a Conversation,
    id: u64,
    message: Json,
}

impl Call<'_> {
    fn subscribe(&mut self, topic: Topic) {
        let subscriber =
            Subscriber { connection: self.client.connection, id: self.id, topic, out: self.client.out.clone() };
        self.home.subscribe(subscriber);
    }

    /// An event of this subscription that comes before the reply.
    fn event_first(&self, payload: Json) {
        self.client.send(&object([("id", self.id.into()), ("type", "event".into()), ("event", payload)]));
    }

    /// The text of a field that exists.
    fn text(&self, field: &str) -> String {
        self.message.str(field).unwrap_or_default().to_owned()
    }
}

/// One client after its authentication.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) connection: u64,
    pub(crate) user_id: String,
    pub(crate) admin: bool,
    pub(crate) owner: bool,
    pub(crate) out: UnboundedSender<Outgoing>,
    pub(crate) coalesce: Arc<AtomicBool>,
    pub(crate) last_id: u64,
}

impl Conversation {
    fn send(&self, message: &Json) {
        // A client that has gone doesn't need it.
        let _sent = self.out.send(Outgoing::Text(message.text()));
    }

    fn fail(&self, id: &Json, failure: &Failure) {
        self.send(&object([
            ("id", id.clone()),
            ("type", "result".into()),
            ("success", false.into()),
            ("error", failure.json()),
        ]));
    }

    fn succeed(&self, id: u64, result: &str) {
        // Built as text: a dashboard is passed on without parsing it.
        let message = format!(r#"{{"id":{id},"type":"result","success":true,"result":{result}}}"#);
        let _sent = self.out.send(Outgoing::Text(message));
    }

    /// Runs the commands of one frame.
    pub(crate) fn frame(&mut self, home: &mut Home, frame: Json) {
        match frame {
            Json::Array(messages) => messages.into_iter().for_each(|message| self.message(home, message)),
            message => self.message(home, message),
        }
    }

    fn message(&mut self, home: &mut Home, mut message: Json) {
        let malformed = Failure::invalid("Message incorrectly formatted.");
        let Json::Object(_) = message else { return self.fail(&Json::UInt(0), &malformed) };
        let id = message.get("id").cloned().unwrap_or(Json::Null);
        let (Json::UInt(number), Some(name)) = (&id, message.str("type")) else { return self.fail(&id, &malformed) };
        let number = *number;
        if number == 0 {
            return self.fail(&id, &malformed);
        }
        if number <= self.last_id {
            return self.fail(&id, &Failure::new("id_reuse", "Identifier values have to increase."));
        }
        let Some(command) = TABLES.into_iter().flatten().find(|command| command.name == name) else {
            return self.fail(&id, &Failure::new("unknown_command", "Unknown command."));
        };
        let answer = schema::check(&mut message, command.fields).and_then(|()| {
            if command.admin && !self.admin {
                return Err(Failure::unauthorized());
            }
            (command.run)(&mut Call { home, client: self, id: number, message })
        });
        self.last_id = number;
        match answer {
            Ok(Answer::Done) => self.succeed(number, "null"),
            Ok(Answer::Value(value)) => self.succeed(number, &value.text()),
            Ok(Answer::Text(text)) => self.succeed(number, &text),
            Ok(Answer::Subscribed(first)) => {
                self.succeed(number, "null");
                self.send(&object([("id", id), ("type", "event".into()), ("event", first)]));
            }
            Ok(Answer::Pong) => self.send(&object([("id", id), ("type", "pong".into())])),
            Err(failure) => {
                self.fail(&id, &failure);
                if failure.answers_twice {
                    self.succeed(number, "null");
                }
            }
        }
    }
}
