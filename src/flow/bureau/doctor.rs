//! The doctor: looks at everything that is kept, names every fault, changes nothing.
//!
//! What it can find is what can be told from the database alone. Whoever rewrites an act and
//! every act after it leaves a sound chain: keep the digest that `vanthu backup` prints, or an
//! entry's from `/api/v1/audit`, somewhere else.

mod batches;
mod documents;
mod figures;
mod paper;
mod registers;
mod rounds;

use serde::Serialize;

use crate::store::{Break, Error, Place, Point, Snapshot, Table};

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Trouble {
    /// Stable name of the kind of fault, such as `number-missing`.
    pub kind: &'static str,
    /// Which row, document, number or file.
    pub id: String,
    /// What is wrong with it, for whoever looks after the server.
    pub detail: String,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Documents.
    pub documents: u64,
    /// Versions of documents.
    pub versions: u64,
    /// Lines of registers.
    pub numbers: u64,
    /// Files.
    pub files: u64,
    /// Award rounds.
    pub rounds: u64,
    /// Published versions of templates.
    pub templates: u64,
    /// Entries of the audit log.
    pub acts: i64,
}

/// What an examination found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    /// The last migration that was run there.
    pub migration: i64,
    /// Digest of the last act, which stands for every act before it.
    pub last_act: String,
    /// How much was looked at.
    pub counted: Counted,
    /// Every fault, in the order of looking.
    pub faults: Vec<Trouble>,
}

/// Looks at everything at a place, as it was at one moment. Others may work beside it.
///
/// # Errors
/// [`Error::Nothing`], [`Error::Newer`], [`Error::Foreign`], [`Error::Away`]: what cannot be
/// looked at. What is wrong with it is the answer.
pub async fn examine(place: &Place) -> Result<Diagnosis, Error> {
    let mut snapshot = Snapshot::of(place).await?;
    let migration = snapshot.migration().await?;
    let mut desk = Desk::default();
    let Point { ordinal, digest } = match snapshot.point().await {
        Ok(point) => point,
        Err(error) => {
            desk.went(Err(error))?;
            Point { ordinal: 0, digest: String::new() }
        }
    };
    desk.counted.acts = ordinal;
    if migration == Snapshot::newest() {
        desk.look(&mut snapshot).await?;
    } else {
        desk.find(
            "schema-old",
            migration.to_string(),
            "it is of an older vanthu; `vanthu serve` brings it onto the schema of this one",
        );
    }
    let Desk { counted, faults } = desk;
    Ok(Diagnosis { engine: snapshot.engine(), migration, last_act: digest, counted, faults })
}

/// What was found so far.
#[derive(Default)]
struct Desk {
    counted: Counted,
    faults: Vec<Trouble>,
}

impl Desk {
    fn find(&mut self, kind: &'static str, id: impl Into<String>, detail: impl Into<String>) {
        self.faults.push(Trouble { kind, id: id.into(), detail: detail.into() });
    }

    async fn look(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        let pages = self.pages(snapshot).await;
        self.went(pages)?;
        let tables = match snapshot.tables().await {
            Ok(tables) => tables,
            Err(error) => return self.went(Err(error)),
        };
        let values = self.values(snapshot, &tables).await;
        self.went(values)?;
        let references = self.references(snapshot, &tables).await;
        self.went(references)?;
        let chain = self.chain(snapshot).await;
        self.went(chain)?;
        let numbers = self.registers(snapshot).await;
        self.went(numbers)?;
        let batches = self.batches(snapshot).await;
        self.went(batches)?;
        let paper = self.paper(snapshot).await;
        self.went(paper)?;
        let figures = self.figures(snapshot).await;
        self.went(figures)?;
        let lives = self.documents(snapshot).await;
        self.went(lives)?;
        let rounds = self.rounds(snapshot).await;
        self.went(rounds)?;
        let files = self.files(snapshot).await;
        self.went(files)?;
        let templates = self.templates(snapshot).await;
        self.went(templates)
    }

    async fn pages(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        for (name, value) in snapshot.unsafe_settings().await? {
            self.find("setting", name, format!("is {value:?}: what was acknowledged may be lost"));
        }
        for line in snapshot.torn().await? {
            self.find("torn", "database", line);
        }
        Ok(())
    }

    async fn values(&mut self, snapshot: &mut Snapshot, tables: &[Table]) -> Result<(), Error> {
        for table in tables {
            for (id, column) in snapshot.unreadable(table).await? {
                self.find("unreadable", format!("{}/{id}", table.name), format!("{column} cannot be read"));
            }
        }
        Ok(())
    }

    /// A table that could not be read to its end is a fault, unless the value that cannot be
    /// read was named already.
    fn went(&mut self, result: Result<(), Error>) -> Result<(), Error> {
        match result {
            Err(error @ (Error::Unreadable(_) | Error::Db(_))) => {
                if !self.faults.iter().any(|fault| matches!(fault.kind, "unreadable" | "torn")) {
                    let kind = if matches!(error, Error::Db(_)) { "torn" } else { "unreadable" };
                    self.find(kind, "database", error.to_string());
                }
                Ok(())
            }
            other => other,
        }
    }

    async fn references(&mut self, snapshot: &mut Snapshot, tables: &[Table]) -> Result<(), Error> {
        for table in tables {
            for reference in &table.references {
                let kind = if reference.to == "file" { "file-missing" } else { "reference-missing" };
                for dangling in snapshot.dangling(table, reference).await? {
                    let columns: Vec<&str> =
                        reference.columns.iter().map(|(ours, _)| ours.as_str()).collect();
                    let (to, missing, columns) = (&reference.to, dangling.missing, columns.join(", "));
                    self.find(
                        kind,
                        format!("{}/{}", table.name, dangling.id),
                        format!("{columns} names {to} {missing}, which is not there"),
                    );
                }
            }
        }
        Ok(())
    }

    async fn chain(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        for link in snapshot.broken().await? {
            let (kind, at, detail) = match link {
                Break::Missing(at) => ("act-missing", at, "acts before this one were taken out"),
                Break::Changed(at) => ("act-changed", at, "is not what was written"),
                Break::CutOff(at) => ("act-cut-off", at, "is not the last act that was written"),
            };
            self.find(kind, at.to_string(), detail);
        }
        Ok(())
    }

    async fn files(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        let mut altered = Vec::new();
        let counted = &mut self.counted.files;
        let went = snapshot
            .reread(|name, is_own| {
                *counted += 1;
                if !is_own {
                    altered.push(name);
                }
            })
            .await;
        for name in altered {
            self.find("file-altered", name, "its bytes are not those that were kept");
        }
        went
    }

    async fn templates(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        let mut altered = Vec::new();
        let counted = &mut self.counted.templates;
        let went = snapshot
            .publications(|version| {
                *counted += 1;
                if !version.is_whole() {
                    altered.push(format!("{}/{}", version.template_id, version.ordinal));
                }
            })
            .await;
        for id in altered {
            self.find("template-altered", id, "it is not what was published");
        }
        went?;
        for (id, head, count, last) in snapshot.gapped_templates().await? {
            let detail = format!("says version {head}; there are {count}, the last is {last}");
            self.find("template-versions", id, detail);
        }
        Ok(())
    }
}
