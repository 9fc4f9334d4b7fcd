//! What must not be kept below `custom`, where no class marks it: what hiring law protects, and what opens something. Told by the
//! names of fields, and by the question where a system keeps answers beside their questions; never by values.

use serde_json::{Map, Value};

use crate::ledger::{Ledger, Reason, below};

/// Words in a field's name or a question.
const PROTECTED: [&str; 29] = [
    "birth",
    "birthdate",
    "birthday",
    "citizen",
    "citizenship",
    "disabilities",
    "disability",
    "dob",
    "ethnic",
    "ethnicity",
    "gender",
    "genders",
    "hispanic",
    "latino",
    "marital",
    "nationalities",
    "nationality",
    "orientation",
    "pregnancy",
    "pregnant",
    "pronoun",
    "pronouns",
    "race",
    "races",
    "religion",
    "religious",
    "sex",
    "transgender",
    "veteran",
];

/// Whole names of fields, in small letters and digits alone.
const SECRETS: [&str; 16] = [
    "accesstoken",
    "activationlockbypasscode",
    "apikey",
    "bypasscode",
    "devicebypasscode",
    "encryptionkey",
    "escrowedkey",
    "institutionalrecoverykey",
    "passcode",
    "password",
    "personalrecoverykey",
    "privatekey",
    "recoverykey",
    "remoteassistancesessionurl",
    "unlocktoken",
    "userbypasscode",
];

/// Takes out what must not be kept and counts it. `protected` says whether attributes of people are looked for.
pub(crate) fn remove(path: &str, value: &mut Value, protected: bool, ledger: &mut Ledger) {
    match value {
        Value::Array(items) => {
            let path = format!("{path}/[]");
            items.iter_mut().for_each(|item| remove(&path, item, protected, ledger));
        }
        Value::Object(fields) => {
            if protected && asks(fields) {
                for name in ["answer", "answers", "value", "values"] {
                    if let Some(place) = fields.get_mut(name) {
                        ledger.drop_all(&below(path, name), &std::mem::take(place), Reason::Protected);
                    }
                }
            }
            for (name, field) in fields.iter_mut() {
                let path = below(path, name);
                let reason = if is_secret(name) {
                    Reason::Secret
                } else if protected && is_protected(name) {
                    Reason::Protected
                } else {
                    remove(&path, field, protected, ledger);
                    continue;
                };
                ledger.drop_all(&path, &std::mem::take(field), reason);
            }
        }
        _ => {}
    }
}

/// Whether an object is an answer to a question about what is protected.
fn asks(fields: &Map<String, Value>) -> bool {
    let questions = ["question", "text", "name", "label"].iter().filter_map(|name| fields.get(*name)?.as_str());
    let answers = ["answer", "answers", "value", "values"].iter().any(|name| fields.contains_key(*name));
    answers && questions.into_iter().any(is_protected)
}

/// Whether a name or a question speaks of what hiring law protects.
pub(crate) fn is_protected(name: &str) -> bool {
    words(name).any(|word| PROTECTED.contains(&word.as_str())) || name.eq_ignore_ascii_case("age")
}

fn is_secret(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    SECRETS.contains(&plain.as_str())
}

/// The words of a name in any of the usual spellings: `date_of_birth`, `dateOfBirth`, `Date of birth`.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut small_before = false;
    for letter in name.chars() {
        if letter.is_uppercase() && small_before {
            spaced.push(' ');
        }
        small_before = letter.is_lowercase();
        spaced.push(if letter.is_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' });
    }
    spaced.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_protected_or_secret_goes_and_is_counted_without_its_value() {
        let mut value = json!({
            "dateOfBirth": "1990-01-01", "citizenShip": ["a", "b"], "stage": "race-free", "trace": 1,
            "answers": [{"question": "What is your gender?", "answer": "x"}, {"question": "Notice period?", "answer": "y"}],
            "security": {"personalRecoveryKey": "k", "recoveryKeyPresent": true},
        });
        let mut ledger = Ledger::default();
        remove("", &mut value, true, &mut ledger);
        assert_eq!(
            value,
            json!({
                "dateOfBirth": null, "citizenShip": null, "stage": "race-free", "trace": 1,
                "answers": [{"question": "What is your gender?", "answer": null}, {"question": "Notice period?", "answer": "y"}],
                "security": {"personalRecoveryKey": null, "recoveryKeyPresent": true},
            })
        );
        let dropped: Vec<_> = ledger.dropped().collect();
        assert_eq!(
            dropped,
            [
                ("/answers/[]/answer", Reason::Protected, 1),
                ("/citizenShip/[]", Reason::Protected, 2),
                ("/dateOfBirth", Reason::Protected, 1),
                ("/security/personalRecoveryKey", Reason::Secret, 1),
            ]
        );
    }
}
