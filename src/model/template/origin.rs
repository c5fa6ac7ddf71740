//! Whose a template is.

use crate::model::keys::keys;

keys! {
    /// Whose a template is, for somebody who looks for one: it is looked for in this order.
    Origin:
    /// The office's own.
    Own = "own",
    /// The parent office's, where the office may read them.
    Parent = "parent",
    /// It came with the program.
    BuiltIn = "built-in",
}
