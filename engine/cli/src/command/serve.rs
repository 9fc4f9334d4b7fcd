//! `hirewall serve`: the service. What it does is known to `hirewall-service`.

use clap::Args;
use hirewall_service::Ended;

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

Exit codes: 0 it was asked to end and did; 1 it was, and requests were cut at the end of shutdown_time; 2 settings, tokens, policies or keys have to
be corrected; 4 the machine does not play along (an address that is taken, a store that is locked or cannot be written); 130 it was asked twice.

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
    match hirewall_service::run(config) {
        Ok(Ended::Whole) => Ok(Exit::Fine),
        Ok(Ended::Cut) => Ok(Exit::Findings),
        Err(error) => {
            let failure = if error.is_of_settings() { Failure::usage } else { Failure::internal };
            Err(failure(error.to_string()).help(error.help()).into())
        }
    }
}
