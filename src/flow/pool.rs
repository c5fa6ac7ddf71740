//! A bounded number of typesettings at a time, off the async threads.
//!
//! Typst cannot be interrupted, so a person who has waited too long is told so while the
//! thread works on; it keeps its place among the workers until it ends, and the machine is
//! never asked to do more at once than it can. Each job has a thread of its own: starting
//! one costs microseconds beside the milliseconds of a layout, and gives it the deep stack
//! that a deeply nested document needs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
    time::Duration,
};

use tokio::{
    sync::{Semaphore, oneshot},
    time::timeout,
};

/// Bytes of stack for a job: Typst's layout recurses with the nesting of the document.
const STACK: usize = 16 << 20;

/// Why a job gave no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Every worker is busy and the queue is full.
    #[error("the queue is full")]
    Full,
    /// The job, with its wait in the queue, took longer than allowed.
    #[error("took longer than allowed")]
    TooSlow,
    /// The job panicked: a defect of ours, already on the panic hook's log.
    #[error("the job panicked")]
    Panicked,
}

/// Workers and a queue before them, both bounded.
#[derive(Clone, Debug)]
pub struct Pool {
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    workers: usize,
    places: usize,
    limit: Duration,
}

/// How many jobs there are in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth {
    /// At work.
    pub working: usize,
    /// In the queue.
    pub waiting: usize,
    /// How many may work at a time.
    pub workers: usize,
    /// How many may wait.
    pub queue: usize,
}

impl Pool {
    /// A pool for `workers` jobs at a time and `queue` more that wait; `limit` is the time
    /// for both together.
    pub fn new(workers: usize, queue: usize, limit: Duration) -> Pool {
        Pool {
            working: Arc::new(Semaphore::new(workers)),
            waiting: Arc::new(Semaphore::new(workers + queue)),
            workers,
            places: workers + queue,
            limit,
        }
    }

    /// True when the next job would be refused.
    pub fn is_full(&self) -> bool {
        self.waiting.available_permits() == 0
    }

    /// How many jobs there are.
    pub fn depth(&self) -> Depth {
        let working = self.workers.saturating_sub(self.working.available_permits());
        let all = self.places.saturating_sub(self.waiting.available_permits());
        Depth {
            working,
            waiting: all.saturating_sub(working),
            workers: self.workers,
            queue: self.places - self.workers,
        }
    }

    /// Runs a job on a thread of its own and waits for it, at most the pool's limit.
    ///
    /// # Errors
    /// [`Refusal`], with nothing of the job's result kept.
    pub async fn run<T, F>(&self, job: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| Refusal::Full)?;
        let working = Arc::clone(&self.working);
        let result = async move {
            let worker = working.acquire_owned().await.map_err(|_| Refusal::Full)?;
            let (done, result) = oneshot::channel();
            thread::Builder::new()
                .name("typeset".into())
                .stack_size(STACK)
                .spawn(move || {
                    let outcome = catch_unwind(AssertUnwindSafe(job)).map_err(|_| Refusal::Panicked);
                    // Both places are given back before the answer, so that whoever has the
                    // answer can have the place too.
                    drop((worker, place));
                    let _nobody_waits = done.send(outcome);
                })
                .map_err(|_| Refusal::Full)?;
            result.await.unwrap_or(Err(Refusal::Panicked))
        };
        timeout(self.limit, result).await.unwrap_or(Err(Refusal::TooSlow))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
    }

    #[test]
    fn a_job_that_is_too_slow_keeps_its_place_until_it_ends() {
        block_on(async {
            let pool = Pool::new(1, 0, Duration::from_millis(50));
            let (release, wait) = mpsc::channel::<()>();
            assert_eq!(pool.run(move || wait.recv().is_ok()).await, Err(Refusal::TooSlow));
            assert_eq!(pool.run(|| ()).await, Err(Refusal::Full));
            release.send(()).unwrap();
            while pool.is_full() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            assert_eq!(pool.run(|| 7).await, Ok(7));
        });
    }

    #[test]
    fn a_panic_is_a_refusal_and_gives_its_place_back() {
        block_on(async {
            let pool = Pool::new(1, 0, Duration::from_secs(5));
            let panicking = || assert_eq!(1, 2, "on purpose");
            assert_eq!(pool.run(panicking).await, Err(Refusal::Panicked));
            assert_eq!(pool.run(|| 7).await, Ok(7));
        });
    }

    #[test]
    fn who_stops_waiting_in_the_queue_gives_the_place_back() {
        block_on(async {
            let pool = Pool::new(1, 1, Duration::from_millis(40));
            let (release, wait) = mpsc::channel::<()>();
            assert_eq!(pool.run(move || wait.recv().is_ok()).await, Err(Refusal::TooSlow));
            assert_eq!(pool.run(|| ()).await, Err(Refusal::TooSlow), "waits, then gives up");
            assert!(!pool.is_full(), "only the job that works holds a place");
            release.send(()).unwrap();
        });
    }
}
