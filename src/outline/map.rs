//! From one stage of an outline to the next.

use super::{Foot, Head, Outline, Part, Tile};
use std::convert::Infallible;

/// How the texts and figures of one stage become those of the next.
pub trait Translate<'a, T: 'a, F: 'a> {
    type Text;
    type Figure;
    type Error;

    /// A text that the page has a fixed place for.
    fn needed(&mut self, part: Part, text: &'a T) -> Result<Self::Text, Self::Error>;

    /// A text that is left out if it comes to nothing.
    fn optional(&mut self, part: Part, text: &'a T) -> Result<Option<Self::Text>, Self::Error>;

    /// A figure on its own.
    fn figure(&mut self, part: Part, figure: &'a F) -> Result<Self::Figure, Self::Error>;

    /// The foot as a whole, since its parts may depend on each other.
    fn foot(&mut self, foot: &'a Foot<T>) -> Result<Foot<Self::Text>, Self::Error>
    where
        Self: Sized,
    {
        foot.try_map(self)
    }
}

impl<T, F> Outline<T, F> {
    /// The next stage. Everything is translated before an error ends it, so that all faults are found. A
    /// section with nothing left under its heading is left out.
    pub fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Outline<M::Text, M::Figure>, M::Error> {
        let head = self.head.try_map(map);
        let intro = self.intro.iter().map(|paragraph| paragraph.try_map(Part::Intro, map));
        let intro = all(intro.filter_map(Result::transpose));
        let tiles = all(self.tiles.iter().map(|tile| tile.try_map(map)));
        let sections = self.sections.iter().map(|section| section.try_map(map));
        let sections = all(sections.filter_map(Result::transpose));
        let foot = map.foot(&self.foot);
        let properties = self.properties.try_map(map);
        let (head, tiles, intro, sections, foot) = (head?, tiles?, intro?, sections?, foot?);
        Ok(Outline { head, tiles, intro, sections, foot, properties: properties? })
    }

    /// The same page, borrowed.
    pub fn as_ref(&self) -> Outline<&T, &F> {
        match self.try_map(&mut Borrow) {
            Ok(borrowed) => borrowed,
            Err(never) => match never {},
        }
    }
}

struct Borrow;

impl<'a, T: 'a, F: 'a> Translate<'a, T, F> for Borrow {
    type Text = &'a T;
    type Figure = &'a F;
    type Error = Infallible;

    fn needed(&mut self, _: Part, text: &'a T) -> Result<&'a T, Infallible> {
        Ok(text)
    }

    fn optional(&mut self, _: Part, text: &'a T) -> Result<Option<&'a T>, Infallible> {
        Ok(Some(text))
    }

    fn figure(&mut self, _: Part, figure: &'a F) -> Result<&'a F, Infallible> {
        Ok(figure)
    }
}

impl<T> Head<T> {
    fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(&'a self, map: &mut M) -> Result<Head<M::Text>, M::Error> {
        let Head { organization, kicker, title } = self;
        let organization = map.needed(Part::Organization, organization);
        let kicker = kicker.as_ref().map_or(Ok(None), |kicker| map.optional(Part::Kicker, kicker));
        let title = map.needed(Part::Title, title);
        Ok(Head { organization: organization?, kicker: kicker?, title: title? })
    }
}

impl<T, F> Tile<T, F> {
    fn try_map<'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Tile<M::Text, M::Figure>, M::Error> {
        let figure = map.figure(Part::TileFigure, &self.figure);
        let label = map.needed(Part::TileLabel, &self.label);
        Ok(Tile { figure: figure?, label: label?, compared: None })
    }
}

impl<T> Foot<T> {
    /// The next stage.
    pub fn try_map<'a, F: 'a, M: Translate<'a, T, F>>(
        &'a self,
        map: &mut M,
    ) -> Result<Foot<M::Text>, M::Error> {
        let Foot { call, hotline, hotline_digits, web_label, web, source, about, qr, qr_address } = self;
        let mut part =
            |part, text: &'a Option<T>| text.as_ref().map_or(Ok(None), |text| map.optional(part, text));
        let call = part(Part::Call, call);
        let hotline = part(Part::Hotline, hotline);
        let hotline_digits = part(Part::HotlineDigits, hotline_digits);
        let source = part(Part::Source, source);
        let web = part(Part::Web, web);
        let web_label = part(Part::WebLabel, web_label);
        let about = part(Part::About, about);
        let qr = part(Part::Qr, qr);
        let qr_address = part(Part::QrAddress, qr_address);
        Ok(Foot {
            call: call?,
            hotline: hotline?,
            hotline_digits: hotline_digits?,
            web_label: web_label?,
            web: web?,
            source: source?,
            about: about?,
            qr: qr?,
            qr_address: qr_address?,
        })
    }
}

/// All results, or the last error. Unlike `collect`, it does not stop at the first.
pub(super) fn all<T, E>(results: impl Iterator<Item = Result<T, E>>) -> Result<Vec<T>, E> {
    let mut good = Vec::new();
    let mut failed = None;
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(good), Err)
}
