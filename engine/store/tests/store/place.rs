//! Where a test has its store: a SQLite file, or a schema of its own on a PostgreSQL server.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use hirewall_store::{Options, Store};

/// Where a test has its store. It goes when it is dropped.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    url: String,
    raw: Raw,
}

enum Raw {
    Sqlite(PathBuf),
    Postgres,
}

/// The server that the environment names, or else one that is started for this run and stops with it.
fn server() -> Option<&'static str> {
    static SERVER: OnceLock<Option<(String, Option<ChildStdin>)>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        if let Ok(url) = std::env::var("HIREWALL_TEST_POSTGRES") {
            return Some((url, None));
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cluster.sh");
        let mut child = Command::new("sh")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut url = String::new();
        BufReader::new(child.stdout.take()?).read_line(&mut url).ok()?;
        // The cluster lives as long as its standard input, which closes when this process ends, however it ends.
        (!url.is_empty()).then(|| (url.trim_end().to_owned(), child.stdin.take()))
    });
    server.as_ref().map(|(url, _)| url.as_str())
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        Self { folder, url: format!("sqlite:{}", path.display()), raw: Raw::Sqlite(path) }
    }

    /// Nothing where there is no server, which is said.
    pub(crate) fn postgres(test: &str) -> Option<Self> {
        let Some(server) = server() else {
            use std::io::Write as _;
            let _ = writeln!(std::io::stderr(), "skipped: on_postgres::{test}: no PostgreSQL is installed or named");
            return None;
        };
        let schema = format!("t{}_{test}", std::process::id());
        let mut admin = postgres::Client::connect(server, postgres::NoTls).unwrap();
        admin.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        let mark = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{mark}options=-csearch_path%3D{schema}");
        Some(Self { folder: tempfile::tempdir().unwrap(), url, raw: Raw::Postgres })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn beside(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    pub(crate) fn file(&self, ending: &str) -> PathBuf {
        self.folder.path().join(format!("store.db.{ending}"))
    }

    pub(crate) fn options(&self) -> Options {
        Options { beside: Some(self.beside()), checkpoint_every: 10, ..Options::default() }
    }

    pub(crate) fn open(&self) -> Store {
        Store::open(&self.url, &self.options()).unwrap()
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.raw, Raw::Postgres)
    }

    /// Changes the database behind the store's back.
    pub(crate) fn tamper(&self, sql: &str) {
        match &self.raw {
            Raw::Sqlite(path) => rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap(),
            Raw::Postgres => {
                postgres::Client::connect(&self.url, postgres::NoTls).unwrap().batch_execute(sql).unwrap();
            }
        }
    }

    /// A number that a query gives.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        match &self.raw {
            Raw::Sqlite(path) => {
                rusqlite::Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
            }
            Raw::Postgres => {
                postgres::Client::connect(&self.url, postgres::NoTls).unwrap().query_one(sql, &[]).unwrap().get(0)
            }
        }
    }
}
