//! vanthu (văn thư): the document-assembly server for Vietnamese official correspondence.
//!
//! Official text goes in; a document that is lawful under Decree 30/2020/NĐ-CP comes out,
//! as PDF, Word, text, HTML, JSON and pictures of its pages.
//!
//! # The picture
//!
//! ```text
//!              templates/standards/*.toml      fonts/
//!                            │ Standard           │
//!   official text, Word      ▼                    ▼
//!   ─────────▶ readers ──▶ Document ──▶ writers ──▶ bytes
//!   template ─▶   │         ▲ ▲            docx · pdf · png · svg · html · text
//!                 ▼         │ │ JSON
//!     problems, leftovers ──┼─┘
//!                 │         │
//!             Template ─▶ merge ◀── data (JSON)
//!
//!        main (commands) ─┐
//!        web (HTTP) ──────┴──▶ flow: the only place where readers and writers meet
//! ```
//!
//! **One document, many writers.** Everything before the [`model::Document`] decides what
//! is said; everything after it decides how it is written down; neither side knows the
//! other. **Rules are data.** What the decree asks stands in
//! `templates/standards/nd30-2020.toml`, each value beside its clause. **IO at the rim.**
//! Clock, fonts, disk and network come in as arguments. **Nothing of the user's ever
//! becomes code**: a template's structure is read first and filled after, data reaches Typst
//! as data, and the web's pages escape by themselves.
//!
//! # The map
//!
//! | room | what is in it | it may use |
//! |---|---|---|
//! | [`model`] | the nouns: document, template, role, standard, problem, reading | nothing of ours |
//! | [`viet`] | how Vietnamese is written: letters, labels, numbers, dates, names, every sentence for people | nothing of ours |
//! | [`readers`] | bytes → model: `text` (official text), `docx` (Word files, and how they look), `template` (text with holes), `sheet` (spreadsheets, lists of honorees in them) | model, viet |
//! | [`merge`] | template + data → document: expressions, fields, the JSON Schema of both | model, viet |
//! | [`check`] | document + standard → findings, each with its clause and place; certain fixes | model, viet |
//! | [`diff`] | document against document → what changed, block by block, word by word; data against data | model, viet |
//! | [`writers`] | document + standard → bytes: `pdf`, `docx`, `html`, `text`; changes as a page and as tracked changes (`marked`); `fit` measures once for all | model, viet |
//! | [`store`] | the only room with SQL, one text for SQLite and PostgreSQL: offices, people, documents and versions, registers, templates, the audit log | model, viet |
//! | [`flow`] | the verbs: typeset, render, inspect, compare, on a bounded pool; the library of templates; [`flow::bureau`]: what is kept, numbered and issued | readers, merge, check, diff, writers, store, model, viet |
//! | [`web`] | HTTP: routes on one screen, `api/` for programs, `pages/` for people, `auth/` who asks | flow, store, model, viet |
//! | [`config`], [`app`], `main` | options, wiring, commands | everything |
//!
//! `tests/it/tidy.rs` holds this table against the source. [`worker`] takes chunks of batches, has
//! them laid out and keeps what came of them; it may use everything.
//!
//! # Invariants
//!
//! - **Nothing lost, nothing invented.** The words of a document and of its leftovers are
//!   the words of the input, apart from what the law supplies (`tests/it/laws.rs`, `seeds.rs`).
//! - **Printing changes no word**: numbers, capitals and spaces are printed as written.
//! - **Words in a hole are only ever words**: data never changes a document's structure
//!   (`tests/it/templates/hostile.rs`, `tests/outside/test_hostile.py`).
//! - **Never a silent blank**: what a template lacks is a problem with its field, its line and
//!   its sentence; a draft shows the field's label in the hole.
//! - **A template prints what reads back**: the text of a merged document is read to the same
//!   document (`tests/it/templates/builtin.rs`).
//! - **The formats agree**: the same words in the same order in PDF, DOCX, HTML and text, the
//!   same lines and pages in PDF and in Word (`tests/it/cases.rs`, `tests/outside`).
//! - **Same document, same bytes**, on every machine and run; no clock inside.
//! - **Never a box on paper**: a character without a glyph is a problem, and no PDF is made; a
//!   picture is read to its last pixel before it is one ([`model::picture`]).
//! - **All faults at once**, each with its place, a stable code and a Vietnamese sentence.
//! - **Both versions come back**: what changed from one document to another holds every word of
//!   both; accepted in Word it is the newer, rejected the older (`tests/it/diff`).
//! - **A number once issued, a version once issued never change.** Numbers of a register are 1…n,
//!   in the order of days, each once; what is acknowledged is on the disk (`tests/it/store`,
//!   `tests/it/bureau`, `tests/it/kept`, `tests/never-lost`).
//! - **A row is printed once**: whatever a worker does with a chunk it does in one transaction that
//!   holds its token; the merged file and the single ones are cut from the same pages
//!   (`tests/it/bureau/batches.rs`, `tests/never-lost/batches.py`).
//! - **Two databases, one behaviour**: every test of what is kept runs on both.
//! - **Who did what** is written in the transaction that does it, each entry with the digest of the
//!   one before.
//! - **Bounded**: reading is linear in its input; pages, bytes, time and queue have limits.
//!
//! # Walkthrough: `vanthu typeset plan.txt -o plan.pdf -o plan.docx`
//!
//! 1. `main` reads the file and the options; [`config`] and [`app`] load the standard and
//!    the faces, once.
//! 2. [`flow`] makes a manuscript of the bytes: official text, or JSON with text or a
//!    ready document.
//! 3. [`readers::text::read`] gives a [`model::Reading`]: lines → leftovers → letterhead →
//!    title → paragraphs → body → end matter → appendices. What is odd becomes a problem.
//! 4. `writers::fit` measures what every format must agree on: widths of columns, lengths
//!    of rules, sizes that had to shrink inside their legal range.
//! 5. `writers::pdf` hands the document to Typst as data beside the fixed layout
//!    `templates/layouts/document.typ`; `writers::docx` builds named styles and exact
//!    tables with docx-rs and mends in `canon` what that library gets wrong.
//! 6. `main` writes the files and prints each problem as `line:column: message (code)`.
//!
//! # Walkthrough: `POST /api/v1/typeset`
//!
//! 1. [`web`] reads the body within its limit and the query strictly: every fault at once,
//!    as `application/problem+json`.
//! 2. The manuscript goes to [`flow::pool`]: a bounded number of threads with large stacks,
//!    a bounded queue. A request that runs out of time is answered 503; its thread keeps
//!    its place until it ends, since Typst cannot be interrupted.
//! 3. The same press as on the command line gives the bytes; the answer names the file in
//!    Vietnamese (`filename*`).
//!
//! # Walkthrough: `vanthu render --template quyet-dinh-tang-giay-khen --data list.json -o qd.pdf`
//!
//! 1. [`readers::template::read`] reads the front matter, puts shared parts in and makes each
//!    hole one private character ([`viet::hole`]) whose shape (capitals, a name, a number)
//!    lets the reader of official text tell what every paragraph is. Blocks (`{% for %}`,
//!    `{% if %}`) become nodes of sections, blocks, rows and signature lines.
//! 2. [`merge::prepare`] compiles and checks every expression: unknown names and filters,
//!    values of the wrong kind, fields that nothing uses, each at its line and column.
//! 3. [`merge::admit`] holds the data against the fields: every fault at once, each with its
//!    JSON pointer. The office's own paragraphs go through [`readers::text::passage`].
//! 4. [`merge::merge`] fills each hole on its own; empty paragraphs and columns fall away. The
//!    document goes to the writers like any other.
//!
//! # Walkthrough: `POST /api/v1/templates/{id}/render`
//!
//! 1. [`web`] reads the order (data, format, day of printing, draft) as strictly as a
//!    manuscript; everything after that runs in the pool, the template's first reading too.
//! 2. [`flow::Library`] has the template, compiled once; data without `office` is lent the
//!    profile that `vanthu serve --office` was started with. The day comes from the clock
//!    that [`app`] was given.
//! 3. [`flow::render`] merges: a document always, and every problem of the data. A fault
//!    forbids the file (422 with all of them at once), unless a draft is asked for.
//! 4. The same press writes the document; the headers say template, standard, engine and
//!    the digest of what it says.
//!
//! # Walkthrough: `POST /api/v1/check`
//!
//! 1. [`web`] reads the query as strictly as ever; a Word file has a limit of its own. The body
//!    is text, a manuscript in JSON, or DOCX by its media type.
//! 2. In the pool [`flow::Inspector`] has the manuscript read: [`readers::text`], or
//!    [`readers::docx`] with the looks of every paragraph, whose words are then measured by our
//!    faces (`flow/measure.rs`).
//! 3. [`check::Checker`] lays the document out once and hands it to every group of rules. What
//!    an office does without (`unchecked` in its profile) is counted, not told.
//! 4. [`flow::places`] finds every word of the document in the text again and gives findings
//!    their lines and columns.
//! 5. The answer is [`flow::Inspection`] as JSON, or the Word file with comments
//!    ([`writers::docx::annotate`]): insertions into the uploaded file's own bytes.
//!
//! # Walkthrough: issuing a decision (`POST /api/v1/documents/{id}/issue`)
//!
//! 1. [`web::auth::Signed`] finds who asks, by the cookie of a session (with its CSRF token) or by
//!    a key; `web/idempotency.rs` has answered before, where the same request came before.
//! 2. [`flow::bureau`] holds the step against [`model::workflow`]: this role, this state, the
//!    version that the caller saw.
//! 3. The number to come is looked at, [`flow::numbered`] puts it and the day into the document
//!    (nothing else changes), the press prints PDF and DOCX.
//! 4. In one transaction: the series gives its number (`flow/bureau/numbering.rs`); had somebody been
//!    faster, the files are printed again with the next. The files are kept by their digests, then the
//!    line of the register, what was issued, the version, the idempotency key's subject and, last, the
//!    audit entry. Whatever fails leaves no number behind.
//! 5. From now on the stored bytes are served; no verb changes them.
//!
//! # Walkthrough: `vanthu import list.xlsx --notes noted.xlsx`
//!
//! 1. [`readers::sheet::read`] gives a [`model::sheet::Workbook`]: values with their places, what is
//!    merged and hidden; bytes are counted while they are inflated, cells while they are read.
//! 2. [`readers::sheet::honorees`] finds the head by the words of
//!    `templates/standards/sheet-columns.toml` and reads rows; a doubt is a question with its cell
//!    and a proposal ([`model::honoree`]). [`viet::legacy`] tells TCVN3 and VNI from Unicode.
//! 3. [`check::honorees`] asks about whoever stands twice; [`diff::honorees`] compares a corrected
//!    list with the one before.
//! 4. [`writers::sheet`] gives the workbook back with status and reasons; nothing in it is a formula.
//!
//! # Walkthrough: `vanthu diff old.txt new.txt -o changes.docx`
//!
//! 1. Both files are read as any manuscript is; a Word file by [`readers::docx`].
//! 2. [`diff::compare`] pairs sections, then blocks (the same, the same but for its number,
//!    alike), then rows and words; what is gone here and come there is a move. The
//!    [`model::Changes`] hold both documents.
//! 3. `writers::marked` makes one document of both, each part marked with whose it is. What Word
//!    cannot show inside (another role, a line of the letterhead) is gone and come.
//! 4. `writers::docx` writes it as any document, each mark a `w:ins` or `w:del`; the page of HTML
//!    shows the same marks, in one text and side by side.
//!
//! # Walkthrough: `vanthu certificates --rows list.csv -o all.pdf -o each.zip`
//!
//! 1. [`model::certificate`] loads the design: a sheet, boxes in mm, looks, texts with holes, each
//!    value with its source; every fault at once with its line. [`readers::rows`] reads the list.
//! 2. [`merge::certificate`] says what each field says of a row; what is missing is a finding.
//!    [`writers::certificate::fit`] breaks the words where [`viet::phrase`] lets a line end, then
//!    sets them smaller, then tells. A row with a fault is not printed; the others are.
//! 3. [`flow::certificates`] lays 64 rows out at a time, without what is the same on every sheet.
//!    The merged PDF and the single ones are cut from the same pages.
//! 4. [`writers::certificate::Binder`] writes the parts behind each other, the ground (frames,
//!    emblem, fixed words) stored once under all pages; memory does not grow with the pages.
//!
//! # Walkthrough: ten thousand certificates (`POST /api/v1/batches`)
//!
//! 1. [`flow::bureau::batches`] fixes all that the pages depend on (the design whole, the day, the
//!    printer), lays the ground out, and gives every row its certificate with number and code, in one
//!    transaction. Nothing is printed yet.
//! 2. A [`worker`] takes a chunk of 64 rows with a lease and a token. It lays them out once, in a
//!    lane of its own, and says every 5 s that it lives.
//! 3. What came of it (pages, states of rows, certificates printed, blanks used, counts, an event)
//!    is kept in one transaction that holds the token: who comes late changes nothing. Rows over which
//!    workers die go one by one, and the one to blame fails with its reason.
//! 4. `merged.pdf`, `archive.zip` and the manifest are cut from the kept pages while they are sent:
//!    the same bytes each time. Whoever watches gets events, whoever is to be told a signed message.
//!
//! # To add …
//!
//! - **a rule of the checker**: its table with examples in `templates/standards/rules`, a small
//!   function in the module of its group in `check`. The examples are its tests; the list of
//!   rules and the page `/quy-tac` have it by themselves. If the reader notices the same, its
//!   line in `flow/inspect.rs` (`TWICE`), so that a page says it once.
//!
//! - **a role**: `model/role.rs`; its table in every standard; nothing else unless it needs
//!   a look of its own (`document.typ`, `writers/docx`), or is read (`readers/text`).
//! - **an inline**: `model/document.rs`; its width and height in `writers/fit/lines.rs`; each
//!   writer; `web/api/schema.rs`; what it means in a hole in `merge/blocks.rs`.
//! - **a kind of document**: a `[kind.…]` table in the standard; a case in `tests/cases`.
//! - **a built-in template**: a file in `templates/documents` (its README is the manual), its
//!   line in `flow/builtin.rs`; the goldens. Another text (its own or that of a shared part) needs
//!   another `version`, so that every shelf gets it (`flow/bureau/shelf/stock.rs`).
//! - **a kind of field**: `model/template/field.rs`; `merge/record.rs` (admission),
//!   `merge/schema.rs`, `merge/types.rs`; its words in `viet::words::kind`.
//! - **a filter**: a function in `viet`; its line in `merge/filters.rs` and `merge/types.rs`.
//! - **a format**: a row in [`writers::write`], a module beside the others, its extension
//!   and media type in `flow` and `web`, the goldens.
//! - **a column of lists**: its words in `templates/standards/sheet-columns.toml`; a new field also in
//!   `model/honoree/field.rs`, `readers/sheet/honorees/entry.rs` and `viet/words/honorees.rs`.
//! - **a table**: a migration (never a change of one that has shipped), a file in `store`; backup and
//!   restore find it by themselves, the doctor (`flow/bureau/doctor`) learns what must hold in it.
//! - **a verb on what is kept**: `flow/bureau`, ending in `Bureau::seal`; its route in [`web`] and its
//!   description with all its errors.
//! - **an award rule**: its table in `templates/standards/awards-2022.toml` with act, clause, days and
//!   mark (a new act is a new `[law]`, an old value gets its last day); a new sort of rule also in
//!   `model/award` and in the check of rounds that asks for it.
//! - **a check of award rounds**: its code in `model/round/finding.rs` with the first step that it
//!   forbids, its sentence in `viet/words/rounds.rs`, a function in `check/round`, a line in the table
//!   of its tests.
//! - **a standard**: a file in `templates/standards`, its name in `app`. Old documents keep
//!   the standard they were issued under.

pub mod app;
pub mod check;
pub mod config;
pub mod diff;
pub mod flow;
pub mod merge;
pub mod model;
pub mod readers;
pub mod store;
pub mod viet;
pub mod web;
pub mod worker;
pub mod writers;
