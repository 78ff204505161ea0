//! Bytes to a memory. Nothing is believed of them: a number that names nothing, or a byte too many, is no memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::memory::sum::sum;
use crate::memory::{FORM, Head, LENGTH, MARK, Memory, Setting};
use crate::model::{
    Estimate, Kind, Known, Op, PastCriterion, PastGate, PastItem, PastWord, Ruling, Snapshot, State, Status,
};
use crate::source::{FileChange, Revision};

/// What is left of the bytes, with the texts that they name.
struct Reader<'b> {
    rest: &'b [u8],
    texts: Vec<Arc<str>>,
}

impl Memory {
    /// What was learned in `setting`; `None` where the bytes are no memory of this program, or of another setting.
    pub fn from_bytes(bytes: &[u8], setting: &Setting) -> Option<Self> {
        let (first, mut rest) = first_part(bytes)?;
        let mut memory = Self::from_part(first, setting)?;
        while !rest.is_empty() {
            let (part, behind) = part(rest)?;
            memory.add(Self::from_part(part, setting)?)?;
            rest = behind;
        }
        Some(memory)
    }

    /// Adds what a later run learned.
    fn add(&mut self, new: Self) -> Option<()> {
        if self.prefix != new.prefix {
            return None;
        }
        let (log, known) = (Arc::get_mut(&mut self.log)?, Arc::get_mut(&mut self.known)?);
        let (new_log, new_known) = (Arc::into_inner(new.log)?, Arc::into_inner(new.known)?);
        log.extend(new_log);
        known.plans.extend(new_known.plans);
        known.rulings.extend(new_known.rulings);
        known.gone.extend(new_known.gone);
        known.seen.extend(new_known.seen);
        known.bytes = new_known.bytes;
        self.heads = new.heads;
        Some(())
    }

    fn from_part(body: &[u8], setting: &Setting) -> Option<Self> {
        let mut reader = Reader { rest: body, texts: Vec::new() };
        reader.texts = reader.many(Reader::written)?;
        if reader.setting()? != *setting {
            return None;
        }
        let prefix = reader.text()?;
        let log = reader.log()?;
        let known = Known {
            plans: reader.plans()?,
            rulings: reader.map(Reader::state, Reader::ruling)?,
            gone: reader.map(Reader::state, Reader::perhaps)?,
            seen: reader.many(Reader::shared)?.into_iter().collect::<BTreeSet<Arc<str>>>(),
            bytes: reader.number()?,
        };
        let heads = reader.map(Reader::text, Reader::head)?;
        let (setting, log, known) = (setting.clone(), Arc::new(log), Arc::new(known));
        let memory = Self { setting, prefix, log, known, heads };
        reader.rest.is_empty().then_some(memory)
    }
}

/// The first part of the bytes of a memory, and what stands behind it.
pub(super) fn first_part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    part(bytes.strip_prefix(MARK)?.strip_prefix(&FORM.to_le_bytes())?)
}

/// What a part holds, and what stands behind it. `None` where a byte is not what it was.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(LENGTH)?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let (body, rest) = rest.split_at_checked(length)?;
    let (kept, rest) = rest.split_at_checked(LENGTH)?;
    (sum(body).to_le_bytes() == kept).then_some((body, rest))
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn real(&mut self) -> Option<f64> {
        Some(f64::from_bits(u64::from_le_bytes(self.take(8)?.try_into().ok()?)))
    }

    /// As many as are said to be there. Each takes a byte at least, so no number can ask for more room than there is.
    fn many<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = usize::try_from(self.number()?).ok().filter(|count| *count <= self.rest.len())?;
        (0..count).map(|_| one(self)).collect()
    }

    fn map<K: Ord, V>(
        &mut self,
        key: impl Fn(&mut Self) -> Option<K>,
        value: impl Fn(&mut Self) -> Option<V>,
    ) -> Option<BTreeMap<K, V>> {
        Some(self.many(|reader| Some((key(reader)?, value(reader)?)))?.into_iter().collect())
    }

    /// A text as it is written.
    fn written(&mut self) -> Option<Arc<str>> {
        let number = self.number()?;
        let bytes = self.take(usize::try_from(number >> 1).ok()?)?;
        if number & 1 == 0 {
            return std::str::from_utf8(bytes).ok().map(Arc::from);
        }
        let digit = |half: u8| char::from_digit(u32::from(half), 16);
        let digits = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        digits.collect::<Option<String>>().map(Arc::from)
    }

    fn shared(&mut self) -> Option<Arc<str>> {
        let number = usize::try_from(self.number()?).ok()?;
        self.texts.get(number).cloned()
    }

    fn text(&mut self) -> Option<String> {
        self.shared().map(|text| text.to_string())
    }

    fn perhaps(&mut self) -> Option<Option<String>> {
        match usize::try_from(self.number()?).ok()?.checked_sub(1) {
            None => Some(None),
            Some(number) => self.texts.get(number).map(|text| Some(text.to_string())),
        }
    }

    /// One of a list, or none.
    fn place<T: Copy>(&mut self, all: &[T]) -> Option<Option<T>> {
        match usize::try_from(self.number()?).ok()?.checked_sub(1) {
            None => Some(None),
            Some(place) => all.get(place).map(|found| Some(*found)),
        }
    }

    fn status(&mut self) -> Option<Status> {
        self.place(&Status::ALL)?
    }

    fn ruling(&mut self) -> Option<Ruling> {
        self.place(&Ruling::ALL)?
    }

    fn setting(&mut self) -> Option<Setting> {
        let (program, root) = (self.text()?, self.text()?);
        let words = self.many(|reader| Some((reader.status()?, reader.many(Self::text)?)))?;
        Some(Setting { program, root, words })
    }

    fn log(&mut self) -> Option<Vec<Revision>> {
        let count = usize::try_from(self.number()?).ok().filter(|count| *count <= self.rest.len())?;
        let mut before = 0_i64;
        let mut log = Vec::with_capacity(count);
        for _ in 0..count {
            let hash = self.text()?;
            before = before.wrapping_add(self.signed()?);
            log.push(Revision {
                hash,
                time: before,
                author: self.text()?,
                subject: self.text()?,
                merge: self.number()? == 1,
                changes: self.many(|reader| {
                    let (path, from) = (reader.text()?, reader.perhaps()?);
                    Some(FileChange { path, from, blob: reader.perhaps()? })
                })?,
            });
        }
        Some(log)
    }

    fn state(&mut self) -> Option<State> {
        Some((self.shared()?, self.shared()?))
    }

    fn plans(&mut self) -> Option<BTreeMap<State, Arc<Snapshot>>> {
        let items = self.many(|reader| reader.item().map(Arc::new))?;
        let count = usize::try_from(self.number()?).ok().filter(|count| *count <= self.rest.len())?;
        let mut next = 0_i64;
        let mut plans = Vec::with_capacity(count);
        for _ in 0..count {
            let state = self.state()?;
            let count = usize::try_from(self.number()?).ok().filter(|count| *count <= self.rest.len())?;
            let (mut line, mut said) = (0_i64, Vec::with_capacity(count));
            for _ in 0..count {
                let number = next.checked_add(self.signed()?)?;
                next = number.checked_add(1)?;
                line = line.checked_add(self.signed()?)?;
                said.push((items.get(usize::try_from(number).ok()?)?.clone(), u32::try_from(line).ok()?));
            }
            plans.push((state, Arc::new(self.said(said)?)));
        }
        // They are written in their order, which makes the map at one go.
        Some(plans.into_iter().collect())
    }

    fn said(&mut self, items: Vec<(Arc<PastItem>, u32)>) -> Option<Snapshot> {
        Some(Snapshot {
            items,
            gates: self.many(|reader| {
                let word = reader.word()?;
                let op = reader.place(&Op::ALL)?;
                let limit = match op {
                    Some(op) => Some((op, reader.real()?)),
                    None => None,
                };
                Some(PastGate { word, limit })
            })?,
            scores: self.many(Self::word)?,
            claims: self.many(|reader| Some((reader.word()?, reader.status()?)))?,
            dates: self.many(Self::word)?,
            criteria: self.many(Self::criterion)?,
        })
    }

    fn criterion(&mut self) -> Option<(Arc<PastCriterion>, u32)> {
        let (text, of, last) = (self.text()?, self.text()?, self.number()?);
        let past = PastCriterion { text, of, met: last & 1 == 1 };
        Some((Arc::new(past), u32::try_from(last >> 1).ok()?))
    }

    fn word(&mut self) -> Option<PastWord> {
        let (name, text) = (self.shared()?, self.shared()?);
        Some(PastWord { name, text, line: u32::try_from(self.number()?).ok()? })
    }

    fn item(&mut self) -> Option<PastItem> {
        let (id, title) = (self.perhaps()?, self.text()?);
        let (around, group) = (self.text()?, self.text()?);
        let (status, owner, priority) = (self.status()?, self.perhaps()?, self.perhaps()?);
        let estimate = match self.perhaps()? {
            None => None,
            Some(text) => {
                let (told, days) = (self.number()? == 1, self.real()?);
                Some(Estimate { text, days: told.then_some(days) })
            }
        };
        Some(PastItem { id, title, around, group, status, owner, priority, estimate, when: self.perhaps()? })
    }

    fn head(&mut self) -> Option<Head> {
        let hash = self.take(32)?.try_into().ok()?;
        Some(Head { hash, kind: self.place(&Kind::ALL)?, title: self.text()? })
    }
}
