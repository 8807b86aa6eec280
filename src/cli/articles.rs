//! The articles that a path names, an article, a folder or a project, read on all cores for a
//! command that looks at each.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

use jiff::civil::Date;

use super::{CliError, output, project};
use crate::corpus::{Kind, file_at, list};
use crate::import::{Contents, Imported, METADATA_FILE, Metadata, open, read_table};
use crate::model::{ArticleId, Codebook, FileReading};
use crate::session::Session;
use crate::suggest::{Names, Reading};

/// An article with what a detector should know around it.
pub(super) struct Article {
    /// Path within its folder; the file's name for one named alone.
    pub(super) path: String,
    /// The normalised text.
    pub(super) text: Arc<str>,
    /// The day of publication.
    pub(super) published: Option<Date>,
    title: String,
    language: String,
}

/// Where articles come from, and by which rules they are read.
pub(super) struct Articles {
    from: From,
    codebook: Arc<Codebook>,
    names: Names,
}

enum From {
    Files(Vec<(String, PathBuf, Arc<Metadata>)>),
    Read(Vec<Article>),
}

impl Articles {
    /// The articles that `path` names.
    pub(super) fn at(path: &Path) -> Result<Self, CliError> {
        if path.is_dir() {
            return Self::in_folder(path);
        }
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("casebook")) {
            return Self::of_project(path);
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let listed = read_table(&path.with_file_name(METADATA_FILE)).ok();
        let listed = listed.and_then(|table| table.get(&name).cloned()).unwrap_or_default();
        let read = articles_of(&name, open(path, &FileReading::default())?, &listed);
        Ok(Self { from: From::Read(read), ..Self::of_files(Vec::new()) })
    }

    fn of_files(files: Vec<(String, PathBuf, Arc<Metadata>)>) -> Self {
        Self {
            from: From::Files(files),
            codebook: Arc::new(Codebook::standard()),
            names: Names::default(),
        }
    }

    fn in_folder(root: &Path) -> Result<Self, CliError> {
        let (entries, problems) = list(root)?;
        for problem in problems {
            output::say(&format!("note: {problem}"));
        }
        let mut files = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry.kind {
                Kind::Readable(_) => {
                    let file = file_at(root, &entry.path);
                    files.push((entry.path.to_string(), file, entry.metadata.unwrap_or_default()));
                }
                Kind::Unreadable(reason) => {
                    output::say(&format!("note: left out: {reason}: {}", entry.path));
                }
            }
        }
        Ok(Self::of_files(files))
    }

    fn of_project(path: &Path) -> Result<Self, CliError> {
        let session = project::look(path)?;
        // A session belongs to one thread, so its texts are fetched here.
        let read = session.rows().iter().map(|row| held(&session, &row.path, &row.id));
        let read = read.filter_map(told).collect();
        let names = Names::of(session.project());
        let codebook = Arc::clone(&session.project().codebook);
        Ok(Self { from: From::Read(read), codebook, names })
    }

    /// What `look` makes of each article, in order; articles that cannot be read are told of and
    /// left out.
    pub(super) fn each<T: Send>(
        &self,
        look: impl Fn(&Article, &Reading<'_>) -> T + Sync,
    ) -> Vec<T> {
        let look = |article: &Article| {
            let reading = Reading {
                text: &article.text,
                published: article.published,
                title: &article.title,
                language: &article.language,
                codebook: &self.codebook,
                names: &self.names,
            };
            look(article, &reading)
        };
        match &self.from {
            From::Files(files) => {
                let looked = on_all_cores(files.len(), &|at| {
                    let (name, file, listed) = files.get(at)?;
                    let read = told(read(name, file, listed))?;
                    Some(read.iter().map(look).collect::<Vec<T>>())
                });
                looked.into_iter().flatten().collect()
            }
            From::Read(articles) => on_all_cores(articles.len(), &|at| articles.get(at).map(look)),
        }
    }
}

impl Article {
    /// The article in a file; what its folder lists of it comes before what it says of itself.
    fn new(path: String, read: Imported, listed: &Metadata) -> Self {
        let metadata = listed.clone().or(read.metadata);
        Self {
            path,
            text: read.text,
            published: metadata.published,
            title: metadata.title.unwrap_or_default(),
            language: metadata.language.unwrap_or_default(),
        }
    }
}

/// The article; else says why it is left out.
fn told<T>(read: Result<T, String>) -> Option<T> {
    read.map_err(|reason| output::say(&format!("note: left out: {reason}"))).ok()
}

fn read(name: &str, file: &Path, listed: &Metadata) -> Result<Vec<Article>, String> {
    let read = open(file, &FileReading::default()).map_err(|error| error.to_string())?;
    Ok(articles_of(name, read, listed))
}

/// The articles of a file, those of one that holds several by the names that they have there.
fn articles_of(name: &str, read: Contents, listed: &Metadata) -> Vec<Article> {
    match read {
        Contents::One(article) => vec![Article::new(name.to_owned(), *article, listed)],
        Contents::Many(many) => {
            let parts = many.parts.into_iter();
            parts
                .map(|part| Article::new(format!("{name}#{}", part.name), part.article, listed))
                .collect()
        }
    }
}

fn held(session: &Session, path: &str, id: &ArticleId) -> Result<Article, String> {
    let text = session.text(id)?;
    let article = session.article(id);
    Ok(Article {
        path: path.to_owned(),
        text,
        published: article.as_ref().and_then(|a| a.published_on()),
        title: article.as_ref().map(|a| a.title.clone()).unwrap_or_default(),
        language: article.as_ref().map(|a| a.language.to_string()).unwrap_or_default(),
    })
}

/// `work` of each number below `count`, on all cores, in order.
fn on_all_cores<T: Send>(count: usize, work: &(dyn Fn(usize) -> Option<T> + Sync)) -> Vec<T> {
    let cores = available_parallelism().map_or(1, usize::from).min(count.max(1));
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.extend(work(at).map(|made| (at, made)));
        }
    };
    let mut done = scope(|threads| {
        let others: Vec<_> = (1..cores).map(|_| threads.spawn(share)).collect();
        let mut done = share();
        for other in others {
            done.extend(other.join().unwrap_or_default());
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}
