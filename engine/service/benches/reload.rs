//! Reload under fire at full size: policies, a list and a plugin swapped under load. It measures, and fails where a promise is not held; what it
//! prints goes into `README.md` here.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement fails by panicking"
)]

#[expect(dead_code, reason = "the client of the tests can do more")]
#[path = "../tests/service/client.rs"]
mod client;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use client::Client;
use hirewall_service::config::{Config, Layers};
use hirewall_service::{Service, Stop};

struct Size {
    seconds: u64,
    connections: usize,
    swaps: u64,
    broken: u64,
    rules: usize,
}

impl Size {
    fn of_environment() -> Self {
        let number = |name: &str, usual| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
        Self {
            seconds: number("FIRE_SECONDS", 60),
            connections: usize::try_from(number("FIRE_CONNECTIONS", 16)).unwrap(),
            swaps: number("FIRE_SWAPS", 50),
            broken: number("FIRE_BROKEN", 10),
            rules: usize::try_from(number("FIRE_RULES", 1_000)).unwrap(),
        }
    }
}

fn main() {
    // `cargo bench` says so; `cargo test` builds this and asks it for nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let size = Size::of_environment();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, 1, &size);
    let (address, stop, thread) = serve(root);
    let (swaps, broken) = (size.swaps, size.broken);
    println!(
        "{} rules, {} connections, {swaps} swaps in {} s, {broken} of them broken",
        size.rules, size.connections, size.seconds
    );

    let quiet = fire(address, &size, |done| {
        thread::sleep(Duration::from_secs(size.seconds / 3));
        done.store(true, Ordering::Relaxed);
    });
    report("without swaps", &quiet);

    let mut until_served = Vec::new();
    let under_fire = fire(address, &size, |done| {
        let every = Duration::from_secs(size.seconds) / u32::try_from(size.swaps).unwrap();
        let mut client = Client::to(address);
        let mut version = 1;
        for swap in 1..=size.swaps {
            let begun = Instant::now();
            let before = generation(&mut client);
            if swap % (size.swaps / size.broken.max(1)).max(1) == 0 {
                fs::write(root.join("policies/fire.yaml"), "policy: fire\ntitle: half a").unwrap();
                wait(&mut client, |answer| answer["degraded"] == true && answer["serving"] == before);
            } else {
                version += 1;
                write(root, version, &size);
                let written = Instant::now();
                wait(&mut client, |answer| answer["serving"].as_u64() > Some(before) && answer["degraded"] == false);
                until_served.push(written.elapsed());
            }
            thread::sleep(every.saturating_sub(begun.elapsed()));
        }
        done.store(true, Ordering::Relaxed);
    });
    report("with swaps", &under_fire);
    until_served.sort();
    let worst = until_served.last().copied().unwrap_or_default();
    println!("new set serves after its last write: median {:?}, worst {worst:?}", until_served[until_served.len() / 2]);
    println!(
        "p99 with swaps / without: {:.2}",
        percentile(&under_fire, 0.99).as_secs_f64() / percentile(&quiet, 0.99).as_secs_f64()
    );
    assert!(worst < Duration::from_secs(1), "the new set serves too late");
    stop.now();
    thread.join().unwrap();
}

/// Latencies of requests that many connections send until it is done. Every answer is checked.
fn fire(address: SocketAddr, size: &Size, work: impl FnOnce(&AtomicBool)) -> Vec<Duration> {
    let done = Arc::new(AtomicBool::new(false));
    let senders: Vec<_> = (0..size.connections)
        .map(|sender| {
            let done = Arc::clone(&done);
            thread::spawn(move || {
                let mut client = Client::to(address);
                let mut took = Vec::new();
                let mut id = 0_u64;
                while !done.load(Ordering::Relaxed) {
                    id += 1;
                    let record = format!(
                        r#"{{"kind":"applicant","id":"{sender}-{id}","applied_at":"2026-01-05T10:00:00Z","phones":[{{"raw":"+1 602 555 0142"}}]}}"#
                    );
                    let begun = Instant::now();
                    let answer = client.post("/v1/decisions", record.as_bytes());
                    took.push(begun.elapsed());
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    let decision = answer.json();
                    let reasons: Vec<&str> = decision["findings"].as_array().unwrap().iter().map(|own| own["reason"].as_str().unwrap()).collect();
                    assert!(reasons.len() == 2 && reasons[0] == reasons[1], "a mixed decision: {decision}");
                    assert!(decision["failures"].as_array().unwrap().is_empty(), "a detector failed: {decision}");
                }
                took
            })
        })
        .collect();
    work(&done);
    let mut all: Vec<Duration> = senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect();
    all.sort();
    all
}

fn percentile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list"
    )]
    let at = (sorted.len() as f64 * share) as usize;
    sorted[at.min(sorted.len() - 1)]
}

fn report(what: &str, sorted: &[Duration]) {
    let [p50, p99, p999] = [0.5, 0.99, 0.999].map(|share| percentile(sorted, share));
    println!(
        "{what}: {} requests, p50 {p50:?}, p99 {p99:?}, p99.9 {p999:?}, worst {:?}",
        sorted.len(),
        sorted.last().unwrap()
    );
}

fn generation(client: &mut Client) -> u64 {
    client.get("/v1/generations").json()["serving"].as_u64().unwrap()
}

fn wait(client: &mut Client, wanted: impl Fn(&serde_json::Value) -> bool) {
    let begun = Instant::now();
    loop {
        let answer = client.get("/v1/generations").json();
        if wanted(&answer) {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "never: {answer}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// A version of everything: the reasons of two policies name it, a list holds it, and the plugin is another file.
fn write(root: &Path, version: u64, size: &Size) {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["policies", "plugins"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    let put = |path: &str, bytes: &[u8]| {
        fs::write(root.join("writing"), bytes).unwrap();
        fs::rename(root.join("writing"), root.join(path)).unwrap();
    };
    put("policies/applicant.schema.json", &fs::read(ours.join("policies/schema/applicant.schema.json")).unwrap());
    let mut component = fs::read(ours.join("plugins/phone/phone.wasm")).unwrap();
    // A custom section makes another file of it, which does the same.
    let name = format!("version-{version}");
    component.extend([0, u8::try_from(name.len() + 1).unwrap(), u8::try_from(name.len()).unwrap()]);
    component.extend(name.as_bytes());
    put("plugins/phone.wasm", &component);
    put(
        "policies/words.yaml",
        format!("list: words\nmatch: exact\nsource: none\nlicense: none\nitems: [v{}, v{version}]\n", version - 1)
            .as_bytes(),
    );
    put("policies/detector.yaml", b"detector: phone\nplugin: phone.wasm\nrecords: [applicant]\nowner: none\ngrants: {lists: {voip_prefixes: words}}\n");
    let rule = |id: &str, when: &str| {
        format!("  - id: {id}\n    title: A rule\n    when: '{when}'\n    score: 1\n    reason: version {version}\n")
    };
    let mut text =
        format!("policy: fire\ntitle: Fire\napplies_to: applicant\nowner: none\nversion: {version}.0.0\nrules:\n");
    text += &rule("always", "applicant.id != \"\"");
    text += &rule("listed", &format!("\"v{version}\" in lists.words"));
    for number in 2..size.rules {
        text += &rule(&format!("r{number}"), &format!("applicant.id == \"nobody-{number}\""));
    }
    put("policies/fire.yaml", text.as_bytes());
}

fn serve(root: &Path) -> (SocketAddr, Stop, thread::JoinHandle<()>) {
    let settings = [
        ("listen", "127.0.0.1:0".to_owned()),
        ("no_auth", "true".to_owned()),
        ("policies", root.join("policies").display().to_string()),
        ("plugins", root.join("plugins").display().to_string()),
        ("state", root.join("state").display().to_string()),
    ];
    let flags = settings.map(|(key, value)| (key.to_owned(), value, key.to_owned()));
    let config = Config::from_layers(&Layers::new().flags(flags)).unwrap();
    let (started, starting) = std::sync::mpsc::channel();
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let service = Service::start(config).await.unwrap();
            started.send((service.address(), service.stop())).unwrap();
            service.serve().await;
        });
    });
    let (address, stop) = starting.recv().unwrap();
    (address, stop, thread)
}
