//! Loading a standard checks it: every role present, every value inside the range its
//! clause permits, every value cited. All faults are reported at once, each with its line.

use toml::Spanned;

use super::{Measure, Standard};
use crate::model::role::Role;

/// One thing wrong with a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Measure {
    fn faults(&self, what: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let given: Vec<f64> = [self.mm, self.pt, self.times].into_iter().flatten().collect();
        let [value] = given[..] else {
            return vec![format!("{what}: exactly one of mm, pt and times must be given")];
        };
        if let Some([least, most]) = self.allowed
            && !(least..=most).contains(&value)
        {
            faults.push(format!("{what}: {value} is outside its own range {least}–{most}"));
        }
        if self.cite.trim().is_empty() {
            faults.push(format!("{what}: no clause"));
        }
        faults
    }
}

impl Standard {
    /// Reads and checks a standard.
    ///
    /// # Errors
    /// Every fault found, each with the line it stands on: bad TOML, an unknown key, a
    /// role or shape that is missing, a value outside its own range, a value not cited.
    pub fn load(toml: &str) -> Result<Standard, Vec<Fault>> {
        let line = |offset: usize| toml.get(..offset).map_or(1, |before| before.matches('\n').count() + 1);
        let standard: Standard = toml::from_str(toml).map_err(|error| {
            let at = error.span().map_or(1, |span| line(span.start));
            vec![Fault { line: at, message: error.message().to_owned() }]
        })?;
        let mut faults: Vec<Fault> = standard
            .check()
            .into_iter()
            .map(|(offset, message)| Fault { line: offset.map_or(1, line), message })
            .collect();
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() { Ok(standard) } else { Err(faults) }
    }

    fn check(&self) -> Vec<(Option<usize>, String)> {
        let mut faults = Vec::new();
        let mut measure = |what: &str, spanned: &Spanned<Measure>| {
            let at = Some(spanned.span().start);
            faults.extend(spanned.get_ref().faults(what).into_iter().map(|fault| (at, fault)));
        };
        let page = &self.page;
        measure("page.width", &page.width);
        measure("page.height", &page.height);
        measure("page.top", &page.top);
        measure("page.bottom", &page.bottom);
        measure("page.left", &page.left);
        measure("page.right", &page.right);
        measure("page.number-from-edge", &page.number_from_edge);
        for (name, columns) in
            [("letterhead", &self.columns.letterhead), ("signature", &self.columns.signature)]
        {
            measure(&format!("columns.{name}.left"), &columns.left);
            measure(&format!("columns.{name}.right"), &columns.right);
            if let Some(space) = &columns.space {
                measure(&format!("columns.{name}.space"), space);
            }
            if let Some(before) = &columns.before {
                measure(&format!("columns.{name}.before"), before);
            }
        }
        for stamp in &self.stamp {
            measure(&format!("stamp {}", stamp.text), &stamp.width);
            measure(&format!("stamp {}", stamp.text), &stamp.height);
        }
        measure("table.thickness", &self.table.thickness);
        measure("table.padding-x", &self.table.padding_x);
        measure("table.padding-y", &self.table.padding_y);
        measure("copy.rule", &self.copy.rule);
        measure("copy.thickness", &self.copy.thickness);
        for (name, spanned) in &self.shape {
            let (at, shape) = (Some(spanned.span().start), spanned.get_ref());
            let named = [
                ("indent", Some(&shape.indent)),
                ("left", shape.left.as_ref()),
                ("before", Some(&shape.before)),
                ("line", Some(&shape.line)),
            ];
            for (key, value) in named.into_iter().filter_map(|(key, value)| Some((key, value?))) {
                faults.extend(
                    value.faults(&format!("shape.{name}.{key}")).into_iter().map(|fault| (at, fault)),
                );
            }
            faults.extend(uncited(&shape.cite, &format!("shape.{name}")).map(|fault| (at, fault)));
        }
        for (role, spanned) in &self.rule {
            let (at, rule) = (Some(spanned.span().start), spanned.get_ref());
            for (key, value) in [("share", &rule.share), ("thickness", &rule.thickness), ("gap", &rule.gap)] {
                let what = format!("rule.{}.{key}", role.key());
                faults.extend(value.faults(&what).into_iter().map(|fault| (at, fault)));
            }
        }
        for role in Role::ALL {
            let Some(spanned) = self.role.get(role) else {
                faults.push((None, format!("role.{} is missing", role.key())));
                continue;
            };
            let (at, rule) = (Some(spanned.span().start), spanned.get_ref());
            let [least, most] = rule.allowed;
            if !(least..=most).contains(&rule.size) {
                faults.push((
                    at,
                    format!(
                        "role.{}: size {} is outside its own range {least}–{most}",
                        role.key(),
                        rule.size
                    ),
                ));
            }
            if !self.shape.contains_key(&rule.shape) {
                faults.push((at, format!("role.{}: there is no shape {:?}", role.key(), rule.shape)));
            }
            faults.extend(uncited(&rule.cite, &format!("role.{}", role.key())).map(|fault| (at, fault)));
        }
        for (key, spanned) in &self.kind {
            let at = Some(spanned.span().start);
            faults.extend(uncited(&spanned.get_ref().cite, &format!("kind.{key}")).map(|fault| (at, fault)));
        }
        for (what, cite) in [
            ("standard", &self.cite),
            ("font", &self.font.cite),
            ("appendix", &self.appendix.cite),
            ("copy", &self.copy.cite),
        ] {
            faults.extend(uncited(cite, what).map(|fault| (None, fault)));
        }
        faults
    }
}

fn uncited(cite: &str, what: &str) -> Option<String> {
    cite.trim().is_empty().then(|| format!("{what}: no clause"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::ND30_2020;

    fn faults(toml: &str) -> Vec<String> {
        Standard::load(toml).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_decree_as_built_in_is_sound() {
        assert_eq!(faults(ND30_2020), Vec::<String>::new());
    }

    #[test]
    fn a_value_outside_its_own_range_is_named_with_its_line() {
        let bad = ND30_2020.replacen("left = { mm = 30", "left = { mm = 29", 1);
        let line = bad.lines().position(|l| l.starts_with("left = { mm = 29")).map_or(0, |i| i + 1);
        assert_eq!(faults(&bad), [format!("line {line}: page.left: 29 is outside its own range 30–35")]);
    }

    #[test]
    fn all_faults_come_at_once() {
        let bad = ND30_2020.replacen("[role.motto]", "[role.mottoo]", 1).replacen(
            "top = { mm = 20",
            "top = { mm = 50",
            1,
        );
        assert_eq!(faults(&bad).len(), 1, "an unknown role stops the reading: {:?}", faults(&bad));
        let at = ND30_2020.find("[role.motto]").unwrap_or_default();
        let end = ND30_2020[at..].find("\n\n").unwrap_or_default() + at;
        let bad = format!("{}{}", &ND30_2020[..at], &ND30_2020[end..]).replacen(
            "top = { mm = 20",
            "top = { mm = 50",
            1,
        );
        let found = faults(&bad);
        assert!(found.iter().any(|f| f.contains("role.motto is missing")), "{found:?}");
        assert!(found.iter().any(|f| f.contains("page.top: 50 is outside")), "{found:?}");
    }

    #[test]
    fn a_value_without_a_clause_is_a_fault() {
        let bad = ND30_2020.replacen("cite = \"practice\" }", "cite = \"\" }", 1);
        assert_eq!(faults(&bad).len(), 1);
        assert!(faults(&bad)[0].ends_with("no clause"), "{:?}", faults(&bad));
    }
}
