//! Names of the parts in a package (Open Packaging Conventions), of Word files and workbooks alike.

/// The name by which a part is looked for: the case of letters and the kind of slash say nothing.
pub(super) fn normal(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// The name of a part as a relation of a part in `folder` writes it. It never leaves the
/// package: there is nothing above its root.
pub(super) fn inside(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_package() {
        assert_eq!(inside("word", "styles.xml"), "word/styles.xml");
        assert_eq!(inside("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(inside("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(inside("word", "../../../etc/passwd"), "etc/passwd");
    }
}
