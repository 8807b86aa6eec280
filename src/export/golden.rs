//! Comparison with files of `tests/golden`; `UPDATE_GOLDEN=1` rewrites them.

pub(crate) fn check(name: &str, found: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let found = found.replace("\r\n", "\n");
    assert!(found == expected, "{name} differs: run with UPDATE_GOLDEN=1 and review the diff");
}
