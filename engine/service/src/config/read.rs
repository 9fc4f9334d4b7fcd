//! From the texts of settings to a [`Config`]. All faults are told, not only the first.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hirewall_store::{Durability, Retention};

use super::fault::{ConfigError, Fault};
use super::layers::{Effective, Layers, Source};
use super::setting::Shape;
use super::{
    CandidateLimits, Config, Limits, Log, LogFormat, Otlp, StoreConfig, Tls, Watch, WatchMode, is_local, unit,
};

pub(super) fn config(layers: &Layers) -> Result<Config, ConfigError> {
    let mut values = Values { all: layers.effective(), faults: layers.faults().to_vec() };
    let state = PathBuf::from(values.text("state"));
    let within = |path: PathBuf, name: &str| if path.as_os_str().is_empty() { state.join(name) } else { path };
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let listen = values.address("listen");
    let config = Config {
        listen,
        policies: values.path("policies"),
        plugins: values.path("plugins"),
        plugins_named: values.of("plugins").is_some_and(|value| value.source != Source::Default),
        candidate: values.optional_path("candidate"),
        store: values.store(&state),
        retention: Retention {
            clear: values.kept("retention.clear"),
            verify: values.kept("retention.verify"),
            review: values.kept("retention.review"),
            block: values.kept("retention.block"),
            observations: values.kept("retention.observations"),
        },
        counter_memory: values.bytes("counter_memory"),
        decisions_kept: values.count("decisions_kept"),
        tokens: within(values.path("tokens"), "tokens.toml"),
        no_auth: values.flag("no_auth"),
        strict: values.flag("strict"),
        plugin_cache: within(values.path("plugin_cache"), "plugin-cache"),
        generations_kept: values.count("generations_kept"),
        shutdown_time: values.duration("shutdown_time"),
        tls: values.tls(),
        watch: Watch {
            mode: match values.text("watch.mode").as_str() {
                "events" => WatchMode::Events,
                "poll" => WatchMode::Poll,
                "off" => WatchMode::Off,
                _ => WatchMode::Auto,
            },
            poll: values.duration("watch.poll"),
            poll_beside_events: values.duration("watch.poll_beside_events"),
            quiet: values.duration("watch.quiet"),
            longest: values.duration("watch.longest"),
        },
        limits: Limits {
            body: values.bytes("limits.body"),
            line: values.bytes("limits.line"),
            batch: values.count("limits.batch"),
            request_time: values.duration("limits.request_time"),
            in_flight: values.count_or("limits.in_flight", cores.get().saturating_mul(32).max(64)),
            connections: values.count("limits.connections"),
            workers: values.count_or("limits.workers", cores.get().max(2)),
            idempotency_keys: values.count("limits.idempotency_keys"),
            idempotency_time: values.duration("limits.idempotency_time"),
        },
        candidate_limits: CandidateLimits {
            queue: values.count("candidate_limits.queue"),
            kept: values.count("candidate_limits.kept"),
        },
        log: Log {
            format: if values.text("log.format") == "text" { LogFormat::Text } else { LogFormat::Json },
            level: values.level(),
        },
        otlp: Otlp { endpoint: values.endpoint(), percent: u8::try_from(values.number("otlp.percent")).unwrap_or(100) },
        metrics_open: values.flag("metrics_open"),
        shown: values.all.iter().map(|effective| (effective.setting.key, effective.shown())).collect(),
        state,
    };
    values.together(&config);
    if values.faults.is_empty() { Ok(config) } else { Err(ConfigError { faults: values.faults }) }
}

/// The texts, and what is wrong with those that were read.
struct Values {
    all: Vec<Effective>,
    faults: Vec<Fault>,
}

impl Values {
    fn of(&self, key: &str) -> Option<&Effective> {
        self.all.iter().find(|effective| effective.setting.key == key)
    }

    fn fault(&mut self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        let place = match self.of(key) {
            Some(effective) if !effective.place.is_empty() => effective.place.clone(),
            _ => format!("setting `{key}`"),
        };
        self.faults.push(Fault::new(place, message, help));
    }

    /// The value as it stands, when its shape allows it; else the default.
    fn text(&mut self, key: &str) -> String {
        let Some(effective) = self.of(key).cloned() else { return String::new() };
        match effective.setting.shape {
            Shape::Choice(words) if !words.contains(&effective.value.as_str()) => {
                let help = format!(
                    "Write one of {}.",
                    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
                );
                self.fault(key, format!("`{key}` is not one of its words"), help);
                effective.setting.default.to_owned()
            }
            Shape::Text if effective.value.is_empty() && !effective.setting.default.is_empty() => {
                let help = format!("Leave it out for its default, `{}`.", effective.setting.default);
                self.fault(key, format!("`{key}` is empty"), help);
                effective.setting.default.to_owned()
            }
            Shape::Path if effective.value.is_empty() && !effective.setting.default.is_empty() => {
                self.fault(key, format!("`{key}` is empty"), "Name a folder.");
                effective.setting.default.to_owned()
            }
            _ => effective.value,
        }
    }

    fn path(&mut self, key: &str) -> PathBuf {
        PathBuf::from(self.text(key))
    }

    fn optional_path(&mut self, key: &str) -> Option<PathBuf> {
        let path = self.path(key);
        (!path.as_os_str().is_empty()).then_some(path)
    }

    fn flag(&mut self, key: &str) -> bool {
        match self.text(key).as_str() {
            "true" => true,
            "false" => false,
            _ => {
                self.fault(key, format!("`{key}` is neither `true` nor `false`"), "Write `true` or `false`.");
                false
            }
        }
    }

    fn address(&mut self, key: &str) -> SocketAddr {
        let text = self.text(key);
        let spelt = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
        spelt.unwrap_or(text).parse().unwrap_or_else(|_| {
            let help = "Write an IP address and a port, such as `127.0.0.1:8470`, `0.0.0.0:8470` or `[::1]:8470`.";
            self.fault(key, format!("`{key}` is no address with a port"), help);
            SocketAddr::from(([127, 0, 0, 1], 0))
        })
    }

    fn duration(&mut self, key: &str) -> Duration {
        let text = self.text(key);
        let Some(Shape::Duration(least, most)) = self.of(key).map(|effective| effective.setting.shape) else {
            return Duration::ZERO;
        };
        match unit::duration(&text) {
            Some(value) if (least..=most).contains(&(value.as_millis() as u64)) => value,
            Some(_) => {
                let help = format!("Write a duration from {} to {}.", of_ms(least), of_ms(most));
                self.fault(key, format!("`{key}` is out of its bounds"), help);
                Duration::from_millis(least)
            }
            None => {
                self.fault(
                    key,
                    format!("`{key}` is no duration"),
                    "Write a whole number with a unit: `200ms`, `10s`, `5m`, `1h`, `30d`.",
                );
                Duration::from_millis(least)
            }
        }
    }

    fn bytes(&mut self, key: &str) -> u64 {
        let text = self.text(key);
        let Some(Shape::Bytes(least, most)) = self.of(key).map(|effective| effective.setting.shape) else { return 0 };
        match unit::bytes(&text) {
            Some(value) if (least..=most).contains(&value) => value,
            Some(_) => {
                let help = format!("Write a size from {least}B to {most}B.");
                self.fault(key, format!("`{key}` is out of its bounds"), help);
                least
            }
            None => {
                self.fault(
                    key,
                    format!("`{key}` is no size"),
                    "Write a whole number with a unit: `512KiB`, `4MiB`, `1GiB`.",
                );
                least
            }
        }
    }

    fn number(&mut self, key: &str) -> u64 {
        let text = self.text(key);
        let Some(Shape::Count(least, most)) = self.of(key).map(|effective| effective.setting.shape) else { return 0 };
        match text.trim().parse::<u64>() {
            Ok(value) if (least..=most).contains(&value) => value,
            _ => {
                let help = format!("Write a whole number from {least} to {most}.");
                self.fault(key, format!("`{key}` is no number within its bounds"), help);
                least
            }
        }
    }

    fn count(&mut self, key: &str) -> NonZeroUsize {
        usize::try_from(self.number(key)).ok().and_then(NonZeroUsize::new).unwrap_or(NonZeroUsize::MIN)
    }

    /// A count of which 0 means a default that the machine gives.
    fn count_or(&mut self, key: &str, otherwise: usize) -> NonZeroUsize {
        let number = usize::try_from(self.number(key)).unwrap_or(otherwise);
        NonZeroUsize::new(if number == 0 { otherwise } else { number }).unwrap_or(NonZeroUsize::MIN)
    }

    fn level(&mut self) -> String {
        let level = self.text("log.level");
        if tracing_subscriber::EnvFilter::try_new(&level).is_err() {
            let help = "Write `error`, `warn`, `info`, `debug` or `trace`, or directives such as `info,hirewall_service=debug`.";
            self.fault("log.level", "`log.level` is no level", help);
        }
        level
    }

    fn tls(&mut self) -> Option<Tls> {
        match (self.optional_path("tls.certificate"), self.optional_path("tls.key")) {
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (None, None) => None,
            (Some(_), None) => {
                self.fault("tls.certificate", "there is a certificate without a key", "Set `tls.key` too.");
                None
            }
            (None, Some(_)) => {
                self.fault("tls.key", "there is a key without a certificate", "Set `tls.certificate` too.");
                None
            }
        }
    }

    fn endpoint(&mut self) -> Option<String> {
        let endpoint = self.text("otlp.endpoint");
        if endpoint.is_empty() {
            return None;
        }
        if !endpoint.starts_with("http://") {
            let help =
                "Write `http://host:4318/v1/traces`; a collector beside the service goes on from there with TLS.";
            self.fault("otlp.endpoint", "`otlp.endpoint` is no address that begins with `http://`", help);
        }
        if !cfg!(feature = "otlp") {
            let help = "Build with the feature `otlp`, or leave `otlp.endpoint` out.";
            self.fault("otlp.endpoint", "this program was built without OpenTelemetry", help);
        }
        Some(endpoint)
    }

    /// How long something is kept; nothing for ever.
    fn kept(&mut self, key: &str) -> Option<Duration> {
        Some(self.duration(key)).filter(|time| !time.is_zero())
    }

    fn store(&mut self, state: &Path) -> StoreConfig {
        let durability = match self.text("durability").as_str() {
            "relaxed" => Durability::Relaxed,
            _ => Durability::Strict,
        };
        let url = match self.text("store").as_str() {
            "none" => return StoreConfig::None,
            "sqlite" => format!("sqlite:{}", state.join("hirewall.db").display()),
            url if url.starts_with("postgres://") || url.starts_with("postgresql://") => url.to_owned(),
            url if url.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty()) => url.to_owned(),
            _ => {
                let help = "Write `sqlite`, `sqlite:PATH`, `postgres://USER@HOST/DATABASE`, or `none`: then the last `decisions_kept` decisions are kept in memory.";
                self.fault("store", "`store` names no store", help);
                return StoreConfig::None;
            }
        };
        StoreConfig::Url(url, durability)
    }

    /// What settings say together.
    fn together(&mut self, config: &Config) {
        if config.no_auth && !is_local(config.listen) {
            let help =
                "Listen on `127.0.0.1` or `[::1]`, or leave `no_auth` out and make tokens with `hirewall token new`.";
            self.fault("no_auth", "`no_auth` would let anybody in from the network", help);
        }
        if config.watch.quiet > config.watch.longest {
            let help = "Set `watch.longest` to at least `watch.quiet`.";
            self.fault("watch.longest", "`watch.longest` is shorter than `watch.quiet`", help);
        }
    }
}

fn of_ms(ms: u64) -> String {
    if ms.is_multiple_of(1_000) { format!("{}s", ms / 1_000) } else { format!("{ms}ms") }
}
