//! How many decisions a second a store makes durable, beside a file that the same bytes are appended to with one `fdatasync` per group.
//! An entry: one of the sample applicants and the decision that is expected of it, three observations, a subject of its own.
//!
//! ```text
//! cargo bench -p hirewall-store --bench append
//! bash .ci/postgres cargo bench -p hirewall-store --bench append
//! ```

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark fails by panicking")]

use std::fs::File;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex};

use divan::Bencher;
use divan::counter::ItemsCount;
use hirewall_model::{Time, Verdict};
use hirewall_store::{Content, Durability, Entry, Judged, Observation, Options, Store};

const THREADS: u64 = 16;
const PER_THREAD: u64 = 500;
const BATCH: usize = 1000;
const BATCHES: usize = 20;
const RECORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/records");

fn main() {
    divan::main();
}

/// Decisions and the records that they are about.
static SAMPLES: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
    let read = |name: &str| std::fs::read_to_string(format!("{RECORDS}/{name}")).unwrap();
    let (decisions, records) = (read("expected/applicants.ndjson"), read("applicants.ndjson"));
    decisions.lines().zip(records.lines()).map(|(one, other)| (one.into(), other.into())).collect()
});

fn entry(number: u64) -> Entry {
    let time = Time::new(1_770_000_000 + i64::try_from(number / 1000).unwrap(), 0);
    let observe = |counter: u8| {
        let mut key = [0; 16];
        key.iter_mut().zip(number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes()).for_each(|(to, from)| *to = from);
        Observation { counter: [counter; 16], key, element: number, amount: 1, at: time.unwrap() }
    };
    let (decision, record) = &SAMPLES[usize::try_from(number).unwrap() % SAMPLES.len()];
    Entry {
        kind: "applicant".to_owned(),
        record_time: time,
        received_at: time,
        decision: Judged {
            id: format!("0197-{number:028x}"),
            verdict: Verdict::Review,
            score: 45,
            rules: vec!["contact/shared_phone".to_owned(), "profile/thin_network".to_owned()],
            generation: 7,
            bundle: "sha256:".to_owned() + &"ab".repeat(32),
            decided_at: time,
        },
        content: Content {
            record_id: format!("a-{number}"),
            subject: format!("s-{number}"),
            decision: decision.clone(),
            record: record.clone(),
            ..Content::default()
        },
        observations: [1, 2, 3].map(observe).to_vec(),
        idempotency: None,
    }
}

struct Place {
    store: Store,
    next: AtomicU64,
    _folder: tempfile::TempDir,
}

fn place(postgres: bool, durability: Durability) -> Option<Place> {
    // Beside the build, as a temporary folder may be in memory, where a sync costs nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let beside = folder.path().join("store.db");
    let options = Options { beside: Some(beside.clone()), durability, queue_entries: 1 << 17, ..Options::default() };
    let url = if postgres {
        let server = std::env::var("HIREWALL_TEST_POSTGRES").ok()?;
        let schema = format!("bench{}", std::process::id());
        let mut admin = postgres::Client::connect(&server, postgres::NoTls).unwrap();
        let drop_and_make = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        admin.batch_execute(&drop_and_make).unwrap();
        format!("{server}&options=-csearch_path%3D{schema}")
    } else {
        beside.display().to_string()
    };
    Some(Place { store: Store::open(&url, &options).unwrap(), next: AtomicU64::new(1), _folder: folder })
}

/// Sixteen callers, each with one entry at a time.
fn singles(place: &Place) {
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..PER_THREAD {
                    let number = place.next.fetch_add(1, Ordering::Relaxed);
                    place.store.ticket().unwrap().commit_and_wait(entry(number)).unwrap();
                }
            });
        }
    });
}

/// One caller, with batches of a thousand, of which two are on the way.
fn batches(place: &Place) {
    let (send, receive) = std::sync::mpsc::channel();
    let mut waiting = 0;
    for _ in 0..BATCHES {
        let mut places = place.store.places(BATCH).unwrap();
        for _ in 0..BATCH {
            places.bring(entry(place.next.fetch_add(1, Ordering::Relaxed)));
        }
        let send = send.clone();
        places.commit(move |result| {
            let _ = send.send(result.unwrap());
        });
        waiting += 1;
        while waiting > 1 {
            receive.recv().unwrap();
            waiting -= 1;
        }
    }
    drop(send);
    receive.iter().for_each(drop);
}

fn bench(bencher: Bencher<'_, '_>, postgres: bool, durability: Durability, many: bool) {
    let Some(place) = place(postgres, durability) else {
        let _ = writeln!(std::io::stderr(), "left out: no PostgreSQL is named by HIREWALL_TEST_POSTGRES");
        return;
    };
    if many {
        bencher.counter(ItemsCount::new(BATCH * BATCHES)).bench_local(|| batches(&place));
    } else {
        bencher.counter(ItemsCount::new(THREADS * PER_THREAD)).bench_local(|| singles(&place));
    }
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sqlite_singles(bencher: Bencher<'_, '_>) {
    bench(bencher, false, Durability::Strict, false);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sqlite_batches(bencher: Bencher<'_, '_>) {
    bench(bencher, false, Durability::Strict, true);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sqlite_singles_relaxed(bencher: Bencher<'_, '_>) {
    bench(bencher, false, Durability::Relaxed, false);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn postgres_singles(bencher: Bencher<'_, '_>) {
    bench(bencher, true, Durability::Strict, false);
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn postgres_batches(bencher: Bencher<'_, '_>) {
    bench(bencher, true, Durability::Strict, true);
}

/// What an entry is made of, made and dropped: to be taken off the others.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn entries_made_and_dropped(bencher: Bencher<'_, '_>) {
    let next = AtomicU64::new(1);
    let count = BATCH * BATCHES;
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        for _ in 0..count {
            divan::black_box(entry(next.fetch_add(1, Ordering::Relaxed)));
        }
    });
}

/// The floor: the bytes of the entries into a file, synced once for all who wait.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn file_singles(bencher: Bencher<'_, '_>) {
    let log = Log::new();
    bencher.counter(ItemsCount::new(THREADS * PER_THREAD)).bench_local(|| {
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| (0..PER_THREAD).for_each(|number| log.append(&bytes(number))));
            }
        });
    });
}

/// The floor of batches.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn file_batches(bencher: Bencher<'_, '_>) {
    let log = Log::new();
    bencher.counter(ItemsCount::new(BATCH * BATCHES)).bench_local(|| {
        for _ in 0..BATCHES {
            let batch: Vec<u8> = (0..BATCH as u64).flat_map(bytes).collect();
            log.append(&batch);
        }
    });
}

fn bytes(number: u64) -> Vec<u8> {
    let Entry { content, observations, .. } = entry(number);
    let mut bytes = content.record;
    bytes.extend(content.decision);
    bytes.resize(bytes.len() + observations.len() * 68, 1);
    bytes
}

/// A file with group commit.
struct Log {
    file: File,
    state: Arc<Mutex<Waiting>>,
    synced: Condvar,
    _folder: tempfile::TempDir,
}

#[derive(Default)]
struct Waiting {
    bytes: Vec<u8>,
    group: u64,
    done: u64,
    busy: bool,
}

impl Log {
    fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let file = File::create(folder.path().join("log")).unwrap();
        Self { file, state: Arc::default(), synced: Condvar::new(), _folder: folder }
    }

    fn append(&self, bytes: &[u8]) {
        let mut state = self.state.lock().unwrap();
        state.bytes.extend_from_slice(bytes);
        let mine = state.group;
        while state.done <= mine {
            if state.busy {
                state = self.synced.wait(state).unwrap();
                continue;
            }
            state.busy = true;
            let group = std::mem::take(&mut state.bytes);
            state.group += 1;
            drop(state);
            (&self.file).write_all(&group).unwrap();
            self.file.sync_data().unwrap();
            state = self.state.lock().unwrap();
            state.done += 1;
            state.busy = false;
            self.synced.notify_all();
        }
    }
}
