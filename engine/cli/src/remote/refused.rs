//! A service that answers that it does not: what it says, what to do, and the exit code. What it says is shown as text of a stranger.

use hirewall_service::token::{Permission, Role};
use serde::Deserialize;
use ureq::http::HeaderValue;

use super::transport::{Answer, Asking};
use crate::exit::Exit;
use crate::failure::Failure;

/// Letters of what a service says that are shown.
const LETTERS: usize = 500;

/// A problem as RFC 9457 has it, with the help that ours have.
#[derive(Debug, Deserialize)]
struct Problem {
    detail: String,
    help: Option<String>,
}

/// Why there is no answer, when there is one of them.
pub(super) fn failure(answer: &Answer, asking: &Asking<'_>, authorization: Option<&HeaderValue>) -> Failure {
    let status = answer.status;
    let problem: Option<Problem> =
        (answer.media == "application/problem+json").then(|| serde_json::from_slice(&answer.body).ok()).flatten();
    let Some(problem) = problem else {
        let failure = Failure::internal(format!("the request was answered with {status}, and not by Hirewall"))
            .help("See what stands between here and the service, such as a proxy.");
        return if asking.changes() && status >= 500 { perhaps_done(failure) } else { failure };
    };
    let shown = |text: &str| short(&without(text, authorization));
    let (detail, help) = (shown(&problem.detail), problem.help.as_deref().map(shown));
    let failure = match status {
        401 => {
            let help = if authorization.is_some() {
                format!(
                    "`hirewall token list` shows those that there are; {}, which the service knows within seconds.",
                    made_by(asking.permission)
                )
            } else {
                format!("Name the file of a token with `--token-file FILE`; {}.", made_by(asking.permission))
            };
            return Failure::usage(detail).help(help);
        }
        403 => {
            let roles = roles(asking.permission).map(|role| format!("`{role}`")).collect::<Vec<_>>().join(" or ");
            return Failure::usage(detail)
                .help(format!("It takes a token of the role {roles}; {}.", made_by(asking.permission)));
        }
        408 | 429 | 500.. => Failure { exit: Exit::Internal, message: detail, help },
        _ => Failure { exit: Exit::BadInput, message: detail, help },
    };
    if asking.changes() && status >= 500 { perhaps_done(failure) } else { failure }
}

/// The same, of something that may have been done all the same.
pub(super) fn perhaps_done(mut failure: Failure) -> Failure {
    let told = "It may have been done all the same: `hirewall audit list` says whether it was.";
    failure.help = Some(match failure.help {
        Some(help) => format!("{help} {told}"),
        None => told.to_owned(),
    });
    failure
}

fn roles(permission: Permission) -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(move |role| role.may(permission))
}

fn made_by(permission: Permission) -> String {
    let role = roles(permission).next().unwrap_or(Role::PrivacyOfficer);
    format!("`hirewall token new --name NAME --role {role}` makes one")
}

/// The text without the secret, which something between here and the service may have sent back.
fn without(text: &str, authorization: Option<&HeaderValue>) -> String {
    let secret = authorization.and_then(|header| header.to_str().ok()?.strip_prefix("Bearer "));
    secret.map_or_else(|| text.to_owned(), |secret| text.replace(secret, "…"))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
