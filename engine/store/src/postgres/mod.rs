//! PostgreSQL, by URL. It knows nothing of what the tables mean.

mod connection;
mod param;
mod tls;

use std::time::{Duration, Instant};

use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::backend::{Backend, Connection};
use crate::{Durability, Error, Options, Result};
use connection::{Session, said};

/// A server, and how to reach it.
#[derive(Clone)]
pub(crate) struct PostgresServer {
    config: Config,
    place: String,
    options: Options,
    tls: Option<MakeRustlsConnect>,
}

impl PostgresServer {
    /// Reads the URL; connects to nothing.
    pub(crate) fn new(url: &str, options: &Options) -> Result<Self> {
        let place = without_password(url);
        let mut config: Config = url
            .parse()
            .map_err(|_| Error::Url { url: place.clone(), why: "it is not a URL that PostgreSQL's clients read" })?;
        config.application_name("hirewall");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        let tls = if config.get_ssl_mode() == SslMode::Disable { None } else { Some(tls::connector(options)?) };
        Ok(Self { config, place, options: options.clone(), tls })
    }

    fn client(&self) -> Result<Client> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let mut client = client.map_err(|error| Error::NotWritable { place: self.place.clone(), why: said(&error) })?;
        let commit = if self.options.durability == Durability::Strict { "on" } else { "off" };
        let wait = self.options.lock_wait.as_millis();
        client
            .batch_execute(&format!(
                "SET synchronous_commit = {commit}; SET lock_timeout = {wait}; SET client_min_messages = warning"
            ))
            .map_err(|error| Error::Database { doing: "begin a session", why: said(&error).into() })?;
        Ok(client)
    }

    /// Gives a session the right to write; there is one per schema, and it ends with the session.
    fn lock(&self, client: &mut Client) -> Result<()> {
        // The server may not have noticed yet that the last writer is gone.
        let patience = Instant::now() + self.options.lock_wait;
        loop {
            let row = client
                .query_one("SELECT pg_try_advisory_lock(hashtext('hirewall/' || current_schema()))", &[])
                .map_err(|error| Error::Database { doing: "lock the store", why: said(&error).into() })?;
            if row.try_get(0).unwrap_or(false) {
                return Ok(());
            }
            if Instant::now() >= patience {
                return Err(Error::Locked { place: self.place.clone() });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Backend for PostgresServer {
    fn writer(&self) -> Result<Box<dyn Connection>> {
        let mut client = self.client()?;
        self.lock(&mut client)?;
        Ok(Box::new(Session::new(client, self.clone(), true)))
    }

    fn reader(&self) -> Result<Box<dyn Connection>> {
        Ok(Box::new(Session::new(self.client()?, self.clone(), false)))
    }

    fn place(&self) -> String {
        self.place.clone()
    }

    fn dialect(&self, sql: &str) -> String {
        // What is encrypted does not compress.
        let sql = sql.to_owned();
        sql + "ALTER TABLE entries ALTER COLUMN sealed SET STORAGE EXTERNAL;"
    }
}

/// The URL as it may be shown.
pub(crate) fn without_password(url: &str) -> String {
    let bare = |text: &str| text.split('?').next().unwrap_or_default().to_owned();
    let Some((scheme, rest)) = url.split_once("://") else { return bare(url) };
    match rest.rsplit_once('@') {
        Some((who, place)) => {
            let user = who.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{}", bare(place))
        }
        None => format!("{scheme}://{}", bare(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_not_shown() {
        for (url, shown) in [
            ("postgres://ann:secret@db.example/hire", "postgres://ann@db.example/hire"),
            ("postgres://ann:se@cret@db.example/hire", "postgres://ann@db.example/hire"),
            ("postgres://ann:se?cret@db.example/hire", "postgres://ann@db.example/hire"),
            ("mysql://ann:secret@db.example/hire?a=b", "mysql://ann@db.example/hire"),
            ("postgres://db.example/hire?password=secret", "postgres://db.example/hire"),
            ("postgresql:///hire?host=/run", "postgresql:///hire"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
