//! The QR code of the rendered page leads to its address, on screens and in print.

use crate::kit::rendered;
use crate::kit::sheets::sheet;

/// Reads the code off the brief's whole page, in the grays of `dpi` dots per inch. `enlarged`
/// doubles them smoothly: the decoder looks for whole pixels, and misses modules of two or three.
fn reads_at(dpi: f32, enlarged: bool) {
    let sheet = sheet("brief", "en", "office");
    let code = sheet.document.page.foot.qr.as_ref().expect("the sample has a QR code");
    let address = code.inlines[0].link.as_ref().expect("an address");
    let picture = rendered::page(&sheet.bytes, dpi).expect("a page without complaint");
    let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
    let gray = |x: usize, y: usize| {
        let pixel = picture.data()[y.min(height - 1) * width + x.min(width - 1)];
        // Rec. 601 luma, in thousandths.
        (u32::from(pixel.r) * 299 + u32::from(pixel.g) * 587 + u32::from(pixel.b) * 114) / 1000
    };
    // The pixel a half-pixel lies in, and the one it lies beside.
    let near = |x: usize| (x / 2, if x % 2 == 1 { x / 2 + 1 } else { (x / 2).saturating_sub(1) });
    let between = |x: usize, y: usize| {
        let ((in_x, by_x), (in_y, by_y)) = (near(x), near(y));
        (9 * gray(in_x, in_y) + 3 * gray(by_x, in_y) + 3 * gray(in_x, by_y) + gray(by_x, by_y)) / 16
    };
    let mut image = match enlarged {
        true => {
            rqrr::PreparedImage::prepare_from_greyscale(2 * width, 2 * height, |x, y| between(x, y) as u8)
        }
        false => rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| gray(x, y) as u8),
    };
    let read: Vec<String> = image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(read, [address.as_str()]);
}

#[test]
fn the_qr_code_reads_on_a_screen_of_100_dpi() {
    reads_at(100.0, true);
}

#[test]
fn the_qr_code_reads_at_150_dpi() {
    reads_at(150.0, false);
}

#[test]
fn the_qr_code_reads_in_print_of_300_dpi() {
    reads_at(300.0, false);
}
