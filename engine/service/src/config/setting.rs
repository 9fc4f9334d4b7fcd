//! The settings, as a table: name, form, default, meaning. Everything that reads, shows or explains settings goes over it.

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file, with a dot where it stands in a table.
    pub key: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Its value when nobody sets it; empty for none.
    pub default: &'static str,
    /// What it does, in one line.
    pub what: &'static str,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Any text.
    Text,
    /// Text of which only the part before a secret is shown.
    SecretUrl,
    /// A path.
    Path,
    /// An IP address and a port.
    Address,
    /// A number with `ms`, `s`, `m`, `h` or `d`; its least and its greatest in milliseconds.
    Duration(u64, u64),
    /// A number with `B`, `KiB`, `MiB` and so on; its least and its greatest in bytes.
    Bytes(u64, u64),
    /// A number; its least and its greatest.
    Count(u64, u64),
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl Setting {
    /// The environment variable of that setting.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("HIREWALL_{}", self.key.replace('.', "_").to_uppercase())
    }
}

const DAY: u64 = 86_400_000;
const CENTURY: u64 = 36_525 * DAY;

const fn setting(key: &'static str, shape: Shape, default: &'static str, what: &'static str) -> Setting {
    Setting { key, shape, default, what }
}

/// All settings, in the order in which they are shown.
pub const SETTINGS: &[Setting] = &[
    setting("listen", Shape::Address, "127.0.0.1:8470", "address and port to listen on"),
    setting("policies", Shape::Path, "policies", "the policy directory"),
    setting(
        "plugins",
        Shape::Path,
        "plugins",
        "the folder of detector plugins; it may be absent while nobody names it",
    ),
    setting("candidate", Shape::Path, "", "a policy directory that is judged beside and never acts"),
    setting("state", Shape::Path, ".hirewall", "folder for files of the service's own"),
    setting(
        "store",
        Shape::SecretUrl,
        "sqlite",
        "where decisions go: `sqlite` (in the state folder), `sqlite:PATH`, `postgres://…`, or `none`",
    ),
    setting(
        "durability",
        Shape::Choice(&["strict", "relaxed"]),
        "strict",
        "when a decision is answered: once it is on the disk, or once the database has it",
    ),
    setting(
        "counter_memory",
        Shape::Bytes(1 << 20, 1 << 40),
        "256MiB",
        "memory for counters; with a store, what is beyond is read from there",
    ),
    setting("decisions_kept", Shape::Count(1, 10_000_000), "10000", "decisions kept in memory with `store = \"none\"`"),
    setting(
        "retention.clear",
        Shape::Duration(0, CENTURY),
        "730d",
        "how long what was decided `clear` is kept; 0 is for ever",
    ),
    setting("retention.verify", Shape::Duration(0, CENTURY), "730d", "the same for `verify`"),
    setting("retention.review", Shape::Duration(0, CENTURY), "1461d", "the same for `review`"),
    setting("retention.block", Shape::Duration(0, CENTURY), "1461d", "the same for `block`"),
    setting(
        "retention.observations",
        Shape::Duration(0, CENTURY),
        "90d",
        "how long what counters observed is kept when no policy has the counter any more; 0 is for ever",
    ),
    setting("tokens", Shape::Path, "", "file of access tokens; `tokens.toml` in the state folder when empty"),
    setting("no_auth", Shape::Flag, "false", "let anybody on this machine do anything; only on a loopback address"),
    setting("strict", Shape::Flag, "false", "refuse records with fields that their schema does not declare"),
    setting(
        "plugin_cache",
        Shape::Path,
        "",
        "folder of compiled plugins; `plugin-cache` in the state folder when empty",
    ),
    setting("generations_kept", Shape::Count(1, 100), "5", "good generations kept for rollback"),
    setting("shutdown_time", Shape::Duration(0, 3_600_000), "30s", "how long requests under way may take to end"),
    setting("metrics_open", Shape::Flag, "false", "let metrics be read without a token"),
    setting("tls.certificate", Shape::Path, "", "PEM file of the certificate chain"),
    setting("tls.key", Shape::Path, "", "PEM file of the private key"),
    setting("watch.mode", Shape::Choice(&["auto", "events", "poll", "off"]), "auto", "how changed files are noticed"),
    setting("watch.poll", Shape::Duration(100, DAY), "2s", "interval of looks with mode `poll`"),
    setting("watch.poll_beside_events", Shape::Duration(100, DAY), "10s", "interval of looks with mode `auto`"),
    setting("watch.quiet", Shape::Duration(10, 60_000), "100ms", "how long nothing must change before it is read"),
    setting(
        "watch.longest",
        Shape::Duration(10, 600_000),
        "2s",
        "how long changes may go on before it is read all the same",
    ),
    setting("limits.body", Shape::Bytes(1 << 10, 1 << 30), "4MiB", "bytes of a body that is not a stream"),
    setting("limits.line", Shape::Bytes(1 << 10, 1 << 30), "4MiB", "bytes of one line of a stream"),
    setting("limits.batch", Shape::Count(1, 1_000_000), "10000", "records of one batch"),
    setting(
        "limits.request_time",
        Shape::Duration(100, 3_600_000),
        "10s",
        "how long a request may take, or a stream pause",
    ),
    setting("limits.in_flight", Shape::Count(0, 1_000_000), "0", "requests under way; 0 is 32 a core, at least 64"),
    setting("limits.connections", Shape::Count(1, 1_000_000), "1024", "connections"),
    setting("limits.workers", Shape::Count(0, 1_024), "0", "threads that run detectors; 0 is one a core, at least 2"),
    setting("limits.idempotency_keys", Shape::Count(1, 10_000_000), "10000", "answers remembered by idempotency key"),
    setting("limits.idempotency_time", Shape::Duration(1_000, 30 * DAY), "24h", "how long they are remembered"),
    setting(
        "candidate_limits.queue",
        Shape::Count(1, 100_000),
        "256",
        "records that wait for the candidate; more are left out",
    ),
    setting("candidate_limits.kept", Shape::Count(1, 100_000), "200", "differences of the candidate that are listed"),
    setting("log.format", Shape::Choice(&["json", "text"]), "json", "form of log lines"),
    setting(
        "log.level",
        Shape::Text,
        "info",
        "error, warn, info, debug, trace, or directives for parts of the program",
    ),
    setting(
        "otlp.endpoint",
        Shape::SecretUrl,
        "",
        "OpenTelemetry collector for traces, such as http://localhost:4318/v1/traces",
    ),
    setting("otlp.percent", Shape::Count(0, 100), "100", "share of requests that are traced, in percent"),
];

/// The setting of that name.
pub(super) fn find(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// The known name that an unknown one may have meant.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 3.min(candidate.len() / 2))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_and_variables_are_unique() {
        let keys: BTreeSet<_> = SETTINGS.iter().map(|setting| setting.key).collect();
        let variables: BTreeSet<_> = SETTINGS.iter().map(Setting::variable).collect();
        assert_eq!((keys.len(), variables.len()), (SETTINGS.len(), SETTINGS.len()));
    }

    #[test]
    fn a_name_with_a_slip_is_recognised() {
        let keys = || SETTINGS.iter().map(|setting| setting.key);
        assert_eq!(nearest("lisen", keys()), Some("listen"));
        assert_eq!(nearest("limits.bodi", keys()), Some("limits.body"));
        assert_eq!(nearest("watch.qiuet", keys()), Some("watch.quiet"));
        assert_eq!(nearest("frobnicate", keys()), None);
    }
}
