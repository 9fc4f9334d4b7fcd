//! Opens a file or standard input and unpacks gzip and zstd, told by their first bytes, whatever the name says.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::source::{Place, Source};

/// Bytes asked of the operating system at once.
const CHUNK: usize = 256 << 10;

/// An open source, unpacked.
pub(crate) struct Opened {
    reader: Box<dyn Read + Send>,
    /// Whether it was packed: then an early end is not the end of the text.
    pub(super) packed: Option<&'static str>,
}

impl Opened {
    /// Opens a source; `consumed` counts the bytes read from it, before unpacking.
    pub(crate) fn open(source: &Source, consumed: Arc<AtomicU64>) -> io::Result<Self> {
        let raw: Box<dyn Read + Send> = match &source.place {
            Place::Stdin => Box::new(io::stdin()),
            Place::File(path) => Box::new(File::open(path)?),
        };
        Self::unpack(Counted { inner: raw, consumed })
    }

    fn unpack(mut raw: impl Read + Send + 'static) -> io::Result<Self> {
        let mut magic = Vec::with_capacity(4);
        // Less than four bytes can be a whole file: `{}`.
        raw.by_ref().take(4).read_to_end(&mut magic)?;
        let gzip = magic.starts_with(&[0x1f, 0x8b]);
        let zstd = magic == [0x28, 0xb5, 0x2f, 0xfd];
        let whole = io::Cursor::new(magic).chain(raw);
        Ok(if gzip {
            let reader = MultiGzDecoder::new(BufReader::with_capacity(CHUNK, whole));
            Self { reader: Box::new(reader), packed: Some("gzip") }
        } else if zstd {
            Self { reader: Box::new(zstd::stream::read::Decoder::new(whole)?), packed: Some("zstd") }
        } else {
            Self { reader: Box::new(whole), packed: None }
        })
    }

    #[cfg(test)]
    pub(super) fn of(bytes: impl Into<Vec<u8>>) -> io::Result<Self> {
        Self::unpack(io::Cursor::new(bytes.into()))
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

struct Counted<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.consumed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
