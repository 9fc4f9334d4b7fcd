//! The service's store, for commands that work on it directly.

use hirewall_service::config::Config;
use hirewall_service::ledger;
use hirewall_service::listens_at;
use hirewall_service::store::{Error, Options, Store};

use crate::failure::Failure;

/// Where the store is.
fn place(config: &Config) -> Result<(&str, Options), Failure> {
    ledger::place(config).ok_or_else(|| {
        Failure::usage("the settings name no store").help("Set `store`, or name one with `--set store=sqlite:PATH`.")
    })
}

/// Where the store is, which is there already.
pub(crate) fn existing(config: &Config) -> Result<(&str, Options), Failure> {
    let (url, options) = place(config)?;
    if let Some(path) = url.strip_prefix("sqlite:")
        && !std::path::Path::new(path).exists()
    {
        let help = "Name the service's settings: `--state DIR`, `--config FILE` or `--set store=sqlite:PATH`.";
        return Err(Failure::input(format!("there is no store `{path}`")).help(help));
    }
    Ok((url, options))
}

/// Opens a store that is there already, to write. While a service has it, that one has to be asked.
pub(crate) fn open(config: &Config) -> Result<Store, Failure> {
    let (url, options) = existing(config)?;
    Store::open(url, &options).map_err(|error| match error {
        Error::Locked { .. } => Failure::input(error.to_string()).help(instead(config)),
        error => failed(&error),
    })
}

/// How the service that has the store is asked.
fn instead(config: &Config) -> String {
    let (server, name) = match listens_at(&config.state) {
        Some(url) if url.starts_with("https://") => (url, " (with the name that its certificate is for)"),
        Some(url) => (url, ""),
        None => ("URL".to_owned(), ", where URL is the address that it listens on"),
    };
    format!(
        "While the service runs, ask it, with `--server {server} --token-file FILE` in place of `--actor`{name}; `hirewall token new` makes a token. Else stop it first: a store has one writer."
    )
}

/// What went wrong with a store.
pub(crate) fn failed(error: &Error) -> Failure {
    let failure = match error {
        Error::Url { .. } | Error::Beside => Failure::usage(error.to_string()),
        _ => Failure::input(error.to_string()),
    };
    failure.help(error.help())
}
