//! `hirewall config show`: what holds for every setting, and who set it.

use clap::Args;
use hirewall_service::config::{Effective, Source};

use crate::exit::Exit;
use crate::output::safe;
use crate::output::terminal::Terminal;
use crate::settings::{self, SettingArguments};

/// Show every setting of the service, its value, and who set it
#[derive(Debug, Args)]
#[command(after_help = "\
The output is a configuration file. Passwords in addresses are not shown.

Examples:
  hirewall config show
  hirewall config show --listen 0.0.0.0:8470 > hirewall.toml")]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: SettingArguments,
}

/// Shows.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let layers = arguments.settings.layers()?;
    settings::remarks(&layers, terminal);
    let mut text = String::new();
    let mut table = "";
    for effective in layers.effective() {
        let (own, key) = effective.setting.key.rsplit_once('.').unwrap_or(("", effective.setting.key));
        if own != table {
            text.push_str(&format!("\n[{own}]\n"));
            table = own;
        }
        let from = match effective.source {
            Source::Default => "default".to_owned(),
            _ => effective.place.clone(),
        };
        let variable = effective.setting.variable();
        text.push_str(&format!("# {} ({variable}; {from})\n{key} = {}\n", effective.setting.what, value(&effective)));
    }
    terminal.print(&safe::block(&text))?;
    Ok(Exit::Fine)
}

/// As TOML writes it: everything but flags and numbers in quotes.
fn value(effective: &Effective) -> String {
    let shown = effective.shown();
    let bare = matches!(shown.as_str(), "true" | "false")
        || (!shown.is_empty() && shown.bytes().all(|byte| byte.is_ascii_digit()));
    if bare { shown } else { format!("\"{}\"", shown.replace('\\', "\\\\").replace('"', "\\\"")) }
}
