//! Kinds of lines, as numbering plans tell them apart.

use hirewall_sdk::Schema;
use rlibphonenumber::PhoneNumberType;
use serde::Serialize;

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Schema, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "a fixed line is called so")]
pub enum Line {
    /// A landline.
    FixedLine,
    /// A mobile phone.
    Mobile,
    /// One of the two: the plan of North America does not tell them apart.
    FixedLineOrMobile,
    /// Free of charge for who calls.
    TollFree,
    /// A paid service.
    PremiumRate,
    /// A service whose cost both sides share.
    SharedCost,
    /// An internet line, by the plan.
    Voip,
    /// A number that follows its owner to other lines.
    PersonalNumber,
    /// A pager.
    Pager,
    /// A company's number for all of its places.
    UniversalAccess,
    /// A mailbox for messages.
    Voicemail,
    /// The plan does not say, or the number is not valid.
    Unknown,
}

impl Line {
    /// Whether it is a service rather than somebody's own line.
    pub(crate) fn is_service(self) -> bool {
        matches!(
            self,
            Self::TollFree
                | Self::PremiumRate
                | Self::SharedCost
                | Self::PersonalNumber
                | Self::Pager
                | Self::UniversalAccess
                | Self::Voicemail
        )
    }
}

impl From<PhoneNumberType> for Line {
    fn from(kind: PhoneNumberType) -> Self {
        match kind {
            PhoneNumberType::FixedLine => Self::FixedLine,
            PhoneNumberType::Mobile => Self::Mobile,
            PhoneNumberType::FixedLineOrMobile => Self::FixedLineOrMobile,
            PhoneNumberType::TollFree => Self::TollFree,
            PhoneNumberType::PremiumRate => Self::PremiumRate,
            PhoneNumberType::SharedCost => Self::SharedCost,
            PhoneNumberType::VoIP => Self::Voip,
            PhoneNumberType::PersonalNumber => Self::PersonalNumber,
            PhoneNumberType::Pager => Self::Pager,
            PhoneNumberType::UAN => Self::UniversalAccess,
            PhoneNumberType::VoiceMail => Self::Voicemail,
            PhoneNumberType::Unknown => Self::Unknown,
        }
    }
}
