//! An application, as `applicant.schema.json` declares it. It says nothing of who is honest.

use super::{Address, Event, record};

record! { kept
    /// One job application with what became known of it.
    Applicant {
        kind: String,
        id: String,
        source_system: Option<String>,
        applied_at: String,
        updated_at: Option<String>,
        job: Option<Job>,
        basics: Basics,
        phones: Vec<Phone>,
        emails: Vec<Email>,
        addresses: Vec<Address>,
        work: Vec<Work>,
        education: Vec<Education>,
        profiles: Vec<Profile>,
        references: Vec<Reference>,
        documents: Vec<Document>,
        attachments: Vec<Attachment>,
        client: Option<Client>,
        interviews: Vec<Interview>,
        verification: Option<Verification>,
        payment: Option<Payment>,
        referral: Option<Referral>,
        compensation: Option<Compensation>,
        availability: Option<Availability>,
        events: Vec<Event>,
    }
    Job { id: String, title: String, remote: Option<bool>, country: Option<String> }
    Basics {
        name: String,
        given_name: Option<String>,
        family_name: Option<String>,
        label: Option<String>,
        email: Option<String>,
        summary: Option<String>,
        location: Option<Location>,
    }
    Location { city: Option<String>, region: Option<String>, postal_code: Option<String>, country_code: String }
    Phone { raw: String, source_normalised: Option<bool>, r#type: Option<String> }
    Email { address: String, verified: Option<bool> }
    Work {
        name: String,
        position: Option<String>,
        location: Option<String>,
        start_date: Option<String>,
        end_date: Option<String>,
        highlights: Vec<String>,
    }
    Education {
        institution: String,
        area: Option<String>,
        study_type: Option<String>,
        country: Option<String>,
        start_date: Option<String>,
        end_date: Option<String>,
        email: Option<String>,
    }
    Profile {
        network: String,
        username: Option<String>,
        url: Option<String>,
        name: Option<String>,
        created_at: Option<String>,
        last_active_at: Option<String>,
        reactivated_at: Option<String>,
        verified_at: Option<String>,
        name_changes: Option<i64>,
        connections: Option<i64>,
        followers: Option<i64>,
        following: Option<i64>,
        photo_phash: Option<String>,
        headline: Option<String>,
        employers: Vec<String>,
        first_commit_at: Option<String>,
        author_emails: Vec<String>,
        reachable: Option<bool>,
    }
    Reference { name: String, email: Option<String>, phone: Option<String>, company: Option<String>, relation: Option<String> }
    Document {
        r#type: String,
        country: Option<String>,
        number_hash: Option<String>,
        issued_on: Option<String>,
        expires_on: Option<String>,
        photo_phash: Option<String>,
        name: Option<String>,
        checks: Option<Checks>,
    }
    Checks { authentic: Option<bool>, altered: Option<bool>, template_reused: Option<bool> }
    Attachment {
        name: String,
        sha256: String,
        mime: Option<String>,
        author: Option<String>,
        producer: Option<String>,
        created_at: Option<String>,
        modified_at: Option<String>,
        utc_offset_minutes: Option<i64>,
        text: Option<String>,
    }
    Client {
        ip: Option<String>,
        asn: Option<u32>,
        as_org: Option<String>,
        country: Option<String>,
        region: Option<String>,
        is_vpn: Option<bool>,
        is_hosting: Option<bool>,
        is_proxy: Option<bool>,
        is_tor: Option<bool>,
        timezone: Option<String>,
        languages: Vec<String>,
        user_agent: Option<String>,
        fingerprint: Option<String>,
        paste_ratio: Option<f64>,
        fill_seconds: Option<i64>,
    }
    Interview {
        at: String,
        ip: Option<String>,
        country: Option<String>,
        asn: Option<u32>,
        is_vpn: Option<bool>,
        is_hosting: Option<bool>,
        camera: Option<String>,
        background: Option<String>,
        virtual_camera: Option<bool>,
        face_match: Option<f64>,
        deepfake_score: Option<f64>,
        flags: Option<Vec<String>>,
    }
    Verification {
        identity: Option<String>,
        background_check: Option<String>,
        education: Option<String>,
        methods: Option<Vec<String>>,
    }
    Payment {
        holder: Option<String>,
        institution: Option<String>,
        account_hash: Option<String>,
        r#type: Option<String>,
        wallet: Option<String>,
        changed_at: Option<Vec<String>>,
    }
    Referral { by: String }
    Compensation { currency: String, expected_yearly: i64, market_yearly: i64 }
    Availability { timezone: Option<String>, hours: Option<String> }
}
