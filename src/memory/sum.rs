//! The sum that ends a memory.

/// FNV-1a over words of eight bytes: against damage, not against people.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let last = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_be_bytes(*word));
    words.chain((!rest.is_empty()).then_some(last)).fold(0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64, step)
}
