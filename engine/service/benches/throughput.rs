//! What the service does a second: one record a request and a hundred, with every store and with none, and a bare handler beside it that answers the same
//! bytes and writes nothing. The client is `wrk`, on the same machine. What it prints goes into `README.md` here.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement fails by panicking"
)]

#[expect(dead_code, reason = "the client of the tests can do more")]
#[path = "../tests/service/client.rs"]
mod client;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use client::Client;
use hirewall_service::config::{Config, Layers};
use hirewall_service::{Service, Stop};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where the repository is.
const HOME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// Policies that look at one record alone, as small sets of about as many rules to measure what judging does not take: of applicants,
/// whose records are long, and of devices.
const SMALL: [Small; 2] = [
    Small { name: "small", kind: "applicant", policies: ["identity", "profiles"] },
    Small { name: "devices", kind: "device", policies: ["endpoint", "kvm"] },
];
/// Records a request.
const BATCHES: [u64; 2] = [1, 100];

struct Small {
    name: &'static str,
    kind: &'static str,
    policies: [&'static str; 2],
}

/// Policies, and the kind of the records that they are asked about.
struct Set {
    name: &'static str,
    kind: &'static str,
    policies: PathBuf,
}

struct Size {
    seconds: String,
    connections: String,
}

fn main() {
    // `cargo bench` says so; `cargo test` builds this and asks it for nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let text = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_owned());
    let size = Size { seconds: text("LOAD_SECONDS", "10"), connections: text("LOAD_CONNECTIONS", "16") };
    let only = text("LOAD_ONLY", "");
    // Beside the build, as a temporary folder may be in memory, where a sync costs nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let shipped = Path::new(HOME).join("policies");
    let mut sets = vec![Set { name: "shipped", kind: "applicant", policies: shipped.clone() }];
    for Small { name, kind, policies } in SMALL {
        let small = folder.path().join(name);
        for shared in ["schema", "lists"] {
            copy(&shipped.join(shared), &small.join(shared));
        }
        for policy in policies {
            fs::copy(shipped.join(format!("{kind}/{policy}.yaml")), small.join(format!("{policy}.yaml"))).unwrap();
        }
        sets.push(Set { name, kind, policies: small });
    }
    println!("{} s each, {} connections, {}", size.seconds, size.connections, env!("CARGO_PKG_VERSION"));
    println!("| policies | store | records a request | records a second | p50 | p99 | processor a record |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let postgres = std::env::var("HIREWALL_TEST_POSTGRES").ok();
    if postgres.is_none() {
        eprintln!("left out: no PostgreSQL is named by HIREWALL_TEST_POSTGRES");
    }
    for Set { name: what, kind, policies } in &sets {
        let records = &records(kind);
        let mut answer = Bytes::new();
        for store in ["none", "sqlite", "postgres"] {
            if store == "postgres" && postgres.is_none() {
                continue;
            }
            if !format!("{what} {store}").contains(&only) {
                continue;
            }
            for batch in BATCHES {
                let state = folder.path().join(format!("{what}-{store}-{batch}"));
                let url = match &postgres {
                    Some(server) if store == "postgres" => schema_of(server),
                    _ => store.to_owned(),
                };
                let served = Served::service(policies, &state, &url);
                let load = served.load(records, &state.join("token"), batch, &size);
                load.row(what, store, batch);
                if answer.is_empty() {
                    answer = one(served.address, records, &state.join("token"));
                }
                served.end();
            }
        }
        if !answer.is_empty() && format!("{what} bare").contains(&only) {
            let token = folder.path().join("token");
            fs::write(&token, "none\n").unwrap();
            for batch in BATCHES {
                let mut lines = answer.to_vec();
                lines.push(b'\n');
                let times = usize::try_from(batch).unwrap();
                let answer = if batch == 1 { answer.clone() } else { lines.repeat(times).into() };
                let served = Served::bare(answer);
                served.load(records, &token, batch, &size).row("none", "bare handler", batch);
                served.end();
            }
        }
    }
}

/// Something that serves, in this process.
struct Served {
    address: SocketAddr,
    stop: Box<dyn FnOnce()>,
    thread: JoinHandle<()>,
}

impl Served {
    fn service(policies: &Path, state: &Path, store: &str) -> Self {
        let settings = [
            ("listen", "127.0.0.1:0".to_owned()),
            ("policies", policies.display().to_string()),
            ("plugins", Path::new(HOME).join("plugins").display().to_string()),
            ("state", state.display().to_string()),
            ("store", store.to_owned()),
        ];
        let flags = settings.map(|(key, value)| (key.to_owned(), value, key.to_owned()));
        let config = Config::from_layers(&Layers::new().flags(flags)).unwrap();
        let (started, starting) = mpsc::channel::<(SocketAddr, Stop)>();
        let thread = thread::spawn(move || {
            runtime().block_on(async {
                let service = Service::start(config).await.unwrap();
                started.send((service.address(), service.stop())).unwrap();
                service.serve().await;
            });
        });
        let (address, stop) = starting.recv().unwrap();
        Self { address, stop: Box::new(move || stop.now()), thread }
    }

    /// A handler that reads the body, answers, and does nothing else.
    fn bare(answer: Bytes) -> Self {
        let (started, starting) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::spawn(move || {
            runtime().block_on(async {
                let answered = move |_: Bytes| async move { ([("content-type", "application/json")], answer) };
                let router = Router::new().route("/v1/decisions", post(answered));
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                started.send(listener.local_addr().unwrap()).unwrap();
                let until = async { drop(stopped.await) };
                axum::serve(listener, router).with_graceful_shutdown(until).await.unwrap();
            });
        });
        Self { address: starting.recv().unwrap(), stop: Box::new(|| stop.send(()).unwrap()), thread }
    }

    fn load(&self, records: &Path, token: &Path, batch: u64, size: &Size) -> Load {
        let script = Path::new(HOME).join("engine/service/benches/load.lua");
        let before = ticks();
        let output = Command::new("wrk")
            .args(["-t1", "--latency", "-c", &size.connections, "-d", &size.seconds, "-s"])
            .arg(script)
            .arg(format!("http://{}/v1/decisions", self.address))
            .arg("--")
            .args([token, records])
            .arg(batch.to_string())
            .output()
            .unwrap_or_else(|error| panic!("`wrk` does not run ({error}): install it, as with `apt-get install wrk`"));
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && !told.contains("Non-2xx"), "{told}");
        let field = |name: &str| {
            let line =
                told.lines().find_map(|line| line.trim_start().strip_prefix(name)).unwrap_or_else(|| panic!("{told}"));
            line.trim().to_owned()
        };
        let whole = told.lines().find_map(|line| line.trim().split_once(" requests in ")).unwrap();
        let requests: u64 = whole.0.parse().unwrap();
        Load {
            ticks: ticks() - before,
            requests,
            a_second: field("Requests/sec:").parse().unwrap(),
            p50: field("50%"),
            p99: field("99%"),
        }
    }

    fn end(self) {
        (self.stop)();
        self.thread.join().unwrap();
    }
}

struct Load {
    /// Of the processor, client included, in hundredths of a second.
    ticks: u64,
    requests: u64,
    a_second: f64,
    p50: String,
    p99: String,
}

impl Load {
    #[expect(clippy::cast_precision_loss, reason = "numbers of records are far below where it matters")]
    fn row(&self, policies: &str, store: &str, batch: u64) {
        let records = (self.requests * batch) as f64;
        println!(
            "| {policies} | {store} | {batch} | {:.0} | {} | {} | {:.0} µs |",
            self.a_second * batch as f64,
            self.p50,
            self.p99,
            self.ticks as f64 * 10_000.0 / records
        );
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

/// What this process and the clients that it waited for took of the processor, in hundredths of a second.
fn ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, rest) = stat.rsplit_once(')').unwrap();
    // utime, stime, cutime, cstime: the 14th to 17th field; the first behind the name is the third.
    rest.split_whitespace().skip(11).take(4).map(|field| field.parse::<u64>().unwrap()).sum()
}

/// Realistic records of a kind.
fn records(kind: &str) -> PathBuf {
    Path::new(HOME).join(format!("tests/records/{kind}s.ndjson"))
}

/// A decision as the service answers it.
fn one(address: SocketAddr, records: &Path, token: &Path) -> Bytes {
    let records = fs::read_to_string(records).unwrap();
    let mut client = Client::to(address);
    client.token = Some(fs::read_to_string(token).unwrap().trim().to_owned());
    let answer = client.post("/v1/decisions", records.lines().next().unwrap().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.body.into()
}

/// A schema of the benchmark's own, empty.
fn schema_of(server: &str) -> String {
    let schema = format!("load{}", std::process::id());
    let mut admin = postgres::Client::connect(server, postgres::NoTls).unwrap();
    admin.batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")).unwrap();
    format!("{server}&options=-csearch_path%3D{schema}")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, to).unwrap();
        }
    }
}
