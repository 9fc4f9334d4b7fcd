//! What the detector reports.

use hirewall_sdk::Schema;
use serde::Serialize;

use crate::compare::{Grade, Via};
use crate::local_part::NameIn;
use crate::screen::Closeness;

/// Names and mailboxes of one person.
#[derive(Debug, Default, Schema, Serialize)]
pub struct Signals {
    /// Each name in the record that can be compared with the name of the application.
    pub names: Vec<Name>,
    /// The name of the application beside its given and family name.
    pub resume_name: Option<Grade>,
    /// Names on professional networks: the grade of the one that fits least.
    pub profile_name: Option<Grade>,
    /// Names on identity documents: the grade of the one that fits least.
    pub document_name: Option<Grade>,
    /// The holder of the account for payments: the grade of the person on it that fits best. Absent for a company whose name
    /// holds nothing of the applicant's.
    pub payment_name: Option<Grade>,
    /// Authors of files: the grade of the one that fits best. Names that office programs write by themselves do not count.
    pub author_name: Option<Grade>,
    /// Names on two or more documents with each other: the grade of the pair that fits least.
    pub documents_with_each_other: Option<Grade>,
    /// Whether the account for payments is in the name of a company.
    pub payment_company: Option<bool>,
    /// The name in lower case, without accents, titles and small words, its parts in alphabetical order.
    #[schema(pii = "direct")]
    pub name_key: Option<String>,
    /// Each address of the application.
    pub mailboxes: Vec<Mail>,
    /// The mailboxes behind the addresses, each once: equal for all spellings of an address that arrive in one mailbox.
    #[schema(pii = "direct")]
    pub mailbox_keys: Vec<String>,
    /// Whether an address holds a part of the name or the initials. Absent where it cannot be told.
    pub mailbox_has_name: Option<bool>,
    /// Entries of the operator's lists that were found, closest first. Absent while screening is off.
    pub listed: Option<Vec<Listed>>,
}

/// A name beside the name of the application.
#[derive(Debug, Clone, Schema, Serialize)]
pub struct Name {
    /// Where the name is from.
    pub source: Source,
    /// Its place in that section, counted from 0.
    pub position: i64,
    /// The network of a profile, in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
    /// How well it fits.
    pub grade: Grade,
    /// What lies between the two: `order`, `nickname`, `spelling`, `initial`, `extra_part`, `changed_part`.
    pub via: Vec<Via>,
    /// The part of the application's name without a counterpart, where given and family name are told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unmatched: Option<Unmatched>,
}

/// Where a name is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// An online profile.
    Profile,
    /// An identity document.
    Document,
    /// The account for payments.
    Payment,
    /// The author of a file.
    Author,
}

/// A part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmatched {
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// Both.
    Both,
}

/// An address of the application.
#[derive(Debug, Clone, Schema, Serialize)]
pub struct Mail {
    /// The mailbox behind it.
    #[schema(pii = "direct")]
    pub key: String,
    /// Its domain, by the main name of the provider.
    pub domain: String,
    /// Whether it carries a tag that the provider ignores (`name+tag@…`).
    pub tagged: bool,
    /// Whether another spelling of it arrives in the same mailbox: it is not written as its key.
    pub respelled: bool,
    /// Digits before the at sign's end.
    pub trailing_digits: i64,
    /// What of the name it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_in: Option<NameIn>,
}

/// An entry of a list that was found.
#[derive(Debug, Clone, PartialEq, Eq, Schema, Serialize)]
pub struct Listed {
    /// The list.
    pub list: String,
    /// How close the form that it holds is to what the record says.
    pub closeness: Closeness,
}
