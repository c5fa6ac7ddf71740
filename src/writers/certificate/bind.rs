//! Binding: many PDFs of our engine become one, written as it grows.
//!
//! Each part's pages are copied byte for byte; objects that are alike are written once. The
//! ground lies under every page, stored once. What is held in memory is one part and a few bytes
//! an object, whatever the number of pages. The file is PDF/A-2u as its parts are: one output
//! intent, one packet of metadata of its own. A printer is told not to scale it.

use std::collections::HashMap;
use std::io::Write;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::objects::{Entries, File, odd, reference, rewritten, value};
use crate::writers::Error;

/// What a file says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Its title.
    pub title: String,
    /// The day of printing.
    pub day: NaiveDate,
}

/// A file on its way: parts are added, then it is finished.
pub struct Binder<W: Write> {
    out: W,
    about: About,
    written: u64,
    digest: Sha256,
    offsets: Vec<u64>,
    known: HashMap<[u8; 32], u32>,
    ground: Option<Ground>,
    intents: Option<Vec<u8>>,
    nodes: Vec<u32>,
    pages: usize,
}

/// The ground: the form, and the few words that draw it.
#[derive(Clone, Copy)]
struct Ground {
    form: u32,
    call: u32,
}

/// The root of the pages and the catalog are numbered first.
const PAGES: u32 = 1;
const CATALOG: u32 = 2;

impl<W: Write> Binder<W> {
    /// Begins a file, with the ground that lies under every page.
    ///
    /// # Errors
    /// [`Error::Output`] when it cannot be written; [`Error::Engine`] for a defect of ours.
    pub fn new(out: W, about: About, ground: Option<&[u8]>) -> Result<Binder<W>, Error> {
        let mut binder = Binder {
            out,
            about,
            written: 0,
            digest: Sha256::new(),
            offsets: vec![0; 2],
            known: HashMap::new(),
            ground: None,
            intents: None,
            nodes: Vec::new(),
            pages: 0,
        };
        // The second line tells programs that there are bytes which are no text.
        binder.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")?;
        if let Some(ground) = ground {
            binder.lay(ground)?;
        }
        Ok(binder)
    }

    /// Adds the pages of a part.
    ///
    /// # Errors
    /// As [`Binder::new`].
    pub fn add(&mut self, part: &[u8]) -> Result<(), Error> {
        self.take(part, None)
    }

    /// Adds one page of a part, the page at this place (from 0).
    ///
    /// # Errors
    /// [`Error::NoSuchPage`]; as [`Binder::new`].
    pub fn add_page(&mut self, part: &[u8], at: usize) -> Result<(), Error> {
        self.take(part, Some(at))
    }

    fn take(&mut self, part: &[u8], only: Option<usize>) -> Result<(), Error> {
        let file = File::read(part)?;
        let mut copies = HashMap::new();
        self.intend(&file, &mut copies)?;
        let node = self.reserve();
        let mut kids = String::new();
        let mut pages = file.pages()?;
        if let Some(at) = only {
            let page =
                pages.get(at).copied().ok_or(Error::NoSuchPage { asked: at + 1, pages: pages.len() })?;
            pages = vec![page];
        }
        for &page in &pages {
            let id = self.page(&file, &mut copies, page, node)?;
            kids += &format!("{id} 0 R ");
        }
        let body =
            format!("<</Type/Pages/Parent {PAGES} 0 R/Count {}/Kids[{}]>>", pages.len(), kids.trim_end());
        self.put(node, body.as_bytes())?;
        self.nodes.push(node);
        self.pages += pages.len();
        Ok(())
    }

    /// How many pages there are so far.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Ends the file, and gives back where it was written to.
    ///
    /// # Errors
    /// As [`Binder::new`].
    pub fn finish(mut self) -> Result<W, Error> {
        let kids: Vec<String> = self.nodes.iter().map(|node| format!("{node} 0 R")).collect();
        let pages = format!("<</Type/Pages/Count {}/Kids[{}]>>", self.pages, kids.join(" "));
        self.put(PAGES, pages.as_bytes())?;
        let metadata = self.metadata();
        let metadata = self.add_object(metadata.as_bytes())?;
        let mut catalog =
            format!("<</Type/Catalog/Pages {PAGES} 0 R/Metadata {metadata} 0 R/Lang(vi-VN)").into_bytes();
        catalog.extend_from_slice(
            b"/ViewerPreferences<</PrintScaling/None/PickTrayByPDFSize true/DisplayDocTitle true>>",
        );
        if let Some(intents) = self.intents.take() {
            catalog.extend_from_slice(b"/OutputIntents");
            catalog.extend_from_slice(&intents);
        }
        catalog.extend_from_slice(b">>");
        self.put(CATALOG, &catalog)?;
        let info = format!(
            "<</Title<{}>/Creator(vanthu)/CreationDate(D:{}000000+07'00')>>",
            hexadecimal(&self.about.title),
            self.about.day.format("%Y%m%d")
        );
        let info = self.add_object(info.as_bytes())?;
        let table = self.written;
        let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len() + 1);
        for offset in &self.offsets {
            end += &format!("{offset:010} 00000 n \n");
        }
        let digest = self.digest.clone().finalize();
        let id: String = digest.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
        end += &format!(
            "trailer\n<</Size {}/Root {CATALOG} 0 R/Info {info} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{table}\n%%EOF\n",
            self.offsets.len() + 1
        );
        self.write(end.as_bytes())?;
        self.out.flush().map_err(output)?;
        Ok(self.out)
    }

    /// Makes a form of the only page of a PDF.
    fn lay(&mut self, pdf: &[u8]) -> Result<(), Error> {
        let file = File::read(pdf)?;
        let mut copies = HashMap::new();
        self.intend(&file, &mut copies)?;
        let [page] = file.pages()?[..] else { return Err(odd("a ground of one page")) };
        let page = file.dictionary(file.object(page)?)?;
        let contents = value(&page, b"/Contents").and_then(reference).ok_or_else(|| odd("Contents"))?;
        let stream = file.object(contents)?.strip_prefix(b"<<").ok_or_else(|| odd("a stream"))?;
        let mut body = b"<</Type/XObject/Subtype/Form/BBox".to_vec();
        body.extend_from_slice(value(&page, b"/MediaBox").ok_or_else(|| odd("MediaBox"))?);
        for key in [&b"/Resources"[..], b"/Group"] {
            if let Some(given) = value(&page, key) {
                body.extend_from_slice(key);
                body.push(b' ');
                body.extend_from_slice(given);
            }
        }
        body.extend_from_slice(stream);
        let body = self.resolved(&file, &mut copies, &body)?;
        let form = self.add_object(&body)?;
        let draw = "q /Ground Do Q";
        let call = format!("<</Length {}>>\nstream\n{draw}\nendstream", draw.len());
        let call = self.add_object(call.as_bytes())?;
        self.ground = Some(Ground { form, call });
        Ok(())
    }

    /// The output intents of the first part are the file's.
    fn intend(&mut self, file: &File<'_>, copies: &mut HashMap<u32, u32>) -> Result<(), Error> {
        if self.intents.is_some() {
            return Ok(());
        }
        let catalog = file.dictionary(file.object(file.root)?)?;
        if let Some(intents) = value(&catalog, b"/OutputIntents") {
            let intents = self.resolved(file, copies, intents)?;
            self.intents = Some([b" ", &intents[..]].concat());
        }
        Ok(())
    }

    /// Copies a page, with the ground under its words.
    fn page(
        &mut self,
        file: &File<'_>,
        copies: &mut HashMap<u32, u32>,
        page: u32,
        node: u32,
    ) -> Result<u32, Error> {
        let page = file.dictionary(file.object(page)?)?;
        let mut body = format!("<</Parent {node} 0 R").into_bytes();
        for (key, given) in &page {
            let value = match (*key, self.ground) {
                (b"/Parent" | b"/StructParents" | b"/Tabs", _) => continue,
                (b"/Resources", Some(ground)) => {
                    let resources = self.resources(file, copies, given, ground)?;
                    format!("{resources} 0 R").into_bytes()
                }
                (b"/Contents", Some(ground)) => {
                    let words = self.resolved(file, copies, given)?;
                    [format!("[{} 0 R ", ground.call).as_bytes(), &words, b"]"].concat()
                }
                _ => self.resolved(file, copies, given)?,
            };
            body.extend_from_slice(key);
            body.push(b' ');
            body.extend_from_slice(&value);
        }
        body.extend_from_slice(b">>");
        let id = self.reserve();
        self.put(id, &body)?;
        Ok(id)
    }

    fn resources(
        &mut self,
        file: &File<'_>,
        copies: &mut HashMap<u32, u32>,
        given: &[u8],
        ground: Ground,
    ) -> Result<u32, Error> {
        let entries: Entries<'_> = file.dictionary(given)?;
        let form = format!("/Ground {} 0 R", ground.form);
        let mut body = b"<<".to_vec();
        let mut placed = false;
        for (key, given) in entries {
            let mut given = self.resolved(file, copies, given)?;
            if key == b"/XObject" {
                let inner = given.strip_prefix(b"<<").ok_or_else(|| odd("XObject"))?;
                given = [b"<<", form.as_bytes(), b" ", inner].concat();
                placed = true;
            }
            body.extend_from_slice(key);
            body.push(b' ');
            body.extend_from_slice(&given);
        }
        if !placed {
            body.extend_from_slice(format!("/XObject<<{form}>>").as_bytes());
        }
        body.extend_from_slice(b">>");
        self.add_object(&body)
    }

    /// Bytes of a file with every object that they refer to copied into this one.
    fn resolved(
        &mut self,
        file: &File<'_>,
        copies: &mut HashMap<u32, u32>,
        bytes: &[u8],
    ) -> Result<Vec<u8>, Error> {
        rewritten(bytes, |id| {
            if let Some(&copy) = copies.get(&id) {
                return Ok(copy);
            }
            let body = self.resolved(file, copies, file.object(id)?)?;
            let copy = self.add_object(&body)?;
            copies.insert(id, copy);
            Ok(copy)
        })
    }

    /// Writes an object, unless one like it is there already.
    fn add_object(&mut self, body: &[u8]) -> Result<u32, Error> {
        let digest: [u8; 32] = Sha256::digest(body).into();
        if let Some(&id) = self.known.get(&digest) {
            return Ok(id);
        }
        let id = self.reserve();
        self.put(id, body)?;
        self.known.insert(digest, id);
        Ok(id)
    }

    fn reserve(&mut self) -> u32 {
        self.offsets.push(0);
        u32::try_from(self.offsets.len()).unwrap_or(u32::MAX)
    }

    fn put(&mut self, id: u32, body: &[u8]) -> Result<(), Error> {
        let at = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        if let Some(offset) = at.and_then(|at| self.offsets.get_mut(at)) {
            *offset = self.written;
        }
        self.write(format!("{id} 0 obj\n").as_bytes())?;
        self.write(body)?;
        self.write(b"\nendobj\n\n")
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes).map_err(output)?;
        self.digest.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }

    fn metadata(&self) -> String {
        let title = escaped(&self.about.title);
        let date = format!("{}T00:00:00+07:00", self.about.day.format("%Y-%m-%d"));
        let packet = format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
             <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
             <dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>\
             <xmp:CreatorTool>vanthu</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>\
             <pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\
             </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
        );
        format!("<</Type/Metadata/Subtype/XML/Length {}>>\nstream\n{packet}\nendstream", packet.len())
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text as a PDF has it beyond ASCII: UTF-16 with a byte order mark.
fn hexadecimal(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    std::iter::once("FEFF".to_owned()).chain(units).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn output(error: std::io::Error) -> Error {
    Error::Output(error.to_string())
}
