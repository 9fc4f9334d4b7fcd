//! What detectors said, in a file: written as the records are judged, read before they are judged again.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use hirewall::signals::{Recorded, Recording};

use crate::failure::Failure;

/// Reads a recording.
pub(crate) fn read(path: &Path) -> Result<Recording, Failure> {
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    Recording::read(BufReader::with_capacity(64 << 10, file)).map_err(|error| {
        Failure::input(format!("`{}`: {error}", path.display()))
            .help("Give the file that `hirewall decide --record-signals FILE` wrote.")
    })
}

/// A line of a recording.
pub(crate) fn line(recorded: &Recorded) -> String {
    let mut line = serde_json::to_string(recorded).unwrap_or_default();
    line.push('\n');
    line
}

/// Writes a recording.
#[derive(Debug)]
pub(crate) struct Writer {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Writer {
    /// Begins a new file, in place of one that is there. Signals tell of applicants, so that nobody else may read it.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| Failure::unwritable(path, &error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(64 << 10, file) })
    }

    /// Adds a line.
    pub(crate) fn write(&mut self, line: &str) -> Result<(), Failure> {
        self.file.write_all(line.as_bytes()).map_err(|error| Failure::unwritable(&self.path, &error))
    }

    /// Hands on what was written so far.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.file.flush().map_err(|error| Failure::unwritable(&self.path, &error))
    }

    /// Ends the file.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.flush()
    }
}
