//! `hirewall config check`: all faults of the settings in one run.

use clap::Args;
use hirewall_service::config::Config;

use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::settings::{self, SettingArguments};

/// Say what is wrong with the settings of the service
#[derive(Debug, Args)]
#[command(after_help = "\
A flag goes before an environment variable, that before the file, that before the default. All faults are told at once.

Examples:
  hirewall config check
  hirewall config check --config /etc/hirewall/hirewall.toml")]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: SettingArguments,
}

/// Checks.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let layers = arguments.settings.layers()?;
    settings::remarks(&layers, terminal);
    match Config::from_layers(&layers) {
        Ok(_) => {
            terminal.print("the settings are sound\n")?;
            Ok(Exit::Fine)
        }
        Err(error) => {
            settings::faults(&error, terminal);
            terminal.print(&format!("the settings have {}\n", settings::counted(error.faults.len())))?;
            Ok(Exit::Findings)
        }
    }
}
