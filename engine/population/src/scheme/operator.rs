//! One operator behind several personas, and what they share because of that. A persona alone has no operator here.

use crate::data::{employers, technology};
use crate::person::application::Draft;
use crate::person::{Person, career};
use crate::random::Random;
use crate::rate::Rate;
use crate::record::applicant::{Reference, Work};
use crate::scheme::Care;
use crate::world::{Line, World};

/// Something that the personas of an operator have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sharing {
    /// Its name in `made_with` of a label.
    pub(crate) name: &'static str,
    /// The red flag of the catalogue that it makes.
    pub(crate) indicator: &'static str,
    /// How many operators share it. Estimates.
    pub(crate) rate: Rate,
    /// Where the flag was published.
    pub(crate) source: &'static str,
    act: fn(&Operator, &mut Draft<'_>) -> bool,
}

macro_rules! sharings {
    ($($name:ident $indicator:literal $percent:literal $source:literal;)*) => {
        [$(Sharing { name: stringify!($name), indicator: $indicator, rate: Rate::percent($percent), source: $source, act: $name }),*]
    };
}

/// What is shared.
pub(crate) const SHARINGS: [Sharing; 11] = sharings! {
    shared_resume "B12" 65 "S1, S9";
    shared_line "D12" 50 "S1";
    shared_fingerprint "D12" 45 "S1";
    shared_reference "B11" 35 "catalogue";
    shared_phone "A07" 35 "S4, S11";
    shared_author_mailbox "C06" 30 "S18";
    shared_photo "C04" 25 "S2";
    shared_file_maker "B13" 40 "catalogue";
    shared_mailbox "A08" 10 "S9";
    shared_account "E01" 50 "S5";
    shared_document_photo "A17" 12 "S8";
};

/// The first so many of [`SHARINGS`] show in every application; an operator shares at least two of them.
const SHOWN: usize = 5;

/// How many personas follow their operator in what is shared; the first two always do.
pub(crate) const FOLLOWS: Rate = Rate::percent(85);

/// Sizes of clusters by weight: scaled down from 22 personas (S15), 21 by one man (S25) and 68 identities (S30), which applied to hundreds of
/// companies, to what one employer sees of them.
pub(crate) const SIZES: [(u32, i64); 9] =
    [(24, 2), (20, 3), (17, 4), (12, 5), (10, 6), (8, 8), (5, 11), (3, 15), (1, 22)];

/// Who runs several personas.
#[derive(Debug, Clone)]
pub(crate) struct Operator {
    pub(crate) care: Care,
    shares: [bool; SHARINGS.len()],
    phone: Option<String>,
    mailbox: String,
    fingerprint: String,
    line: Line,
    work: Vec<Work>,
    summary: String,
    reference: Reference,
    photo: String,
    author: String,
    author_mailbox: String,
    account: String,
    document_photo: String,
}

impl Operator {
    /// An operator who begins on a day.
    pub(crate) fn new(mut random: Random, world: &mut World, person: &Person, today: crate::calendar::Day) -> Self {
        let random = &mut random;
        let mut shares = SHARINGS.map(|sharing| random.chance(sharing.rate));
        while shares.iter().take(SHOWN).filter(|shared| **shared).count() < 2 {
            let forced = random.below(SHOWN as u64) as usize;
            if let Some(share) = shares.get_mut(forced) {
                *share = true;
            }
        }
        let number = world.number(random, person.country, person.city);
        let company = employers::employer(random);
        let (given, family) = crate::person::stranger(random);
        let wish = format!("{}{}", given.to_lowercase(), random.between(100, 9999));
        let mut reference = crate::person::application::referee(random, &company);
        reference.email = Some(world.mailbox(random, &wish, "gmail.com"));
        reference.phone = world.number(random, person.country, person.city).map(|number| number.e164());
        let line = match random.weighted(&[(40, 0), (20, 1), (40, 2)]) {
            0 => Line::vpn(random, "US"),
            1 => Line::astrill(random, "US"),
            // The line of a helper at home.
            _ => world.line(random, "US", person.city.region),
        };
        let since = today.plus(-random.between(2600, 4200));
        Self {
            care: Care::new(random),
            shares,
            phone: number.map(|number| if random.once_in(2) { number.e164() } else { number.typed(random) }),
            // Mail to `somebody+else@gmail.com` reaches somebody.
            mailbox: world.mailbox(random, &wish, "gmail.com"),
            fingerprint: random.hex(32),
            line,
            work: career::career(random, since, today),
            summary: random.pick(&technology::BUZZWORDS).to_owned(),
            reference,
            photo: random.hex(16),
            author: format!("{given} {family}"),
            author_mailbox: world.mailbox(random, &format!("{wish}.dev"), "gmail.com"),
            account: random.hex(32),
            document_photo: random.hex(16),
        }
    }

    /// Puts what is shared into the application of the `member`th persona.
    pub(crate) fn mark(&self, member: u32, draft: &mut Draft<'_>, made_with: &mut Vec<&'static str>) {
        for (sharing, shares) in SHARINGS.iter().zip(self.shares) {
            let follows = draft.random.chance(FOLLOWS);
            if shares && (member < 2 || follows) && (sharing.act)(self, draft) {
                made_with.push(sharing.name);
            }
        }
    }
}

/// The sentences of one résumé under another name, with a sentence changed here and there and other employers.
fn shared_resume(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.record.work.clone_from(&operator.work);
    for job in &mut draft.record.work {
        if draft.random.once_in(2) {
            job.name = employers::employer(&mut draft.random);
        }
        for highlight in job.highlights.iter_mut().skip(1) {
            if draft.random.once_in(8) {
                *highlight = technology::sentence(&mut draft.random, None);
            }
        }
    }
    draft.record.basics.summary = Some(operator.summary.clone());
    let employers = draft.record.work.iter().take(4).map(|job| job.name.clone()).collect();
    if let Some(profile) = draft.linkedin() {
        profile.employers = employers;
    }
    !draft.record.attachments.is_empty()
}

fn shared_line(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.through(&operator.line)
}

fn shared_fingerprint(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.client().is_some_and(|client| {
        client.fingerprint = Some(operator.fingerprint.clone());
        true
    })
}

fn shared_reference(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    let mut reference = operator.reference.clone();
    reference.company = draft.record.work.first().map(|job| job.name.clone());
    draft.record.references.truncate(1);
    draft.record.references.push(reference);
    true
}

fn shared_phone(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    let Some(raw) = operator.phone.clone() else { return false };
    draft.types_phone(raw);
    true
}

fn shared_author_mailbox(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.github().is_some_and(|profile| {
        profile.author_emails.push(operator.author_mailbox.clone());
        true
    })
}

fn shared_photo(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.linkedin().is_some_and(|profile| {
        profile.photo_phash = Some(operator.photo.clone());
        true
    })
}

fn shared_file_maker(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.record.attachments.first_mut().is_some_and(|file| {
        file.author = Some(operator.author.clone());
        true
    })
}

fn shared_mailbox(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    let tag = draft.person.given.to_lowercase();
    let (local, domain) = operator.mailbox.split_once('@').unwrap_or_default();
    crate::honest::writes_from(draft, format!("{local}+{tag}@{domain}"))
}

fn shared_account(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.record.payment.as_mut().is_some_and(|payment| {
        if payment.wallet.is_some() {
            return false;
        }
        payment.account_hash = Some(operator.account.clone());
        true
    })
}

fn shared_document_photo(operator: &Operator, draft: &mut Draft<'_>) -> bool {
    draft.record.documents.first_mut().is_some_and(|document| {
        document.photo_phash = Some(operator.document_photo.clone());
        true
    })
}
