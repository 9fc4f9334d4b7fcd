//! W3C trace context: which trace a request belongs to. Of what the client sends only hexadecimal digits are taken over.

use axum::http::HeaderMap;

/// The trace that a request belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parent {
    trace: u128,
    /// The client's span; none where the trace begins here.
    span: Option<(u64, u8)>,
}

impl Parent {
    /// A trace that begins here.
    pub(super) fn new() -> Self {
        let mut bytes = [0; 16];
        // Without randomness requests are told apart by the time.
        if getrandom::fill(&mut bytes).is_err() {
            bytes = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos().to_be_bytes();
        }
        Self { trace: u128::from_be_bytes(bytes).max(1), span: None }
    }

    /// As the header `traceparent` says; nothing when it is not as the standard has it.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut parts = headers.get("traceparent")?.to_str().ok()?.split('-');
        let version = parts.next().filter(|text| lower_hex(text, 2) && *text != "ff")?;
        let trace = u128::from_str_radix(parts.next().filter(|text| lower_hex(text, 32))?, 16).ok()?;
        let span = u64::from_str_radix(parts.next().filter(|text| lower_hex(text, 16))?, 16).ok()?;
        let flags = u8::from_str_radix(parts.next().filter(|text| lower_hex(text, 2))?, 16).ok()?;
        // Later versions may have more parts.
        let ends = version != "00" || parts.next().is_none();
        (trace != 0 && span != 0 && ends).then_some(Self { trace, span: Some((span, flags)) })
    }

    /// What the request is called in logs.
    pub(super) fn trace_id(&self) -> String {
        format!("{:032x}", self.trace)
    }

    /// Makes the span a child of the client's.
    #[cfg(feature = "otlp")]
    pub(super) fn adopt(&self, span: &tracing::Span) {
        use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
        use tracing_opentelemetry::OpenTelemetrySpanExt as _;

        let Some((parent, flags)) = self.span else { return };
        let (trace, parent) = (TraceId::from(self.trace), SpanId::from(parent));
        let context = SpanContext::new(trace, parent, TraceFlags::new(flags), true, TraceState::default());
        // Where no traces are exported there is nothing to be a child of.
        let _ = span.set_parent(opentelemetry::Context::new().with_remote_span_context(context));
    }

    #[cfg(not(feature = "otlp"))]
    #[expect(clippy::unused_self, reason = "without traces there is nothing to be a child of")]
    pub(super) fn adopt(&self, _: &tracing::Span) {}
}

fn lower_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests stop at the first surprise")]

    use super::*;

    #[test]
    fn only_what_the_standard_allows_is_taken_over() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", text.parse().unwrap());
            Parent::of(&headers).map(|parent| parent.trace_id())
        };
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(read(&format!("00-{trace}-00f067aa0ba902b7-01")), Some(trace.to_owned()));
        assert_eq!(read(&format!("01-{trace}-00f067aa0ba902b7-01-more")), Some(trace.to_owned()));
        let bad = [
            format!("00-{trace}-00f067aa0ba902b7-01-more"),
            format!("ff-{trace}-00f067aa0ba902b7-01"),
            format!("00-{}-00f067aa0ba902b7-01", trace.to_uppercase()),
            format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            format!("00-{trace}-0000000000000000-01"),
            "00-kim@example.org-00f067aa0ba902b7-01".to_owned(),
            String::new(),
        ];
        for text in bad {
            assert_eq!(read(&text), None, "{text}");
        }
        assert_ne!(Parent::new().trace_id(), Parent::new().trace_id());
    }
}
