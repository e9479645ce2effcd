//! Reading one template: its statements, its raw text and its syntax faults.
//!
//! In: the text of the template. Out: [`TemplateParts`]; every fault is reported at its place.

use super::{Condition, Lexicon, Printable, SourceMap, TemplatePart, TemplateParts, bounds};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::lang::language_code;
use crate::source::Span;
use crate::wording::passages;
use minijinja::machinery::ast::{Expr, Stmt};
use minijinja::machinery::{self, WhitespaceConfig};

/// Reads `text`. `Err` if it cannot be parsed. Beside the parts, whether all of them are sound: a
/// faulty placeholder keeps its place, so that the Markdown around it can be checked.
pub(in crate::wording) fn read(
    text: &str,
    map: &SourceMap,
    lexicon: Lexicon<'_>,
    sink: &mut Sink,
) -> Result<(TemplateParts, Result<(), Reported>), Reported> {
    // Private-use characters serve as sentinels, so none may be typed.
    if let Some((at, typed)) = text.char_indices().find(|(_, c)| *c >= '\u{f0000}') {
        let message = format!("the character U+{:X} cannot be printed", typed as u32);
        let span = map.span(at, at + typed.len_utf8());
        return Err(sink.report(Diagnostic::error(Code::ForbiddenCharacter, span, message)));
    }
    bounds::check(text).map_err(|fault| {
        let bounds::OutOfBounds { code, at, message, help } = fault;
        sink.report(Diagnostic::error(code, map.span(at.start, at.end), message).help(help))
    })?;
    let whitespace = WhitespaceConfig::default();
    let tree = machinery::parse(text, "wording", Default::default(), whitespace)
        .map_err(|error| sink.report(syntax_fault(text, map, &error)))?;
    let mut reader = TemplateReader { text, map, lexicon, sink, prints: Vec::new(), failed: None };
    let parts = match &tree {
        Stmt::Template(template) => reader.statements(&template.children),
        other => reader.statements(std::slice::from_ref(other)),
    };
    Ok((TemplateParts { parts, prints: reader.prints }, reader.failed.map_or(Ok(()), Err)))
}

/// Reads one template. Reports faults as it meets them, and goes on.
pub(super) struct TemplateReader<'a> {
    pub(super) text: &'a str,
    map: &'a SourceMap,
    pub(super) lexicon: Lexicon<'a>,
    sink: &'a mut Sink,
    prints: Vec<Printable>,
    failed: Option<Reported>,
}

impl TemplateReader<'_> {
    fn statements(&mut self, statements: &[Stmt<'_>]) -> Vec<TemplatePart> {
        statements.iter().filter_map(|statement| self.statement(statement)).collect()
    }

    fn statement(&mut self, statement: &Stmt<'_>) -> Option<TemplatePart> {
        let (word, span) = match statement {
            Stmt::EmitRaw(raw) => return self.raw(raw.raw),
            Stmt::EmitExpr(emit) => return self.print(&emit.expr),
            Stmt::IfCond(choice) => {
                let condition = self.condition(&choice.expr);
                // Read both branches even if the condition is faulty, to find all faults in one run.
                let then = self.statements(&choice.true_body);
                let otherwise = self.statements(&choice.false_body);
                return Some(TemplatePart::If {
                    condition: condition.unwrap_or(Condition::Always(true)),
                    then,
                    otherwise,
                });
            }
            Stmt::ForLoop(other) => ("for", other.span()),
            Stmt::WithBlock(other) => ("with", other.span()),
            Stmt::Set(other) => ("set", other.span()),
            Stmt::SetBlock(other) => ("set", other.span()),
            Stmt::AutoEscape(other) => ("autoescape", other.span()),
            Stmt::FilterBlock(other) => ("filter", other.span()),
            Stmt::Do(other) => ("do", other.span()),
            Stmt::Template(other) => ("template", other.span()),
        };
        let start = span.start_offset as usize;
        self.fault(
            self.at(start, start + word.len()),
            format!("`{{% {word} %}}` is not supported"),
            "a text can have placeholders, `{{ … }}`, and conditions, `{% if … %} … {% endif %}`",
        );
        None
    }

    fn raw(&mut self, raw: &str) -> Option<TemplatePart> {
        // The parser yields slices of the text, so the distance is the offset.
        let start = raw.as_ptr() as usize - self.text.as_ptr() as usize;
        let (mut escaped, mut coded) = (false, 0);
        for (at, c) in raw.char_indices() {
            if c == ']'
                && !escaped
                && let Some(code) = passages::code(&raw[at..])
            {
                coded = at + code.len() + 3;
                self.language(code, start + at + 2);
            }
            if matches!(c, '{' | '}') && !escaped && at >= coded {
                self.fault(
                    self.at(start + at, start + at + 1),
                    "a single brace",
                    "a placeholder has two braces on each side, `{{ … }}`; the code of words in another language stands \
                     right behind them, `[Disponible en español]{es}`; to print a brace, write `\\{`",
                );
                // What closes it is the same fault.
                coded = raw[at..].find('}').map_or(raw.len(), |end| at + end + 1);
            }
            escaped = c == '\\' && !escaped;
        }
        Some(TemplatePart::Raw { start, text: raw.to_owned() })
    }

    /// Checks the code behind a passage in another language, which stands at the byte `at`.
    fn language(&mut self, code: &str, at: usize) {
        let Err(meant) = language_code(code) else { return };
        let place = self.at(at, at + code.len().max(1));
        let message = format!("`{code}` is not the code of a language");
        let help = match meant {
            Some(meant) => format!("write `{{{meant}}}`"),
            None => {
                "write the code of the language (ISO 639): `es`, `vi`, `ht`; to print a brace, write `\\{`"
                    .to_owned()
            }
        };
        self.report(Diagnostic::error(Code::UnknownLanguage, place, message).help(help));
    }

    fn print(&mut self, expression: &Expr<'_>) -> Option<TemplatePart> {
        let (start, _) = extent(expression);
        let printable = self.printable(expression).unwrap_or(Printable::Text(String::new()));
        self.prints.push(printable);
        Some(TemplatePart::Print { start, number: self.prints.len() - 1 })
    }

    /// Where bytes `start..end` of the text are.
    pub(super) fn at(&self, start: usize, end: usize) -> Span {
        self.map.span(start, end)
    }

    /// Where an expression is.
    pub(super) fn place(&self, expression: &Expr<'_>) -> Span {
        let (start, end) = extent(expression);
        self.at(start, end)
    }

    /// Reports a fault of syntax.
    pub(super) fn fault(&mut self, at: Span, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(Code::TemplateSyntax, at, message).help(help));
    }

    pub(super) fn report(&mut self, fault: Diagnostic) {
        self.failed = Some(self.sink.report(fault));
    }
}

/// Start and end of an expression. The parser's spans of filters, tests and operators start too late or
/// too early, so the operands decide.
pub(super) fn extent(expression: &Expr<'_>) -> (usize, usize) {
    let span = expression.span();
    let (start, end) = (span.start_offset as usize, span.end_offset as usize);
    match expression {
        Expr::Filter(filter) => (filter.expr.as_ref().map_or(start, |inner| extent(inner).0), end),
        Expr::Test(test) => (extent(&test.expr).0, end),
        Expr::BinOp(pair) => (extent(&pair.left).0, extent(&pair.right).1),
        Expr::Compare(chain) => (extent(&chain.expr).0, end),
        Expr::IfExpr(choice) => (extent(&choice.true_expr).0, end),
        Expr::GetAttr(path) => (extent(&path.expr).0, end),
        Expr::GetItem(item) => (extent(&item.expr).0, end),
        Expr::Call(call) => (extent(&call.expr).0, end),
        Expr::Var(_) | Expr::Const(_) | Expr::Slice(_) | Expr::UnaryOp(_) | Expr::List(_) | Expr::Map(_) => {
            (start, end)
        }
    }
}

fn syntax_fault(text: &str, map: &SourceMap, error: &minijinja::Error) -> Diagnostic {
    let detail = error.detail().unwrap_or("this placeholder or condition cannot be read");
    let ended = detail.contains("end of input");
    let (start, end) = match (ended, last_opening(text), error.range()) {
        // The parser points at the end of the text; the fault is where something was opened.
        (true, Some(opening), _) => (opening, opening + 2),
        (_, _, Some(range)) => (range.start, range.end),
        (_, opening, None) => (opening.unwrap_or(0), opening.map_or(text.len(), |at| at + 2)),
    };
    let fault = |message: String, help: &str| {
        Diagnostic::error(Code::TemplateSyntax, map.span(start, end), message).help(help)
    };
    if ended {
        return fault(
            "a placeholder or condition is not closed".into(),
            "each `{{` needs its `}}`, each `{% if … %}` its `{% endif %}` in the same paragraph",
        );
    }
    let help = "a placeholder is `{{ name }}`, a condition `{% if name %} … {% endif %}`";
    match detail.strip_prefix("unknown statement ") {
        Some(word @ ("endif" | "else" | "elif")) => fault(
            format!("`{{% {word} %}}` without its `{{% if … %}}`"),
            "a condition begins and ends in the same paragraph",
        ),
        Some(word) => fault(format!("`{{% {word} %}}` is not supported"), help),
        None => fault(plain(detail), help),
    }
}

/// The parser's message with signs in place of its terms.
fn plain(detail: &str) -> String {
    [
        ("start of variable block", "`{{`"),
        ("end of variable block", "`}}`"),
        ("start of block", "`{%`"),
        ("end of block", "`%}`"),
        ("identifier", "word"),
    ]
    .iter()
    .fold(detail.to_owned(), |text, (term, sign)| text.replace(term, sign))
}

/// Where something begins that the text does not end: a `{{`, `{%` or `{#`, or else an `if` without its
/// `endif`.
fn last_opening(text: &str) -> Option<usize> {
    let mut rest = 0;
    let mut open_ifs = Vec::new();
    while let Some(at) = text[rest..].find('{').map(|at| rest + at) {
        let closing = match text.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                rest = at + 1;
                continue;
            }
        };
        let Some(length) = text[at..].find(closing) else { return Some(at) };
        rest = at + length + closing.len();
        match text[at + 2..rest].trim_start_matches(['-', ' ']) {
            word if closing == "%}" && word.starts_with("if ") => open_ifs.push(at),
            word if closing == "%}" && word.starts_with("endif") => drop(open_ifs.pop()),
            _ => {}
        }
    }
    open_ifs.pop()
}
