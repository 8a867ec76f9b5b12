//! The exports of known help desks: how each is recognised, and which of its fields is what.
//!
//! Names are compared without case, spaces, `_` and `-`. Of each role the first name counts that the export has;
//! a name in brackets behind a path chooses items of a list (see [`super::path`]).

/// What is known of the exports of one help desk.
#[derive(Debug)]
pub struct Preset {
    /// How it is named on the command line.
    pub name: &'static str,
    /// Names that only its exports have together; any one list is enough.
    pub signs: &'static [&'static [&'static str]],
    /// What the ticket is called.
    pub id: &'static [&'static str],
    /// Its subject line.
    pub subject: &'static [&'static str],
    /// What the customer wrote first.
    pub text: &'static [&'static str],
    /// What the customer wrote later, oldest first.
    pub comments: &'static [&'static str],
    /// The day it was created.
    pub created: &'static [&'static str],
}

/// Every preset, in the order in which they are tried. The last takes what it finds.
pub const PRESETS: [Preset; 10] = [
    Preset {
        name: "jira",
        signs: &[&["Issue key", "Summary"]],
        id: &["Issue key"],
        subject: &["Summary"],
        text: &["Description"],
        comments: &["Comment", "Comments"],
        created: &["Created"],
    },
    Preset {
        name: "jira-rest",
        signs: &[&["key", "fields"]],
        id: &["key"],
        subject: &["fields.summary"],
        text: &["fields.description"],
        comments: &["fields.comment.comments[author.accountId=@fields.reporter.accountId].body"],
        created: &["fields.created"],
    },
    Preset {
        name: "servicenow",
        signs: &[&["Number", "Short description"]],
        id: &["Number"],
        subject: &["Short description"],
        text: &["Description"],
        comments: &[],
        created: &["Opened at", "Opened", "Created", "sys_created_on"],
    },
    Preset {
        name: "salesforce",
        signs: &[&["Case Number"]],
        id: &["Case Number"],
        subject: &["Subject"],
        text: &["Description"],
        comments: &[],
        created: &["Created Date", "Date/Time Opened", "Opened Date"],
    },
    Preset {
        name: "freshdesk",
        signs: &[
            &["description_text", "requester_id"],
            &["requester_id", "fr_escalated"],
            &["Ticket ID", "Created time"],
        ],
        id: &["id", "Ticket ID"],
        subject: &["subject"],
        text: &["description_text", "description"],
        comments: &["conversations[incoming=true].body_text"],
        created: &["created_at", "Created time"],
    },
    Preset {
        name: "zendesk",
        signs: &[&["requester_id", "custom_fields", "subject"], &["raw_subject", "ticket_form_id"]],
        id: &["id"],
        subject: &["subject", "raw_subject"],
        text: &["description"],
        comments: &["comments[author_id=@requester_id].plain_body|body"],
        created: &["created_at"],
    },
    Preset {
        name: "intercom",
        // A list of conversations comes without their parts.
        signs: &[
            &["source", "conversation_parts"],
            &["source", "statistics"],
            &["source", "contacts"],
            &["source", "waiting_since"],
        ],
        id: &["id"],
        subject: &["source.subject"],
        text: &["source.body"],
        comments: &["conversation_parts.conversation_parts[author.type=user].body"],
        created: &["created_at"],
    },
    Preset {
        name: "github",
        signs: &[&["number", "title", "body"]],
        id: &["number"],
        subject: &["title"],
        text: &["body"],
        comments: &["comments[author.login=@author.login].body"],
        created: &["created_at", "createdAt"],
    },
    Preset {
        name: "native",
        signs: &[&["text"]],
        id: &["id"],
        subject: &["subject"],
        text: &["text"],
        comments: &[],
        created: &["as_of", "created", "created_at"],
    },
    Preset {
        name: "generic",
        signs: &[&[]],
        id: &[
            "id",
            "ticket id",
            "ticket",
            "ticket number",
            "ticket no",
            "case",
            "case id",
            "key",
            "number",
            "ref",
            "nomor",
            "no",
            "id tiket",
            "nomor tiket",
            "no tiket",
            "kunci isu",
            "编号",
            "工单号",
            "工单编号",
            "单号",
            "问题关键字",
            "关键字",
        ],
        subject: &[
            "subject",
            "title",
            "summary",
            "short description",
            "topic",
            "judul",
            "subjek",
            "perihal",
            "ringkasan",
            "deskripsi singkat",
            "标题",
            "主题",
            "摘要",
            "概要",
            "简短描述",
        ],
        text: &[
            "description",
            "body",
            "message",
            "content",
            "comment",
            "details",
            "ticket text",
            "issue",
            "problem",
            "question",
            "deskripsi",
            "keluhan",
            "pesan",
            "isi",
            "描述",
            "问题描述",
            "内容",
            "正文",
        ],
        comments: &[],
        created: &[
            "created",
            "created at",
            "created on",
            "created date",
            "created time",
            "date created",
            "date",
            "opened",
            "opened at",
            "requested",
            "tanggal",
            "dibuat",
            "tanggal dibuat",
            "创建时间",
            "创建日期",
            "已创建",
            "日期",
        ],
    },
];

/// The preset of a name.
pub fn by_name(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

/// The preset whose signs the names hold. Cost: names times signs, once an input.
pub fn recognised(names: &[String]) -> &'static Preset {
    let has = |sign: &&str| names.iter().any(|name| same(name, sign));
    let found = PRESETS.iter().find(|preset| preset.signs.iter().any(|signs| signs.iter().all(has)));
    found.unwrap_or(&PRESETS[PRESETS.len() - 1])
}

/// Whether two names are one.
pub fn same(one: &str, other: &str) -> bool {
    plain(one).eq(plain(other))
}

fn plain(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '\u{a0}')).flat_map(char::to_lowercase)
}

/// Lists of records inside an object, as help desks name them.
pub const LISTS: [&str; 13] = [
    "tickets",
    "issues",
    "records",
    "result",
    "results",
    "conversations",
    "cases",
    "incidents",
    "data",
    "items",
    "value",
    "rows",
    "requests",
];
