//! One file as it goes over the wire: its bytes, their tag, and the same compressed. Tag and compression are made when
//! somebody asks for them, and once.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The bytes of a file and what can be made of them.
#[derive(Debug)]
pub(super) struct Form {
    bytes: Bytes,
    tag: OnceLock<String>,
    packed: OnceLock<Option<Bytes>>,
}

/// Below this, compression saves nothing.
const SMALL: usize = 512;

impl Form {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into(), tag: OnceLock::new(), packed: OnceLock::new() }
    }

    /// The bytes as they are.
    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// What names these bytes and no others.
    pub(super) fn tag(&self) -> &str {
        self.tag.get_or_init(|| {
            let hash = blake3::hash(&self.bytes).to_hex();
            hash.get(..20).unwrap_or_default().to_owned()
        })
    }

    /// The bytes compressed; `None` where that saves nothing.
    pub(super) fn packed(&self) -> Option<&Bytes> {
        self.packed.get_or_init(|| pack(&self.bytes)).as_ref()
    }
}

fn pack(bytes: &[u8]) -> Option<Bytes> {
    if bytes.len() < SMALL {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    // Writing to memory can't fail; if it did, the bytes go as they are.
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len()).then(|| packed.into())
}
