//! The `hirewall` command: arguments, files, progress, output, exit codes. What a library user would need is not here but in the
//! crate `hirewall` and below.

#![forbid(unsafe_code)]

mod arguments;
mod asked;
mod command;
mod exit;
mod failure;
mod input;
mod output;
mod panic;
mod plugins;
mod policies;
mod remote;
mod run;
mod settings;
mod stored;
mod time;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::output::terminal::Terminal;

/// Records are judged by many threads that hand small pieces of memory to one another, which the allocators of most systems are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    panic::install();
    // Building a plugin, cargo calls this command before the compiler.
    if let Some(code) = hirewall_pack::compiler() {
        return code;
    }
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    let exit = match command::run(&arguments.command, &terminal) {
        Ok(exit) => exit,
        Err(error) if failure::is_broken_pipe(&error) => Exit::Fine,
        Err(error) => terminal.fail(&error),
    };
    exit.into()
}
