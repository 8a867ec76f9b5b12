//! Where results go: standard output, or a file that appears whole or not at all.
//!
//! A file is written without a name where the system knows such files, else under another name beside its place;
//! it is synced, and gets its name at the end. Where an interrupt ends the run before that, what was written is
//! taken away. What is no regular file (a device, a named pipe) is written to as it is.

use crate::cli::exit::Failure;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};
use tempfile::NamedTempFile;

/// An output that is being written.
pub struct Destination {
    name: String,
    kind: Kind,
}

enum Kind {
    Stream(BufWriter<Box<dyn Write + Send>>),
    /// A file that has no name yet: the system takes it away, however the run ends.
    #[cfg(target_os = "linux")]
    Nameless {
        file: BufWriter<File>,
        target: PathBuf,
    },
    Whole {
        file: BufWriter<NamedTempFile>,
        target: PathBuf,
    },
}

/// Refuses outputs that would take each other's place, or an input's.
///
/// # Errors
/// Which file was named twice.
pub fn distinct(inputs: &[OsString], outputs: &[Option<&Path>]) -> Result<(), Failure> {
    let place = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = |path: &PathBuf| !fs::metadata(path).is_ok_and(|known| !known.is_file());
    let read: Vec<PathBuf> = inputs.iter().map(|name| place(Path::new(name))).collect();
    let mut written: Vec<PathBuf> = Vec::new();
    for path in outputs.iter().flatten() {
        let target = place(path);
        let name = path.display();
        if written.contains(&target) && file(&target) {
            let what = format!("`{name}` is to hold two outputs");
            return Err(Failure::new(what, "name a file of its own for each"));
        }
        if path.as_os_str() != "-" && read.contains(&target) && file(&target) {
            let what = format!("`{name}` is read and would be written over");
            return Err(Failure::new(what, "name another file for what comes out"));
        }
        written.push(target);
    }
    Ok(())
}

/// Files that an interrupt has to take away.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static HANDLER: Once = Once::new();

/// What shells say of a program that an interrupt ended.
const INTERRUPTED: i32 = 130;
/// The lines of most batches are more, and are written as they are.
const BUFFER: usize = 16 * 1024;

impl Destination {
    /// Standard output.
    pub fn stdout() -> Self {
        let kind = Kind::Stream(BufWriter::with_capacity(BUFFER, Box::new(io::stdout())));
        Self { name: "standard output".to_owned(), kind }
    }

    /// A file; `-` stands for standard output.
    ///
    /// # Errors
    /// When it cannot be made there.
    pub fn file(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Self::stdout());
        }
        let name = path.display().to_string();
        let kind = open(path).map_err(|error| {
            Failure::new(
                format!("cannot write `{name}`: {error}"),
                "name a file in a folder that can be written to",
            )
        })?;
        Ok(Self { name, kind })
    }

    /// Puts everything where it stays; no file appears yet.
    fn settle(&mut self) -> Result<(), Failure> {
        let done = match &mut self.kind {
            Kind::Stream(stream) => stream.flush(),
            #[cfg(target_os = "linux")]
            Kind::Nameless { file, .. } => file.flush().and_then(|()| file.get_ref().sync_all()),
            Kind::Whole { file, .. } => file.flush().and_then(|()| file.get_ref().as_file().sync_all()),
        };
        done.map_err(|error| self.failure(error))
    }

    /// Makes the file appear.
    fn appear(self) -> Result<(), Failure> {
        let Self { name, kind } = self;
        let done = match kind {
            Kind::Stream(_) => Ok(()),
            #[cfg(target_os = "linux")]
            Kind::Nameless { file, target } => get_name(file.get_ref(), &target),
            Kind::Whole { file, target } => take_place(file, &target),
        };
        done.map_err(|error| cannot_write(&name, &error))
    }

    fn failure(&self, error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Output(error),
            _ => cannot_write(&self.name, &error),
        }
    }
}

fn cannot_write(name: &str, error: &io::Error) -> Failure {
    let what = format!("cannot write `{name}`: {error}");
    Failure::new(what, "nothing was left there; make room and run again")
}

/// Makes files appear, once all of them are whole.
///
/// # Errors
/// When not everything could be written; then none appears.
pub fn finish(outputs: impl IntoIterator<Item = Destination>) -> Result<(), Failure> {
    let mut outputs: Vec<Destination> = outputs.into_iter().collect();
    outputs.iter_mut().try_for_each(Destination::settle)?;
    outputs.into_iter().try_for_each(Destination::appear)
}

impl Destination {
    /// The error with the name of the output, which may be one of three.
    fn named(&self, error: io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.name))
    }
}

impl Kind {
    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Kind::Stream(stream) => stream,
            #[cfg(target_os = "linux")]
            Kind::Nameless { file, .. } => file,
            Kind::Whole { file, .. } => file,
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.kind.writer().write(bytes);
        written.map_err(|error| self.named(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.kind.writer().flush();
        flushed.map_err(|error| self.named(error))
    }
}

fn open(path: &Path) -> io::Result<Kind> {
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Follow links, so that what is replaced is the file and not the link to it.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
        let stream: Box<dyn Write + Send> = Box::new(File::options().write(true).open(&target)?);
        return Ok(Kind::Stream(BufWriter::with_capacity(BUFFER, stream)));
    }
    HANDLER.call_once(|| {
        // Where no handler can be set an interrupt leaves the unfinished file, under its own name.
        _ = ctrlc::set_handler(take_away);
    });
    let folder = folder(&target);
    #[cfg(target_os = "linux")]
    if let Some(file) = nameless(folder)? {
        return Ok(Kind::Nameless { file: BufWriter::with_capacity(BUFFER, file), target });
    }
    let mut builder = beside();
    #[cfg(unix)]
    let readable = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(readable);
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    // The name beside the file says nothing to who asked for the file.
    let file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    unfinished.push(file.path().to_owned());
    Ok(Kind::Whole { file: BufWriter::with_capacity(BUFFER, file), target })
}

/// How an unfinished file beside its place is called.
fn beside() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".casebook-").suffix(".tmp");
    builder
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file in this folder that has no name; none where the file system has no such files, or where they could not
/// be given a name later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{Mode, OFlags};
    use rustix::io::Errno;
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    match rustix::fs::open(folder, flags, Mode::from_raw_mode(0o666)) {
        Ok(file) => {
            let file = File::from(file);
            Ok(place(&file).exists().then_some(file))
        }
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOSYS) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Where the system shows an open file.
#[cfg(target_os = "linux")]
fn place(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd;
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// Gives a file without a name the name beside its place first, since a name that is taken cannot be given at once.
#[cfg(target_os = "linux")]
fn get_name(file: &File, target: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD};
    // Where an interrupt holds the list the file is not to appear.
    let _unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let link = |path: &Path| {
        rustix::fs::linkat(CWD, place(file), CWD, path, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
    };
    let named = beside().make_in(folder(target), link)?;
    named.persist(target).map_err(|error| error.error)?;
    sync(target);
    Ok(())
}

/// A rename itself is safe only once the folder is; folders that cannot be synced are none of ours.
fn sync(target: &Path) {
    if let Ok(folder) = File::open(folder(target)) {
        _ = folder.sync_all();
    }
}

fn take_place(file: BufWriter<NamedTempFile>, target: &Path) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    let path = file.path().to_owned();
    // Where an interrupt holds the list the file is not to appear.
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    file.persist(target).map_err(|error| error.error)?;
    unfinished.retain(|other| *other != path);
    sync(target);
    Ok(())
}

#[expect(clippy::exit, reason = "an interrupt ends the run from its own thread")]
fn take_away() {
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in unfinished.iter() {
        _ = fs::remove_file(path);
    }
    std::process::exit(INTERRUPTED);
}
