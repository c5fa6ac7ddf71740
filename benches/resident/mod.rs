//! What memory a process has had.

/// The most resident memory so far, in MiB; 0 where the system does not say.
#[expect(clippy::disallowed_methods, reason = "a bench may look at its own process")]
pub(crate) fn most_resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}
