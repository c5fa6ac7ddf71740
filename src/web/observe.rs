//! What is counted, and what every answer carries.

use std::time::Instant;

use actix_web::{
    Error as ActixError, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::HeaderValue,
    middleware::Next,
};
use metrics::{counter, gauge, histogram, with_local_recorder};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusRecorder};
use tracing_actix_web::RequestId;

use super::headers;

/// Upper ends of the buckets, in seconds: from a page already laid out to the time limit.
const BUCKETS: &[f64] = &[0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0];

/// The counters of one server. They hang on no global, so that two servers in one process
/// (as in tests) count apart.
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
            metrics::describe_counter!("vanthu_requests_total", "Requests answered, by route and status.");
            metrics::describe_gauge!("vanthu_in_flight", "Typesettings asked for and not yet answered.");
            metrics::describe_histogram!("vanthu_typeset_seconds", "Time at work, by format.");
            gauge!("vanthu_in_flight").set(0.0);
        });
        Ok(Metrics { recorder })
    }

    /// Everything in Prometheus' text format.
    pub fn render(&self) -> String {
        self.recorder.handle().render()
    }

    /// Folds single measurements into their buckets.
    pub fn tidy(&self) {
        self.recorder.handle().run_upkeep();
    }

    fn answered(&self, route: String, status: u16) {
        with_local_recorder(&self.recorder, || {
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

/// Counts every answer and gives it the headers that all answers carry.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let begun = Instant::now();
    let mut response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "other".into());
    let id = response.request().extensions().get::<RequestId>().map(ToString::to_string);
    let status = response.status().as_u16();
    // The request's number stands in the span around this line; no words of a text do.
    tracing::info!(route, status, ms = begun.elapsed().as_millis(), "answered");
    if let Some(door) = response.request().app_data::<actix_web::web::Data<super::Door>>() {
        door.metrics.answered(route, status);
    }
    headers::secure(response.headers_mut());
    if let Some(id) = id.and_then(|id| HeaderValue::try_from(id).ok()) {
        response.headers_mut().insert(headers::REQUEST_ID, id);
    }
    Ok(response)
}
