//! What the detector reads of an application.

use hirewall_sdk::Input;
use serde::Deserialize;

/// The names and addresses of an application.
#[derive(Debug, Default, Input)]
#[record("applicant")]
pub struct Applicant {
    /// Full name as given.
    #[read("/basics/name")]
    pub name: Option<String>,
    /// Given name.
    #[read("/basics/given_name")]
    pub given_name: Option<String>,
    /// Family name.
    #[read("/basics/family_name")]
    pub family_name: Option<String>,
    /// The address in the resume.
    #[read("/basics/email")]
    pub email: Option<String>,
    /// Further addresses.
    #[read("/emails", json, only("address"))]
    pub emails: Vec<Email>,
    /// Online profiles.
    #[read("/profiles", json, only("network", "name"))]
    pub profiles: Vec<Profile>,
    /// Identity documents.
    #[read("/documents", json, only("name"))]
    pub documents: Vec<Document>,
    /// Files.
    #[read("/attachments", json, only("author"))]
    pub attachments: Vec<Attachment>,
    /// Holder of the account for payments.
    #[read("/payment/holder")]
    pub holder: Option<String>,
}

/// An e-mail address.
#[derive(Debug, Default, Deserialize)]
pub struct Email {
    /// The address.
    pub address: Option<String>,
}

/// An online profile.
#[derive(Debug, Default, Deserialize)]
pub struct Profile {
    /// The network.
    pub network: Option<String>,
    /// The name shown.
    pub name: Option<String>,
}

/// An identity document.
#[derive(Debug, Default, Deserialize)]
pub struct Document {
    /// The name on it.
    pub name: Option<String>,
}

/// A file.
#[derive(Debug, Default, Deserialize)]
pub struct Attachment {
    /// The author in its metadata.
    pub author: Option<String>,
}
