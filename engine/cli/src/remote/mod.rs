//! A running service as commands use it: what they would do to its store, asked over HTTP. It knows the interface of the service, and prints nothing.

mod address;
mod arguments;
mod authorities;
mod broken;
mod refused;
mod token;
mod transport;

use hirewall_service::token::Permission;
use serde::Deserialize;
use serde::de::IgnoredAny;

pub(crate) use arguments::ServerArguments;

use crate::failure::Failure;
use transport::{Asking, Transport};

/// A service that answered, and is Hirewall.
#[derive(Debug)]
pub(crate) struct Service {
    transport: Transport,
}

/// The forms of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Html,
    Json,
}

impl Form {
    fn media(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Json => "application/json",
        }
    }
}

/// What a command must know of an export.
#[derive(Deserialize)]
struct Export {
    subject: String,
    decisions: Vec<IgnoredAny>,
}

/// What a command must know of a dossier.
#[derive(Deserialize)]
struct Dossier {
    #[serde(rename = "decision")]
    _decision: IgnoredAny,
}

#[derive(Deserialize)]
struct Alive {
    service: String,
}

#[derive(Deserialize)]
struct Erased {
    decisions: u64,
}

#[derive(Deserialize)]
struct Held {
    held: bool,
    changed: bool,
}

impl Service {
    /// Asks who answers, before the id of a person or a token goes there.
    fn reach(transport: Transport) -> Result<Self, Failure> {
        let alive: Option<Alive> = transport.who_answers()?.and_then(|body| serde_json::from_slice(&body).ok());
        match alive {
            Some(alive) if alive.service == "hirewall" => Ok(Self { transport }),
            _ => Err(transport.no_hirewall()),
        }
    }

    /// Everything that is kept about a person, as JSON, and how many decisions that are.
    pub(crate) fn export(&self, subject: &str) -> Result<(String, u64), Failure> {
        let path = subject_path(subject, "")?;
        let body = self.transport.send(&Asking::get(&path, "application/json", Permission::Subjects))?;
        match serde_json::from_slice::<Export>(&body) {
            Ok(export) if export.subject == subject => {
                Ok((self.text(body)?, export.decisions.len().try_into().unwrap_or(u64::MAX)))
            }
            _ => Err(self.transport.unexpected()),
        }
    }

    /// Destroys a person's data; how many decisions lost their content.
    pub(crate) fn erase(&self, subject: &str, reason: &str) -> Result<u64, Failure> {
        let erased: Erased = self.done(&subject_path(subject, "/erase")?, reason)?;
        Ok(erased.decisions)
    }

    /// Puts a person under a legal hold.
    pub(crate) fn hold(&self, subject: &str, reason: &str) -> Result<(), Failure> {
        let held: Held = self.done(&subject_path(subject, "/hold")?, reason)?;
        if held.held { Ok(()) } else { Err(refused::perhaps_done(self.transport.unexpected())) }
    }

    /// Ends a legal hold; whether there was one.
    pub(crate) fn release(&self, subject: &str, reason: &str) -> Result<bool, Failure> {
        let held: Held = self.done(&subject_path(subject, "/release")?, reason)?;
        if held.held { Err(refused::perhaps_done(self.transport.unexpected())) } else { Ok(held.changed) }
    }

    /// All that there is to a decision.
    pub(crate) fn dossier(&self, id: &str, form: Form, record: bool) -> Result<String, Failure> {
        if id.is_empty() {
            return Err(Failure::usage("the id is empty").help("Give the id of a decision."));
        }
        let query = if record { "?record=true" } else { "" };
        let path = format!("/v1/decisions/{}/dossier{query}", address::segment(id));
        let permission = if record { Permission::ReadRecords } else { Permission::ReadDecisions };
        let text = self.text(self.transport.send(&Asking::get(&path, form.media(), permission))?)?;
        let is_whole = match form {
            Form::Html => text.starts_with("<!doctype html>") && text.ends_with("</html>\n"),
            Form::Json => serde_json::from_str::<Dossier>(&text).is_ok(),
        };
        if is_whole { Ok(text) } else { Err(self.transport.unexpected()) }
    }

    /// Does something about a person for a reason.
    fn done<T: for<'de> Deserialize<'de>>(&self, path: &str, reason: &str) -> Result<T, Failure> {
        let body = serde_json::json!({"reason": reason}).to_string();
        let answer = self.transport.send(&Asking::post(path, &body, Permission::Subjects))?;
        serde_json::from_slice(&answer).map_err(|_| refused::perhaps_done(self.transport.unexpected()))
    }

    fn text(&self, body: Vec<u8>) -> Result<String, Failure> {
        String::from_utf8(body).map_err(|_| self.transport.unexpected())
    }
}

/// The path of what is asked about a person.
fn subject_path(subject: &str, what: &str) -> Result<String, Failure> {
    if subject.is_empty() {
        return Err(Failure::usage("the subject's id is empty").help("Give the id as records have it."));
    }
    Ok(format!("/v1/subjects/{}{what}", address::segment(subject)))
}
