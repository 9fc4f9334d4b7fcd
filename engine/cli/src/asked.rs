//! Whom a command asks about what is stored: a running service, or the store itself.

use clap::Args;
use hirewall_service::config::Config;

use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::remote::{ServerArguments, Service};
use crate::settings::SettingArguments;

/// Whom to ask, and who asks.
#[derive(Debug, Args)]
pub(crate) struct AskedArguments {
    /// Who asks, to work on the store itself: a name for the chain. A service takes the name of the token
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    #[command(flatten)]
    settings: SettingArguments,
    #[command(flatten)]
    server: ServerArguments,
}

/// Whom to ask.
pub(crate) enum Asked<'a> {
    /// A running service.
    Service(Service),
    /// The store that the settings name, for the named.
    Store(Box<Config>, &'a str),
}

impl AskedArguments {
    /// Whoever is named. A service has answered by then; a store is not opened yet.
    pub(crate) fn whom(&self, terminal: &Terminal) -> Result<Asked<'_>, Failure> {
        let Some(named) = self.server.named()? else {
            self.server.none_named()?;
            let actor = self.actor.as_deref().ok_or_else(|| {
                Failure::usage("nobody is named who asks").help(
                    "While the service runs, ask it with `--server URL --token-file FILE`. To work on the store itself, name who asks with `--actor NAME`.",
                )
            })?;
            return Ok(Asked::Store(Box::new(self.settings.read(terminal)?), actor));
        };
        // Done in the wrong place would be worse than not done.
        let given = match &self.actor {
            Some(_) => Some("--actor".to_owned()),
            None => self.settings.first_flag()?,
        };
        if let Some(flag) = given {
            let help = match flag.as_str() {
                "--actor" => {
                    "Leave it out: the service takes the name of the token. To work on the store itself, name no service."
                }
                _ => "Leave it out: the service has settings of its own. To work on the store itself, name no service.",
            };
            return Err(
                Failure::usage(format!("`{flag}` is of the store, and {} names a service", named.from)).help(help)
            );
        }
        self.server.reach(&named).map(Asked::Service)
    }
}
