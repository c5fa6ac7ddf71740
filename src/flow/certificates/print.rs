//! Printing: chunks on some threads, each laid out once, written in order.

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::manifest::{Line, Manifest, State, file_name, word_name};
use super::order::order;
use super::repeated::Repeated;
use super::{Certificates, Finding, NAME};
use crate::model::certificate::{PrintOrder, Row};
use crate::readers::rows::Rows;
use crate::writers::Error;
use crate::writers::certificate::{About, Binder, Page};

/// Pages that are laid out together: fewer cost time, more cost memory.
pub const CHUNK: usize = 64;

/// Stack of a thread that lays out.
const STACK: usize = 16 << 20;

/// Where the sheets go.
#[derive(Default)]
pub struct Outputs<'a> {
    /// All sheets in one PDF, in the order of printing.
    pub merged: Option<&'a mut dyn Write>,
    /// One PDF each, in a ZIP.
    pub archive: Option<&'a mut dyn Write>,
    /// What became of every row, in the order of printing.
    pub manifest: Option<Manifest<'a>>,
    /// True where the files of the ZIP keep the marks of their names.
    pub unicode_names: bool,
    /// True where the ZIP has a Word file beside each PDF.
    pub word_files: bool,
    /// The order of printing.
    pub order: PrintOrder,
}

/// How far printing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are done, failed ones counted.
    pub done: usize,
    /// Rows that failed.
    pub failed: usize,
    /// All rows.
    pub rows: usize,
}

/// What was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Pages.
    pub pages: usize,
    /// The rows that were printed (from 1), in the order of printing.
    pub rows: Vec<usize>,
    /// Rows that failed.
    pub failed: usize,
    /// Every finding, in the order of rows.
    pub findings: Vec<Finding>,
}

/// Why printing ended early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No row can be printed.
    #[error("no row can be printed")]
    NothingPrinted,
    /// It was told to stop.
    #[error("stopped")]
    Stopped,
    /// A defect of ours, or an output that cannot be written.
    #[error(transparent)]
    Writer(#[from] Error),
    /// The ZIP or the manifest cannot be written.
    #[error("output: {0}")]
    Output(#[from] std::io::Error),
}

impl From<zip::result::ZipError> for Failure {
    fn from(error: zip::result::ZipError) -> Failure {
        Failure::Output(std::io::Error::other(error))
    }
}

/// Some rows, laid out and written.
struct Chunk {
    lines: Vec<Line>,
    merged: Option<Vec<u8>>,
    /// The files of each line that is printed.
    singles: Vec<Vec<u8>>,
    /// One Word file for each line that is printed.
    documents: Vec<Vec<u8>>,
}

/// What must be known before a chunk is laid out.
struct Plan<'a> {
    /// Each row with its place in the list, from 1.
    rows: Vec<(usize, &'a Row)>,
    findings: Vec<Vec<Finding>>,
    /// The place of the first in the order of printing, from 1.
    first: usize,
    all: usize,
    merged: bool,
    singles: bool,
    documents: bool,
    unicode: bool,
}

impl Certificates {
    /// Prints a list. `told` hears how far it is after each chunk, and may stop it. `threads`
    /// lay out at a time.
    ///
    /// # Errors
    /// [`Failure`]; what was written until then is no whole file.
    pub fn print(
        &self,
        rows: &Rows,
        mut outputs: Outputs<'_>,
        threads: usize,
        mut told: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Printed, Failure> {
        let ground = self.setup().ground()?;
        let ground = ground.as_deref();
        let plans = self.plans(rows, &outputs);
        let about = About { title: self.sheet.name.clone(), day: self.day };
        let mut binder = outputs.merged.take().map(|out| Binder::new(out, about, ground)).transpose()?;
        let mut archive = outputs.archive.take().map(ZipWriter::new_stream);
        if let Some(manifest) = &mut outputs.manifest {
            manifest.open()?;
        }
        let mut printed = Printed::default();
        let mut done = 0;
        self.chunks(&plans, ground, threads, |chunk| {
            if let (Some(binder), Some(merged)) = (&mut binder, &chunk.merged) {
                binder.add(merged)?;
            }
            let mut singles = chunk.singles.into_iter();
            let mut documents = chunk.documents.into_iter();
            for mut line in chunk.lines {
                if line.state == State::Printed {
                    printed.pages += 1;
                    line.page = binder.is_some().then_some(printed.pages);
                    if let (Some(archive), Some(name), Some(single)) =
                        (&mut archive, &line.file, singles.next())
                    {
                        // Both are deflated inside.
                        let options = SimpleFileOptions::default()
                            .compression_method(CompressionMethod::Stored)
                            .last_modified_time(zip::DateTime::default());
                        archive.start_file(name.as_str(), options)?;
                        archive.write_all(&single)?;
                        if let Some(document) = documents.next() {
                            archive.start_file(word_name(name), options)?;
                            archive.write_all(&document)?;
                        }
                    }
                } else {
                    printed.failed += 1;
                }
                if let Some(manifest) = &mut outputs.manifest {
                    manifest.line(&line, done == 0)?;
                }
                done += 1;
                if line.state == State::Printed {
                    printed.rows.push(line.row);
                }
                printed.findings.extend(line.findings);
            }
            let progress = Progress { done, failed: printed.failed, rows: rows.rows.len() };
            match told(progress) {
                ControlFlow::Continue(()) => Ok(()),
                ControlFlow::Break(()) => Err(Failure::Stopped),
            }
        })?;
        if let Some(manifest) = &mut outputs.manifest {
            manifest.close()?;
        }
        if printed.pages == 0 {
            return Err(Failure::NothingPrinted);
        }
        if let Some(binder) = binder {
            binder.finish()?;
        }
        if let Some(archive) = archive {
            archive.finish()?;
        }
        printed.findings.sort_by_key(|finding| finding.row);
        Ok(printed)
    }

    /// The rows in chunks, in the order of printing, with what was found when they were read and
    /// beside each other.
    fn plans<'a>(&self, rows: &'a Rows, outputs: &Outputs<'_>) -> Vec<Plan<'a>> {
        let mut read = rows.findings.as_slice();
        let mut repeated = Repeated::default();
        let findings = rows.rows.iter().zip(1..).map(|(row, ordinal)| {
            let own = read.iter().take_while(|finding| finding.row == ordinal).count();
            let (before, rest) = read.split_at(own);
            read = rest;
            before.iter().cloned().chain(repeated.find(&self.sheet, row, ordinal)).collect()
        });
        let mut findings: Vec<Vec<Finding>> = findings.collect();
        let order = order(&self.sheet, &rows.rows, outputs.order);
        let chunks = order.chunks(CHUNK).enumerate().map(|(nth, chunk)| Plan {
            rows: chunk.iter().filter_map(|&at| Some((at + 1, rows.rows.get(at)?))).collect(),
            findings: chunk.iter().filter_map(|&at| findings.get_mut(at).map(std::mem::take)).collect(),
            first: nth * CHUNK + 1,
            all: rows.rows.len(),
            merged: outputs.merged.is_some(),
            singles: outputs.archive.is_some(),
            documents: outputs.archive.is_some() && outputs.word_files,
            unicode: outputs.unicode_names,
        });
        chunks.collect()
    }

    /// Lays chunks out on some threads, and hands them on in their order. No more of them are in
    /// memory than twice the threads.
    fn chunks(
        &self,
        plans: &[Plan<'_>],
        ground: Option<&[u8]>,
        threads: usize,
        mut take: impl FnMut(Chunk) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let threads = threads.clamp(1, plans.len().max(1));
        thread::scope(|scope| {
            let (send, receive) = sync_channel(threads);
            for _ in 0..threads {
                let (send, next, stop) = (send.clone(), &next, &stop);
                let work = move || {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(plan) = plans.get(at) else { break };
                        if stop.load(Ordering::Relaxed) || send.send((at, self.chunk(plan, ground))).is_err()
                        {
                            break;
                        }
                    }
                };
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
            }
            drop(send);
            let mut early = std::collections::BTreeMap::new();
            let mut due = 0;
            for (at, chunk) in receive {
                early.insert(at, chunk);
                while let Some(chunk) = early.remove(&due) {
                    due += 1;
                    if let Err(failure) = chunk.map_err(Failure::from).and_then(&mut take) {
                        stop.store(true, Ordering::Relaxed);
                        return Err(failure);
                    }
                }
            }
            Ok(())
        })
    }

    fn chunk(&self, plan: &Plan<'_>, ground: Option<&[u8]>) -> Result<Chunk, Error> {
        let mut lines = Vec::new();
        let mut pages: Vec<Page> = Vec::new();
        let mut documents = Vec::new();
        for (at, &(ordinal, row)) in plan.rows.iter().enumerate() {
            let (page, found) = self.fit(row, ordinal);
            let mut findings = plan.findings.get(at).cloned().unwrap_or_default();
            findings.extend(found);
            let name = row.value(NAME).unwrap_or_default().to_owned();
            let failed = findings.iter().any(Finding::is_fault);
            if !failed {
                if plan.documents {
                    documents.push(self.setup().word(&page)?);
                }
                pages.push(page);
            }
            let file = plan.singles && !failed;
            lines.push(Line {
                row: ordinal,
                state: if failed { State::Failed } else { State::Printed },
                page: None,
                file: file.then(|| file_name(plan.first + at, plan.all, &name, plan.unicode)),
                honoree: row.honoree,
                name,
                findings,
            });
        }
        if pages.is_empty() {
            return Ok(Chunk { lines, merged: None, singles: Vec::new(), documents });
        }
        // Laid out once: the merged PDF and the single ones are cut from the same pages.
        let sheets = self.setup().lay(&pages)?;
        let merged = plan.merged.then(|| sheets.pdf()).transpose()?;
        let mut singles = Vec::new();
        if plan.singles {
            let printed = lines.iter().filter(|line| line.state == State::Printed);
            for (at, line) in printed.enumerate() {
                let title = format!("{}: {}", self.sheet.name, line.name);
                singles.push(self.bound(&sheets.pdf_of(at)?, ground, title)?);
            }
        }
        Ok(Chunk { lines, merged, singles, documents })
    }

    /// One part as a file of its own.
    pub(super) fn bound(&self, part: &[u8], ground: Option<&[u8]>, title: String) -> Result<Vec<u8>, Error> {
        let mut binder = Binder::new(Vec::new(), About { title, day: self.day }, ground)?;
        binder.add(part)?;
        binder.finish()
    }
}
