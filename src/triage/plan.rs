//! From what an input shows and what was asked for to the mapping of its fields.
//!
//! Goes in: the names of the fields, a few records, the options. Comes out: the mapping and a line that tells it,
//! or what is missing with the option that would say it.

use super::dates::{self, DateFormat, Order};
use super::fields::FieldTexts;
use super::guess::{self, Guess};
use super::mapping::{FactSource, Mapping, Source};
use super::path::Path;
use super::presets::{self, Preset, same};
use super::recognise::Shape;
use super::source::OpenError;
use crate::book::{RuleBook, lookup};
use crate::finding::nearest;

/// What a field can be mapped to.
pub const ROLES: [&str; 5] = ["id", "subject", "text", "comments", "created"];

/// What the user says of the inputs.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The preset; recognised where there is none.
    pub preset: Option<&'static Preset>,
    /// Roles (see [`ROLES`]) with the fields that have them, in place of those of the preset.
    pub roles: Vec<(String, String)>,
    /// Facts with the field that fills each, and what its values mean.
    pub facts: Vec<FactWish>,
    /// Fields to copy to the output.
    pub include: Vec<String>,
    /// The field that a report groups by.
    pub group: Option<String>,
    /// How days are written.
    pub dates: DateFormat,
    /// Whether the day of every ticket is given, so that the created field does not matter.
    pub day_is_given: bool,
}

/// A fact, the field that fills it, and what the values of that field mean.
pub type FactWish = (String, String, Vec<(String, String)>);

/// A mapping and what is told of it.
#[derive(Debug)]
pub struct Planned {
    /// The mapping.
    pub mapping: Mapping,
    /// The preset.
    pub preset: &'static Preset,
    /// The mapping in words, such as `id = Issue key, text = Description`.
    pub told: String,
    /// What the user should look at.
    pub doubts: Vec<String>,
}

/// The mapping of an input.
///
/// # Errors
/// No field is a text; a named field is not there; a fact is unknown; days have two readings.
pub fn plan(shape: &Shape, wishes: &Wishes, book: &RuleBook) -> Result<Planned, OpenError> {
    let preset = wishes.preset.unwrap_or_else(|| presets::recognised(&shape.names));
    let generic = preset.name == "generic" && !shape.sample.is_empty();
    let guess = generic.then(|| Guess::new(shape));
    let mut planner =
        Planner { shape, wishes, guess, taken: Vec::new(), told: Vec::new(), doubts: Vec::new() };
    let table = shape.dialect.is_some();
    let mut mapping = Mapping {
        id: planner.role("id", preset.id)?,
        subject: planner.role("subject", preset.subject)?,
        text: planner.role("text", preset.text)?,
        comments: planner.role("comments", preset.comments)?,
        created: planner.role("created", preset.created)?,
        dates: wishes.dates.clone(),
        native: preset.name == "native",
        signed_comments: preset.name == "jira" && table,
        ..Mapping::default()
    };
    if mapping.signed_comments {
        mapping.authors =
            ["Reporter", "Reporter Id"].into_iter().flat_map(|name| planner.find(name)).collect();
    }
    if mapping.text.is_empty() && !shape.names.is_empty() {
        if mapping.subject.is_empty() {
            return Err(no_text(shape));
        }
        planner.doubts.push(subject_alone(shape));
    }
    let roles = [
        (&mut mapping.id, preset.id),
        (&mut mapping.subject, preset.subject),
        (&mut mapping.text, preset.text),
        (&mut mapping.comments, preset.comments),
        (&mut mapping.created, preset.created),
    ];
    for (sources, names) in roles {
        planner.later(sources, preset, names);
    }
    // A subject that is to be the text is not read twice.
    mapping.subject.retain(|source| !mapping.text.contains(source));
    if mapping.subject.is_empty() {
        planner.told.retain(|told| !told.starts_with("subject = "));
    }
    mapping.facts = planner.facts(book)?;
    for name in wishes.include.iter().chain(&wishes.group) {
        planner.doubt(name);
    }
    for name in &wishes.include {
        mapping.include.push((name.as_str().into(), planner.named(name)?));
    }
    if let Some(name) = &wishes.group {
        mapping.group = planner.named(name)?;
    }
    if !wishes.day_is_given {
        mapping.dates = planner.dates(&mapping)?;
    }
    Ok(Planned { mapping, preset, told: planner.told.join(", "), doubts: planner.doubts })
}

struct Planner<'a> {
    shape: &'a Shape,
    wishes: &'a Wishes,
    /// What names and texts suggest, where the help desk is not known.
    guess: Option<Guess<'a>>,
    /// Fields that have a role, by number.
    taken: Vec<usize>,
    told: Vec<String>,
    doubts: Vec<String>,
}

impl Planner<'_> {
    /// The sources of a role: those the user names, else the first of the preset's names that is there.
    fn role(&mut self, role: &str, preset: &[&str]) -> Result<Vec<Source>, OpenError> {
        let asked = self.wishes.roles.iter().filter(|(name, _)| name == role);
        let mut sources = Vec::new();
        let mut names = Vec::new();
        for (_, field) in asked {
            sources.extend(self.named(field)?);
            names.push(field.clone());
        }
        if names.is_empty()
            && let Some(name) = preset.iter().find(|name| !self.find(name).is_empty())
        {
            sources = self.find(name);
            names.push(self.shown(name, &sources));
        }
        if names.is_empty()
            && let Some((name, source)) = self.guessed(role)
        {
            sources.push(source);
            names.push(name);
        }
        self.taken.extend(sources.iter().filter_map(|source| match source {
            Source::Column(column) => Some(*column),
            Source::Path(path) => self.shape.names.iter().position(|name| name == path.root()),
        }));
        if !names.is_empty() {
            self.told.push(format!("{role} = {}", names.join(" + ")));
        }
        Ok(sources)
    }

    /// The field that has a role by the words of its name and by what it holds.
    fn guessed(&self, role: &str) -> Option<(String, Source)> {
        let guess = self.guess.as_ref()?;
        let index = match role {
            "id" => guess.id(&self.taken),
            "text" => guess.text(&self.taken),
            "created" => guess.created(&self.taken),
            _ => None,
        }?;
        Some((self.shape.names.get(index)?.clone(), guess::source(self.shape, index)?))
    }

    /// JSON may show a member late: what a known preset has is looked for in every record.
    fn later(&self, sources: &mut Vec<Source>, preset: &Preset, names: &[&str]) {
        let known = self.shape.dialect.is_none() && preset.name != "generic" && !self.shape.names.is_empty();
        if known
            && sources.is_empty()
            && let Some(path) = names.first().and_then(|name| Path::parse(name).ok())
        {
            sources.push(Source::Path(path));
        }
    }

    /// How the input itself calls what was found.
    fn shown(&self, name: &str, sources: &[Source]) -> String {
        let column = match sources.first() {
            Some(Source::Column(column)) => column,
            Some(Source::Path(path)) => return path.text.clone(),
            None => return name.to_owned(),
        };
        let own = self.shape.names.get(*column).map_or(name, String::as_str);
        if sources.len() > 1 { format!("{own} ({} columns)", sources.len()) } else { own.to_owned() }
    }

    /// All columns of a name, or the path; nothing where the input does not have it.
    fn find(&self, name: &str) -> Vec<Source> {
        let names = &self.shape.names;
        if self.shape.dialect.is_some() {
            let columns = |equal: &dyn Fn(&str) -> bool| -> Vec<Source> {
                let found = names.iter().enumerate().filter(|(_, own)| equal(own));
                found.map(|(index, _)| Source::Column(index)).collect()
            };
            let exact = columns(&|own| own == name);
            return if exact.is_empty() { columns(&|own| same(own, name)) } else { exact };
        }
        let Ok(path) = Path::parse(name) else { return Vec::new() };
        if names.iter().any(|own| own == name || own == path.root()) {
            return vec![Source::Path(path)];
        }
        let other = names.iter().find(|own| same(own, name)).and_then(|own| Path::parse(own).ok());
        other.map(Source::Path).into_iter().collect()
    }

    /// The sources of a name that the user wrote: a column, `#3` for the third, or a path.
    fn named(&self, name: &str) -> Result<Vec<Source>, OpenError> {
        if self.shape.names.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.find(name);
        let position = name.strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
        if let Some(position) = position
            && found.is_empty()
            && self.shape.dialect.is_some()
            && (1..=self.shape.names.len()).contains(&position)
        {
            found = vec![Source::Column(position - 1)];
        }
        if found.is_empty() && self.shape.dialect.is_none() {
            // A member may first appear far behind the beginning.
            let path = Path::parse(name).map_err(|what| OpenError::Setup {
                what,
                help: "write a path such as `fields.summary` or `comments[].body`".to_owned(),
            })?;
            found = vec![Source::Path(path)];
        }
        if found.is_empty() {
            let help = match nearest(name, self.shape.names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are: {}", list(&self.shape.names)),
            };
            return Err(OpenError::Setup { what: format!("no column is called `{name}`"), help });
        }
        Ok(found)
    }

    /// Notes a name that no record at the beginning has: it may come later, or be mistyped.
    fn doubt(&mut self, name: &str) {
        let names = &self.shape.names;
        let root = Path::parse(name).map_or_else(|_| name.to_owned(), |path| path.root().to_owned());
        if self.shape.dialect.is_some()
            || names.is_empty()
            || names.iter().any(|own| own == name || *own == root)
        {
            return;
        }
        let help = match nearest(&root, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", list(names)),
        };
        self.doubts.push(format!("no ticket at the beginning has a field `{name}`; {help}"));
    }

    fn facts(&mut self, book: &RuleBook) -> Result<Vec<FactSource>, OpenError> {
        let own = self.shape.names.iter().filter_map(|name| Some((name.strip_prefix("facts.")?, name)));
        let mut wanted: Vec<FactWish> =
            own.map(|(fact, name)| (fact.to_owned(), name.clone(), Vec::new())).collect();
        for asked in &self.wishes.facts {
            wanted.retain(|known| known.0 != asked.0);
            wanted.push(asked.clone());
        }
        let mut facts = Vec::new();
        for (fact, field, values) in wanted {
            lookup::facts(book, &fact).map_err(|problem| {
                let finding = problem.finding("fact", &fact, "unknown-fact");
                OpenError::Setup { what: finding.message, help: finding.help.unwrap_or_default() }
            })?;
            let from = self.named(&field)?;
            self.told.push(format!("fact {fact} = {field}"));
            facts.push(FactSource { fact, from, values });
        }
        Ok(facts)
    }

    /// The order of day and month, where the beginning shows it.
    fn dates(&self, mapping: &Mapping) -> Result<DateFormat, OpenError> {
        if mapping.dates != DateFormat::Unknown || mapping.created.is_empty() {
            return Ok(mapping.dates.clone());
        }
        let (mut day_first, mut month_first, mut either) = (false, false, None);
        let records = self.shape.sample.iter().chain(&self.shape.more);
        guess::each(self.shape.dialect, records, |fields| {
            let mut texts = FieldTexts::new();
            for source in &mapping.created {
                _ = fields.texts(source, &mut texts);
            }
            for text in texts {
                match dates::order(&text) {
                    Order::DayFirst => day_first = true,
                    Order::MonthFirst => month_first = true,
                    Order::Either => either = either.take().or(Some(text.into_owned())),
                    Order::Plain => {}
                }
            }
        });
        match (day_first, month_first, either) {
            (true, false, _) => Ok(DateFormat::DayFirst),
            (false, true, _) => Ok(DateFormat::MonthFirst),
            (_, _, Some(example)) => Err(OpenError::Setup {
                what: format!("days such as `{example}` may be day/month or month/day"),
                help: "say which: `--date-format dmy` or `--date-format mdy`; or give the day of all with `--as-of`"
                    .to_owned(),
            }),
            _ => Ok(DateFormat::Unknown),
        }
    }
}

/// What to look at where tickets seem to have no message.
fn subject_alone(shape: &Shape) -> String {
    let names = list(&shape.names);
    let what = if shape.dialect.is_some() { "column" } else { "field" };
    format!(
        "only the subject is read: no {what} is known to hold the message; there are: {names}; `--map text=…` says which"
    )
}

/// What is wrong where no field is a text, and the next move.
fn no_text(shape: &Shape) -> OpenError {
    let names = &shape.names;
    if names.iter().any(|name| name.contains(|c: char| c.is_control() || c == '\u{fffd}')) {
        return OpenError::Setup {
            what: "it is neither a table nor JSON".to_owned(),
            help: "export the tickets as CSV, JSON Lines or JSON; where it is text, `--encoding` may help"
                .to_owned(),
        };
    }
    let what = if shape.dialect.is_some() { "column" } else { "field" };
    OpenError::Setup {
        what: format!("no {what} is known to hold the ticket's text; there are: {}", list(names)),
        help: help(shape).unwrap_or_else(|| "say which: `--map text=COLUMN`".to_owned()),
    }
}

/// What to do where no field is known to be a text.
fn help(shape: &Shape) -> Option<String> {
    let named = shape.names.iter().filter(|name| !name.is_empty()).count();
    let title = named == 1 && shape.names.len() > 1;
    if shape.dialect.is_some() && (title || shape.names.iter().any(|name| name.chars().count() > LONGEST)) {
        return Some(
            "the first row has to hold the names of the columns, and nothing may stand above it".to_owned(),
        );
    }
    let name = match shape.dialect {
        Some(_) => shape.names.get(Guess::new(shape).longest()?)?.clone(),
        None => guess::longest_path(shape)?,
    };
    Some(format!("say which: `--map \"text={name}\"`"))
}

/// Names of fields have at most so many characters.
const LONGEST: usize = 60;

/// A name that is no name but half a file is cut.
fn short(name: &str) -> String {
    if name.chars().count() > LONGEST {
        name.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        name.to_owned()
    }
}

/// At most thirty names.
fn list(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(30).map(|name| format!("`{}`", short(name))).collect();
    let more = names.len().saturating_sub(shown.len());
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}
