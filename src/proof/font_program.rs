//! TrueType programs as a viewer draws them (OpenType 1.9: head, hhea, hmtx, loca, glyf): how wide each
//! glyph is and what it looks like.

/// The tables of a program.
#[derive(Clone, Copy)]
pub(super) struct FontProgram<'f> {
    units: f64,
    /// How many glyphs have a width of their own.
    widths: usize,
    hmtx: &'f [u8],
    /// Whether places are in bytes, or in pairs of them.
    long: bool,
    loca: &'f [u8],
    glyf: &'f [u8],
}

/// No glyph is made of parts of parts of parts.
const DEPTH: usize = 4;

impl<'f> FontProgram<'f> {
    pub(super) fn read(program: &'f [u8]) -> Option<Self> {
        let table = |tag: &[u8]| -> Option<&'f [u8]> {
            let records = program.get(12..)?.chunks(16).take(short(program, 4)?.into());
            let record = records.into_iter().find(|record| record.starts_with(tag))?;
            let field =
                |at: usize| Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?) as usize);
            program.get(field(8)?..field(8)?.checked_add(field(12)?)?)
        };
        let head = table(b"head")?;
        let (units, widths) = (short(head, 18)?, short(table(b"hhea")?, 34)?);
        let long = short(head, 50)? == 1;
        let (hmtx, loca, glyf) = (table(b"hmtx")?, table(b"loca")?, table(b"glyf")?);
        let sound = units > 0 && widths > 0;
        sound.then_some(FontProgram { units: units.into(), widths: widths.into(), hmtx, long, loca, glyf })
    }

    /// In thousandths of an em.
    pub(super) fn width(&self, glyph: u16) -> Option<f64> {
        let at = 4 * usize::from(glyph).min(self.widths - 1);
        Some(f64::from(short(self.hmtx, at)?) * 1000.0 / self.units)
    }

    /// The space left of the outline, in units.
    fn bearing(&self, glyph: u16) -> Option<u16> {
        let glyph = usize::from(glyph);
        let at = match glyph.checked_sub(self.widths) {
            None => 4 * glyph + 2,
            Some(behind) => 4 * self.widths + 2 * behind,
        };
        short(self.hmtx, at)
    }

    /// Left, bottom, right, top of what is drawn, in thousandths of an em; `None` for a space.
    pub(super) fn ink(&self, glyph: u16) -> Option<[f64; 4]> {
        let outline = self.outline(glyph)?;
        let side = |at: usize| Some(f64::from(short(outline, at)?.cast_signed()) * 1000.0 / self.units);
        Some([side(2)?, side(4)?, side(6)?, side(8)?])
    }

    /// The description of a glyph; `None` for one that draws nothing.
    fn outline(&self, glyph: u16) -> Option<&'f [u8]> {
        let place = |n: usize| -> Option<usize> {
            Some(match self.long {
                true => u32::from_be_bytes(self.loca.get(4 * n..4 * n + 4)?.try_into().ok()?) as usize,
                false => 2 * usize::from(short(self.loca, 2 * n)?),
            })
        };
        let glyph = usize::from(glyph);
        self.glyf.get(place(glyph)?..place(glyph + 1)?).filter(|outline| outline.len() >= 10)
    }

    /// Whether a glyph looks as one of another program, and takes as much room.
    pub(super) fn draws(&self, glyph: u16, other: &FontProgram<'_>, of_other: u16) -> bool {
        let same_place = self.bearing(glyph) == other.bearing(of_other) || self.outline(glyph).is_none();
        self.units == other.units
            && self.width(glyph) == other.width(of_other)
            && same_place
            && self.looks(glyph, other, of_other, 0)
    }

    fn looks(&self, glyph: u16, other: &FontProgram<'_>, of_other: u16, depth: usize) -> bool {
        let (own, theirs) = match (self.outline(glyph), other.outline(of_other)) {
            (None, None) => return true,
            (Some(own), Some(theirs)) => (own, theirs),
            _ => return false,
        };
        if short(own, 0).is_none_or(|contours| contours.cast_signed() >= 0) {
            // Padding to whole words may differ.
            let common = own.len().min(theirs.len());
            let rest = own[common..].iter().chain(&theirs[common..]);
            return own[..common] == theirs[..common] && rest.into_iter().all(|byte| *byte == 0);
        }
        let (own_parts, their_parts) = (parts(own), parts(theirs));
        depth < DEPTH
            && own[..10] == theirs[..10]
            && own_parts.len() == their_parts.len()
            && own_parts.iter().zip(&their_parts).all(|((placed, part), (other_placed, other_part))| {
                placed == other_placed && self.looks(*part, other, *other_part, depth + 1)
            })
    }
}

/// The parts of a glyph made of others: how each is placed, and which it is (OpenType 1.9, glyf).
fn parts(outline: &[u8]) -> Vec<(Vec<u8>, u16)> {
    let (mut found, mut at) = (Vec::new(), 10);
    while let (Some(flags), Some(part)) = (short(outline, at), short(outline, at + 2)) {
        let arguments = if flags & 1 == 1 { 4 } else { 2 };
        let scale = [(0x08, 2), (0x40, 4), (0x80, 8)].into_iter().find(|(bit, _)| flags & bit != 0);
        let end = at + 4 + arguments + scale.map_or(0, |(_, bytes)| bytes);
        let Some(placed) = outline.get(at + 4..end) else { break };
        // Instructions at the end draw nothing.
        let shape = flags & !0x0100 & !0x0020;
        found.push(([&shape.to_be_bytes()[..], placed].concat(), part));
        at = end;
        if flags & 0x20 == 0 {
            break;
        }
    }
    found
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
