//! `hirewall token new`: makes a token and prints its secret, once.

use clap::Args;
use hirewall::Time;
use hirewall_service::token::Role;

use super::{failed, file};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;
use crate::time;

/// Make an access token and print its secret
#[derive(Debug, Args)]
#[command(after_help = "\
The secret is printed once and kept nowhere; the token file has its digest. A running service takes the token within seconds.

  ingest           send records
  reader           read decisions, policies, generations
  reviewer         the same, and decide cases
  operator         reload, roll back, read metrics and policies; no decisions
  auditor          read everything
  privacy_officer  read decisions, and answer for personal data

Examples:
  hirewall token new --name ats --role ingest
  hirewall token new --name maria --role reader --role operator --expires 2027-01-01")]
pub(crate) struct Arguments {
    /// What the token is called, in logs too
    #[arg(long)]
    name: String,
    /// What it may; may be given several times
    #[arg(long, required = true, value_name = "ROLE")]
    role: Vec<Role>,
    /// The first moment at which it is no longer good: 2027-01-01 or 2027-01-01T09:30:00Z
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    expires: Option<Time>,
    #[command(flatten)]
    settings: SettingArguments,
}

/// Makes a token.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    if arguments.expires.is_some_and(|expires| expires <= hirewall::now()) {
        return Err(Failure::usage("the token would be over before it is made")
            .help("Give a time to come with `--expires`.")
            .into());
    }
    let mut tokens = file(&arguments.settings, terminal)?;
    let mut roles = arguments.role.clone();
    roles.sort_unstable();
    roles.dedup();
    let secret = tokens.add(&arguments.name, &roles, arguments.expires).map_err(|error| failed(&error))?;
    terminal.note("the secret is shown this once\n");
    terminal.print(&format!("{}\n", secret.text()))?;
    Ok(Exit::Fine)
}
