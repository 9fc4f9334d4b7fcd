//! The first start: a token for whoever started the service, so that there is never a service without one.

use std::path::Path;

use super::ServeError;
use crate::token::{Role, TokenFile, write_private};
use crate::words::reason;

/// What the first token is called.
const NAME: &str = "first";

/// Makes the first token, and writes its secret beside, for the owner alone. It may send and read records and run the service.
pub(super) fn make(tokens: &mut TokenFile, secret_file: &Path) -> Result<(), ServeError> {
    let secret = tokens.add(NAME, &[Role::Ingest, Role::Reader, Role::Operator], None)?;
    write_private(secret_file, format!("{}\n", secret.text()).as_bytes())
        .map_err(|error| ServeError::State { path: secret_file.to_owned(), reason: reason(&error) })?;
    tracing::info!(file = %secret_file.display(), "the first start: the token `{NAME}` was made, its secret is in the file");
    Ok(())
}
