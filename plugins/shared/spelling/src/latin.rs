//! Letters of other alphabets in Latin letters, where one letter has one usual spelling.

use crate::key;

/// A name in the Latin letters `a` to `z` and digits, words separated by single spaces. Cyrillic and Greek are spelled out.
/// None where the name has letters of a script whose spelling in Latin letters cannot be told from the letters alone:
/// such a name can be compared with names of the same script only.
///
/// ```
/// assert_eq!(spelling::latin("Łukasz Żółć").as_deref(), Some("lukasz zolc"));
/// assert_eq!(spelling::latin("Сергей").as_deref(), Some("sergei"));
/// assert_eq!(spelling::latin("王伟"), None);
/// ```
#[must_use]
pub fn latin(name: &str) -> Option<String> {
    let key = key(name);
    if key.is_ascii() {
        return Some(key);
    }
    let mut out = String::with_capacity(key.len());
    for letter in key.chars() {
        if letter.is_ascii() { out.push(letter) } else { out.push_str(spelled(letter)?) }
    }
    Some(out)
}

/// A letter that is left after marks were taken off, in Latin letters.
fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ʻ' | 'ʼ' | 'ʹ' | 'ʺ' | 'ь' | 'ъ' => "",
        'ə' | 'ǝ' | 'а' | 'α' => "a",
        'æ' | 'ǽ' => "ae",
        'ɓ' | 'б' => "b",
        'ћ' => "c",
        'ч' => "ch",
        'đ' | 'ð' | 'ɗ' | 'д' | 'δ' => "d",
        'ђ' => "dj",
        'ѕ' | 'џ' => "dz",
        'е' | 'э' | 'є' | 'ε' => "e",
        'ф' | 'φ' => "f",
        'г' | 'ґ' | 'γ' => "g",
        'ħ' => "h",
        'ı' | 'и' | 'і' | 'ы' | 'ι' | 'η' | 'й' => "i",
        'ј' => "j",
        'ƙ' | 'к' | 'κ' => "k",
        'х' | 'χ' => "kh",
        'ł' | 'л' | 'λ' => "l",
        'љ' => "lj",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'ŋ' => "ng",
        'њ' => "nj",
        'ø' | 'о' | 'ο' | 'ω' => "o",
        'œ' => "oe",
        'п' | 'π' => "p",
        'ψ' => "ps",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'ш' => "sh",
        'щ' => "shch",
        'ŧ' | 'т' | 'τ' => "t",
        'þ' | 'θ' => "th",
        'ц' => "ts",
        'у' | 'ў' => "u",
        'в' | 'β' => "v",
        'ξ' => "x",
        'ƴ' | 'υ' => "y",
        'я' => "ya",
        'ю' => "yu",
        'з' | 'ζ' => "z",
        'ж' => "zh",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets_with_one_usual_spelling_are_spelled_out() {
        let cases = [
            ("Søren Ærø", Some("soren aero")),
            ("Đorđe Petrović", Some("dorde petrovic")),
            ("Юрий Щербаков", Some("yurii shcherbakov")),
            ("Ольга", Some("olga")),
            ("Γιώργος Παππάς", Some("giorgos pappas")),
            ("İbrahim Yıldız", Some("ibrahim yildiz")),
            ("Nguyễn Thị Đào", Some("nguyen thi dao")),
            ("김민수", None),
            ("محمد", None),
            ("王 Wei", None),
        ];
        for (name, expected) in cases {
            assert_eq!(latin(name).as_deref(), expected, "{name}");
        }
    }
}
