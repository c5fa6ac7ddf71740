//! One binary of tests. `tidy` holds the architecture, `standard` the rules as data,
//! `cases` sends every case through every writer, `laws` and `laws_numbers` are properties,
//! `templates` holds the built-in templates, their faults, their data and hostile words,
//! `certificates` holds their designs and prints them,
//! `chain` makes the documents of award rounds and reads them back,
//! `pictures` draws those that tests need,
//! `check` holds every rule of the checker with its right and wrong cases, `diff` compares documents,
//! `docx` reads Word files, `store` keeps and `bureau` does on both databases, `kept` holds that
//! nothing kept is lost (doctor, backup, full disks, first starts), `api` drives the real server,
//! `commands` the real binary, `rounds` holds award rounds against their plans, `seeds` runs over the five real
//! plans where they are, `sheets` reads lists of honorees.

#[cfg(test)]
mod api;
#[cfg(test)]
mod bureau;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod certificates;
#[cfg(test)]
mod chain;
#[cfg(test)]
mod check;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod docx;
#[cfg(test)]
mod garbage;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_numbers;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod store;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod words;
