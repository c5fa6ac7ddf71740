//! What a process has used.

/// CPU time of all threads in milliseconds, to the nanosecond; 0 where the system does not say.
#[expect(clippy::disallowed_methods, reason = "a bench may look at its own process")]
pub(crate) fn cpu() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = threads.filter_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<f64>() / 1e6
}
