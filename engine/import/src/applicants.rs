//! Whose application stands behind the user of a computer: work mailboxes and the ids of applicants, as payroll or the identity provider
//! knows them. It guesses nothing: a mailbox that the list does not name belongs to nobody.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Read;
use std::sync::Arc;

/// Bytes of the list, 256 MiB.
const MOST_BYTES: u64 = 256 << 20;

/// Mailboxes and the ids of the applicants whose they are.
#[derive(Debug, Clone)]
pub struct Applicants(Arc<HashMap<Box<str>, Box<str>>>);

/// Why a list of applicants cannot be used. It quotes nothing of the list.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApplicantsError {
    /// Reading failed, or it is no CSV in UTF-8.
    #[error("the list of applicants cannot be read on after line {line}")]
    Unreadable {
        /// The last line that was read, from 1.
        line: u64,
    },
    /// It is too long.
    #[error("the list of applicants is longer than {} MiB", MOST_BYTES >> 20)]
    TooLong,
    /// The first row does not name both columns.
    #[error("the first row does not name the columns `email` and `applicant_id`")]
    Header,
    /// A row lacks one of the two.
    #[error("line {line} lacks the mailbox or the id of the applicant")]
    Incomplete {
        /// The line, from 1.
        line: u64,
    },
    /// A mailbox belongs to two applicants.
    #[error("the mailbox of line {line} belongs to another applicant already")]
    Twice {
        /// The line, from 1.
        line: u64,
    },
}

impl Applicants {
    /// Reads CSV whose first row names the columns `email` and `applicant_id`; other columns are passed over. Mailboxes are compared
    /// without regard to capitals.
    ///
    /// # Errors
    ///
    /// What is wrong first: it cannot be read, a column or a cell is missing, or one mailbox belongs to two applicants.
    pub fn read(input: impl Read) -> Result<Self, ApplicantsError> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input.take(MOST_BYTES + 1));
        let mut row = csv::StringRecord::new();
        let (mut columns, mut list, mut line) = (None, HashMap::<Box<str>, Box<str>>::new(), 0);
        loop {
            match reader.read_record(&mut row) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => return Err(ApplicantsError::Unreadable { line }),
            }
            line = row.position().map_or(line + 1, csv::Position::line);
            let Some((mailbox, id)) = columns else {
                let named = |name: &str| {
                    row.iter().position(|cell| cell.trim_start_matches('\u{feff}').trim().eq_ignore_ascii_case(name))
                };
                columns = named("email").zip(named("applicant_id"));
                if columns.is_none() {
                    return Err(ApplicantsError::Header);
                }
                continue;
            };
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let cell = |column| row.get(column).map(str::trim).filter(|cell| !cell.is_empty());
            let Some((mailbox, id)) = cell(mailbox).zip(cell(id)) else {
                return Err(ApplicantsError::Incomplete { line });
            };
            match list.entry(mailbox.to_lowercase().into()) {
                Entry::Vacant(place) => drop(place.insert(id.into())),
                Entry::Occupied(there) if **there.get() == *id => {}
                Entry::Occupied(_) => return Err(ApplicantsError::Twice { line }),
            }
        }
        match (reader.get_ref().limit(), columns) {
            (0, _) => Err(ApplicantsError::TooLong),
            (_, None) => Err(ApplicantsError::Header),
            _ => Ok(Self(Arc::new(list))),
        }
    }

    /// The id of the applicant with this mailbox.
    pub(crate) fn id(&self, mailbox: &str) -> Option<&str> {
        self.0.get(mailbox.trim().to_lowercase().as_str()).map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn mailboxes_are_found_whatever_their_capitals() {
        let list = "\u{feff}name,Email,Applicant_ID\nKim Doe, Kim.Doe@acme.example ,a-1\n\nLee,lee@acme.example,a-2\nLee,LEE@acme.example,a-2\n";
        let list = Applicants::read(list.as_bytes()).unwrap();
        assert_eq!(list.id("kim.doe@ACME.example"), Some("a-1"));
        assert_eq!(list.id(" lee@acme.example"), Some("a-2"));
        assert_eq!(list.id("doe@acme.example"), None);
    }

    #[test]
    fn a_list_that_is_wrong_is_refused_with_its_line_and_without_its_text() {
        for (list, expected) in [
            ("", "the first row does not name the columns `email` and `applicant_id`"),
            ("email,id\n", "the first row does not name the columns `email` and `applicant_id`"),
            ("email,applicant_id\nkim@acme.example\n", "line 2 lacks the mailbox or the id of the applicant"),
            ("email,applicant_id\nkim@acme.example,\n", "line 2 lacks the mailbox or the id of the applicant"),
            (
                "email,applicant_id\nkim@acme.example,a-1\nKim@acme.example,a-2\n",
                "the mailbox of line 3 belongs to another applicant already",
            ),
        ] {
            assert_eq!(Applicants::read(list.as_bytes()).unwrap_err().to_string(), expected);
        }
        let latin1 = b"email,applicant_id\nk\xfcm@acme.example,a-1\n";
        let error = Applicants::read(&latin1[..]).unwrap_err();
        assert_eq!(error.to_string(), "the list of applicants cannot be read on after line 1");
    }
}
