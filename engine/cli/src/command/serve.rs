//! `hirewall serve`: the service. What it does is known to `hirewall-service`.

use clap::Args;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;

/// Judge records over HTTP, with policies that may change while it runs
#[derive(Debug, Args)]
#[command(after_help = "\
Without any setting it listens on 127.0.0.1:8470 with the policies and plugins of this folder. The first start makes a token, whose secret
is in .hirewall/token. SIGHUP loads the policies again, as a change of their files does; SIGTERM and Ctrl-C end the service after
the requests under way. Log lines go to standard error.

Examples:
  hirewall serve
  hirewall serve --listen 0.0.0.0:8470 --set tls.certificate=chain.pem --set tls.key=key.pem
  hirewall serve --candidate policies-next
  curl -H \"Authorization: Bearer $(cat .hirewall/token)\" -H 'Content-Type: application/x-ndjson' \\
    --data-binary @tests/records/applicants.ndjson http://127.0.0.1:8470/v1/decisions")]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: SettingArguments,
}

/// Serves until the process is asked to end.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let config = arguments.settings.read(terminal)?;
    hirewall_service::run(config).map_err(|error| Failure::usage(error.to_string()).help(error.help()))?;
    Ok(Exit::Fine)
}
