//! The checks of an award round.
