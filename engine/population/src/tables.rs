//! The rates as tables for the documentation, out of the same constants that make the population.

use crate::cast::REFERRED;
use crate::data::places::COUNTRIES;
use crate::device::{self, DEVICE_MISTAKES, DEVICE_ODDITIES};
use crate::honest::group::SHAPES;
use crate::honest::{NOT_OF_PERSONAS, ODDITIES};
use crate::person::{self, stage};
use crate::rate::Rate;
use crate::schedule::{AGAIN_PERCENT, LONE_PERCENT, NEW_ACCOUNT_PER_MILLE};
use crate::scheme::operator::{FOLLOWS, SHARINGS, SIZES};
use crate::scheme::{Care, MISTAKES};

/// The tables of all rates, in Markdown.
pub fn tables() -> String {
    let mut text = String::from(
        "## How far applications come\n\n| of | interviewed | of those offered | of those hired |\n| --- | --- | --- | --- |\n",
    );
    for (who, funnel) in [
        ("honest people", stage::HONEST),
        ("personas", stage::PERSONA),
        ("personas that are clean on paper", stage::CLEAN),
        ("personas with `--personas-hired`", stage::HIRED),
    ] {
        text.push_str(&format!("| {who} | {} | {} | {} |\n", funnel.interviewed, funnel.offered, funnel.hired));
    }
    text.push_str("\nThese are estimates; the last line is what is asked for.\n");
    text.push_str(&others());
    text.push_str("\n## Oddities of honest applicants\n\n| oddity | rate | who looks so |\n| --- | --- | --- |\n");
    for oddity in ODDITIES.into_iter().flatten() {
        text.push_str(&format!("| `{}` | {} | {} |\n", oddity.name, oddity.rate, oddity.meaning));
    }
    let not: Vec<String> = NOT_OF_PERSONAS.iter().map(|name| format!("`{name}`")).collect();
    text.push_str(&format!("\nPersonas have them at the same rates, but for {}.\n", not.join(", ")));
    text.push_str("\n## Honest people with something in common\n\n| group | share of the honest | people | within days | in common |\n| --- | --- | --- | --- | --- |\n");
    for shape in &SHAPES {
        let (least, most) = shape.size;
        text.push_str(&format!(
            "| `{}` | {} | {least} to {most} | {} | {} |\n",
            shape.name, shape.share, shape.days, shape.common
        ));
    }
    text.push_str("\n## How careful personas are\n\n| care | personas | rates of mistakes on paper | rates of mistakes at the device |\n| --- | --- | --- | --- |\n");
    for (share, care) in Care::SHARES {
        text.push_str(&format!(
            "| {} | {share} % | × {} % | × {} % |\n",
            care.name(),
            care.percent(),
            device::percent(care)
        ));
    }
    text.push_str(
        "\n## Mistakes of personas\n\n| mistake | indicator | rate | published in |\n| --- | --- | --- | --- |\n",
    );
    for mistake in MISTAKES.into_iter().flatten() {
        text.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            mistake.name, mistake.indicator, mistake.rate, mistake.source
        ));
    }
    text.push_str("\n## What the personas of one operator share\n\n| in common | indicator | operators | published in |\n| --- | --- | --- | --- |\n");
    for sharing in &SHARINGS {
        text.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            sharing.name, sharing.indicator, sharing.rate, sharing.source
        ));
    }
    let whole: u32 = SIZES.iter().map(|(weight, _)| weight).sum();
    text.push_str("\n| personas of an operator |");
    SIZES.iter().for_each(|(_, size)| text.push_str(&format!(" {size} |")));
    text.push_str(&format!("\n{}\n| operators of {whole} |", "| --- ".repeat(SIZES.len() + 1) + "|"));
    SIZES.iter().for_each(|(weight, _)| text.push_str(&format!(" {weight} |")));
    text.push_str("\n\n## Oddities of devices\n\n| oddity | rate | what it is |\n| --- | --- | --- |\n");
    for one in DEVICE_ODDITIES {
        text.push_str(&format!("| `{}` | {} | {} |\n", one.name, one.rate, one.meaning));
    }
    text.push_str("\n## What devices of personas show\n\n| mistake | indicator | rate | published in |\n| --- | --- | --- | --- |\n");
    for one in DEVICE_MISTAKES {
        text.push_str(&format!("| `{}` | {} | {} | {} |\n", one.name, one.indicator, one.rate, one.meaning));
    }
    text
}

/// The rates that stand in no table of traits.
fn others() -> String {
    let mut text = String::from("\n## Where people live\n\n|");
    COUNTRIES.iter().for_each(|country| text.push_str(&format!(" {} |", country.code)));
    text.push_str(&format!("\n{}|\n|", "| --- ".repeat(COUNTRIES.len())));
    COUNTRIES.iter().for_each(|country| text.push_str(&format!(" {} |", Rate::per_mille(country.share))));
    text.push_str("\n\nPersonas claim to live in the United States. Names follow the country; by names, 5 to 70 % came from abroad.\n");
    text.push_str("\n## Rates of what shapes a whole application\n\n| what | rate | of |\n| --- | --- | --- |\n");
    let rows = [
        (
            "`foreign_degree`: studied in the country that they left",
            person::FOREIGN_DEGREE,
            "those who came from abroad",
        ),
        (
            "`two_scripts`: write the name in its own script, where the list of names has one",
            person::TWO_SCRIPTS,
            "those who came from abroad",
        ),
        ("apply again from the same account", Rate::percent(AGAIN_PERCENT), "people"),
        (
            "`new_account_of_same_person`: apply again from a new account",
            Rate::per_mille(NEW_ACCOUNT_PER_MILLE),
            "honest people",
        ),
        ("have no other persona beside them", Rate::percent(LONE_PERCENT), "personas"),
        ("follow the operator in something shared; the first two always do", FOLLOWS, "personas of operators"),
        ("`referred_by_persona`: name an earlier one as who referred them (D13)", REFERRED, "personas of operators"),
        ("`house_of_helper`: would have the computer sent to a helper", device::FARMED, "personas"),
        ("`address_of_helper`: give that address when they apply", device::SAYS_HOUSE, "those"),
    ];
    for (what, rate, of) in rows {
        text.push_str(&format!("| {what} | {rate} | {of} |\n"));
    }
    text.push_str("\nThese are estimates, too.\n");
    text
}
