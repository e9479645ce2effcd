//! The stable name of each kind of fault.

/// What comes of a kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// What it is about cannot be made.
    Fault,
    /// The sheet would be wrong: it is not made unless the authors allow it, with the reason. Where that
    /// is not certain, it is only warned of.
    WrongSheet,
    /// Someone should look: a warning, which the authors may allow.
    Doubtful,
    /// Good to know.
    Note,
}

impl Class {
    /// What `handout explain` says of it.
    pub fn meaning(self) -> &'static str {
        match self {
            Class::Fault => "An error: what it is about is not made.",
            Class::WrongSheet => {
                "An error where it is certain: the sheet would be wrong and is not made, by `handout build` \
                 either, unless `[[allow]]` in `handout.toml` gives the reason. Elsewhere a warning."
            }
            Class::Doubtful => {
                "A warning of `handout check`: someone should look. With `--strict` it is an error."
            }
            Class::Note => "A note: nothing needs to be done.",
        }
    }
}

/// Makes the enum, its names and classes and the list of all codes from one table.
macro_rules! codes {
    ($($variant:ident $name:literal $class:ident $doc:literal;)*) => {
        /// A kind of fault. Its name is stable: scripts may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $doc] $variant,)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name as printed: `error[unknown-key]`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What comes of it.
            pub fn class(self) -> Class {
                match self { $(Code::$variant => Class::$class,)* }
            }
        }
    };
}

codes! {
    // Reading files.
    NoSet "no-set" Fault "The folder has no `handout.toml`.";
    UnreadableFile "unreadable-file" Fault "A file could not be read, or is not UTF-8 text.";
    TooLarge "too-large" Fault "A file, a text or a list is larger than any handout needs.";
    Syntax "syntax" Fault "The file is not TOML.";
    CommaInNumber "comma-in-number" Fault "A number is written with commas; the data wants `8_597`.";
    UnknownKey "unknown-key" Fault "A key the program does not know.";
    MissingKey "missing-key" Fault "A required key is missing.";
    WrongType "wrong-type" Fault "A value of the wrong type for its key.";
    BadValue "bad-value" Fault "A value of the right type that cannot be right.";
    ForbiddenCharacter "forbidden-character" Fault "An invisible, control or private-use character in a text.";
    // The dictionary and the places.
    NegativeCount "negative-count" Fault "A count below zero.";
    UnknownFigure "unknown-figure" Fault "A figure the dictionary does not have.";
    MissingFigure "missing-figure" Fault "A required figure has no value.";
    DuplicateState "duplicate-state" Fault "Two files for one state.";
    NoState "no-state" Fault "No state to build.";
    YearMismatch "year-mismatch" Fault "A file is for another year than the set.";
    SumMismatch "sum-mismatch" Fault "Parts that do not add up to their total.";
    AboveLimit "above-limit" Fault "A figure above one that it must not exceed.";
    // The wording.
    TemplateSyntax "template-syntax" Fault "A placeholder or condition that cannot be read.";
    UnknownPlaceholder "unknown-placeholder" Fault "A name in the wording that the data does not have.";
    FigureWithoutValue "figure-without-value" Fault "A sentence prints or compares a figure that has no value here.";
    UnclosedBold "unclosed-bold" Fault "Asterisks that do not pair up.";
    Markup "markup" Fault "Markdown other than bold and links.";
    BadLink "bad-link" Fault "A link that cannot be followed, or leads elsewhere than its words say.";
    MissingGlyph "missing-glyph" Fault "A character no bundled font has.";
    // The page.
    DoesNotFit "does-not-fit" Fault "The text is longer than one page.";
    TooWide "too-wide" Fault "A word or a table is wider than its column.";
    SmallType "small-type" Doubtful "The page fits only in type below the legible size.";
    Illegible "illegible" Fault "Type, rules or colors of the theme that could not be read in print.";
    TooMuchInk "too-much-ink" Fault "A color of the theme with more ink than can dry.";
    CustomCondition "custom-condition" Note "An output profile of no printing condition that print shops know by name.";
    BrokenPromise "broken-promise" Fault "The finished file would violate a standard it promises.";
    ForeignFile "foreign-file" Fault "A finished file that this program did not make.";
    RewrittenFile "rewritten-file" Doubtful "A finished file that another program has saved since.";
    OtherVersion "other-version" Doubtful "A finished file that another version of this program made.";
    NoDataInside "no-data-inside" Note "A finished file whose data is missing or damaged.";
    StaleSheet "stale-sheet" Fault "A finished file that says other than the set does now.";
    OtherInk "other-ink" Fault "A finished file that, drawn, does not look as it reads.";
    UnknownTheme "unknown-theme" Fault "A theme the program does not have.";
    UnknownLanguage "unknown-language" Fault "A language without a wording, or one the program does not speak.";
    // Validation.
    StatesSum "states-sum" Fault "The states' figures do not add up to the national one.";
    ShareMismatch "share-mismatch" Fault "A share that does not match its part and its whole.";
    OutOfRange "out-of-range" Fault "A figure outside its range.";
    WrongKind "wrong-kind" Fault "A share where a count is meant, or a count where a share is.";
    LargeChange "large-change" Fault "A figure far from last year's.";
    Precision "precision" Fault "A share or rounded number with more or fewer decimals than the rule says.";
    UnusedWaiver "unused-waiver" Doubtful "A rule is waived where nothing breaks it.";
    // Lints.
    OtherLabel "other-label" WrongSheet "A label that is word for word another figure's.";
    DoubtfulLabel "doubtful-label" Doubtful "A label or sentence whose words fit another figure better.";
    Boundary "boundary" Doubtful "A sentence that would read wrong for some state.";
    TypedNumber "typed-number" WrongSheet "A number typed into the wording that is, or nearly is, a figure.";
    UnprintedFigure "unprinted-figure" Doubtful "A figure no wording prints.";
    NotShown "not-shown" Doubtful "A text or headline figure that the theme in use has no place for.";
    UnusedName "unused-name" Doubtful "A name or an abbreviation that is listed, and that no text has.";
    UnlistedAbbreviation "unlisted-abbreviation" Doubtful "An abbreviation that is not listed, in a wording that lists others.";
    LanguagesDiffer "languages-differ" Doubtful "A figure that one language of the set prints and another does not.";
    OtherState "other-state" WrongSheet "The name or postal code of a state that is not this page's.";
    Filler "filler" WrongSheet "Filler text that was meant to be replaced.";
    Invented "invented" Doubtful "What a new set begins with, such as the name of an invented publisher.";
    RawFraction "raw-fraction" Doubtful "A fraction where a percentage is meant.";
    PlainNumber "plain-number" Doubtful "A large number without separators.";
    IdenticalStates "identical-states" WrongSheet "Two states with the same figures.";
    StateNames "state-names" WrongSheet "A state whose name, file name and postal code disagree.";
    OtherYear "other-year" WrongSheet "A year that is not the set's.";
    DoubledWord "doubled-word" WrongSheet "A word written twice in a row.";
    OtherLanguage "other-language" Doubtful "Words in another language than that of the text.";
    DoubledSpace "doubled-space" Doubtful "Two spaces in a row.";
    StraightQuote "straight-quote" Doubtful "A typewriter quotation mark or apostrophe.";
    MuchBold "much-bold" Doubtful "Running text with so much bold that nothing stands out.";
    UnusedAllow "unused-allow" Doubtful "An allowance that allows nothing.";
    OneSidedColor "one-sided-color" Doubtful "A color changed for screens and not for the press, or the other way round.";
    NotApproved "not-approved" Fault "A sheet or wording that nobody approved as it is now.";
    UnreadFile "unread-file" Doubtful "A file among those of the set that is not read.";
    StaleYear "stale-year" WrongSheet "A figure of an earlier year whose sentence does not say so.";
    LeadsElsewhere "leads-elsewhere" WrongSheet "A link, QR code or telephone number that the rest of the page disagrees with.";
    HiddenAddress "hidden-address" Doubtful "A link whose address cannot be read on paper.";
    BrokenSentence "broken-sentence" WrongSheet "A sentence that a missing figure or table left unfinished.";
    BesideFigure "beside-figure" WrongSheet "What stands right beside a figure makes it another number.";
    WithheldNumber "withheld-number" WrongSheet "A number that is not printed, to protect somebody, and can be read all the same.";
    // The figures against each other.
    NationalValue "national-value" WrongSheet "A figure of a state that is the nation's, or is told as the state's.";
    EqualValues "equal-values" Doubtful "A figure that is the same in two states, or as another of its own state.";
    LoneZero "lone-zero" Doubtful "A zero where a number was to be expected.";
    Outlier "outlier" Doubtful "A figure far from what the other figures and states suggest.";
    MovedRows "moved-rows" WrongSheet "Figures of a state that stand in each other's rows.";
    UnevenFigure "uneven-figure" Doubtful "A figure that is rounded or qualified where all others are exact.";
    UndeclaredSum "undeclared-sum" Doubtful "Figures that add up in every state, or in every one but one, without a rule.";
    // The figures against another edition.
    SecondEntry "second-entry" WrongSheet "A figure or name that a second entry has otherwise.";
    Unchanged "unchanged" Doubtful "A figure that is the same as in an earlier year, which is unlikely.";
    MovedDigits "moved-digits" Doubtful "A figure with the digits of the earlier year's in another order.";
    AnothersValue "anothers-value" Doubtful "A figure that was another's in the earlier year.";
    GapChanged "gap-changed" Doubtful "A figure that appeared or vanished since the earlier year.";
    FormChanged "form-changed" Doubtful "A figure with another qualifier, or of another kind, than in the earlier year.";
    SuddenChange "sudden-change" Doubtful "A figure that changed much more than others did.";
}

impl Code {
    /// Whether it is found only where two editions are compared.
    pub fn compares(self) -> bool {
        matches!(
            self,
            Code::SecondEntry
                | Code::Unchanged
                | Code::MovedDigits
                | Code::AnothersValue
                | Code::GapChanged
                | Code::FormChanged
                | Code::SuddenChange
        )
    }

    /// Whether it is about finished files: no set shows it.
    pub fn is_of_finished_files(self) -> bool {
        matches!(
            self,
            Code::BrokenPromise
                | Code::ForeignFile
                | Code::RewrittenFile
                | Code::OtherVersion
                | Code::NoDataInside
                | Code::StaleSheet
                | Code::OtherInk
        )
    }

    /// Whether the authors may allow it, with a reason.
    pub fn can_be_allowed(self) -> bool {
        match self {
            // What cures these is always better.
            code if code.is_of_finished_files() => false,
            Code::UnusedAllow | Code::UnusedWaiver | Code::SmallType | Code::OneSidedColor => false,
            _ => matches!(self.class(), Class::WrongSheet | Class::Doubtful),
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
