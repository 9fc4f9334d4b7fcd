//! A real service on a real port, over folders of its own.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use hirewall_service::config::{Config, Layers};
use hirewall_service::{Service, Stop};
use serde_json::Value;
use tempfile::TempDir;

use crate::client::Client;

pub(crate) const SCHEMA: &str = r#"{
    "x-record": {"kind": "applicant", "id": "/id", "subject": "/person"},
    "type": "object", "required": ["kind", "id"],
    "properties": {
        "kind": {"const": "applicant"}, "id": {"type": "string"}, "person": {"type": "string"},
        "email": {"type": "string", "x-pii": "direct"}, "years": {"type": "integer", "minimum": 0}
    }
}"#;

/// A folder of policies that say in every reason which version they are.
pub(crate) fn write_version(folder: &Path, version: u64) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("applicant.schema.json"), SCHEMA).unwrap();
    fs::write(folder.join("a.yaml"), policy("a", version)).unwrap();
    fs::write(folder.join("b.yaml"), policy("b", version)).unwrap();
}

pub(crate) fn policy(id: &str, version: u64) -> String {
    format!(
        "policy: {id}\ntitle: Policy {id}\napplies_to: applicant\nowner: tests\nversion: {version}.0.0\nrules:\n  \
         - id: always\n    title: Every record\n    when: applicant.id != \"\"\n    score: 1\n    \
         reason: version {version}\n"
    )
}

pub(crate) const BROKEN: &str = "policy: a\ntitle: Half a fi";

pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    pub(crate) folder: TempDir,
    pub(crate) token: Option<String>,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Serving {
    /// Version 1, without tokens, with these settings.
    pub(crate) fn start(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_version(&folder.path().join("policies"), 1);
        Self::over(folder, &[&[("no_auth", "true")], settings].concat())
    }

    pub(crate) fn over(folder: TempDir, settings: &[(&str, &str)]) -> Self {
        let config = config(folder.path(), settings);
        let state = config.state.clone();
        let with_tokens = !config.no_auth;
        let (started, starting) = std::sync::mpsc::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let service = Service::start(config).await.unwrap();
                started.send((service.address(), service.stop())).unwrap();
                service.serve().await;
            });
        });
        let (address, stop) = starting.recv().unwrap();
        let token = with_tokens
            .then(|| fs::read_to_string(state.join("token")).ok().map(|text| text.trim().to_owned()))
            .flatten();
        Self { address, folder, token, stop, thread: Some(thread) }
    }

    pub(crate) fn policies(&self) -> PathBuf {
        self.folder.path().join("policies")
    }

    pub(crate) fn client(&self) -> Client {
        let mut client = Client::to(self.address);
        client.token.clone_from(&self.token);
        client
    }

    /// Asks until the answer is as wanted.
    pub(crate) fn until(&self, path: &str, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut client = self.client();
        let begun = Instant::now();
        loop {
            let answer = client.get(path).json();
            if wanted(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "never {what}: {answer}");
            // Gives way to the service; nothing depends on how long.
            thread::sleep(Duration::from_millis(2));
        }
    }

    pub(crate) fn until_generation(&self, number: u64) -> Value {
        self.until("/v1/generations", &format!("generation {number}"), |answer| answer["serving"] == number)
    }

    pub(crate) fn begin_to_stop(&self) {
        self.stop.now();
    }

    /// Ends it, and looks at what it left before its folder goes.
    pub(crate) fn end_and(mut self, look: impl FnOnce()) {
        self.stop.now();
        self.thread.take().unwrap().join().unwrap();
        look();
    }

    pub(crate) fn end(mut self) {
        self.stop.now();
        self.thread.take().unwrap().join().unwrap();
    }
}

impl Serving {
    /// Ends it and starts another one over the same folder.
    pub(crate) fn again(mut self, settings: &[(&str, &str)]) -> Self {
        self.stop.now();
        self.thread.take().unwrap().join().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        Self::over(folder, &[&[("no_auth", "true")], settings].concat())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.stop.now();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub(crate) fn config(folder: &Path, settings: &[(&str, &str)]) -> Config {
    let own = [
        ("listen", "127.0.0.1:0".to_owned()),
        ("policies", folder.join("policies").display().to_string()),
        ("plugins", folder.join("plugins").display().to_string()),
        ("state", folder.join("state").display().to_string()),
        ("watch.quiet", "20ms".to_owned()),
        ("watch.longest", "500ms".to_owned()),
    ];
    let own = own.into_iter().map(|(key, value)| (key.to_owned(), value, key.to_owned()));
    let given = settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned(), (*key).to_owned()));
    // The folder of plugins is named by nobody, so that it need not be there.
    let has_plugins = folder.join("plugins").exists();
    let all = own.chain(given).filter(|(key, _, _)| key != "plugins" || has_plugins);
    let mut config = Config::from_layers(&Layers::new().flags(all)).unwrap();
    if !has_plugins {
        config.plugins = folder.join("plugins");
    }
    config
}

pub(crate) fn record(id: u64) -> Vec<u8> {
    format!(r#"{{"kind":"applicant","id":"r{id}","person":"p{id}"}}"#).into_bytes()
}
