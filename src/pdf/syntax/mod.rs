//! How things are spelt in a PDF file (ISO 32000-1, 7.3 and 7.4).

mod deflate;
mod object;
mod operand;

pub use deflate::Deflate;
pub use object::object;
pub use operand::{
    ColorOf, Id, ascii_string, color, hex, integer, length, literal_byte, points, put, rectangle,
    text_string, utf16_digits,
};
