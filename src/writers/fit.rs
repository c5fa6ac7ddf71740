//! What must be measured before it is written.
