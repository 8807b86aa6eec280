//! Where an index's files stand: all are mapped into memory but the packed texts, which are read
//! from the file. Whoever reads all texts of a folder, to compare them or to read ahead, would
//! otherwise leave the whole store resident.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::HasLen as _;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

/// The extension of the files with the packed texts.
const TEXTS: &str = "store";

/// The folder of an index.
#[derive(Clone, Debug)]
pub struct Shelf {
    mapped: MmapDirectory,
    dir: PathBuf,
}

impl Shelf {
    /// The folder, which has to be there.
    pub fn open(dir: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { mapped: MmapDirectory::open(dir)?, dir: dir.to_owned() })
    }
}

impl Directory for Shelf {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        // Elsewhere than on Unix the library's own reader moves a position that all threads share.
        if !cfg!(unix) || path.extension().is_none_or(|extension| extension != TEXTS) {
            return self.mapped.get_file_handle(path);
        }
        let file = FileSlice::open(&self.dir.join(path)).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                OpenReadError::FileDoesNotExist(path.to_owned())
            } else {
                OpenReadError::wrap_io_error(error, path.to_owned())
            }
        })?;
        // An empty file has nothing to be read from.
        if file.is_empty() { self.mapped.get_file_handle(path) } else { Ok(Arc::new(file)) }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}
