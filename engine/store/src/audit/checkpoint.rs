//! Signed checkpoints: where the chain stood, said with a key that a database does not have, and kept outside of it too.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::backend::{Connection, Param};
use crate::entry::now;
use crate::keys::{Signer, verify};
use crate::options::file_beside;
use crate::writer::Head;
use crate::{Error, Result};
use hirewall_model::hex;

/// The ending of the file of checkpoints, beside the store.
pub(crate) const CHECKPOINTS: &str = "checkpoints";

/// A line of the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Checkpoint {
    pub(crate) seq: u64,
    pub(crate) mac: String,
    at: String,
    store: String,
    signature: String,
}

impl Checkpoint {
    fn text(store: &str, seq: u64, mac: &str, at: &str) -> String {
        format!("hirewall checkpoint 1\n{store}\n{seq}\n{mac}\n{at}\n")
    }

    /// Whether it is of this store and signed by its key.
    pub(crate) fn is_genuine(&self, store: &str, public: &str) -> bool {
        self.store == store && verify(public, &Self::text(&self.store, self.seq, &self.mac, &self.at), &self.signature)
    }

    fn line(&self) -> String {
        // A struct of texts and numbers always has a text.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Puts it into the database.
    pub(crate) fn store(&self, connection: &mut dyn Connection) -> Result<()> {
        let line = self.line();
        let sql = "INSERT INTO checkpoints (seq, line) VALUES (?1, ?2) ON CONFLICT (seq) DO NOTHING";
        connection.execute(sql, &[Param::seq(self.seq), Param::Text(&line)]).map(drop)
    }
}

/// Makes checkpoints, and keeps the file.
pub(crate) struct Checkpoints {
    path: PathBuf,
    file: File,
    signer: Signer,
    store: String,
    last: u64,
    synced: Instant,
}

/// How long a line of the file may wait for the disk.
const SYNC: Duration = Duration::from_secs(1);

impl Checkpoints {
    /// Opens the file `<store>.checkpoints`, and takes half a line off its end, where a crash left one.
    pub(crate) fn open(beside: &Path, signer: Signer, store: String, last: u64) -> Result<Self> {
        let path = file_beside(beside, CHECKPOINTS);
        let open = || {
            let mut file = File::options().read(true).append(true).create(true).open(&path)?;
            // A line is far shorter than this.
            let length = file.metadata()?.len();
            file.seek(SeekFrom::Start(length.saturating_sub(4096)))?;
            let mut end = Vec::new();
            file.read_to_end(&mut end)?;
            let half = end.iter().rev().take_while(|byte| **byte != b'\n').count();
            if half > 0 {
                file.set_len(length - half as u64)?;
            }
            Ok(file)
        };
        let file = open().map_err(|error: std::io::Error| Error::File {
            doing: "open the checkpoints in",
            path: path.clone(),
            why: error.to_string(),
        })?;
        Ok(Self { path, file, signer, store, last, synced: Instant::now() })
    }

    /// A checkpoint, when the chain is so many numbers further than the last.
    pub(crate) fn due(&self, head: &Head, every: u64) -> Option<Checkpoint> {
        if head.seq < self.last.saturating_add(every.max(1)) {
            return None;
        }
        let (mac, at) = (hex(&head.mac), now().to_string());
        let signature = self.signer.sign(&Checkpoint::text(&self.store, head.seq, &mac, &at));
        Some(Checkpoint { seq: head.seq, mac, at, store: self.store.clone(), signature })
    }

    /// Puts it into the file.
    pub(crate) fn append(&mut self, checkpoint: &Checkpoint, sync: bool) -> Result<()> {
        self.last = checkpoint.seq;
        let mut write = || {
            let before = self.file.metadata()?.len();
            // Half a line would make the next one unreadable.
            let written = self.file.write_all((checkpoint.line() + "\n").as_bytes());
            written.inspect_err(|_| drop(self.file.set_len(before)))?;
            if sync || self.synced.elapsed() >= SYNC {
                self.file.sync_data()?;
                self.synced = Instant::now();
            }
            Ok(())
        };
        write().map_err(|error: std::io::Error| Error::File {
            doing: "write a checkpoint into",
            path: self.path.clone(),
            why: error.to_string(),
        })
    }
}
