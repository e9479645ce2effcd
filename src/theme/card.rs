//! Tokens of the card. A set does not change them: they are what programs need that show it small and cut it.

use super::{Paper, Silhouette, Theme};
use crate::units::{Pt, Ratio};
use serde::Deserialize;

const TOKENS: &str = include_str!("card.toml");

/// Tokens of the card.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTokens {
    pub tiles: usize,
    pub margin: Pt,
    pub gutter: Pt,
    pub square: Pt,
    pub band: CardBand,
    pub organization: CardLine,
    pub name: CardName,
    pub silhouette: Silhouette,
    pub tile: CardTiles,
    pub foot: CardFoot,
}

/// The band behind the head.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardBand {
    pub bottom: Pt,
    pub accent: Pt,
}

/// The publisher.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardLine {
    pub sizes: Vec<Pt>,
    pub baseline: Pt,
}

/// The place's name, and the year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardName {
    pub one_line: Vec<Pt>,
    pub two_lines: Vec<Pt>,
    pub two_lines_lead: Ratio,
    pub baseline: Pt,
    pub two_lines_baseline: Pt,
    pub year: Pt,
}

/// Headline figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTiles {
    pub top: Pt,
    pub rule: Pt,
    pub figures: Vec<Pt>,
    pub words: Vec<Pt>,
    pub figure_top: Pt,
    pub label_top: Pt,
    pub label: Pt,
    pub lead: Ratio,
    pub most: Pt,
}

/// Whom to call, and the source.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardFoot {
    pub bottom: Pt,
    pub size: Pt,
    pub lead: Ratio,
    pub numbers: Vec<Pt>,
    pub number: Pt,
    pub rule: Pt,
    pub gap: Pt,
    pub below: Pt,
}

impl Theme {
    /// The same for cards: with its colors.
    #[must_use]
    pub fn carded(mut self) -> Self {
        let card: CardTokens = toml::from_str(TOKENS).expect("a test reads it");
        self.page.paper = Paper::Card;
        Self { card: Some(Box::new(card)), large: None, moved: Vec::new(), ..self }
    }
}
