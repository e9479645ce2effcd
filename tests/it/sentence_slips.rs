//! Sentences of the kinds that real sheets have: right ones, of which nothing is said, and slips, each of
//! which is found. `cases` is 8,597 here, `rank` 10, `lone` 1, `share` 19%, `all` 36.2 million, `large` 36,210,000, `calls`
//! more than 18,400, and `gap` is not reported.

use crate::kit::set::{Draft, check_and_lint};
use handout::Options;

const RIGHT: &[&str] = &[
    "{{ cases }} {{ cases | noun }} {{ cases | plural(\"was\", \"were\") }} opened; {{ lone }} {{ lone | noun }} {{ lone | plural(\"was\", \"were\") }} closed.",
    "Children aged 10 to 19, and youth ages 13–17, can call. It serves children under 18 and adults over 21.",
    "Call 911 if a child is in danger now; dial 988 to talk, or 211 for local help.",
    "The line is open 24 hours a day, 24/7, all 365 days of the year; a report takes 15 minutes.",
    "Each of the 50 states has a clearinghouse, and so do the 3 programs named here.",
    "One in six children, 1 in 6 children and 1 of the 5 offices; 1 to 3 calls, 1 or more calls, 1 out of 10.",
    "We know of {{ lone }} of the {{ cases }}, {{ lone }} in {{ rank }}, {{ lone }} to {{ rank }} of them, {{ lone }} or more.",
    "Text HOME to 741741, or write to 333 Main Street, KV 22314, Suite 300.",
    "Under Section 504, Title 18 and 18 U.S.C. § 2258A, providers report to the CyberTipline.",
    "The office opened on June 30 and moved to Room 210 on May 5.",
    "First, a child is found; the first of its kind; a one-time fee; one of us; the two of them.",
    "In the 21st century, twenty-four hours is a long time; for twelve months nobody knew.",
    "Dr. King and J. Smith met Gov. Ann Lee at 5 p.m. in the park on May 5.",
    "These are the families we work with. Whom is it for? That is what the office was asked for.",
    "Children we had never heard of. The help they ask for.",
    "A service provider and a social services agency joined; it is a 1-800 number.",
    "{{ lone }} social services {{ lone | plural(\"agency\", \"agencies\") }} and {{ rank }} human services {{ rank | plural(\"provider\", \"providers\") }} joined that year.",
    "{{ lone }} long-term {{ lone | plural(\"case\", \"cases\") }} here, and {{ rank }} new {{ rank | plural(\"case\", \"cases\") }}.",
    "Half an hour a day; half the time; a quarter of an hour; in the second half of {{ year }}; half-day trainings.",
    "We doubled our efforts and cut the time in half. The first half of the year was quiet.",
    "Hundreds of volunteers and thousands of families; dozens of calls; millions of views.",
    "A share of {{ share }} is low; {{ share }} of {{ cases }} {{ cases | noun }}, or {{ share }}.",
    "The work is 100% free and 100 percent confidential.",
    "It ranked {{ rank | ordinal }} in the nation, {{ lone | ordinal }} in its region, {{ cases | ordinal }} of all.",
    "It is {{ state.name | before(\"a\") }} {{ state.name }} office with {{ rank | before(\"a\") }} {{ rank }}-year plan.",
    "**Total:**{{ cases }} {{ cases | noun }}; **{{ cases }}** and so on; it cost**more**then.",
    "A fee of $15,000, $1.5 million in grants and up to $200 a family.",
    "Team~HOPE, In~{{ year }}, (1)~help, (2)~hope; 5~p.m.; \\~18 and a\\_b.",
    "A .gov or .org address; file.pdf; v. 2.0; e.g. this; i.e., that; etc., and more.",
    "See “How to Report” (page 12), Table 3 and Figure 10; version 11; grade 10 students; Route 66.",
    "The Fortune 500 companies, the Top 100 lists, Public Law 106 and Internet Safety 101 classes help.",
    "Is it a sign—or not? Yes – it is. He asked: why? “Because,” she said.",
    "Reports came from parents, teachers, and others (see below).",
    "{% if gap is reported %}{{ gap }} {{ gap | noun }} {{ gap | plural(\"is\", \"are\") }} known.{% else %}The count is not known.{% endif %}",
    "{% if gap %}Of them, {{ gap }} {{ gap | plural(\"was\", \"were\") }} found. {% endif %}The office goes on.",
    "It took in {{ all }} reports{% if gap %}, of which {{ gap }} {{ gap | plural(\"was\", \"were\") }} new{% endif %}.",
    "{{ calls | capitalize }} calls came in; {{ all }} of them were heard.",
    "Nearly all were found. About as many were helped. More than ever, at least one, up to now.",
    "Plan A. Vitamin A. Hepatitis B. Title IX. Part C.",
    "The 10 most common signs, the 12 steps, a 10-minute film, 3-year-olds and 15-year-olds.",
    "It has 22 pages in 15 languages, 40 miles from the sea, at 98.6 degrees.",
    "Meet at 10 a.m. or 12 noon; bring 2 forms. No. 5 is the office; no. 10 is next door.",
    "A child who runs away once may run again; 1 more call helps. 1 a day.",
    "The U.S. House, the U.S. office and the U.S. Department of Justice help.",
    "Boys and girls. Men and women. News is news; series and species; 1 series, 1 species.",
    "It had {{ lone }} {{ lone | plural(\"series\", \"series\") }} and {{ lone }} {{ lone | plural(\"headquarters\", \"headquarters\") }} then.",
    "An hour, an honor, a university, a one-way street, an 8-hour day, an 11th hour, a 10th visit.",
    "It is the 30th anniversary of the law’s 5th section.",
    "In “Netsmartz”, children learn (and teach) safety—online and off.",
    "The range is {{ cases }}–{{ all }}; ({{ cases }}); “{{ cases }}”; {{ cases }}!",
    "From 2 to 5 it is closed; 9 to 5 is open; the ratio is 3 to 1; 10 out of 10.",
    "Law enforcement officers, child welfare workers and 3 teachers spoke.",
    "If a child is missing, that is 1 too many. Every one counts. No one is alone.",
    "Twice a year; three times a week; one by one; two at a time; once more.",
    "A quarter of a century ago; two and a half years; half of it is luck.",
    "Kinds: runaways; abductions; lost, injured or otherwise missing children.",
    "What helps: a photo, a name and a date of birth.",
    "Smith & Sons, AT&T, R&D; C++, #1 and 50/50.",
    "Of {{ state.possessive }} office; the {{ state.adjective }} office; {{ state.in_prose }}.",
    "The office (formerly “the Bureau”) is at [example.org](https://www.example.org).",
    "There were {{ cases }} in {{ state.in_prose }} and {{ all }} in the nation.",
    "Of {{ cases }} {{ cases | noun }}, {{ share }} were runaways, and of these {{ rank }} were found within 48 hours.",
];

const RIGHT_SPANISH: &[&str] = &[
    "Nadie pide dinero a un niño —ni una vez, ni nunca—, y nadie lo hará —según dijo—.",
    "Hubo {{ all }} {{ all | plural(\"denuncia\", \"denuncias\") }} y {{ cases }} {{ cases | plural(\"denuncia\", \"denuncias\") }}.",
    "Hubo {{ cases }} {{ cases | noun }}; {{ lone }} {{ lone | noun }} {{ lone | plural(\"fue nuevo\", \"fueron nuevos\") }}.",
    "De ellas, {{ all }} {{ all | plural(\"fue recibida\", \"fueron recibidas\") }} en {{ year }}.",
    "De {{ cases }}, el {{ share }} eran fugas; {{ all }} de ellas, {{ cases }} de los niños.",
    "Hubo {{ cases }}: {{ rank }} de niños y {{ rank }} de niñas.",
    "Niños de 10 a 19 años, jóvenes de 13 a 17 y menores de 18; mayores de 21.",
    "Llame al 911 si hay peligro; marque el 988 o el 211.",
    "La línea atiende las 24 horas, los 365 días del año; un reporte toma 15 minutos.",
    "Los 50 estados y los 3 programas; uno de cada seis niños, 1 de cada 6 niños, 1 de los 5, 1 o más casos.",
    "Envíe un texto al 741741, o escriba a 333 Main Street, KV 22314.",
    "Según la sección 504, el título 18 y el artículo 10 de la ley; el n.º 5 y la pág. 12.",
    "La oficina abrió el 30 de junio, a las 5 p. m., en la sala 210.",
    "Quedó en el {{ rank | ordinal }} puesto, en la {{ rank | ordinal(\"ª\") }} posición, {{ lone | ordinal }} del país.",
    "{{ state.name }} {{ state.name | before(\"y\") }} {{ state.name }}; {{ rank }} {{ cases | before(\"o\") }} {{ cases }}.",
    "Padres e hijos, madera y hielo; siete u ocho; mujeres u hombres; nieve y hierba.",
    "El Sr. Pérez, la Dra. Ana Ruiz y J. Gómez; EE. UU.; Ud. decide.",
    "¿Cuántas hubo en {{ year }}? ¡Ninguna más! ¿Por qué?",
    "Cientos de voluntarios, miles de familias, millones de vistas, decenas de llamadas.",
    "Media hora al día; medio día; la mitad del tiempo; un cuarto de hora; dos veces y media.",
    "El {{ share }} de los {{ cases }} {{ cases | noun }}; el {{ share }}.",
    "Es 100 % gratuito y 100 por ciento confidencial.",
    "Una ayuda de $15,000 y $200 por familia.",
    "Team~HOPE, En~{{ year }}, (1)~ayuda, (2)~esperanza; 5~p.~m.",
    "{% if gap is reported %}Hubo {{ gap }} {{ gap | noun }}.{% else %}No se sabe cuántos hubo.{% endif %}",
    "{% if gap %}De ellos, {{ gap }} fueron hallados. {% endif %}La oficina sigue.",
    "Al menos uno; más de lo pensado; casi todos; hasta hoy; menos de eso.",
    "Hay {{ all }} {{ all | plural(\"archivo\", \"archivos\") }} de imágenes{% if gap %}, {{ gap }} de ellos en línea{% endif %}.",
    "Los 10 signos más comunes, los 12 pasos y las 3 reglas.",
    "Tiene 22 páginas en 15 idiomas, a 40 millas del mar, a 30 grados.",
    "Un niño que huye una vez puede volver a huir; 1 más ya es demasiado.",
    "En el siglo de la radio, a los 25 años de la ley.",
    "«La línea», “la oficina” y ‘el niño’ (véase abajo).",
    "Informan los padres, los maestros y otros.",
    "Tipos: fugas; secuestros; niños perdidos o heridos.",
    "Lo que ayuda: una foto, un nombre y una fecha.",
    "La oficina {{ state.possessive }}, en {{ state.in_prose }}.",
    "{{ calls | capitalize }} llamadas; {{ calls }} en el país.",
    "Entre {{ cases }} y {{ all }}; de {{ rank }} a {{ cases }}; ({{ cases }}).",
    "El 1.º de mayo, el 2.º piso, la 3.ª vez, el siglo 21.",
    "De 9 a 5; de 2 a 3 veces; 10 de 10; 3 a 1.",
    "Primero, llame; segundo, espere; uno por uno; de dos en dos.",
    "La tercera parte del libro; el doble esfuerzo; un cuarto vacío.",
    "Los casos, de los que se sabe poco, siguen abiertos.",
    "Que la ayuda llegue a todos; que nadie quede atrás.",
    "Smith & Sons, AT&T, I+D, #1, 50/50.",
    "El mecanismo nacional con el que el público denuncia.",
    "Los niños a quienes ayudamos y las familias con las que trabajamos.",
    "Consulte [example.org](https://www.example.org).",
    "**Total:**{{ cases }} {{ cases | noun }}; **{{ cases }}** {{ cases | noun }}.",
    "Aquí, {{ cases }} {{ cases | noun }}; en el país, {{ all }}.",
    "Los trenes, los lunes, los martes y los jueves; antes y después.",
    "Ni uno más: todos cuentan.",
    "De {{ cases }} {{ cases | noun }}, {{ rank }} se resolvieron en 48 horas.",
    "Se pusieron {{ cases }} {{ cases | plural(\"denuncia\", \"denuncias\") }} a disposición de la policía.",
    "El {{ share }} de las {{ all }}.",
    "Niñas y niños, hombres y mujeres, madres y padres.",
    "Según el análisis, es probable que el {{ share }} fueran víctimas.",
    "A petición de la policía, el equipo acudió 3 veces.",
    "Con {{ rank }} y {{ calls }} llamadas.",
    "La guía (versión 11) tiene el capítulo 12 y la tabla 10.",
    "Hubo {{ all }} en línea.",
    "Hubo {{ all }} de denuncias y {{ large }} de ellas.",
];

/// A part of the finding, and sentences that draw it.
const WRONG: &[(&str, &[&str])] = &[
    (
        "typed-number",
        &[
            "There were 7,995 of them.",
            "A 7% increase.",
            "It rose 7 percent.",
            "We helped 200 cases.",
            "Forty-five children were found.",
            "Half of them were girls.",
            "A quarter of the cases were new.",
            "Reports doubled.",
            "Over 300 partners joined.",
            "Twenty-five percent were new.",
            "Two hundred children came.",
            "It took 36 million reports.",
        ],
    ),
    ("`Two thirds` is a quantity", &["Two thirds were found."]),
    (
        "broken-sentence",
        &[
            "There was {{ lone }} new law enforcement and child-serving professionals joined that year.",
            "There was {{ lone }} survivors/families connected to services.",
            "We saw {{ lone }} cases.",
            "{{ lone }} new case were opened.",
            "Kinds: {% if gap %}{{ gap }}{% endif %}.",
            "Kinds: {% if gap %}{{ gap }}{% endif %}",
            "Boys and{% if gap %} {{ gap }}{% endif %}. So it is.",
            "Boys, {% if gap %}{{ gap }} girls{% endif %}.",
            "Boys – {% if gap %}{{ gap }}{% endif %}.",
            "Boys ({% if gap %}{{ gap }}{% endif %}) came.",
        ],
    ),
    ("exchanged before", &["It was an {{ rank }}-year plan.", "It was a {{ state.name }} plan."]),
    ("italics are not supported", &["**_x_**", "*x*"]),
    ("bold is written with asterisks", &["A __x__ word"]),
    ("asterisks with nothing between", &["A **** word"]),
    ("unclosed-bold", &["A ** word", "A **word", "A * b", "A ** ** word"]),
    ("a space before the asterisks", &["A **word ** here"]),
    ("a space after the asterisks", &["A ** word** here"]),
    ("this is HTML", &["A<br>word"]),
    ("a backslash", &["A word \\\nand more", "C:\\Users"]),
    ("`~` between digits", &["Ages 5~17 came", "It is 10~20% so"]),
    (
        "`~` with no word",
        &["There were ~18 here", "A ~ b", "Also (~5) c", "one ~~two~~ three", "a~ b", "is **~5** of"],
    ),
    ("has no ordinal", &["It was the {{ calls | ordinal }} one.", "It was the {{ share | ordinal }} one."]),
    ("`ordinal` does not know", &["{{ rank | ordinal(\"x\") }}"]),
    ("`before` needs a word", &["{{ rank | before(\"the\") }} {{ rank }}", "{{ rank | before }} {{ rank }}"]),
];

const WRONG_SPANISH: &[(&str, &[&str])] = &[
    (
        "a dash before a comma",
        &["Nadie pide dinero a un niño —, y nadie lo hará.", "Nadie—, y nadie lo hará."],
    ),
    (
        "typed-number",
        &[
            "Hubo 7,995 en total.",
            "Dos tercios fueron hallados.",
            "Subió un 7 %.",
            "Un 7 por ciento más.",
            "Hubo 200 casos.",
            "Hubo cuarenta y cinco niños.",
            "La mitad de ellos eran niñas.",
            "Los casos se duplicaron.",
            "Hubo doscientos casos.",
        ],
    ),
    (
        "broken-sentence",
        &[
            "Hubo {{ lone }} casos.",
            "Hubo {{ lone }} nuevos casos.",
            "Hubo {{ lone }} sobrevivientes o familias.",
            "Tipos: {% if gap %}{{ gap }}{% endif %}.",
        ],
    ),
    (
        "“de” is right behind `large`",
        &["Hubo {{ large }} de denuncias.", "Hubo **{{ large }}**~de {{ large | noun }}."],
    ),
    ("\"de\" stands between `cases`", &["Hubo {{ cases }} de casos."]),
    ("\"de\" is missing between `all`", &["Hubo {{ all }} reportes."]),
];

const SET: &str = r#"year = 2023
released = 2024-05-01
theme = "memo"
languages = ["LANGUAGE"]
publisher = { name = "Office of Avalon" }
[figures]
cases = { scope = "state", label = "Cases", one = "CASE", other = "MANY" }
rank = { scope = "state", label = "Rank" }
lone = { scope = "state", label = "Lone", one = "CASE", other = "MANY" }
share = { scope = "state", label = "Share" }
gap = { scope = "state", label = "Gap", one = "CASE", other = "MANY" }
large = { scope = "national", label = "Large", one = "REPORT", other = "REPORTS" }
calls = { scope = "national", label = "Calls" }
all = { scope = "national", label = "All", one = "REPORT", other = "REPORTS" }
"#;

const STATE: &str = r#"name = "Avalon"
postal = "AV"
year = 2023
[figures]
cases = 8_597
rank = 10
lone = 1
share = "19%"
gap = "not reported"
"#;

const NATION: &str =
    "year = 2023\n[figures]\ncalls = \"more than 18,400\"\nall = \"36.2 million\"\nlarge = 36_210_000\n";

/// What is found in a set whose paragraphs are these.
fn told(texts: &[&str], language: &str) -> Vec<String> {
    let nouns = match language {
        "es" => [("MANY", "casos"), ("CASE", "caso"), ("REPORTS", "reportes"), ("REPORT", "reporte")],
        _ => [("MANY", "cases"), ("CASE", "case"), ("REPORTS", "reports"), ("REPORT", "report")],
    };
    let set = SET.replace("LANGUAGE", language);
    let set = nouns.iter().fold(set, |set, (key, noun)| set.replace(key, noun));
    let guard = ["cases", "rank", "lone", "share"].map(|key| format!("{key} is reported")).join(" and ");
    let guarded = texts.iter().map(|text| format!(", '''{{% if {guard} %}}{text}{{% endif %}}'''"));
    let own = if language == "es" { "Se cuenta en" } else { "They are counted in" };
    let wording = format!(
        "language = '{language}'\n[page]\norganization = 'A'\ntitle = '{{{{ state.name }}}}'\nintro = 'D.'\n[[section]]\n\
         heading = 'B'\ntext = ['{own} {{{{ state.in_prose }}}}.'{}]\n[footer]\nsource = 'C'\n",
        guarded.collect::<String>()
    );
    let set = Draft::made([
        ("handout.toml", set.as_str()),
        ("national.toml", NATION),
        ("states/avalon.toml", STATE),
    ])
    .with(&format!("wording.{language}.toml"), wording);
    let told = set.told(&Options::default(), check_and_lint);
    let found = told.sink.found().iter().filter(|fault| fault.code.name() != "unprinted-figure");
    found.map(|fault| format!("{}: {}", fault.code.name(), fault.message)).collect()
}

#[test]
fn nothing_is_said_of_right_sentences() {
    let mut wrong = Vec::new();
    for (language, texts) in [("en", RIGHT), ("es", RIGHT_SPANISH)] {
        assert!(texts.len() >= 60);
        for texts in texts.chunks(6) {
            wrong.extend(told(texts, language));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_slip_is_found() {
    let mut missed = Vec::new();
    for (language, kinds) in [("en", WRONG), ("es", WRONG_SPANISH)] {
        for (part, texts) in kinds {
            let told = texts.iter().map(|text| (*part, text, told(&[text], language)));
            missed.extend(told.filter(|(part, _, told)| !told.iter().any(|told| told.contains(part))));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
