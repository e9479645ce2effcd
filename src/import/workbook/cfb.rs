//! The container of old workbooks (MS-CFB): a small file system, of which whole streams are read.
//!
//! In: the bytes of the file. Out: [`CompoundFile`]. A chain that is longer than the file, or bites its tail, ends the
//! reading: nothing is read twice.

/// What such a file begins with.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Above it, a number of a sector has a meaning of its own.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// Streams by name.
pub(super) struct CompoundFile<'b> {
    bytes: &'b [u8],
    sector: usize,
    mini_sector: usize,
    cutoff: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'b> CompoundFile<'b> {
    /// `None` if it is damaged.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let shift = |at, most: u16| {
            u16_at(bytes, at).filter(|shift| (6..=most).contains(shift)).map(|shift| 1_usize << shift)
        };
        let (sector, mini_sector) = (shift(30, 12)?, shift(32, 12)?);
        let cutoff = u32_at(bytes, 56)? as usize;
        let mut file = Self {
            bytes,
            sector,
            mini_sector,
            cutoff,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            entries: Vec::new(),
        };
        let mut places: Vec<u32> = (0..109).filter_map(|at| u32_at(bytes, 76 + 4 * at)).collect();
        let (mut next, mut steps) = (u32_at(bytes, 68)?, 0);
        while next < LAST_SECTOR && steps <= bytes.len() / sector {
            let table = file.sector(next)?;
            let numbers: Vec<u32> = words(table);
            let (last, numbers) = numbers.split_last()?;
            places.extend(numbers);
            (next, steps) = (*last, steps + 1);
        }
        for place in places.into_iter().filter(|place| *place < LAST_SECTOR).take(bytes.len() / sector + 1) {
            file.fat.extend(words(file.sector(place)?));
        }
        file.mini_fat = words(&file.chain(u32_at(bytes, 60)?));
        let directory = file.chain(u32_at(bytes, 48)?);
        file.entries = directory.chunks_exact(128).take(10_000).filter_map(entry).collect();
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        // The header takes the room of one sector.
        let from = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let bytes = self.bytes.get(from..)?;
        Some(&bytes[..bytes.len().min(self.sector)])
    }

    /// The sectors of a chain, as far as they are there.
    fn chain(&self, start: u32) -> Vec<u8> {
        let (mut found, mut next) = (Vec::new(), start);
        for _ in 0..=self.bytes.len() / self.sector {
            let Some(sector) = (next < LAST_SECTOR).then(|| self.sector(next)).flatten() else { break };
            found.extend_from_slice(sector);
            next = self.fat.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        found
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// What is in a stream; `None` if there is none of that name.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry =
            self.entries.iter().find(|entry| entry.kind == 2 && entry.name.eq_ignore_ascii_case(name))?;
        let mut found =
            if entry.size >= self.cutoff { self.chain(entry.start) } else { self.mini_chain(entry.start) };
        found.truncate(entry.size);
        Some(found)
    }

    /// A small stream, which lies inside of the stream of the root.
    fn mini_chain(&self, start: u32) -> Vec<u8> {
        let Some(root) = self.entries.iter().find(|entry| entry.kind == 5) else { return Vec::new() };
        let whole = self.chain(root.start);
        let (mut found, mut next) = (Vec::new(), start);
        for _ in 0..=whole.len() / self.mini_sector {
            let from = (next as usize).saturating_mul(self.mini_sector);
            let Some(sector) = (next < LAST_SECTOR).then(|| whole.get(from..)).flatten() else { break };
            found.extend_from_slice(&sector[..sector.len().min(self.mini_sector)]);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        found
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
    let letters: Vec<u16> =
        bytes[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    let (start, size) = (u32_at(bytes, 116)?, u32_at(bytes, 120)? as usize);
    Some(Entry { name: String::from_utf16_lossy(&letters), kind: bytes[66], start, size })
}
