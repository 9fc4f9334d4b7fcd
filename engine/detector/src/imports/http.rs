//! Outbound HTTPS, when it is granted.

use crate::failure::{Code, Fault};
use crate::http::{Exchange, FetchError};
use crate::state::State;
use crate::world::http::{Host, HttpError, HttpRequest, HttpResponse};

impl Host for State {
    fn fetch(&mut self, request: HttpRequest) -> wasmtime::Result<Result<HttpResponse, HttpError>> {
        self.count_call()?;
        if self.configuring {
            return self.end(Fault::new(Code::ForbiddenCall, "it called `http` before it was configured"));
        }
        let reach = std::sync::Arc::clone(&self.reach);
        let Some(client) = &reach.http else { return Ok(Err(HttpError::Denied)) };
        let origins = reach.declared.http.intersection(&reach.grants.http);
        let exchange = Exchange {
            method: &request.method,
            url: &request.url,
            headers: &request.headers,
            body: &request.body,
            timeout_ms: request.timeout_ms,
        };
        let answer = client.fetch(&exchange, origins.map(String::as_str), &mut self.http);
        Ok(match answer {
            Ok(response) => {
                Ok(HttpResponse { status: response.status, headers: response.headers, body: response.body })
            }
            Err(FetchError::Denied) => Err(HttpError::Denied),
            Err(FetchError::Timeout) => Err(HttpError::Timeout),
            Err(FetchError::TooLarge) => Err(HttpError::TooLarge),
            Err(FetchError::Unreachable) => Err(HttpError::Unreachable),
            Err(FetchError::Budget) => Err(HttpError::Budget),
        })
    }
}
