//! A detector plugin for Hirewall. This one says whether an e-mail address is at a free provider; put your own facts in its
//! place.

use hirewall_sdk::{Detector, Failure, Input, Report, Request, Schema};

/// The operator's settings.
#[derive(Schema, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Domains at which anybody gets an address.
    #[schema(default = ["gmail.com", "outlook.com", "proton.me"])]
    free_domains: Vec<String>,
}

/// What is read of an applicant. Nothing else of the record is handed over.
#[derive(Input)]
#[record("applicant")]
pub struct Applicant {
    #[read("/basics/email")]
    email: Option<String>,
}

/// The facts, typed for conditions: `signals.<name>.free_provider`.
#[derive(Schema, serde::Serialize)]
pub struct Signals {
    /// Whether the address is at a free provider. Absent without an address.
    free_provider: Option<bool>,
}

/// The detector: what its settings became.
pub struct MailDomain {
    free_domains: Vec<String>,
}

impl Detector for MailDomain {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        let free_domains = settings.free_domains.iter().map(|domain| domain.to_lowercase()).collect();
        Ok(Self { free_domains })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let domain = request.input.email.as_deref().and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain);
        let free_provider = domain.map(|domain| self.free_domains.contains(&domain.to_lowercase()));
        Ok(Report::new(Signals { free_provider }).evidence("free_provider", ["/basics/email"]))
    }
}

hirewall_sdk::export! {
    MailDomain,
    id: "{{id}}",
    vendor: {{vendor}},
    method: Rule,
    description: "Says whether an e-mail address is at a free provider.",
    intended_use: "A hint beside others, in checks of contact details.",
    known_limitations: "Knows the domains in its settings and no others.",
    limits: { time_ms: 20 },
}

#[cfg(test)]
mod tests {
    use hirewall_sdk::testing;
    use serde_json::json;

    use super::MailDomain;

    #[test]
    fn cases_give_the_signals_that_they_expect() {
        hirewall_testkit::assert_cases::<MailDomain>(env!("CARGO_MANIFEST_DIR"));
    }

    #[test]
    fn domains_are_compared_caselessly() {
        let inputs = json!({"/basics/email": "jo@GMAIL.com"});
        let signals = testing::detect::<MailDomain>("{}", "applicant", inputs, 0);
        assert_eq!(signals, Ok(json!({"free_provider": true})));
    }
}
