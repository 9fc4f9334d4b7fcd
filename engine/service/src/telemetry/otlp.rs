//! Traces to an OpenTelemetry collector, by OTLP over HTTP. What stands in a span is for whoever makes it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::hyper::HyperClient;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Layer};

/// How long one export may take.
const EXPORT: Duration = Duration::from_secs(10);

/// The way of spans to a collector.
pub(super) struct Traces {
    provider: SdkTracerProvider,
}

impl Traces {
    /// To that address, so many percent of the requests. It wants a tokio runtime around it.
    pub(super) fn new(endpoint: &str, percent: u8) -> Result<Self, String> {
        let client = InRuntime {
            runtime: tokio::runtime::Handle::current(),
            client: Arc::new(HyperClient::with_default_connector(EXPORT, None)),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(endpoint)
            .with_timeout(EXPORT)
            .with_http_client(client)
            .build()
            .map_err(|error| error.to_string())?;
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(f64::from(percent) / 100.0)));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(sampler)
            .with_resource(Resource::builder().with_service_name("hirewall").build())
            .build();
        Ok(Self { provider })
    }

    /// What turns our spans into those of OpenTelemetry; those of other crates are left out.
    pub(super) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: tracing::Subscriber + for<'s> LookupSpan<'s>,
    {
        let layer: OpenTelemetryLayer<S, _> =
            tracing_opentelemetry::layer().with_tracer(self.provider.tracer("hirewall"));
        layer.with_location(false).with_threads(false).with_filter(EnvFilter::new("hirewall_service=info"))
    }

    /// Sends what waits.
    pub(super) fn finish(self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// A client that works on our runtime, whichever thread asks it: the exporter has a thread of its own.
#[derive(Debug)]
struct InRuntime {
    runtime: tokio::runtime::Handle,
    client: Arc<HyperClient>,
}

impl HttpClient for InRuntime {
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        let client = Arc::clone(&self.client);
        let sent = self.runtime.spawn(async move { client.send_bytes(request).await });
        Box::pin(async move { sent.await? })
    }
}
