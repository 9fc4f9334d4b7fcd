//! `hirewall completions`: completions for a shell.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  hirewall completions bash > /etc/bash_completion.d/hirewall
  hirewall completions zsh > ~/.zfunc/_hirewall
  hirewall completions fish > ~/.config/fish/completions/hirewall.fish")]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::arguments::Arguments::command(), "hirewall", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
