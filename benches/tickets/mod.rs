//! An export that nobody ever had: as many tickets as asked for, the same ones for the same seed.
//!
//! A fifth of the tickets show what the shipped packs know, in three languages; the others are of a few hundred
//! kinds that no pack knows, with words of their own, numbers, addresses, years of days, and now and then a row
//! that cannot be read. Nothing is held, so a million tickets (0.7 GB) are no more trouble than ten.

use std::io::{self, BufWriter, Write};

/// Writes an export to standard output.
pub fn write(tickets: u64, seed: u64) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    writeln!(out, "Ticket ID,Created,Priority,Agent,Subject,Description")?;
    for id in 1..=tickets {
        if dice.below(2_000) == 0 {
            writeln!(out, "{id},a row, of too, many, fields, and, more")?;
            continue;
        }
        let (year, month, day) = (2022 + dice.below(4), 1 + dice.below(12), 1 + dice.below(28));
        let (priority, agent) = (dice.pick(&["Low", "Normal", "High", "Urgent"]), dice.below(2_000));
        write!(out, "T-{id},{year}-{month:02}-{day:02},{priority},agent {agent},Question {id},\"")?;
        if dice.below(5) == 0 {
            write!(out, "{}. {}.\n{}", dice.pick(GREETINGS), dice.pick(KNOWN), dice.pick(CLOSINGS))?;
        } else {
            unknown(&mut out, &mut dice)?;
        }
        writeln!(out, "\"")?;
    }
    out.flush()
}

/// A ticket of one of a few hundred kinds: words of the kind, words of everybody, and something of its own.
fn unknown(out: &mut impl Write, dice: &mut Dice) -> io::Result<()> {
    let mut kind = Dice(dice.below(400) * 7919 + 1);
    let words: Vec<String> = (0..6).map(|_| word(&mut kind, 3)).collect();
    write!(out, "{}. ", dice.pick(GREETINGS))?;
    for _ in 0..60 + dice.below(60) {
        match dice.below(10) {
            0..=3 => write!(out, "{} ", words[dice.below(6) as usize])?,
            9 => write!(out, "{} ", word(dice, 4))?,
            _ => write!(out, "{} ", dice.pick(COMMON))?,
        }
    }
    write!(out, "My number is +62 812-{:04}-{:04}, ", dice.below(10_000), dice.below(10_000))?;
    write!(out, "user{}@example.com. {}", dice.below(1_000_000), dice.pick(CLOSINGS))
}

fn word(dice: &mut Dice, syllables: usize) -> String {
    (0..syllables).map(|_| dice.pick(SYLLABLES)).collect()
}

/// Numbers from a seed: xorshift64* (G. Marsaglia, 2003; S. Vigna, 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

const GREETINGS: &[&str] = &["Hello", "Dear team", "Selamat pagi", "Halo kak", "您好", "Good morning"];
const CLOSINGS: &[&str] = &["Thanks", "Mohon bantuannya, terima kasih", "请尽快处理，谢谢", "Kind regards"];
const KNOWN: &[&str] = &[
    "Something went wrong while fetching rewards data - (5000). Please try again",
    "tombol Continue abu-abu terus waktu mau tukar poin intel, padahal poin saya cukup",
    "英特尔积分页面一直显示 403 Forbidden",
    "the rewards page just says No options",
    "The 5000 error on the Intel points portal no longer happens",
    "Support plan cannot be used for the specified product",
];
const COMMON: &[&str] = &[
    "please",
    "meeting",
    "invoice",
    "order",
    "hotel",
    "train",
    "office",
    "delivery",
    "garden",
    "printer",
    "paper",
    "lunch",
    "chairs",
    "weather",
    "window",
    "bicycle",
    "parking",
    "newsletter",
    "kantor",
    "rapat",
    "faktur",
    "pesanan",
    "发票",
    "会议",
    "订单",
    "the",
    "with",
    "and",
    "our",
];
const SYLLABLES: &[&str] =
    &["ba", "ko", "ri", "tu", "mel", "san", "dor", "vik", "pan", "lo", "gre", "stu", "fi", "na", "qu", "zel"];
