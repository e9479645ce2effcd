//! The stable name of each kind of fault.

/// Makes the enum, its names and the list of all codes from one table.
macro_rules! codes {
    ($($variant:ident $name:literal $doc:literal;)*) => {
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
        }
    };
}

codes! {
    // Reading files.
    NoSet "no-set" "The folder has no `handout.toml`.";
    UnreadableFile "unreadable-file" "A file could not be read, or is not UTF-8 text.";
    TooLarge "too-large" "A file, a text or a list is larger than any handout needs.";
    Syntax "syntax" "The file is not TOML.";
    CommaInNumber "comma-in-number" "A number is written with commas; the data wants `8_597`.";
    UnknownKey "unknown-key" "A key the program does not know.";
    MissingKey "missing-key" "A required key is missing.";
    WrongType "wrong-type" "A value of the wrong type for its key.";
    BadValue "bad-value" "A value of the right type that cannot be right.";
    ForbiddenCharacter "forbidden-character" "An invisible, control or private-use character in a text.";
    // The dictionary and the places.
    NegativeCount "negative-count" "A count below zero.";
    UnknownFigure "unknown-figure" "A figure the dictionary does not have.";
    MissingFigure "missing-figure" "A required figure has no value.";
    DuplicateState "duplicate-state" "Two files for one state.";
    NoState "no-state" "No state to build.";
    YearMismatch "year-mismatch" "A file is for another year than the set.";
    SumMismatch "sum-mismatch" "Parts that do not add up to their total.";
    AboveLimit "above-limit" "A figure above one that it must not exceed.";
    // The wording.
    TemplateSyntax "template-syntax" "A placeholder or condition that cannot be read.";
    UnknownPlaceholder "unknown-placeholder" "A name in the wording that the data does not have.";
    FigureWithoutValue "figure-without-value" "A sentence prints or compares a figure that has no value here.";
    UnclosedBold "unclosed-bold" "Asterisks that do not pair up.";
    Markup "markup" "Markdown other than bold and links.";
    BadLink "bad-link" "A link that cannot be followed, or leads elsewhere than its words say.";
    MissingGlyph "missing-glyph" "A character no bundled font has.";
    // The page.
    DoesNotFit "does-not-fit" "The text is longer than one page.";
    TooWide "too-wide" "A word or a table is wider than its column.";
    SmallType "small-type" "The page fits only in type below the legible size.";
    Illegible "illegible" "Type, rules or colors of the theme that could not be read in print.";
    TooMuchInk "too-much-ink" "A color of the theme with more ink than can dry.";
    BrokenPromise "broken-promise" "The finished file would violate a standard it promises.";
    UnknownTheme "unknown-theme" "A theme the program does not have.";
    UnknownLanguage "unknown-language" "A language without a wording, or one the program does not speak.";
    // Validation.
    StatesSum "states-sum" "The states' figures do not add up to the national one.";
    ShareMismatch "share-mismatch" "A share that does not match its part and its whole.";
    OutOfRange "out-of-range" "A figure outside its range.";
    WrongKind "wrong-kind" "A share where a count is meant, or a count where a share is.";
    LargeChange "large-change" "A figure far from last year's.";
    Precision "precision" "A share or rounded number with more or fewer decimals than the rule says.";
    UnusedWaiver "unused-waiver" "A rule is waived where nothing breaks it.";
    // Lints: `handout check` warns about these; each can be allowed with a reason.
    Boundary "boundary" "A sentence that would read wrong for some state.";
    TypedNumber "typed-number" "A number typed into the wording that is, or nearly is, a figure.";
    UnprintedFigure "unprinted-figure" "A figure no wording prints.";
    NotShown "not-shown" "A text or headline figure that the theme in use has no place for.";
    LanguagesDiffer "languages-differ" "A figure that one language of the set prints and another does not.";
    OtherState "other-state" "The name or postal code of a state that is not this page's.";
    Filler "filler" "Filler text that was meant to be replaced.";
    RawFraction "raw-fraction" "A fraction where a percentage is meant.";
    PlainNumber "plain-number" "A large number without separators.";
    IdenticalStates "identical-states" "Two states with the same figures.";
    StateNames "state-names" "A state whose name, file name and postal code disagree.";
    OtherYear "other-year" "A year that is not the set's.";
    DoubledWord "doubled-word" "A word written twice in a row.";
    DoubledSpace "doubled-space" "Two spaces in a row.";
    StraightQuote "straight-quote" "A typewriter quotation mark or apostrophe.";
    UnusedAllow "unused-allow" "An allowance that allows nothing.";
    // Found with the lints, but errors.
    StaleYear "stale-year" "A figure of an earlier year whose sentence does not say so.";
    BesideFigure "beside-figure" "What stands right beside a figure makes it another number.";
}

impl Code {
    /// Whether it is a warning that the authors may allow, with a reason.
    pub fn is_lint(self) -> bool {
        (Code::Boundary..=Code::StraightQuote).contains(&self)
    }

    /// Whether the handouts it is about are not made unless the authors allow it.
    pub fn stops_sheets(self) -> bool {
        matches!(
            self,
            Code::OtherState | Code::IdenticalStates | Code::StateNames | Code::Filler | Code::DoubledWord
        )
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
