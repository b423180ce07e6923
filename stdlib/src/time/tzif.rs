//! Time zone files (RFC 8536).

use super::rule::{Kind, Rule};

/// What a file says about a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct History {
    /// When something changes, in order, and which of the kinds holds from then on.
    pub(super) changes: Vec<(i64, usize)>,
    pub(super) kinds: Vec<Kind>,
    /// What holds after the last change.
    pub(super) rule: Option<Rule>,
}

/// The six counts of a header.
struct Header {
    version: u8,
    ut_marks: usize,
    standard_marks: usize,
    leaps: usize,
    times: usize,
    kinds: usize,
    letters: usize,
}

impl Header {
    const SIZE: usize = 44;

    fn read(data: &[u8]) -> Option<Header> {
        let count = |at: usize| {
            let bytes = data.get(20 + 4 * at..24 + 4 * at)?;
            usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
        };
        Some(Header {
            version: *data.strip_prefix(b"TZif")?.first()?,
            ut_marks: count(0)?,
            standard_marks: count(1)?,
            leaps: count(2)?,
            times: count(3)?,
            kinds: count(4)?,
            letters: count(5)?,
        })
    }

    /// The size of the data after the header, with times of so many bytes.
    fn body(&self, width: usize) -> Option<usize> {
        let times = self.times.checked_mul(width + 1)?;
        let leaps = self.leaps.checked_mul(width + 4)?;
        let kinds = self.kinds.checked_mul(6)?;
        let rest = self.letters.checked_add(self.ut_marks)?.checked_add(self.standard_marks)?;
        times.checked_add(leaps)?.checked_add(kinds)?.checked_add(rest)
    }
}

/// Reads a file; nothing if it is none of that kind.
pub(super) fn read(data: &[u8]) -> Option<History> {
    let header = Header::read(data)?;
    if header.version < b'2' {
        return block(&header, data.get(Header::SIZE..)?, 4);
    }
    // The same again follows, with times of 64 bits, and then the rule.
    let second = data.get(Header::SIZE + header.body(4)?..)?;
    let header = Header::read(second)?;
    let body = second.get(Header::SIZE..)?;
    let history = block(&header, body, 8)?;
    let footer = body.get(header.body(8)?..)?.strip_prefix(b"\n")?;
    let end = footer.iter().position(|&b| b == b'\n')?;
    Some(History { rule: Rule::parse(&footer[..end]), ..history })
}

fn block(header: &Header, data: &[u8], width: usize) -> Option<History> {
    let (times, rest) = data.split_at_checked(header.times * width)?;
    let (indexes, rest) = rest.split_at_checked(header.times)?;
    let (kinds, rest) = rest.split_at_checked(header.kinds * 6)?;
    let letters = rest.get(..header.letters)?;
    let time = |bytes: &[u8]| match width {
        4 => Some(i64::from(i32::from_be_bytes(bytes.try_into().ok()?))),
        _ => Some(i64::from_be_bytes(bytes.try_into().ok()?)),
    };
    let kinds = kinds
        .chunks_exact(6)
        .map(|row| {
            let name = letters.get(usize::from(row[5])..)?;
            let end = name.iter().position(|&b| b == 0)?;
            Some(Kind {
                offset: i32::from_be_bytes(row[..4].try_into().ok()?),
                is_dst: row[4] != 0,
                name: name[..end].to_vec(),
            })
        })
        .collect::<Option<Vec<Kind>>>()?;
    let changes = times
        .chunks_exact(width)
        .zip(indexes)
        .map(|(bytes, &index)| Some((time(bytes)?, usize::from(index))))
        .collect::<Option<Vec<(i64, usize)>>>()?;
    let valid = !kinds.is_empty() && changes.iter().all(|&(_, kind)| kind < kinds.len());
    valid.then_some(History { changes, kinds, rule: None })
}
