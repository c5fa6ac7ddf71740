//! The files of a batch, cut from its pages when somebody asks for them, written as they go: a
//! part or two in memory, however many pages there are. The same bytes each time, whoever laid
//! the pages out, in whichever order.

use std::io::{self, Write};
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Studio, setup, state};
use crate::flow::Refusal;
use crate::flow::bureau::{Bureau, Failure, office_of};
use crate::flow::certificates::cut;
use crate::flow::certificates::manifest::{file_name, word_name};
use crate::model::actor::{Actor, Scope};
use crate::model::batch::{BatchSetup, RowState};
use crate::model::certificate::Row;
use crate::store::{Batch, BatchRow, BatchSearch, Part};
use crate::writers::certificate::{About, Binder};

mod manifest;

use manifest::{Manifest, Printed};

/// A file of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchFile {
    /// All sheets in one PDF.
    Merged,
    /// One PDF each, in a ZIP.
    Archive,
    /// What became of every row, as CSV.
    Csv,
    /// The same as JSON.
    Json,
}

impl BatchFile {
    /// The end of its name.
    pub fn extension(self) -> &'static str {
        match self {
            BatchFile::Merged => "pdf",
            BatchFile::Archive => "zip",
            BatchFile::Csv => "csv",
            BatchFile::Json => "json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            BatchFile::Merged => "application/pdf",
            BatchFile::Archive => "application/zip",
            BatchFile::Csv => "text/csv; charset=utf-8",
            BatchFile::Json => "application/json",
        }
    }
}

/// A file on its way.
pub struct Sending {
    /// Its title.
    pub title: String,
    /// Its bytes, piece by piece; an error where it cannot be whole.
    pub pieces: Receiver<io::Result<Vec<u8>>>,
}

/// Bytes of a piece.
const PIECE: usize = 64 << 10;

/// Pieces that may wait to be sent.
const WAITING: usize = 8;

/// Rows of a manifest that are read at a time.
const ROWS: i64 = 500;

/// Stack of the thread that writes.
const STACK: usize = 16 << 20;

/// Some rows in order, and their pages.
struct Piece {
    rows: Vec<BatchRow>,
    part: Option<Part>,
}

impl Bureau {
    /// A file of a batch that has ended.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `batch-unfinished`,
    /// `batch-no-page`; [`Failure::Pool`] where too many are being sent.
    pub async fn batch_file(&self, actor: &Actor, id: &str, file: BatchFile) -> Result<Sending, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        let batch = reader.batch(office, id).await?;
        let paged = matches!(file, BatchFile::Merged | BatchFile::Archive);
        if paged && state(&batch).is_open() {
            return Err(Failure::Conflict("batch-unfinished", String::new()));
        }
        if paged && batch.done == 0 {
            return Err(Failure::Conflict("batch-no-page", String::new()));
        }
        let ground = match &batch.ground {
            Some(ground) => Some(reader.file(ground).await?.content),
            None => None,
        };
        drop(reader);
        let place = self.downloads.clone().try_acquire_owned().map_err(|_| Failure::Pool(Refusal::Full))?;
        let setup = setup(&batch)?;
        let wordy = setup.word_files && file == BatchFile::Archive;
        let studio = if wordy { Some(self.studio(&batch).await?) } else { None };
        let (pieces, received) = channel(WAITING);
        let (fed, feed) = channel::<Result<Piece, String>>(1);
        let title = batch.name.clone();
        let (bureau, kept) = (self.clone(), batch.clone());
        tokio::spawn(async move {
            let fed_to = fed.clone();
            if let Err(failure) = bureau.feed(&kept, paged, fed).await {
                let _gone = fed_to.send(Err(failure.to_string())).await;
            }
        });
        let task = Writing { batch, setup, ground, studio, file };
        thread::Builder::new()
            .name("binding".into())
            .stack_size(STACK)
            .spawn(move || {
                let told = pieces.clone();
                if let Err(error) = task.write(feed, Pieces { buffer: Vec::new(), out: pieces }) {
                    tracing::warn!(%error, "a file of a batch was not sent to its end");
                    let _gone = told.blocking_send(Err(error));
                }
                drop(place);
            })
            .map_err(|_| Failure::Pool(Refusal::Full))?;
        Ok(Sending { title, pieces: received })
    }

    /// Hands the rows of a batch on in order, with their pages where they are wanted.
    async fn feed(
        &self,
        batch: &Batch,
        paged: bool,
        to: Sender<Result<Piece, String>>,
    ) -> Result<(), Failure> {
        let mut after = 0;
        if !paged {
            loop {
                let which = BatchSearch { after, limit: ROWS, ..BatchSearch::default() };
                let rows = self.store.read().await?.batch_rows(&batch.id, &which).await?;
                let Some(last) = rows.last() else { return Ok(()) };
                after = last.ordinal;
                if to.send(Ok(Piece { rows, part: None })).await.is_err() {
                    return Ok(());
                }
            }
        }
        loop {
            let mut reader = self.store.read().await?;
            let Some(part) = reader.next_part(&batch.id, after).await? else { return Ok(()) };
            after = part.ordinal;
            let rows = reader.printed_rows(&batch.id, part.ordinal).await?;
            drop(reader);
            if to.send(Ok(Piece { rows, part: Some(part) })).await.is_err() {
                return Ok(());
            }
        }
    }
}

/// A file that is being written.
struct Writing {
    batch: Batch,
    setup: BatchSetup,
    ground: Option<Vec<u8>>,
    /// What writes Word files, where the archive has some.
    studio: Option<Studio>,
    file: BatchFile,
}

impl Writing {
    fn write(&self, feed: Receiver<Result<Piece, String>>, mut out: Pieces) -> io::Result<()> {
        match self.file {
            BatchFile::Merged => self.merged(feed, &mut out)?,
            BatchFile::Archive => self.archive(feed, &mut out)?,
            BatchFile::Csv => self.manifest(feed, Manifest::Csv(&mut out))?,
            BatchFile::Json => self.manifest(feed, Manifest::Json(&mut out))?,
        }
        out.end()
    }

    fn about(&self, title: String) -> About {
        About { title, day: self.setup.day }
    }

    fn merged(&self, mut feed: Receiver<Result<Piece, String>>, out: &mut Pieces) -> io::Result<()> {
        let title = self.about(self.batch.name.clone());
        let mut binder = Binder::new(out, title, self.ground.as_deref()).map_err(io::Error::other)?;
        while let Some(piece) = feed.blocking_recv() {
            let piece = piece.map_err(io::Error::other)?;
            if let Some(part) = sound(&piece)? {
                binder.add(&part.content).map_err(io::Error::other)?;
            }
        }
        binder.finish().map_err(io::Error::other)?;
        Ok(())
    }

    fn archive(&self, mut feed: Receiver<Result<Piece, String>>, out: &mut Pieces) -> io::Result<()> {
        let mut archive = ZipWriter::new_stream(out);
        // A PDF is deflated inside.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default());
        while let Some(piece) = feed.blocking_recv() {
            let piece = piece.map_err(io::Error::other)?;
            let Some(part) = sound(&piece)? else { continue };
            for (at, row) in piece.rows.iter().enumerate() {
                let title = self.about(format!("{}: {}", self.setup.sheet.name, row.name));
                let single = cut(&part.content, at, self.ground.as_deref(), title);
                let name = self.file_of(row);
                archive.start_file(name.as_str(), options).map_err(io::Error::other)?;
                archive.write_all(&single.map_err(io::Error::other)?)?;
                if let Some(studio) = &self.studio {
                    let values = values_of(row)?;
                    archive.start_file(word_name(&name), options).map_err(io::Error::other)?;
                    archive.write_all(&studio.word(&values).map_err(io::Error::other)?)?;
                }
            }
        }
        archive.finish().map_err(io::Error::other)?;
        Ok(())
    }

    fn manifest(&self, mut feed: Receiver<Result<Piece, String>>, mut to: Manifest<'_>) -> io::Result<()> {
        to.open()?;
        let mut page = 0;
        while let Some(piece) = feed.blocking_recv() {
            for row in piece.map_err(io::Error::other)?.rows {
                let printed = (row.state == RowState::Done.key()).then(|| {
                    page += 1;
                    Printed { page, file: self.file_of(&row) }
                });
                to.line(&row, printed.as_ref())?;
            }
        }
        to.close()
    }

    fn file_of(&self, row: &BatchRow) -> String {
        let number = |figure: i64| usize::try_from(figure).unwrap_or_default();
        file_name(number(row.ordinal), number(self.batch.total), &row.name, self.setup.unicode_names)
    }
}

/// The values of a row that was printed.
fn values_of(row: &BatchRow) -> io::Result<Row> {
    serde_json::from_value(row.data.clone()).map_err(io::Error::other)
}

/// The pages of some rows, which must be as many as the rows.
fn sound(piece: &Piece) -> io::Result<Option<&Part>> {
    match &piece.part {
        Some(part) if usize::try_from(part.pages) != Ok(piece.rows.len()) => {
            Err(io::Error::other("a part of a batch has not as many pages as rows"))
        }
        part => Ok(part.as_ref()),
    }
}

/// Gathers what is written into pieces.
struct Pieces {
    buffer: Vec<u8>,
    out: Sender<io::Result<Vec<u8>>>,
}

impl Pieces {
    fn send(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let piece = std::mem::take(&mut self.buffer);
        self.out.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn end(mut self) -> io::Result<()> {
        self.send()
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
