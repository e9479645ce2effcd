//! lopdf's objects as bytes (ISO 32000-1, 7.3). lopdf itself only writes whole documents, and a
//! whole document would have to be cloned for each page.

use super::operand::{Id, hex, integer, literal_byte, put};
use lopdf::{Object, StringFormat};

/// Appends an object without stream data.
pub fn object(out: &mut Vec<u8>, value: &Object) {
    match value {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => put(out, format_args!("{value}")),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) => put(out, format_args!("{value}")),
        Object::Name(value) => name(out, value),
        Object::String(text, StringFormat::Literal) => {
            out.push(b'(');
            text.iter().for_each(|&byte| literal_byte(out, byte));
            out.push(b')');
        }
        Object::String(text, StringFormat::Hexadecimal) => {
            out.push(b'<');
            text.iter().for_each(|&byte| hex(out, u16::from(byte), 2));
            out.push(b'>');
        }
        Object::Array(values) => {
            out.push(b'[');
            for (place, value) in values.iter().enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                object(out, value);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => {
            out.extend_from_slice(b"<<");
            for (key, value) in dictionary {
                name(out, key);
                // Values that begin with a delimiter need no space before them (7.2.2).
                if matches!(
                    value,
                    Object::Null
                        | Object::Boolean(_)
                        | Object::Integer(_)
                        | Object::Real(_)
                        | Object::Reference(_)
                ) {
                    out.push(b' ');
                }
                object(out, value);
            }
            out.extend_from_slice(b">>");
        }
        Object::Reference((number, _)) => put(out, format_args!("{}", Id(*number))),
        Object::Stream(_) => unreachable!("streams are written with their data"),
    }
}

/// A name (7.3.5).
fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for &byte in bytes {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            hex(out, u16::from(byte), 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn objects_are_written_with_the_fewest_bytes() {
        let value = dictionary! {
            "Kids" => vec![Object::Reference((3, 0)), 1.into(), Object::Real(0.5), "A B".into()],
            "T" => Object::string_literal("a)"),
            "Ok" => true,
        };
        let mut out = Vec::new();
        object(&mut out, &value.into());
        assert_eq!(String::from_utf8(out).unwrap(), r"<</Kids[3 0 R 1 0.5 /A#20B]/T(a\))/Ok true>>");
    }
}
