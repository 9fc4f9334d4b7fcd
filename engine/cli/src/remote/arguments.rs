//! Which service is meant, as flags and variables. A flag goes before a variable.

use std::env;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;
use hirewall_service::config::unit;
use ureq::http::HeaderValue;

use super::address::Address;
use super::transport::{Limits, Transport};
use super::{Service, authorities, token};
use crate::failure::Failure;

const SERVER: &str = "HIREWALL_SERVER";
const TOKEN: &str = "HIREWALL_TOKEN";
const TOKEN_FILE: &str = "HIREWALL_TOKEN_FILE";
const AUTHORITIES: &str = "HIREWALL_CA";

/// How long a service may take when nobody says otherwise.
const TIME: Duration = Duration::from_secs(60);
/// Bytes of an answer when nobody says otherwise.
const ANSWER: u64 = 256 << 20;

/// A running service.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Through a running service")]
pub(crate) struct ServerArguments {
    /// Ask the service at this address, such as https://hirewall.example:8470, and leave its store alone [env: HIREWALL_SERVER]
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// The file with the secret of a token, as `hirewall token new` printed it [env: HIREWALL_TOKEN_FILE, or the secret itself in HIREWALL_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// The certificates (PEM) of the authorities to trust, and no others; without it, those of the system [env: HIREWALL_CA]
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// How long the service may take in all, such as 200ms, 10s or 5m [default: 60s]
    #[arg(long, value_name = "TIME", value_parser = time)]
    timeout: Option<Duration>,
    /// How large an answer may be, such as 64MiB; a larger one is refused [default: 256MiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    answer_limit: Option<u64>,
    /// Send the token and personal data over the network without TLS
    #[arg(long)]
    plain_http: bool,
}

/// A service that somebody named.
#[derive(Debug)]
pub(crate) struct Named {
    text: String,
    /// What names it, for messages.
    pub(crate) from: &'static str,
}

impl ServerArguments {
    /// The service that is to be asked, if any is.
    pub(crate) fn named(&self) -> Result<Option<Named>, Failure> {
        match &self.server {
            Some(text) => Ok(Some(Named { text: text.clone(), from: "`--server`" })),
            None => Ok(variable(SERVER)?.map(|text| Named { text, from: "the variable `HIREWALL_SERVER`" })),
        }
    }

    /// Says so when something is given that means nothing without a service.
    pub(crate) fn none_named(&self) -> Result<(), Failure> {
        let given = [
            ("--token-file", self.token_file.is_some()),
            ("--ca", self.ca.is_some()),
            ("--timeout", self.timeout.is_some()),
            ("--answer-limit", self.answer_limit.is_some()),
            ("--plain-http", self.plain_http),
        ];
        match given.into_iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(Failure::usage(format!("`{flag}` is of a running service, and none is named"))
                .help(format!("Name it with `--server URL`, or leave `{flag}` out to work on the store itself."))),
            None => Ok(()),
        }
    }

    /// The service of that name, after it said who it is.
    pub(crate) fn reach(&self, named: &Named) -> Result<Service, Failure> {
        let address = Address::read(&named.text, named.from)?;
        if !address.tls && !address.is_local() && !self.plain_http {
            return Err(Failure::usage(format!("the token and personal data would go to `{address}` without TLS"))
                .help("Write `https://`; `--ca FILE` names an authority of your own. With `--plain-http` they go all the same."));
        }
        let authorization = self.token()?;
        let authorities = match (address.tls, &self.ca) {
            (true, Some(file)) => Some(authorities::from_file(file)?),
            (true, None) => Some(match variable(AUTHORITIES)? {
                Some(file) => authorities::from_file(file.as_ref())?,
                None => authorities::of_the_system(),
            }),
            (false, Some(_)) => {
                return Err(Failure::usage(format!("`--ca` is given, and `{address}` is without TLS"))
                    .help("Write `https://`, or leave `--ca` out."));
            }
            (false, None) => None,
        };
        let time = self.timeout.unwrap_or(TIME);
        let limits = Limits { time, until: Instant::now() + time, answer: self.answer_limit.unwrap_or(ANSWER) };
        Service::reach(Transport::new(address, authorization, authorities, limits))
    }

    fn token(&self) -> Result<Option<HeaderValue>, Failure> {
        if let Some(file) = &self.token_file {
            return token::from_file(file).map(Some);
        }
        match (variable(TOKEN)?, variable(TOKEN_FILE)?) {
            (Some(_), Some(_)) => Err(Failure::usage(format!("both `{TOKEN}` and `{TOKEN_FILE}` are set"))
                .help("Set one of them, or name the file with `--token-file FILE`.")),
            (Some(text), None) => token::from_variable(TOKEN, &text).map(Some),
            (None, Some(file)) => token::from_file(file.as_ref()).map(Some),
            // A service that was started with `no_auth` wants none.
            (None, None) => Ok(None),
        }
    }
}

/// What a variable has; an empty one is none.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(Failure::usage(format!("the variable `{name}` is no text")).help("Set it anew, or unset it."))
        }
    }
}

fn time(text: &str) -> Result<Duration, String> {
    let time = unit::duration(text).filter(|time| (1..=86_400_000).contains(&time.as_millis()));
    time.ok_or_else(|| "give a time from 1ms to 1d with its unit, such as 200ms, 10s or 5m".to_owned())
}

fn size(text: &str) -> Result<u64, String> {
    let size = unit::bytes(text).filter(|size| (1 << 10..=1 << 40).contains(size));
    size.ok_or_else(|| "give a size from 1KiB to 1024GiB with its unit, such as 64MiB".to_owned())
}
