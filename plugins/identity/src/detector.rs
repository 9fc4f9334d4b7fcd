//! The detector: from what the record says to signals.

use std::collections::BTreeSet;

use hirewall_sdk::{Detector, Failure, Report, Request, lists};

use crate::compare::Grade;
use crate::holder::Holder;
use crate::local_part::{NameIn, name_in};
use crate::mailbox::Mailbox;
use crate::names::{self, Claimed};
use crate::nicknames::Nicknames;
use crate::record::Applicant;
use crate::screen::{Closeness, forms};
use crate::settings::Settings;
use crate::signals::{Listed, Mail, Name, Signals, Source};

/// Addresses of a record that are looked at.
const ADDRESSES: usize = 20;

/// Compares names and mailboxes of one person.
#[derive(Debug)]
pub struct Identity {
    settings: Settings,
    nicknames: Nicknames,
}

impl Detector for Identity {
    type Settings = Settings;
    type Input = Applicant;
    type Signals = Signals;

    fn configure(settings: Settings) -> Result<Self, Failure> {
        Ok(Self { settings, nicknames: Nicknames::new() })
    }

    fn detect(&self, request: &Request<Applicant>) -> Result<Report<Signals>, Failure> {
        let applicant = &request.input;
        let claimed = Claimed::of(applicant);
        let names = claimed.as_ref().map(|claimed| names::all(applicant, claimed, &self.nicknames)).unwrap_or_default();
        let (mailboxes, addresses) = self.mailboxes(applicant, claimed.as_ref());
        let own = |source: Source| names.iter().filter(move |(name, _)| name.source == source);
        let worst = |source| own(source).map(|(name, _)| name.grade).max();
        let best = |source| own(source).map(|(name, _)| name.grade).min();
        let professional = |(name, _): &&(Name, String)| names::is_professional(name.network.as_deref());
        let keys: BTreeSet<&String> = mailboxes.iter().map(|mail| &mail.key).collect();
        let told: Vec<NameIn> = mailboxes.iter().filter_map(|mail| mail.name_in).collect();
        let signals = Signals {
            resume_name: names::resume(applicant, &self.nicknames),
            profile_name: own(Source::Profile).filter(professional).map(|(name, _)| name.grade).max(),
            document_name: worst(Source::Document),
            payment_name: best(Source::Payment),
            author_name: best(Source::Author),
            documents_with_each_other: names::documents(applicant, &self.nicknames),
            payment_company: applicant.holder.as_deref().map(|holder| Holder::read(holder).company),
            name_key: claimed.as_ref().filter(|claimed| claimed.person.parts.len() > 1).map(|c| c.person.sorted()),
            mailbox_keys: keys.into_iter().cloned().collect(),
            mailbox_has_name: (!told.is_empty()).then(|| told.iter().any(|found| *found != NameIn::Nothing)),
            listed: self.listed(applicant, claimed.as_ref(), &mailboxes),
            mailboxes,
            names: names.iter().map(|(name, _)| name.clone()).collect(),
        };
        Ok(evidence(Report::new(signals), &names, claimed.as_ref(), &addresses))
    }
}

impl Identity {
    /// Each address with what can be said of it, and the places that they stand at.
    fn mailboxes(&self, applicant: &Applicant, claimed: Option<&Claimed>) -> (Vec<Mail>, Vec<String>) {
        let first = applicant.email.as_deref().map(|address| ("/basics/email".to_owned(), address));
        let others = applicant.emails.iter().enumerate();
        let others =
            others.filter_map(|(at, email)| Some((format!("/emails/{at}/address"), email.address.as_deref()?)));
        let mut mails: Vec<Mail> = Vec::new();
        let mut places = Vec::new();
        for (place, address) in first.into_iter().chain(others).take(ADDRESSES) {
            let Some(mailbox) = Mailbox::read(address) else { continue };
            let key = mailbox.key();
            places.push(place);
            let respelled = !address.trim().eq_ignore_ascii_case(&key);
            if mails.iter().any(|mail| mail.key == key && mail.tagged == mailbox.tagged && mail.respelled == respelled)
            {
                continue;
            }
            let name_in = claimed.and_then(|claimed| name_in(&mailbox.written, &claimed.person, &self.nicknames));
            let trailing_digits = mailbox.trailing_digits();
            mails.push(Mail {
                key,
                tagged: mailbox.tagged,
                respelled,
                trailing_digits,
                name_in,
                domain: mailbox.domain,
            });
        }
        (mails, places)
    }

    /// Entries of the operator's lists; none while screening is off.
    fn listed(&self, applicant: &Applicant, claimed: Option<&Claimed>, mails: &[Mail]) -> Option<Vec<Listed>> {
        if !self.settings.screen_names && !self.settings.screen_mailboxes {
            return None;
        }
        let mut out: Vec<Listed> = Vec::new();
        let mut add = |list: &str, closeness| {
            let found = Listed { list: list.to_owned(), closeness };
            if !out.contains(&found) {
                out.push(found);
            }
        };
        if self.settings.screen_names {
            let documents = applicant.documents.iter().filter_map(|document| document.name.as_deref());
            let names = claimed.map(|claimed| claimed.text.as_str()).into_iter().chain(documents);
            for name in names.chain(applicant.holder.as_deref()).take(ADDRESSES) {
                let forms = forms(name, &self.nicknames);
                if let Some((closeness, _)) = forms.iter().find(|(_, form)| lists::contains("sanctioned_names", form)) {
                    add("sanctioned_names", *closeness);
                }
            }
        }
        if self.settings.screen_mailboxes {
            for _ in mails.iter().filter(|mail| lists::contains("persona_mailboxes", &mail.key)) {
                add("persona_mailboxes", Closeness::Exact);
            }
        }
        out.sort_by_key(|found| found.closeness);
        Some(out)
    }
}

/// Says which places of the record the signals rest on.
fn evidence(
    report: Report<Signals>,
    names: &[(Name, String)],
    claimed: Option<&Claimed>,
    addresses: &[String],
) -> Report<Signals> {
    let own: Vec<&str> = claimed.map(|claimed| claimed.places.clone()).unwrap_or_default();
    let places = |fits: &dyn Fn(&Name) -> bool| -> Vec<String> {
        let theirs = names.iter().filter(|(name, _)| fits(name)).map(|(_, place)| place.clone());
        own.iter().map(|place| (*place).to_owned()).chain(theirs).collect()
    };
    // Of a name that fits least the places that fit so; a name that is alike is no evidence of a difference.
    let least = |source: Source, grade: Option<Grade>| {
        places(&|name| name.source == source && grade.is_none_or(|grade| name.grade == grade))
    };
    let grade = report.signals();
    let (profile, document) = (grade.profile_name, grade.document_name);
    report
        .evidence("names", places(&|_| true))
        .evidence("resume_name", ["/basics/name", "/basics/given_name", "/basics/family_name"])
        .evidence("profile_name", least(Source::Profile, profile))
        .evidence("document_name", least(Source::Document, document))
        .evidence("documents_with_each_other", ["/documents"])
        .evidence("payment_name", least(Source::Payment, None))
        .evidence("payment_company", ["/payment/holder"])
        .evidence("author_name", least(Source::Author, None))
        .evidence("name_key", own.clone())
        .evidence("mailboxes", addresses.iter().cloned())
        .evidence("mailbox_keys", addresses.iter().cloned())
        .evidence("mailbox_has_name", addresses.iter().cloned())
}
