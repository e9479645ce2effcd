//! PNG files (ISO/IEC 15948), with as few bits for a pixel as its colors need.
//!
//! In: a picture. Out: the bytes of a file without a time, without transparency, in sRGB; it says that handout
//! made it, so that a later run knows which pictures it may replace.

use super::raster::Raster;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What the text chunk of each of our files says.
const SOFTWARE: &[u8] = b"Software\0handout";
/// Colors of a palette.
const PALETTE: usize = 256;
/// Colors within so much of red, green and blue are taken for one.
const ALIKE: u8 = 16;

impl Raster {
    /// As it is, with the resolution it is meant for.
    pub fn png(&self, dpi: u32) -> Vec<u8> {
        match palette(&self.pixels, PALETTE) {
            Some(colors) => self.written(dpi, Some(&colors)),
            None => self.written(dpi, None),
        }
    }

    /// As it looks, in no more than `most` colors: flat areas keep their own, and what is between them has the
    /// nearest.
    pub fn small_png(&self, dpi: u32, most: usize) -> Vec<u8> {
        let most = most.clamp(2, PALETTE);
        if let Some(colors) = palette(&self.pixels, most) {
            return self.written(dpi, Some(&colors));
        }
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        self.pixels.iter().for_each(|pixel| *counts.entry(*pixel).or_default() += 1);
        let kept = frequent(&counts, most);
        let nearest = |color: &[u8; 3]| kept.iter().copied().min_by_key(|own| distance(*own, *color));
        let nearest: HashMap<[u8; 3], [u8; 3]> =
            counts.keys().filter_map(|color| Some((*color, nearest(color)?))).collect();
        let pixels = self.pixels.iter().map(|pixel| nearest.get(pixel).copied().unwrap_or(*pixel));
        Raster { pixels: pixels.collect(), ..*self }.written(dpi, Some(&kept))
    }

    fn written(&self, dpi: u32, palette: Option<&BTreeSet<[u8; 3]>>) -> Vec<u8> {
        let depth = match palette.map(BTreeSet::len) {
            None | Some(17..) => 8,
            Some(5..=16) => 4,
            Some(3..=4) => 2,
            Some(_) => 1,
        };
        let kind = if palette.is_some() { 3 } else { 2 };
        let mut file = SIGNATURE.to_vec();
        let size = |n: usize| (n as u32).to_be_bytes();
        chunk(
            &mut file,
            b"IHDR",
            &[&size(self.width)[..], &size(self.height), &[depth, kind, 0, 0, 0]].concat(),
        );
        chunk(&mut file, b"sRGB", &[0]);
        // Pixels of a meter.
        let dense = ((f64::from(dpi) / 0.0254).round() as u32).to_be_bytes();
        chunk(&mut file, b"pHYs", &[&dense[..], &dense, &[1]].concat());
        chunk(&mut file, b"tEXt", SOFTWARE);
        if let Some(colors) = palette {
            chunk(&mut file, b"PLTE", &colors.iter().flatten().copied().collect::<Vec<u8>>());
        }
        chunk(&mut file, b"IDAT", &self.deflated(depth, palette));
        chunk(&mut file, b"IEND", &[]);
        file
    }

    /// The rows, none of them filtered: pages are flat colors, which deflate finds best as they are.
    fn deflated(&self, depth: u8, palette: Option<&BTreeSet<[u8; 3]>>) -> Vec<u8> {
        let places: Option<HashMap<[u8; 3], u8>> =
            palette.map(|colors| colors.iter().copied().zip(0..=u8::MAX).collect());
        let mut rows = Vec::with_capacity(self.pixels.len() + self.height);
        for row in self.pixels.chunks(self.width.max(1)) {
            rows.push(0);
            match &places {
                None => rows.extend(row.iter().flatten()),
                Some(places) => packed(row, places, depth, &mut rows),
            }
        }
        let mut deflated = ZlibEncoder::new(Vec::new(), Compression::new(7));
        // Writing into memory cannot fail.
        let _ = deflated.write_all(&rows);
        deflated.finish().unwrap_or_default()
    }
}

/// A row of places in the palette, `depth` bits each.
fn packed(row: &[[u8; 3]], places: &HashMap<[u8; 3], u8>, depth: u8, rows: &mut Vec<u8>) {
    let mut last = (super::raster::WHITE, places.get(&super::raster::WHITE).copied().unwrap_or(0));
    let each = usize::from(8 / depth);
    for pixels in row.chunks(each) {
        let mut byte = 0_u8;
        for (n, pixel) in pixels.iter().enumerate() {
            if last.0 != *pixel {
                last = (*pixel, places.get(pixel).copied().unwrap_or(0));
            }
            byte |= last.1 << (8 - depth * (n as u8 + 1));
        }
        rows.push(byte);
    }
}

/// The colors of a picture; `None` if there are more than `most`.
fn palette(pixels: &[[u8; 3]], most: usize) -> Option<BTreeSet<[u8; 3]>> {
    let mut colors = BTreeSet::new();
    let mut last = None;
    for pixel in pixels {
        if last != Some(*pixel) {
            last = Some(*pixel);
            colors.insert(*pixel);
            if colors.len() > most {
                return None;
            }
        }
    }
    Some(colors)
}

/// Of colors that are alike the most frequent, and of these the most frequent.
fn frequent(counts: &BTreeMap<[u8; 3], usize>, most: usize) -> BTreeSet<[u8; 3]> {
    let mut alike: BTreeMap<[u8; 3], (usize, usize, [u8; 3])> = BTreeMap::new();
    for (color, count) in counts {
        let (all, largest, kept) = alike.entry(color.map(|n| n / ALIKE)).or_insert((0, 0, *color));
        *all += count;
        if count > largest {
            (*largest, *kept) = (*count, *color);
        }
    }
    let mut alike: Vec<_> = alike.into_values().collect();
    alike.sort_unstable_by_key(|(all, _, kept)| (std::cmp::Reverse(*all), *kept));
    alike.into_iter().take(most).map(|(.., kept)| kept).collect()
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    file.extend(kind);
    file.extend(data);
    file.extend(crc.sum().to_be_bytes());
}

/// Whether a PNG file says that handout made it.
pub fn is_our_png(bytes: &[u8]) -> bool {
    // It stands before the pixels.
    let head = &bytes[..bytes.len().min(256)];
    head.starts_with(SIGNATURE) && head.windows(SOFTWARE.len()).any(|piece| piece == SOFTWARE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::{ColorType, Decoder, Transformations};

    /// Read by another program's decoder.
    fn read(bytes: &[u8]) -> (ColorType, Raster) {
        let mut decoder = Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let kind = reader.info().color_type;
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut data).unwrap();
        assert_eq!(info.color_type, ColorType::Rgb);
        let pixels = data[..info.buffer_size()].chunks(3).map(|p| [p[0], p[1], p[2]]).collect();
        (kind, Raster { width: info.width as usize, height: info.height as usize, pixels })
    }

    /// A picture of so many colors.
    fn colored(colors: usize) -> Raster {
        let pixel = |n: usize| [(n % colors % 256) as u8, (n % colors / 256) as u8, 7];
        Raster { width: 37, height: 30, pixels: (0..37 * 30).map(pixel).collect() }
    }

    #[test]
    fn every_depth_is_read_as_it_was() {
        for colors in [1, 2, 3, 4, 5, 16, 17, 256, 257, 900] {
            let own = colored(colors);
            let file = own.png(150);
            let (kind, read) = read(&file);
            assert_eq!(read, own, "{colors}");
            assert_eq!(kind == ColorType::Indexed, colors <= 256, "{colors}");
            assert!(is_our_png(&file));
        }
        assert!(!is_our_png(b"\x89PNG\r\n\x1a\n") && !is_our_png(SOFTWARE));
    }

    #[test]
    fn few_colors_are_near_to_their_own_and_flat_areas_are_exact() {
        // Every gray beside flat areas, as letters are on a page.
        let flat = [[18, 48, 92], [239, 168, 44], [255; 3]];
        let pixel = |n: usize| match n % 64 {
            gray @ 0..16 => [(gray * 16 + n / 64 / 4) as u8; 3],
            column => flat[column % 3],
        };
        let own = Raster { width: 64, height: 64, pixels: (0..64 * 64).map(pixel).collect() };
        let (kind, read) = read(&own.small_png(96, 32));
        assert_eq!(kind, ColorType::Indexed);
        let colors: BTreeSet<[u8; 3]> = read.pixels.iter().copied().collect();
        assert!(colors.len() <= 32, "{}", colors.len());
        for (own, read) in own.pixels.iter().zip(&read.pixels) {
            assert!(!flat.contains(own) || own == read, "{own:?} became {read:?}");
            assert!(distance(*own, *read) < 30 * 30, "{own:?} became {read:?}");
        }
        let page = Raster { width: 2, height: 1, pixels: vec![[0; 3], [255; 3]] };
        assert_eq!(self::read(&page.small_png(96, 32)).1, page);
    }
}
