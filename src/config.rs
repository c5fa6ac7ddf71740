//! What the commands take: flags > environment > default. The only reader of the
//! environment (through clap), and with `main` the only one of the disk.

mod batches;
mod certificates;

use std::{io, net::SocketAddr, num::NonZeroUsize, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

mod import;
mod kept;
mod user;
pub use batches::{Print, Worker};
pub use certificates::Certificates;

use crate::model::Supplied;

pub use import::Import;
pub use kept::{Backup, Doctor, KeptAt, Restore};
pub use user::{AddUser, FromFile, User};

/// The default for how many pages a document may have.
const PAGES: usize = 500;

const LIMITS: &str = include_str!("config/limits.txt");

const EXAMPLES: &str = "\
Examples:
  vanthu                                        serve on http://127.0.0.1:8080
  vanthu typeset plan.txt -o plan.pdf -o plan.docx
  vanthu typeset plan.txt -o page.png --page 2 --issuer NAME --place NAME
  vanthu check plan.txt
  vanthu diff old.txt new.txt -o changes.docx
  vanthu import list.xlsx --notes list-with-notes.xlsx
  vanthu template list
  vanthu user add --login vinh.do --name NAME --office NAME --role administrator < password.txt
  vanthu render --template quyet-dinh-tang-giay-khen --sample -o qd.pdf
  vanthu certificates --rows list.csv -o all.pdf -o manifest.csv
  curl --data-binary @plan.txt -H 'Content-Type: text/plain' \\
       'http://127.0.0.1:8080/api/v1/typeset?format=pdf' -o plan.pdf";

const TYPESET_EXAMPLES: &str = "\
Examples:
  vanthu typeset plan.txt -o plan.pdf -o plan.docx -o plan.json
  vanthu typeset plan.txt -o page.png --page 2
  vanthu typeset - -o - --format pdf < plan.txt > plan.pdf
  vanthu typeset plan.json -o plan.docx

Problems go to standard error, one a line, as `line:column: message (code)`; text left out
of the document as `line: message (reason)`.

Exit status: 0 when every file was written, 1 when there is no document or a file could
not be written, 2 when the command is wrong.";

const CHECK_EXAMPLES: &str = "\
Examples:
  vanthu check plan.txt
  vanthu check letter.docx --comments letter-with-comments.docx
  vanthu check plan.txt --json --office office.toml
  vanthu check plan.txt --fix -o mended.txt -o mended.docx
  vanthu check --rules

Findings go to standard output, one a line, as `line:column: severity: message (rule, clause)`,
then their number; what reading has to say goes to standard error. An office does without a
rule where its profile says why: `unchecked = [{ rule = \"…\", reason = \"…\" }]`.

Exit status: 0 when nothing of severity error is found (with --fix: is left), 1 when something
is or the file cannot be read or written, 2 when the command is wrong.";

const DIFF_EXAMPLES: &str = "\
Examples:
  vanthu diff old.txt new.txt
  vanthu diff old.docx new.json -o changes.json -o changes.html
  vanthu diff old.txt new.txt -o changes.docx --author NAME --date 2026-11-24T09:30:00+07:00

Exit status: 0 when both say the same, 1 when they differ, 2 when the command is wrong or a
file cannot be read or written.";

const RENDER_EXAMPLES: &str = "\
Examples:
  vanthu render --template ke-hoach-phat-dong-thi-dua --data campaign.json -o kh.pdf -o kh.docx
  vanthu render --template quyet-dinh-tang-giay-khen --sample -o qd.pdf
  vanthu render --template my.txt --data data.json --office office.toml --draft -o page.png

Problems go to standard error, one a line: `pointer: message (code)`, with the template's
line and sentence where a value is missed.";

/// Typesets Vietnamese official correspondence under Decree 30/2020/NĐ-CP.
///
/// Plain official text goes in; PDF (PDF/A-2a and PDF/UA-1), Word, JSON, text and page
/// images come out. Without a command it serves, as `vanthu serve` does.
#[derive(Debug, Parser)]
#[command(name = "vanthu", version, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the page and the API.
    Serve(Serve),
    /// Typeset a file.
    ///
    /// IN is official text (UTF-8, or UTF-16 with a byte order mark) or the JSON that `-o
    /// plan.json` gives.
    Typeset(Typeset),
    /// Check a file against the decree.
    ///
    /// IN is official text, the JSON of a document, or a Word file (DOCX), which is measured as Word
    /// prints it. Nothing is changed unless --fix is given.
    Check(Check),
    /// Tell what changed from one document to another.
    ///
    /// OLD and NEW are official text, the JSON of a document, or Word files.
    Diff(Diff),
    /// Look at a list of honorees (XLSX, XLS, ODS, CSV) before it is taken over.
    ///
    /// Nothing is stored: every row is shown as imported, as imported with a question, or as
    /// refused, with the reasons and their cells.
    Import(Import),
    /// Merge data into a template.
    ///
    /// Every problem of the data is told at once, each with its field and the sentence that
    /// lacks it; with one that forbids issuing, no file is written unless --draft is given.
    Render(Render),
    /// Look at templates and check them.
    #[command(subcommand)]
    Template(Template),
    /// Enter people and set their passwords, at the machine itself.
    #[command(subcommand)]
    User(User),
    /// Examine everything that is kept and name every fault; changes nothing.
    Doctor(Doctor),
    /// Write everything that is kept into one file, while the server runs.
    Backup(Backup),
    /// Fill an empty place from a file of `vanthu backup`, made of either database.
    Restore(Restore),
    /// Print certificates: whole sheets, or only the words onto blanks.
    Certificates(Certificates),
    /// Print the certificates of a round, or of a list, and keep what was printed.
    Print(Print),
    /// Print batches of certificates beside a server.
    Worker(Worker),
}

/// Serve the page and the API until Ctrl-C or SIGTERM; requests at work may end, at most
/// 30 seconds.
#[derive(Debug, Parser)]
#[command(after_help = LIMITS)]
pub struct Serve {
    /// Address and port; port 0 takes a free one and says which.
    #[arg(long, env = "VANTHU_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Where everything is kept.
    #[command(flatten)]
    pub kept: KeptAt,
    /// The office's profile, TOML or JSON, lent to data of templates that has no `office`.
    #[arg(long, env = "VANTHU_OFFICE", value_name = "FILE")]
    pub office: Option<PathBuf>,
    /// Award rules of the office's own, TOML, before the built-in ones.
    #[arg(long, env = "VANTHU_AWARD_RULES", value_name = "FILE")]
    pub award_rules: Option<PathBuf>,
    /// What documents are set with.
    #[command(flatten)]
    pub set: SetWith,
    /// Largest text in one request, in bytes; more is answered with 413.
    #[arg(long, env = "VANTHU_BODY_LIMIT", default_value_t = 1 << 20, value_name = "BYTES")]
    pub body_limit: usize,
    /// Largest Word file, or list of honorees to print, in one request, in bytes; more is answered
    /// with 413. The reader of Word files takes at most 32 MiB.
    #[arg(long, env = "VANTHU_WORD_LIMIT", default_value_t = 32 << 20, value_name = "BYTES")]
    pub word_limit: usize,
    /// Longest time for one request, waiting included, in seconds; more is answered with 503.
    #[arg(long, env = "VANTHU_TIME_LIMIT", default_value = "20", value_parser = seconds, value_name = "SECONDS")]
    pub time_limit: Duration,
    /// How many documents are typeset at a time [default: the number of cores, at least 2].
    #[arg(long, env = "VANTHU_WORKERS", value_name = "COUNT")]
    pub workers: Option<NonZeroUsize>,
    /// How many requests may wait for a worker; more are answered with 503.
    #[arg(long, env = "VANTHU_QUEUE", default_value_t = 64, value_name = "COUNT")]
    pub queue: usize,
    /// Most requests of one person, or of one address that is not signed in, in a second, ten
    /// seconds' worth at once; more are answered with 429. 0 for any number.
    #[arg(long, env = "VANTHU_RATE_LIMIT", default_value_t = 100, value_name = "COUNT")]
    pub rate_limit: u32,
    /// Most connections at a time; more wait to be taken.
    #[arg(long, env = "VANTHU_CONNECTIONS", default_value = "4096", value_name = "COUNT")]
    pub connections: NonZeroUsize,
    /// Where people reach the server, as `https://vanthu.example.gov.vn`: for links, and so that
    /// cookies are sent over https alone.
    #[arg(long, env = "VANTHU_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Printing and checking, which keep nothing, ask who is there too: a person who is signed in,
    /// or a key with the scope `render`.
    #[arg(long, env = "VANTHU_PRIVATE")]
    pub private: bool,
    /// There is a proxy before us: the last address in X-Forwarded-For is whose request it is.
    #[arg(long, env = "VANTHU_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// How many workers print batches of certificates in this process; 0 where `vanthu worker` does.
    #[arg(long, env = "VANTHU_BATCH_WORKERS", default_value_t = 1, value_name = "COUNT")]
    pub batch_workers: usize,
    /// Webhooks may be sent to addresses that are not of the public net, and by http.
    #[arg(long, env = "VANTHU_WEBHOOKS_INSIDE")]
    pub webhooks_inside: bool,
    /// What to log: `error`, `warn`, `info`, `debug`, or a tracing filter.
    #[arg(long, env = "VANTHU_LOG", default_value = "info", value_name = "FILTER")]
    pub log: String,
    /// Log as JSON, one object a line.
    #[arg(long, env = "VANTHU_LOG_JSON")]
    pub log_json: bool,
}

/// Typeset a file.
///
/// IN is official text (UTF-8, or UTF-16 with a byte order mark) or the JSON that `-o
/// plan.json` gives.
#[derive(Debug, Args)]
#[command(after_help = TYPESET_EXAMPLES)]
pub struct Typeset {
    /// The file to read; `-` for standard input.
    #[arg(value_name = "IN")]
    pub input: PathBuf,
    /// What to write.
    #[command(flatten)]
    pub outputs: Outputs,
    /// How it is read.
    #[command(flatten)]
    pub read: ReadBy,
}

/// Check a file against the decree.
///
/// IN is official text, the JSON of a document, or a Word file (DOCX), which is measured as Word
/// prints it. Nothing is changed unless --fix is given.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct Check {
    /// The file to check; `-` for standard input.
    #[arg(value_name = "IN", required_unless_present = "rules")]
    pub input: Option<PathBuf>,
    /// Print JSON: findings with their places, counts, problems, the document.
    #[arg(long)]
    pub json: bool,
    /// Print every rule with its clause, its severity and an example, instead of checking.
    #[arg(long, conflicts_with_all = ["input", "fix", "comments"])]
    pub rules: bool,
    /// Put every certain correction into the document and write it to the files of -o; tell each
    /// correction, and what is left.
    #[arg(long, requires = "output", conflicts_with = "json")]
    pub fix: bool,
    /// With --fix, a file to write, in the format of its extension: pdf, docx, json, txt, html,
    /// png, svg. May be given many times. The document is set anew by the standard. `-` is
    /// standard output and needs --format.
    #[arg(short, long = "output", requires = "fix", value_name = "OUT")]
    pub output: Vec<PathBuf>,
    /// The format of standard output.
    #[arg(long, value_parser = ["pdf", "docx", "json", "txt", "html", "png", "svg"])]
    pub format: Option<String>,
    /// Write a Word file with a comment at each finding.
    #[arg(long, value_name = "OUT", conflicts_with = "fix")]
    pub comments: Option<PathBuf>,
    /// The office's profile, TOML or JSON: the rules that it does without stand there.
    #[arg(long, env = "VANTHU_OFFICE", value_name = "FILE")]
    pub office: Option<PathBuf>,
    /// The day of checking [default: today in Việt Nam].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<chrono::NaiveDate>,
    /// How it is read.
    #[command(flatten)]
    pub read: ReadBy,
    /// What documents are set with.
    #[command(flatten)]
    pub set: SetWith,
}

/// Tell what changed from one document to another.
///
/// OLD and NEW are official text, the JSON of a document, or Word files.
#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub struct Diff {
    /// The older version.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer version.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// A file to write instead of the list of changes, in the format of its extension: json (the
    /// changes as data), html (a page with both views), docx (Word with tracked changes). May be
    /// given many times.
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: Vec<PathBuf>,
    /// Who made the newer version, as Word names whoever changed a text.
    #[arg(long, value_name = "NAME", default_value = "vanthu")]
    pub author: String,
    /// When the newer version was made [default: now].
    #[arg(long, value_name = "RFC3339")]
    pub date: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// How it is read.
    #[command(flatten)]
    pub read: ReadBy,
    /// What documents are set with.
    #[command(flatten)]
    pub set: SetWith,
}

/// Merge data into a template.
///
/// Every problem of the data is told at once, each with its field and the sentence that
/// lacks it; with one that forbids issuing, no file is written unless --draft is given.
#[derive(Debug, Args)]
#[command(after_help = RENDER_EXAMPLES)]
pub struct Render {
    /// Name of a built-in template, or a file.
    #[arg(long, value_name = "ID|FILE")]
    pub template: String,
    /// The data, JSON; `-` for standard input.
    #[arg(long, value_name = "FILE", required_unless_present = "sample")]
    pub data: Option<PathBuf>,
    /// Use the template's own invented data.
    #[arg(long, conflicts_with = "data")]
    pub sample: bool,
    /// The office's profile, TOML or JSON, for templates that ask for `office`.
    #[arg(long, env = "VANTHU_OFFICE", value_name = "FILE")]
    pub office: Option<PathBuf>,
    /// The day of printing [default: today in Việt Nam].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<chrono::NaiveDate>,
    /// Write the document even where data is missing: holes show their fields' labels.
    #[arg(long)]
    pub draft: bool,
    /// What to write.
    #[command(flatten)]
    pub outputs: Outputs,
}

/// The files that a command writes.
#[derive(Debug, Args)]
pub struct Outputs {
    /// A file to write, in the format of its extension: pdf, docx, json, txt, html, png, svg. May
    /// be given many times. `-` is standard output and needs --format.
    #[arg(short, long = "output", required = true, value_name = "OUT")]
    pub output: Vec<PathBuf>,
    /// The format of standard output.
    #[arg(long, value_parser = ["pdf", "docx", "json", "txt", "html", "png", "svg"])]
    pub format: Option<String>,
    /// Which page PNG and SVG show.
    #[arg(long, default_value = "1", value_name = "NUMBER")]
    pub page: NonZeroUsize,
    /// What documents are set with.
    #[command(flatten)]
    pub set: SetWith,
}

/// Look at templates and check them.
#[derive(Debug, Subcommand)]
pub enum Template {
    /// List the built-in templates.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Check template files: every fault with line and column; exit status 1 when there is one.
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print a template's invented data.
    Sample {
        /// Name of a built-in template, or a file.
        #[arg(value_name = "ID|FILE")]
        template: String,
    },
    /// Print the JSON Schema (2020-12) of a template's data.
    Schema {
        /// Name of a built-in template, or a file.
        #[arg(value_name = "ID|FILE")]
        template: String,
    },
    /// Print a built-in template's text, to copy and change.
    Show {
        /// Name of the template.
        #[arg(value_name = "ID")]
        template: String,
    },
}

/// How a file is read.
#[derive(Debug, Args)]
pub struct ReadBy {
    /// The standard (thể thức) to follow [default: the one in force].
    #[arg(long, env = "VANTHU_STANDARD", value_name = "KEY")]
    pub standard: Option<String>,
    /// Letterhead for text that has lost it.
    #[command(flatten)]
    pub letterhead: Letterhead,
}

/// What documents are set with.
#[derive(Debug, Args)]
pub struct SetWith {
    /// Faces of the office's own.
    #[command(flatten)]
    pub faces: Faces,
    /// Most pages of a document; the server answers more with 422.
    #[arg(long, env = "VANTHU_PAGE_LIMIT", default_value_t = PAGES, value_name = "PAGES")]
    pub page_limit: usize,
}

/// Letterhead for text that has lost it; used only where the text itself says nothing.
#[derive(Debug, Args)]
pub struct Letterhead {
    /// Tên cơ quan ban hành; `\n` begins a new line.
    #[arg(long, env = "VANTHU_ISSUER", value_name = "NAME")]
    pub issuer: Option<String>,
    /// Tên cơ quan chủ quản trực tiếp; `\n` begins a new line.
    #[arg(long, env = "VANTHU_PARENT", value_name = "NAME")]
    pub parent: Option<String>,
    /// Địa danh.
    #[arg(long, env = "VANTHU_PLACE", value_name = "NAME")]
    pub place: Option<String>,
}

/// The folder of an office's own faces.
#[derive(Debug, Args)]
pub struct Faces {
    /// Folder with the four faces of the office's own Times New Roman (TTF), instead of the
    /// embedded family of the same widths.
    #[arg(long = "fonts", env = "VANTHU_FONTS", value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

impl Faces {
    /// The files of the folder, in the order of their names; `None` without a folder.
    ///
    /// # Errors
    /// The disk's own.
    pub fn files(&self) -> io::Result<Option<Vec<Vec<u8>>>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let is_font = path
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|extension| matches!(&*extension.to_ascii_lowercase(), "ttf" | "otf" | "ttc"));
            if is_font {
                paths.push(path);
            }
        }
        paths.sort();
        #[expect(clippy::disallowed_methods, reason = "config is where the disk is read")]
        paths.iter().map(std::fs::read).collect::<io::Result<_>>().map(Some)
    }
}

impl Letterhead {
    /// The letterhead as the reader takes it: a typed `\n` is a new line, blank is nothing.
    pub fn supplied(&self) -> Supplied {
        let lines = |name: &Option<String>| {
            name.as_ref().map(|name| name.replace("\\n", "\n")).filter(|name| !name.trim().is_empty())
        };
        Supplied { issuer: lines(&self.issuer), parent: lines(&self.parent), place: lines(&self.place) }
    }
}

fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.trim_end_matches('/')).unwrap_or_default();
    if host.is_empty() || host.contains(|c: char| "/?#@ ".contains(c) || !c.is_ascii_graphic()) {
        return Err("an address such as https://vanthu.example.gov.vn is needed, without a path".into());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "more than 0 seconds are needed".into())
}
