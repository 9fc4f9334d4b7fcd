//! What a detector may use. Every limit has a unit, a default and a failure beyond it; none can be switched off, and none
//! depends on another.

use hirewall_model::manifest;

/// Limits of one detector.
///
/// | limit | unit | default | most | failure beyond it |
/// | --- | --- | --- | --- | --- |
/// | `time_ms` | ms of one record, in ticks of 1 ms | 50 | 10,000 | `time-limit` |
/// | `configure_ms` | ms of the start, and again of `configure`; four times as much for all canaries | 5,000 | 60,000 | `time-limit` when it is loaded, `canary` for canaries |
/// | `memory_mib` | MiB of all its linear memories | 64 | 1,024 | `memory-limit` |
/// | `table_elements` | elements of all its tables | 10,000 | 1,000,000 | `table-limit` |
/// | `output_bytes` | bytes that one call hands to the host | 1 MiB | 64 MiB | `output-limit` |
/// | `signals` | signals of a record | 256 | 4,096 | `signal-limit` |
/// | `evidence` | JSON pointers of a record | 1,024 | 65,536 | `bad-evidence` |
/// | `host_calls` | imports called for a record | 10,000 | 1,000,000 | `host-call-limit` |
/// | `json_depth` | nesting of a JSON signal | 32 | 100 | `bad-signals` |
///
/// The stack (512 KiB, `stack-overflow`) and the counts of instances, memories and tables of a component are the host's,
/// see [`crate::HostOptions`]. A value of zero counts as one, a value beyond the most as the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Milliseconds that the guest may run for one record; waiting for a processor does not count.
    pub time_ms: u32,
    /// Milliseconds for the start of the component, and again for `configure`. Where there is no snapshot an instance that is
    /// not ready in time costs the record as much.
    pub configure_ms: u32,
    /// MiB of linear memory.
    pub memory_mib: u32,
    /// Elements of tables.
    pub table_elements: u32,
    /// Bytes that the guest hands to the host in one call.
    pub output_bytes: u32,
    /// Signals of a record.
    pub signals: u32,
    /// JSON pointers of a record.
    pub evidence: u32,
    /// Calls of imports for a record.
    pub host_calls: u32,
    /// Nesting of a JSON signal.
    pub json_depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time_ms: 50,
            configure_ms: 5_000,
            memory_mib: 64,
            table_elements: 10_000,
            output_bytes: 1 << 20,
            signals: 256,
            evidence: 1_024,
            host_calls: 10_000,
            json_depth: 32,
        }
    }
}

impl Limits {
    /// The highest values that count.
    pub const MOST: Self = Self {
        time_ms: 10_000,
        configure_ms: 60_000,
        memory_mib: 1_024,
        table_elements: 1_000_000,
        output_bytes: 64 << 20,
        signals: 4_096,
        evidence: 65_536,
        host_calls: 1_000_000,
        json_depth: 100,
    };

    /// The same limits with the operator's in their place where there are some, else the manifest's wishes. A wish beyond
    /// `wishes` counts only as far as that: a plugin cannot help itself to more than the host grants unasked.
    #[must_use]
    pub fn of(self, operator: &manifest::Limits, manifest: &manifest::Limits, wishes: &manifest::Limits) -> Self {
        let pick = |own: u32, operator: Option<u32>, wish: Option<u32>, most: Option<u32>| {
            operator.unwrap_or_else(|| wish.map_or(own, |wish| wish.min(most.unwrap_or(own).max(own))))
        };
        Self {
            time_ms: pick(self.time_ms, operator.time_ms, manifest.time_ms, wishes.time_ms),
            memory_mib: pick(self.memory_mib, operator.memory_mib, manifest.memory_mib, wishes.memory_mib),
            configure_ms: pick(self.configure_ms, operator.configure_ms, manifest.configure_ms, wishes.configure_ms),
            ..self
        }
        .bounded()
    }

    /// Each limit between one and its most.
    #[must_use]
    pub fn bounded(self) -> Self {
        let most = Self::MOST;
        Self {
            time_ms: self.time_ms.clamp(1, most.time_ms),
            configure_ms: self.configure_ms.clamp(1, most.configure_ms),
            memory_mib: self.memory_mib.clamp(1, most.memory_mib),
            table_elements: self.table_elements.clamp(1, most.table_elements),
            output_bytes: self.output_bytes.clamp(1, most.output_bytes),
            signals: self.signals.clamp(1, most.signals),
            evidence: self.evidence.clamp(1, most.evidence),
            host_calls: self.host_calls.clamp(1, most.host_calls),
            json_depth: self.json_depth.clamp(1, most.json_depth),
        }
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        self.memory_mib as usize * (1 << 20)
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use hirewall_model::manifest;

    fn time(operator: Option<u32>, wish: Option<u32>) -> u32 {
        let of = |time_ms| manifest::Limits { time_ms, ..manifest::Limits::default() };
        Limits::default().of(&of(operator), &of(wish), &of(Some(500))).time_ms
    }

    #[test]
    fn the_operators_word_counts_and_a_wish_as_far_as_the_host_goes() {
        assert_eq!(time(None, None), 50);
        assert_eq!(time(None, Some(20)), 20);
        assert_eq!(time(None, Some(400)), 400);
        assert_eq!(time(None, Some(501)), 500);
        assert_eq!(time(Some(30), Some(400)), 30);
        assert_eq!(time(Some(2_000), Some(400)), 2_000);
        assert_eq!(time(Some(20_000), None), 10_000);
        assert_eq!(time(Some(0), None), 1);
    }

    #[test]
    fn no_limit_can_be_switched_off() {
        let none = Limits {
            time_ms: 0,
            configure_ms: 0,
            memory_mib: 0,
            table_elements: 0,
            output_bytes: 0,
            signals: 0,
            evidence: 0,
            host_calls: 0,
            json_depth: 0,
        };
        let all = Limits {
            time_ms: u32::MAX,
            configure_ms: u32::MAX,
            memory_mib: u32::MAX,
            table_elements: u32::MAX,
            output_bytes: u32::MAX,
            signals: u32::MAX,
            evidence: u32::MAX,
            host_calls: u32::MAX,
            json_depth: u32::MAX,
        };
        let no_word = manifest::Limits::default();
        assert_eq!(all.of(&no_word, &no_word, &no_word), Limits::MOST);
        let least = none.of(&no_word, &no_word, &no_word);
        assert!(least.time_ms == 1 && least.memory_mib == 1 && least.output_bytes == 1 && least.host_calls == 1);
    }
}
