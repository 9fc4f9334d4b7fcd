//! Log lines. They are kept until the call is over, when it can be told whether they hold a value that was handed over.

use crate::binding::LogLevel;
use crate::state::State;
use crate::world::log::{Host, Level};

impl Host for State {
    fn write(&mut self, level: Level, message: String) -> wasmtime::Result<()> {
        self.count_call()?;
        let level = match level {
            Level::Debug => LogLevel::Debug,
            Level::Info => LogLevel::Info,
            Level::Warn => LogLevel::Warn,
            Level::Error => LogLevel::Error,
        };
        self.line(level, &message);
        Ok(())
    }
}
