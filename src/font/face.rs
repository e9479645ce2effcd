//! One face: its file and the numbers read from it, owned, so that no table is walked twice.

use read_fonts::{
    FontRef, TableProvider,
    tables::{
        cmap::CmapSubtable,
        glyf::{Anchor, Glyph},
    },
    types::NameId,
};

/// A face whose em is 1000 units, hence every length is in 1/1000 em.
#[derive(Debug)]
pub struct FontFace {
    data: &'static [u8],
    post_script_name: String,
    advances: Vec<u16>,
    left_side_bearings: Vec<i16>,
    /// Sorted by character.
    glyphs: Vec<(char, u16)>,
    /// By glyph.
    spellings: Vec<Option<char>>,
    ascent: i16,
    descent: i16,
    cap_height: i16,
    x_height: i16,
    bounds: [i16; 4],
    italic_angle: i32,
    weight: u16,
    underline: [i16; 2],
    /// By glyph, sorted: from where to where it reaches below the upper edge of the underline.
    descenders: Vec<(u16, [i16; 2])>,
}

impl FontFace {
    /// Reads a bundled file. A fault in it is a bug of this program, hence the panics.
    pub(super) fn read(data: &'static [u8]) -> FontFace {
        let font = FontRef::new(data).expect("a bundled font is a font");
        let head = font.head().expect("head");
        // Lengths in 1/1000 em are then exact in the file's widths and in layout.
        assert_eq!(head.units_per_em(), 1000, "bundled fonts have 1000 units to the em");
        let (hhea, os2) = (font.hhea().expect("hhea"), font.os2().expect("OS/2"));
        let count = font.maxp().expect("maxp").num_glyphs();
        let hmtx = font.hmtx().expect("hmtx");
        let name = font.name().expect("name");
        let post_script_name = name
            .name_record()
            .iter()
            .find(|record| record.name_id() == NameId::POSTSCRIPT_NAME)
            .and_then(|record| record.string(name.string_data()).ok())
            .expect("a PostScript name")
            .to_string();
        let glyphs = characters(&font);
        let mut spellings: Vec<Option<char>> = vec![None; usize::from(count)];
        // Ascending, so the first to come is the smallest: space before no-break space, hyphen
        // before soft hyphen.
        for &(c, glyph) in &glyphs {
            spellings[usize::from(glyph)].get_or_insert(c);
        }
        let metrics = hmtx.h_metrics();
        let bearings = metrics.iter().map(|metric| metric.side_bearing());
        let advance =
            |glyph| metrics.get(usize::from(glyph)).or(metrics.last()).map_or(0, |metric| metric.advance());
        let post = font.post().expect("post");
        let underline = [post.underline_position().to_i16(), post.underline_thickness().to_i16()];
        let mut descenders: Vec<(u16, [i16; 2])> = glyphs
            .iter()
            .take_while(|(c, _)| c.is_ascii())
            .filter_map(|&(_, glyph)| Some((glyph, descender(&font, glyph, underline[0])?)))
            .collect();
        descenders.sort_unstable();
        FontFace {
            underline,
            descenders,
            data,
            post_script_name,
            advances: (0..count).map(advance).collect(),
            left_side_bearings: bearings
                .chain(hmtx.left_side_bearings().iter().map(|bearing| bearing.get()))
                .collect(),
            glyphs,
            spellings,
            ascent: hhea.ascender().to_i16(),
            descent: hhea.descender().to_i16(),
            cap_height: os2.s_cap_height().expect("OS/2 version 2 or later"),
            x_height: os2.sx_height().expect("OS/2 version 2 or later"),
            bounds: [head.x_min(), head.y_min(), head.x_max(), head.y_max()],
            italic_angle: post.italic_angle().to_i32(),
            weight: os2.us_weight_class(),
        }
    }

    /// The whole file, TrueType outlines.
    pub fn data(&self) -> &'static [u8] {
        self.data
    }

    /// The name PDF calls it by: "SourceSans3-Regular".
    pub fn post_script_name(&self) -> &str {
        &self.post_script_name
    }

    /// How far the pen moves, in 1/1000 em; 0 for a glyph the face does not have.
    pub fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The space left of the glyph's outline, in 1/1000 em; negative if it protrudes.
    pub fn left_side_bearing(&self, glyph: u16) -> i16 {
        self.left_side_bearings.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The glyph of a character before any shaping.
    pub fn glyph(&self, c: char) -> Option<u16> {
        let at = self.glyphs.binary_search_by_key(&c, |&(c, _)| c).ok()?;
        Some(self.glyphs[at].1)
    }

    /// The character a glyph stands for: of several, the one with the smallest code point. `None`
    /// for glyphs that only shaping reaches: ligatures, alternates.
    pub fn spelling(&self, glyph: u16) -> Option<char> {
        self.spellings.get(usize::from(glyph)).copied().flatten()
    }

    /// How many glyphs there are.
    pub fn glyph_count(&self) -> u16 {
        self.advances.len() as u16
    }

    /// The highest reach of the letters above the baseline, in 1/1000 em.
    pub fn ascent(&self) -> i16 {
        self.ascent
    }

    /// The lowest reach of the letters: negative, in 1/1000 em.
    pub fn descent(&self) -> i16 {
        self.descent
    }

    /// The height of capitals, in 1/1000 em.
    pub fn cap_height(&self) -> i16 {
        self.cap_height
    }

    /// The height of the small x, in 1/1000 em.
    pub fn x_height(&self) -> i16 {
        self.x_height
    }

    /// The bounds of all outlines: left, bottom, right, top, in 1/1000 em.
    pub fn bbox(&self) -> [i16; 4] {
        self.bounds
    }

    /// The slant in whole degrees, counter-clockwise from the vertical; 0 for upright.
    pub fn italic_angle(&self) -> i32 {
        self.italic_angle
    }

    /// The upper edge of the underline, negative below the baseline, and its thickness, in 1/1000 em.
    pub fn underline(&self) -> [i16; 2] {
        self.underline
    }

    /// From where to where a glyph of ASCII reaches below the upper edge of the underline, in 1/1000 em from
    /// the pen; `None` if it does not.
    pub fn descender(&self, glyph: u16) -> Option<[i16; 2]> {
        let at = self.descenders.binary_search_by_key(&glyph, |&(glyph, _)| glyph).ok()?;
        Some(self.descenders[at].1)
    }

    /// 100 to 900.
    pub fn weight(&self) -> u16 {
        self.weight
    }
}

/// Every character the face maps, sorted, with its glyph.
fn characters(font: &FontRef<'_>) -> Vec<(char, u16)> {
    let cmap = font.cmap().expect("cmap");
    let Some((_, _, CmapSubtable::Format12(table))) = cmap.best_subtable() else {
        panic!("bundled fonts have a cmap of all of Unicode");
    };
    // Its groups ascend.
    let groups = table.groups().iter();
    let characters = groups.flat_map(|group| {
        let characters = group.start_char_code()..=group.end_char_code();
        characters.zip(group.start_glyph_id()..)
    });
    characters.filter_map(|(c, glyph)| Some((char::from_u32(c)?, u16::try_from(glyph).ok()?))).collect()
}

/// What of a glyph's outline, taken as straight lines, is below `edge`.
fn descender(font: &FontRef<'_>, glyph: u16, edge: i16) -> Option<[i16; 2]> {
    let outline = match font.loca(None).ok()?.get_glyf(glyph.into(), &font.glyf().ok()?).ok()?? {
        // Most letters stand on the baseline: their points need not be read.
        Glyph::Simple(outline) if outline.y_min() >= edge => return None,
        Glyph::Simple(outline) => outline,
        // The j and its dot.
        Glyph::Composite(parts) => {
            let reaches = parts.components().filter_map(|part| {
                let Anchor::Offset { x, y } = part.anchor else { return None };
                Some(descender(font, u16::try_from(part.glyph.to_u32()).ok()?, edge - y)?.map(|end| end + x))
            });
            return reaches.reduce(|one, other| [one[0].min(other[0]), one[1].max(other[1])]);
        }
    };
    let points: Vec<(i16, i16)> = outline.points().map(|point| (point.x, point.y)).collect();
    let mut below = Vec::new();
    let mut start = 0;
    for end in outline.end_pts_of_contours().iter().map(|end| usize::from(end.get()) + 1) {
        let contour = points.get(start..end)?;
        for (&(x, y), &(next_x, next_y)) in contour.iter().zip(contour.iter().cycle().skip(1)) {
            if y < edge {
                below.push(x);
            }
            if (y < edge) != (next_y < edge) {
                let [x, y, next_x, next_y] = [x, y, next_x, next_y].map(i32::from);
                below.push((x + (next_x - x) * (i32::from(edge) - y) / (next_y - y)) as i16);
            }
        }
        start = end;
    }
    Some([*below.iter().min()?, *below.iter().max()?])
}
