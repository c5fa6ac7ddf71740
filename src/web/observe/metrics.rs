//! What is counted. No label says who or which: routes, statuses, formats, kinds alone.

use std::time::{Duration, Instant};

use metrics::{Unit, with_local_recorder};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusRecorder};

use crate::flow::bureau::{Bureau, acts};
use crate::store;

/// Upper ends of the buckets, in seconds: from a page already laid out to the time limit.
const BUCKETS: &[f64] = &[0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0];

/// The counters of one server. They hang on no global, so that two servers in one process
/// (as in tests) count apart; only what the store and the bureau count is the process's.
pub struct Metrics {
    recorder: PrometheusRecorder,
}

impl Metrics {
    /// New counters, all at zero.
    ///
    /// # Errors
    /// Never in practice: the buckets are not empty.
    pub fn new() -> Result<Metrics, BuildError> {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), BUCKETS)?
            .build_recorder();
        with_local_recorder(&recorder, || {
            describe_counter!("vanthu_requests_total", "Requests answered, by route and status.");
            describe_histogram!("vanthu_request_seconds", Unit::Seconds, "Time to the answer, by route.");
            describe_gauge!("vanthu_in_flight", "Typesettings asked for and not yet answered.");
            describe_histogram!("vanthu_typeset_seconds", Unit::Seconds, "Time at work, by format.");
            describe_gauge!("vanthu_pool_working", "Jobs at work in the pool.");
            describe_gauge!("vanthu_pool_workers", "Jobs that may be at work at a time.");
            describe_gauge!("vanthu_queue_waiting", "Jobs that wait for a worker.");
            describe_gauge!("vanthu_queue_limit", "Jobs that may wait for a worker.");
            describe_counter!("vanthu_acts_total", "Acts kept, by their names in the audit log.");
            describe_gauge!("vanthu_sessions", "People who are signed in.");
            describe_gauge!("vanthu_database_up", "1 when the database answers.");
            describe_gauge!("vanthu_database_connections", "Connections, by state.");
            describe_gauge!("vanthu_database_connections_limit", "Connections that there may be.");
            describe_counter!("vanthu_database_waits_total", "How often a connection was asked for.");
            describe_counter!(
                "vanthu_database_wait_microseconds_total",
                "How long connections were waited for, all together."
            );
            describe_counter!("vanthu_database_transactions_begun_total", "Transactions begun.");
            describe_counter!(
                "vanthu_database_transactions_committed_total",
                "Transactions kept; the rest was rolled back or is at work."
            );
            describe_counter!("vanthu_database_errors_total", "Errors of the database, by kind.");
            gauge!("vanthu_in_flight").set(0.0);
        });
        Ok(Metrics { recorder })
    }

    /// Everything in Prometheus' text format. `sessions` is how many are signed in; `None` when
    /// the database does not answer.
    pub fn render(&self, bureau: &Bureau, sessions: Option<i64>) -> String {
        with_local_recorder(&self.recorder, || {
            let depth = bureau.pool.depth();
            set("vanthu_pool_working", depth.working as u64);
            set("vanthu_pool_workers", depth.workers as u64);
            set("vanthu_queue_waiting", depth.waiting as u64);
            set("vanthu_queue_limit", depth.queue as u64);
            set("vanthu_database_up", sessions.is_some().into());
            if let Some(sessions) = sessions.and_then(|sessions| u64::try_from(sessions).ok()) {
                set("vanthu_sessions", sessions);
            }
            for (act, count) in acts::done() {
                counter!("vanthu_acts_total", "act" => act).absolute(count);
            }
            let connections = bureau.store.connections();
            for (state, count) in [("in-use", connections.used), ("idle", connections.idle)] {
                gauge!("vanthu_database_connections", "state" => state).set(float(count));
            }
            set("vanthu_database_connections_limit", connections.most);
            let tally = store::tally();
            counter!("vanthu_database_waits_total").absolute(tally.waits);
            let waited = u64::try_from(tally.waited.as_micros()).unwrap_or(u64::MAX);
            counter!("vanthu_database_wait_microseconds_total").absolute(waited);
            counter!("vanthu_database_transactions_begun_total").absolute(tally.begun);
            counter!("vanthu_database_transactions_committed_total").absolute(tally.committed);
            for (kind, count) in tally.errors {
                counter!("vanthu_database_errors_total", "kind" => kind).absolute(count);
            }
        });
        self.recorder.handle().render()
    }

    /// Folds single measurements into their buckets.
    pub fn tidy(&self) {
        self.recorder.handle().run_upkeep();
    }

    /// Counts an answer.
    pub(super) fn answered(&self, route: String, status: u16, took: Duration) {
        with_local_recorder(&self.recorder, || {
            histogram!("vanthu_request_seconds", "route" => route.clone()).record(took);
            counter!("vanthu_requests_total", "route" => route, "status" => status.to_string()).increment(1);
        });
    }

    /// Counts one typesetting from now until the guard is dropped.
    pub fn typesetting(&self, format: &'static str) -> Typesetting<'_> {
        with_local_recorder(&self.recorder, || gauge!("vanthu_in_flight").increment(1.0));
        Typesetting { metrics: self, format, begun: Instant::now() }
    }
}

/// One typesetting at work; counts itself when it ends, however it ends.
pub struct Typesetting<'a> {
    metrics: &'a Metrics,
    format: &'static str,
    begun: Instant,
}

impl Drop for Typesetting<'_> {
    fn drop(&mut self) {
        with_local_recorder(&self.metrics.recorder, || {
            gauge!("vanthu_in_flight").decrement(1.0);
            histogram!("vanthu_typeset_seconds", "format" => self.format).record(self.begun.elapsed());
        });
    }
}

fn set(name: &'static str, count: u64) {
    gauge!(name).set(float(count));
}

/// As a gauge holds it. Nothing that is counted here comes near 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of connections and jobs are small")]
fn float(count: u64) -> f64 {
    count as f64
}
