//! The words that say a quantity, and those that show that a number beside them is none.

/// Those of one language, in lower case.
#[derive(Debug)]
pub struct NumberWords {
    /// Numbers from 10 up in one word, and their values.
    pub numbers: &'static [(&'static str, u32)],
    /// Numbers below ten, which may stand behind one of these.
    pub small: &'static [&'static str],
    /// Between the two: "twenty-five", "treinta y cinco".
    pub joint: &'static str,
    /// Shares and changes in words.
    pub shares: &'static [&'static str],
    /// Behind those words, they show that no share is meant: "a quarter of an hour", "doubled our efforts".
    pub not_shares: &'static [&'static str],
    /// What sheets count: a number before one of them is a figure.
    pub counted: &'static [&'static str],
    /// A number before one of them is none: "24 hours", "the 50 states".
    pub units: &'static [&'static str],
    /// A number behind one of them is a name, an age or a date: "Section 504", "aged 10", "June 30".
    pub names: &'static [&'static str],
    pub ages: &'static [&'static str],
    pub months: &'static [&'static str],
    /// Between the ends of a range: "10 to 19".
    pub ranges: &'static [&'static str],
}

pub(super) const ENGLISH: NumberWords = NumberWords {
    numbers: &[
        ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
        ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50),
        ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90), ("hundred", 100), ("thousand", 1000),
    ],
    small: &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    joint: "-",
    shares: &[
        "half of", "one half", "one-half", "a third of", "one third", "one-third", "two thirds", "two-thirds", "a quarter of",
        "one quarter of", "one-quarter", "three quarters", "three-quarters", "three fourths", "three-fourths", "a fifth of",
        "one fifth of", "one-fifth", "two fifths", "two-fifths", "doubled", "tripled", "quadrupled", "twice as many",
        "twice the number", "three times as many",
    ],
    not_shares: &[
        "an hour", "a century", "a mile", "a percent", "the year", "the day", "the time", "our", "its", "their", "his", "her",
        "down", "over", "up", "back", "as", "way", "it",
    ],
    counted: &[
        "cases", "children", "reports", "calls", "tips", "victims", "survivors", "families", "youth", "youths", "teens", "girls",
        "boys", "kids", "minors", "students", "incidents", "images", "videos", "files", "arrests", "recoveries", "professionals",
        "officers", "submissions", "engagements", "offenders", "abductions", "runaways", "referrals", "investigations", "people",
        "users", "persons", "deaths", "households", "residents", "participants", "trainings", "schools", "agencies",
    ],
    units: &[
        "hours", "hour", "hrs", "minutes", "minute", "seconds", "days", "day", "weeks", "week", "months", "month", "years", "year",
        "year-old", "year-olds", "states", "countries", "counties", "territories", "jurisdictions", "nations", "languages",
        "miles", "feet", "degrees", "degree", "pages", "words", "times", "percentage", "a.m", "p.m", "am", "pm", "u.s.c", "grams", "inches",
    ],
    names: &[
        "no", "nos", "number", "section", "sections", "sec", "§", "title", "chapter", "article", "grade", "grades", "page", "pages",
        "p", "pp", "room", "suite", "apt", "box", "route", "highway", "interstate", "version", "level", "tier", "phase", "form",
        "line", "item", "step", "part", "table", "figure", "note", "vol", "volume", "issue", "bill", "act", "law", "call", "dial",
        "text", "tel", "ext", "extension", "district", "region", "category", "type", "class", "id", "code", "top", "point", "file",
        "docket", "question", "unit", "building", "floor", "channel", "windows", "day", "class",
    ],
    ages: &["age", "aged", "ages", "under", "over", "younger", "older", "than", "turn", "turned", "turns", "born", "through", "between"],
    months: &[
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ],
    ranges: &["to", "through", "and", "or"],
};

pub(super) const SPANISH: NumberWords = NumberWords {
    numbers: &[
        ("diez", 10), ("once", 11), ("doce", 12), ("trece", 13), ("catorce", 14), ("quince", 15), ("dieciséis", 16),
        ("diecisiete", 17), ("dieciocho", 18), ("diecinueve", 19), ("veinte", 20), ("veintiuno", 21), ("veintiún", 21),
        ("veintidós", 22), ("veintitrés", 23), ("veinticuatro", 24), ("veinticinco", 25), ("veintiséis", 26),
        ("veintisiete", 27), ("veintiocho", 28), ("veintinueve", 29), ("treinta", 30), ("cuarenta", 40), ("cincuenta", 50),
        ("sesenta", 60), ("setenta", 70), ("ochenta", 80), ("noventa", 90), ("cien", 100), ("ciento", 100), ("doscientos", 200),
        ("doscientas", 200), ("trescientos", 300), ("trescientas", 300), ("mil", 1000),
    ],
    small: &["uno", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    joint: " y ",
    shares: &[
        "la mitad de", "un tercio de", "una tercera parte de", "dos tercios", "dos terceras partes", "una cuarta parte de",
        "tres cuartos de", "tres cuartas partes", "una quinta parte de", "se duplicó", "se duplicaron", "se ha duplicado",
        "se han duplicado", "se triplicó", "se triplicaron", "el doble de",
    ],
    not_shares: &["hora", "siglo", "un siglo", "tiempo", "camino"],
    counted: &[
        "casos", "niños", "niñas", "denuncias", "informes", "llamadas", "víctimas", "sobrevivientes", "familias", "jóvenes",
        "adolescentes", "menores", "estudiantes", "incidentes", "imágenes", "videos", "archivos", "arrestos", "profesionales",
        "agentes", "remisiones", "fugas", "investigaciones", "personas", "usuarios", "muertes", "hogares", "residentes",
        "participantes", "escuelas", "agencias", "reportes",
    ],
    units: &[
        "horas", "hora", "minutos", "segundos", "días", "día", "semanas", "meses", "mes", "años", "año", "estados", "países",
        "condados", "territorios", "jurisdicciones", "idiomas", "millas", "pies", "grados", "páginas", "palabras", "veces", "puntos",
    ],
    names: &[
        "n.º", "núm", "número", "números", "sección", "título", "capítulo", "artículo", "art", "grado", "grados", "página", "pág",
        "sala", "ruta", "versión", "nivel", "fase", "formulario", "línea", "punto", "paso", "parte", "tabla", "figura", "nota",
        "vol", "volumen", "ley", "tel", "ext", "distrito", "región", "categoría", "tipo", "clase", "código", "llame", "marque",
        "al", "día", "unidad", "piso", "canal",
    ],
    ages: &["edad", "edades", "menores", "mayores", "menor", "mayor", "años", "cumplir", "cumple", "entre", "hasta"],
    months: &[
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ],
    ranges: &["a", "y", "o", "hasta"],
};
