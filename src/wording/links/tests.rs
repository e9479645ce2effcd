//! Links as sheets have them, right and wrong.

use super::*;
use crate::document::{Inline, InlineKind};

const WEBSITE: Option<&str> = Some("https://www.missingkids.org");

fn judged(words: &str, target: &str) -> Result<(), Fault> {
    check_target(target)?;
    check_words(words, target, WEBSITE)
}

#[test]
fn right_links_are_left_alone() {
    for (words, target) in [
        // Numbers in digits, however they are grouped.
        ("1-800-843-5678", "tel:+18008435678"),
        ("1-800-843-5678", "tel:18008435678"),
        ("1-800-843-5678", "tel:1-800-843-5678"),
        ("800-843-5678", "tel:+18008435678"),
        ("(800) 843-5678", "tel:+1-800-843-5678"),
        ("800.843.5678", "tel:8008435678"),
        ("+1 800 843 5678", "tel:+18008435678"),
        ("1 (800) 843-5678", "tel:+1(800)843-5678"),
        ("8008435678", "tel:+18008435678"),
        ("1\u{2011}800\u{2011}843\u{2011}5678", "tel:+18008435678"),
        ("1–800–843–5678", "tel:+18008435678"),
        ("1\u{A0}800\u{A0}843\u{A0}5678", "tel:+18008435678"),
        ("555-0100", "tel:5550100"),
        ("555-0100", "tel:+15025550100"),
        ("988", "tel:988"),
        ("9-1-1", "tel:911"),
        ("502-555-0100, ext. 123", "tel:+15025550100;ext=123"),
        ("502-555-0100 x123", "tel:+15025550100,123"),
        ("502-555-0100 ext. 123", "tel:+15025550100"),
        ("502-555-0100x123", "tel:+15025550100;ext=123"),
        ("+52 55 1234 5678", "tel:+525512345678"),
        ("+44 20 7946 0958", "tel:+442079460958"),
        ("020 7946 0958", "tel:+442079460958"),
        // In letters.
        ("1-877-8-HOPE-4-U", "tel:+18778467348"),
        ("1-800-THE-LOST", "tel:+18008435678"),
        ("1-800-THE-LOST", "tel:+1-800-843-5678"),
        ("1-800-4-A-CHILD", "tel:+18004224453"),
        ("1-800-RUNAWAY", "tel:+18007862929"),
        ("1-800-runaway", "tel:+18007862929"),
        ("1-800-CONTACTS", "tel:+18002668228"),
        ("1-877-KARS-4-KIDS", "tel:+18775277454"),
        ("1-800-656-HOPE (4673)", "tel:+18006564673"),
        ("1-888-3737-888", "tel:+18883737888"),
        ("800.THE.LOST", "tel:+18008435678"),
        ("(800) THE-LOST", "tel:+18008435678"),
        ("1-800 THE LOST", "tel:+18008435678"),
        // In longer words.
        ("502-555-0100 (TTY 711)", "tel:+15025550100"),
        ("1-800-843-5678 o 988", "tel:+18008435678"),
        ("Call 1-800-THE-LOST (1-800-843-5678) now", "tel:+18008435678"),
        ("1-800-THE-LOST (843-5678)", "tel:+18008435678"),
        ("our 24-hour hotline, 1-800-843-5678, seven days a week", "tel:+18008435678"),
        ("Llame al 1-800-843-5678 las 24 horas", "tel:+18008435678"),
        ("Línea directa: 1-800-THE-LOST", "tel:+18008435678"),
        ("Call us", "tel:+18008435678"),
        ("Llámenos", "tel:+18008435678"),
        ("the hotline of 2022–2023, open 24/7", "tel:+18008435678"),
        ("988 Suicide & Crisis Lifeline", "tel:988"),
        ("the 8,597 families we helped in 2023", "tel:+18008435678"),
        ("988", "https://988lifeline.org"),
        ("report by telephone, 1-800-843-5678, or here", "https://report.cybertip.org"),
        // Addresses of the web.
        ("missingkids.org", "https://www.missingkids.org"),
        ("missingkids.org", "https://www.missingkids.org/"),
        ("MissingKids.org", "https://missingkids.org/home"),
        ("www.missingkids.org", "https://missingkids.org"),
        ("https://www.missingkids.org/", "https://www.missingkids.org"),
        ("http://missingkids.org", "https://missingkids.org"),
        ("missingkids.org/ourwork/impact", "https://www.missingkids.org/ourwork/impact"),
        (
            "missingkids.org/ourwork/impact/",
            "https://www.missingkids.org/ourwork/impact?utm_source=sheet#top",
        ),
        ("report.cybertip.org", "https://report.cybertip.org/"),
        ("“missingkids.org”.", "https://www.missingkids.org"),
        ("missing\u{2011}kids.example", "https://missing-kids.example"),
        ("español.example", "https://xn--espaol-zwa.example"),
        ("kites.example/año", "https://kites.example/a%C3%B1o"),
        ("example.org:443", "https://example.org"),
        // Of e-mail.
        ("info@missingkids.org", "mailto:info@missingkids.org"),
        ("Info@MissingKids.org", "mailto:info@missingkids.org?subject=A%20sheet"),
        ("write to us", "mailto:info@missingkids.org"),
        // Words.
        ("the national figures", "https://www.census.gov/programs-surveys/acs"),
        ("Node.js", "https://nodejs.org"),
        ("U.S. figures", "https://www.census.gov"),
        ("U.S.", "https://www.usa.gov"),
        ("CyberTipline", "https://report.cybertip.org"),
        ("@MissingKids", "https://social.example/missingkids"),
        ("34 U.S.C. § 11293", "https://www.govinfo.gov/app/details/x"),
        ("report.pdf", "https://www.missingkids.org/report"),
        ("2023", "https://www.missingkids.org/2023"),
        ("1,234", "https://www.missingkids.org/1234"),
        ("Ohio", "https://www.ohio.gov"),
        ("las cifras nacionales", "https://www.missingkids.org/es"),
    ] {
        assert_eq!(judged(words, target), Ok(()), "{words}");
    }
}

#[test]
fn wrong_links_are_told() {
    for (words, target, told) in [
        ("", "https://www.missingkids.org", "has no words"),
        ("\u{a0}", "https://www.missingkids.org", "has no words"),
        ("the site", "https://missingkids.org/x\u{200b}y", "an invisible character, U+200B"),
        ("missingkids.org®", "https://evil.example", "the words are the address"),
        ("missingkids.org →", "https://evil.example", "the words are the address"),
        ("missingkids.org)", "https://evil.example", "the words are the address"),
        ("//missingkids.org", "https://evil.example", "the words are the address"),
        (
            "1-800-843-5678",
            "tel:+18008435687",
            "the words say 1-800-843-5678, but the link dials +18008435687",
        ),
        ("1-800-THE-LOST", "tel:+18008435687", "1-800-THE-LOST, which is 800-843-5678 on the keypad, but"),
        ("1-800-843-5678", "tel:+28008435678", "the link dials +28008435678"),
        ("1-800-843-5678", "tel:+528008435678", "the link dials +528008435678"),
        ("800-843-5678", "tel:+528008435678", "the link dials +528008435678"),
        ("800-843-5678", "tel:8435678", "the link dials 8435678"),
        ("1-800-843-567", "tel:+18008435678", "the words say 1-800-843-567,"),
        ("1-800-843-56789", "tel:+18008435678", "the words say 1-800-843-56789,"),
        ("1-800-THE-LOS", "tel:+18008435678", "the words say 1-800-THE-LOS,"),
        ("843-5687", "tel:+18008435678", "the words say 843-5687,"),
        ("988", "tel:911", "the words say 988, but the link dials 911"),
        ("988", "tel:+18008435678", "the words say 988,"),
        ("502-555-0100 ext. 123", "tel:+15025550100;ext=132", "the link dials +15025550100"),
        ("+52 55 1234 5678", "tel:+15512345678", "the words say +52 55 1234 5678"),
        ("1-800-656-HOPE (4637)", "tel:+18006564673", "the words say"),
        ("Call 1-800-THE-LOST (1-800-843-5687) now", "tel:+18008435678", "the words say 1-800-843-5687,"),
        ("Call 1-800-THE-LOST now", "tel:+18005550100", "on the keypad"),
        ("Llame al 1-800-843-5678", "tel:+18008435677", "the words say 1-800-843-5678"),
        ("911 or 988", "tel:988", "the words say 911, but the link dials 988"),
        ("Call us", "tel:+", "`tel:+` is not a whole telephone number"),
        ("Call us", "tel:abc", "`tel:abc` has characters other than digits"),
        ("Call us", "tel:1-800-THE-LOST", "`tel:1-800-THE-LOST` has characters other than digits"),
        ("Call us", "tel:+1800843567", "`tel:+1800843567` is not a whole telephone number"),
        ("Call us", "tel:12", "`tel:12` is not a whole telephone number"),
        (
            "1-800-843-5678",
            "https://www.missingkids.org",
            "the words are the telephone number 1-800-843-5678,",
        ),
        (
            "1-800-THE-LOST",
            "mailto:info@missingkids.org",
            "the words are the telephone number 1-800-THE-LOST,",
        ),
        ("missingkids.org", "https://www.evil.example/x", "the words are the address `missingkids.org`, but"),
        ("missingkids.org", "https://missingkids.org.evil.example", "the link leads to"),
        ("missingkids.org", "https://evil.example/missingkids.org", "the link leads to"),
        (
            "missingkids.org",
            "https://missingkids.org@evil.example",
            "leads to evil.example: what stands before",
        ),
        ("our site", "https://missingkids.org@evil.example/", "leads to evil.example"),
        ("missingkids.org", "https://missingkids.com", "the link leads to"),
        ("missingkids.org/ourwork", "https://missingkids.org", "the words are the address"),
        ("missingkids.org/ourwork", "https://missingkids.org/ourwork/impact", "the words are the address"),
        ("missingkids.org/a?b=1", "https://missingkids.org/a?b=2", "the words are the address"),
        ("https://missingkids.org", "https://evil.example", "the words are the address"),
        ("www.missingkids.org", "https://www.missingkids.net", "the words are the address"),
        ("(missingkids.org)", "https://evil.example", "the words are the address `missingkids.org`"),
        ("missingkids.org", "mailto:info@missingkids.org", "the words are the address"),
        ("missingkids.org", "tel:+18008435678", "the words are the address"),
        ("example.org:8443", "https://example.org", "the words are the address"),
        ("info@missingkids.org", "https://www.missingkids.org", "the words are the e-mail address"),
        ("info@missingkids.org", "mailto:info@misingkids.org", "the words are the e-mail address"),
        ("our site", "https://www.misingkids.org", "looks like a misspelled missingkids.org"),
        ("misingkids.org", "https://www.misingkids.org", "looks like a misspelled missingkids.org"),
        ("our site", "missingkids.org", "is not a web address"),
        ("our site", "https://", "is not a web address"),
        ("write to us", "mailto:us", "is not a web address"),
    ] {
        let Err(fault) = judged(words, target) else { panic!("{words} → {target}") };
        assert!(fault.message.contains(told), "{words} → {}", fault.message);
        assert!(!fault.help.is_empty());
    }
}

#[test]
fn the_way_out_is_what_to_type() {
    for (words, target, help) in [
        (
            "1-800-843-5678",
            "tel:+18008435687",
            "write `tel:+18008435678`, or correct the number in the words",
        ),
        ("1-800-THE-LOST", "tel:+1", "write all digits: `tel:+18005550100`"),
        ("Call us", "tel:1-800-THE-LOST", "write all digits: `tel:+18008435678`"),
        (
            "missingkids.org/a",
            "https://b.example",
            "write `https://missingkids.org/a`, or words that are not an address",
        ),
        ("a@b.org", "https://b.org", "write `mailto:a@b.org`, or words that are not an address"),
        ("911 or 988", "tel:988", "correct the number, or give each number a link of its own"),
        ("our site", "https://misingkids.org/x", "did you mean `https://missingkids.org`?"),
    ] {
        assert_eq!(judged(words, target).map_err(|fault| fault.help), Err(help.to_owned()), "{words}");
    }
}

fn line(text: &str, link: Option<&str>) -> RichText {
    let (link, kind) = (link.map(str::to_owned), InlineKind::Wording);
    RichText {
        inlines: vec![Inline { text: text.to_owned(), link, kind, ..Inline::default() }],
        ..RichText::default()
    }
}

#[test]
fn the_digits_beside_the_hotline_are_the_hotline() {
    let hotline = |words, target, digits| check_hotline(&line(words, target), &line(digits, None));
    for (words, target, digits) in [
        ("1-800-THE-LOST", Some("tel:+18008435678"), "(1-800-843-5678)"),
        ("1-800-THE-LOST", None, "(1-800-843-5678)"),
        ("1-800-THE-LOST", None, "843-5678"),
        ("Call us", Some("tel:+18008435678"), "1-800-843-5678"),
        ("Call us", Some("tel:+18008435678"), "day and night"),
        ("kites.example", Some("https://kites.example"), "1-800-843-5678"),
        ("988 or 1-800-THE-LOST", None, "(1-800-843-5678)"),
    ] {
        assert_eq!(hotline(words, target, digits), Ok(()), "{words} {digits}");
    }
    for (words, target, digits) in [
        ("1-800-THE-LOST", Some("tel:+18008435678"), "(1-800-843-5687)"),
        ("1-800-THE-LOST", None, "(1-800-843-5687)"),
        ("Call us", Some("tel:+18008435678"), "1-800-843-5687"),
        ("911", None, "(1-800-843-5678)"),
    ] {
        assert!(hotline(words, target, digits).is_err(), "{words} {digits}");
    }
}

#[test]
fn slips_of_known_addresses_are_told() {
    let web = line("missingkids.org", Some("https://www.missingkids.org"));
    for target in [
        "https://www.missingkids.org/ourwork/impact",
        "https://report.missingkids.org",
        "https://missingkids.example",
        "https://www.census.gov",
        "https://cybertip.org",
        "tel:+18008435678",
    ] {
        assert_eq!(check_qr(target, None, Some(&web)), Ok(()), "{target}");
    }
    for target in ["https://misingkids.org", "https://www.missignkids.org/a", "https://missingkid.org"] {
        assert!(check_qr(target, None, Some(&web)).is_err(), "{target}");
        assert!(
            check_qr(target, Some("missingkids.org"), Some(&line("our site", None))).is_err(),
            "{target}"
        );
    }
    // Near by nature.
    for (target, known) in [
        ("https://ky.gov", "https://oh.gov"),
        ("https://kychildren.org", "https://ohchildren.org"),
        ("https://region1kites.example", "https://region2kites.example"),
        ("https://kite.org", "https://kites.org"),
    ] {
        assert_eq!(check_qr(target, Some(known), Some(&line("x", None))), Ok(()), "{target}");
    }
}

proptest::proptest! {
    #[test]
    fn what_is_wrong_with_any_words_is_told_with_a_way_out(
        words in "\\PC{0,24}|[-+0-9A-Zx().,/ @:a-c]{0,24}",
        target in "(tel:|https://|mailto:)?[-+0-9a-z.@/?#%;=(]{0,16}",
    ) {
        let own = line(&words, Some(&target));
        let judgements = [
            judged(&words, &target), check_hotline(&own, &line(&words, None)), check_qr(&target, Some(&words), Some(&own)),
        ];
        for fault in judgements.into_iter().filter_map(Result::err) {
            proptest::prop_assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{}", words);
        }
        // Blanks around the words are not theirs.
        proptest::prop_assert_eq!(judged(&words, &target).is_ok(), judged(&format!(" {words} "), &target).is_ok());
    }

    #[test]
    fn words_without_a_digit_or_a_sign_of_an_address_may_lead_anywhere(
        words in "[a-zñA-ZÑ ,’-]{0,24}[a-z]", target in "(tel:|https://|mailto:)[-+0-9a-z.@/]{0,16}",
    ) {
        proptest::prop_assert_eq!(check_words(&words, &target, None), Ok(()), "{}", words);
    }

    #[test]
    fn a_number_is_dialled_by_its_own_digits(
        area in "[2-9][0-9]{2}", exchange in "[2-9][0-9]{2}", rest in "[0-9]{4}", other in "[2-9][0-9]{9}",
        shape in 0_usize..6, before in "(Call |Llame al |our hotline, |)", behind in "( now|, day and night|\\.|)",
    ) {
        let printed = [
            format!("1-{area}-{exchange}-{rest}"), format!("({area}) {exchange}-{rest}"), format!("{area}.{exchange}.{rest}"),
            format!("+1 {area} {exchange} {rest}"), format!("{area}{exchange}{rest}"), format!("1 ({area}) {exchange}\u{2011}{rest}"),
        ];
        let words = format!("{before}{}{behind}", printed[shape]);
        let own = format!("{area}{exchange}{rest}");
        proptest::prop_assert_eq!(judged(&words, &format!("tel:+1{}", own)), Ok(()));
        if other != own {
            proptest::prop_assert!(judged(&words, &format!("tel:+1{}", other)).is_err(), "{}", words);
        }
    }
}
