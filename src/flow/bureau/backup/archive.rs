//! The file of a backup.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Error;
use crate::flow::bureau::secret::hex;
use crate::store::Row;

/// The format that this vanthu writes and reads.
pub(super) const FORMAT: u32 = 1;

const MANIFEST: &str = "manifest.json";

/// What the archive's comment says before its digest, which is the file's last 64 bytes.
const COMMENT: &str = "vanthu backup; SHA-256 of every byte before: ";

/// Length of a digest in hexadecimal.
const DIGEST: usize = 64;

/// What a backup was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the archive.
    pub format: u32,
    /// The program that made it.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// `sqlite` or `postgres`; it can be restored into either.
    pub engine: String,
    /// The last migration that was run there.
    pub migration: i64,
    /// The moment: ordinal of the last act in the audit log.
    pub last_act: i64,
    /// Its digest, which stands for every act before it.
    pub last_act_digest: String,
    /// The tables.
    pub parts: Vec<Part>,
}

/// The rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The table.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the lines.
    pub sha256: String,
}

/// A backup that is being written.
pub(super) struct Packer<F: Read + Write + Seek> {
    zip: ZipWriter<F>,
    part: Part,
    sum: Sha256,
}

fn disk(error: ZipError) -> Error {
    Error::Disk(match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    })
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o600)
        .large_file(true)
}

fn path(part: &str) -> String {
    format!("rows/{part}.jsonl")
}

impl<F: Read + Write + Seek> Packer<F> {
    pub(super) fn new(file: F) -> Packer<F> {
        let part = Part { name: String::new(), rows: 0, sha256: String::new() };
        Packer { zip: ZipWriter::new(file), part, sum: Sha256::new() }
    }

    pub(super) fn begin(&mut self, name: &str) -> Result<(), Error> {
        self.part = Part { name: name.to_owned(), rows: 0, sha256: String::new() };
        self.sum = Sha256::new();
        self.zip.start_file(path(name), options()).map_err(disk)
    }

    pub(super) fn row(&mut self, row: &Row) -> Result<(), Error> {
        let mut line = serde_json::to_vec(row).map_err(io::Error::other)?;
        line.push(b'\n');
        self.sum.update(&line);
        self.part.rows += 1;
        Ok(self.zip.write_all(&line)?)
    }

    pub(super) fn end(&mut self) -> Result<Part, Error> {
        let sum = std::mem::take(&mut self.sum);
        Ok(Part { sha256: hex(&sum.finalize()), ..self.part.clone() })
    }

    /// Writes the manifest and the digest of all, which it gives.
    pub(super) fn seal(mut self, manifest: &Manifest) -> Result<String, Error> {
        let text = serde_json::to_string_pretty(manifest).map_err(io::Error::other)?;
        self.zip.start_file(MANIFEST, options()).map_err(disk)?;
        self.zip.write_all(text.as_bytes())?;
        self.zip.set_comment(format!("{COMMENT}{}", "0".repeat(DIGEST))).map_err(disk)?;
        let mut file = self.zip.finish().map_err(disk)?;
        let (digest, at) = digest(&mut file)?;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(digest.as_bytes())?;
        file.flush()?;
        Ok(digest)
    }
}

/// SHA-256 of a file without its last 64 bytes, and where these begin.
fn digest(file: &mut (impl Read + Seek)) -> io::Result<(String, u64)> {
    let length = file.seek(SeekFrom::End(0))?;
    let at = length.saturating_sub(DIGEST as u64);
    file.seek(SeekFrom::Start(0))?;
    let mut sum = Sha256::new();
    let mut reader = BufReader::with_capacity(1 << 16, file).take(at);
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            break;
        }
        sum.update(bytes);
        let count = bytes.len();
        reader.consume(count);
    }
    Ok((hex(&sum.finalize()), at))
}

/// A backup whose bytes are as they were written.
pub(super) struct Packed<F: Read + Seek> {
    zip: ZipArchive<F>,
}

fn damaged(reason: impl ToString) -> Error {
    Error::Damaged(reason.to_string())
}

fn broken(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => Error::Disk(error),
        other => damaged(other),
    }
}

impl<F: Read + Seek> Packed<F> {
    pub(super) fn open(mut file: F) -> Result<Packed<F>, Error> {
        let (digest, at) = digest(&mut file)?;
        let mut said = String::new();
        file.seek(SeekFrom::Start(at))?;
        // What is no text is no digest either.
        let read = file.by_ref().take(DIGEST as u64).read_to_string(&mut said);
        if read.is_err() || said != digest {
            return Err(damaged("its bytes are not what its digest says"));
        }
        Ok(Packed { zip: ZipArchive::new(file).map_err(broken)? })
    }

    pub(super) fn manifest(&mut self) -> Result<Manifest, Error> {
        let file = self.zip.by_name(MANIFEST).map_err(broken)?;
        serde_json::from_reader(BufReader::new(file)).map_err(damaged)
    }

    /// That a part is what the manifest says.
    pub(super) fn verify(&mut self, part: &Part) -> Result<(), Error> {
        let mut rows = self.rows(part)?;
        while rows.line()?.is_some() {}
        rows.end()
    }

    pub(super) fn rows<'a>(&'a mut self, part: &'a Part) -> Result<Rows<'a, F>, Error> {
        let file = BufReader::new(self.zip.by_name(&path(&part.name)).map_err(broken)?);
        Ok(Rows { file, part, count: 0, sum: Sha256::new() })
    }
}

/// The rows of a part, one after another.
pub(super) struct Rows<'a, F: Read + Seek> {
    file: BufReader<ZipFile<'a, F>>,
    part: &'a Part,
    count: u64,
    sum: Sha256,
}

impl<F: Read + Seek> Rows<'_, F> {
    fn line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let mut line = Vec::new();
        self.file.read_until(b'\n', &mut line).map_err(damaged)?;
        if line.is_empty() {
            return Ok(None);
        }
        self.sum.update(&line);
        self.count += 1;
        Ok(Some(line))
    }

    pub(super) fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Error> {
        let line = self.line()?;
        line.map(|line| serde_json::from_slice(&line).map_err(damaged)).transpose()
    }

    /// That all of it was read, and was what the manifest says.
    pub(super) fn end(self) -> Result<(), Error> {
        if self.count == self.part.rows && hex(&self.sum.finalize()) == self.part.sha256 {
            return Ok(());
        }
        Err(damaged(format!("{} is not what the manifest says", self.part.name)))
    }
}
