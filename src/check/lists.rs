//! Lists that rules look things up in, as data: `templates/standards/lists/*.toml`.

mod names;
mod units;
mod wording;

use serde::de::DeserializeOwned;

pub use names::{FixedNames, Name};
pub use units::Units;
pub use wording::Wording;

/// The lists that rules look things up in.
#[derive(Clone, Debug)]
pub struct Lists {
    /// Names whose capitals the law fixes.
    pub names: FixedNames,
    /// Administrative units.
    pub units: Units,
    /// Words and abbreviations.
    pub wording: Wording,
}

impl Lists {
    /// The built-in lists.
    ///
    /// # Errors
    /// What is wrong with a file, with its place.
    pub fn built_in() -> Result<Lists, String> {
        Ok(Lists {
            names: read("names", include_str!("../../templates/standards/lists/names.toml"))?,
            units: read("units", include_str!("../../templates/standards/lists/units.toml"))?,
            wording: read("wording", include_str!("../../templates/standards/lists/wording.toml"))?,
        })
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| format!("lists/{name}.toml: {error}"))
}
