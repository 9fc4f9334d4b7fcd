//! `hirewall token list`: the tokens, without what they are known by.

use clap::Args;

use super::file;
use crate::exit::Exit;
use crate::output::terminal::Terminal;
use crate::settings::SettingArguments;

/// List the access tokens
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: SettingArguments,
}

/// Lists.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let tokens = file(&arguments.settings, terminal)?;
    let now = hirewall::now();
    let mut text = String::new();
    for token in tokens.tokens() {
        let roles = token.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
        let end = match token.expires {
            Some(expires) if expires <= now => format!("over since {expires}"),
            Some(expires) => format!("until {expires}"),
            None => "for ever".to_owned(),
        };
        text.push_str(&format!("{}  {roles}  made {}  {end}\n", token.name, token.created));
    }
    if text.is_empty() {
        terminal.note("there are no tokens; `hirewall token new` makes one\n");
    }
    terminal.print(&text)?;
    Ok(Exit::Fine)
}
