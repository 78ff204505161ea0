//! PNG (ISO/IEC 15948): what a picture of eight bits for red, green and blue needs of it.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// A picture as a file. Each line is written as what differs from the line above, which is little.
pub(super) fn encode((width, height): (u32, u32), pixels: &[u8]) -> Vec<u8> {
    let line = width as usize * 3;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(7));
    let mut above = vec![0u8; line];
    for row in pixels.chunks(line.max(1)) {
        let mut filtered = vec![2u8];
        filtered.extend(row.iter().zip(&above).map(|(here, above)| here.wrapping_sub(*above)));
        above = row.to_vec();
        // Writing to memory does not fail.
        let _ = packed.write_all(&filtered);
    }
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    // Eight bits, colours, the one compression, the one set of filters, not interlaced.
    head.extend([8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", &head);
    chunk(&mut out, b"IDAT", &packed.finish().unwrap_or_default());
    chunk(&mut out, b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend((data.len() as u32).to_be_bytes());
    let mut sum = Crc::new();
    for part in [name.as_slice(), data] {
        sum.update(part);
        out.extend(part);
    }
    out.extend(sum.sum().to_be_bytes());
}
