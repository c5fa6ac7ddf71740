//! How long a document takes: a six-page plan, new words every time, in a warm process.
//!
//! `cargo bench --bench speed`

#[path = "plan/mod.rs"]
mod plan;

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use vanthu::model::{Document, Standard, standard::ND30_2020};
use vanthu::writers::{docx, fit, fonts::Fonts, pdf};

/// A plan that was never seen before.
fn fresh() -> Document {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    plan::plan(NEXT.fetch_add(1, Ordering::Relaxed))
}

fn speed(criterion: &mut Criterion) {
    let Ok(standard) = Standard::load(ND30_2020) else { return };
    let fonts = Fonts::embedded();
    let limits = pdf::Limits::default();
    let plan = fresh();
    let words: usize = plan.paragraphs().map(|p| p.words().split_whitespace().count()).sum();
    let pages = pdf::lay(&plan, &standard, &fonts, limits).map(|laid| laid.pages());
    println!("a plan of {words} words beside its table, {pages:?} pages");

    let mut group = criterion.benchmark_group("plan");
    group.sample_size(50);
    group.bench_function("pdf", |bench| {
        let write = |plan: Document| black_box(pdf::pdf(&plan, &standard, &fonts).is_ok());
        bench.iter_batched(fresh, write, BatchSize::PerIteration);
    });
    group.bench_function("layout alone", |bench| {
        let lay = |plan: Document| black_box(pdf::lay(&plan, &standard, &fonts, limits).is_ok());
        bench.iter_batched(fresh, lay, BatchSize::PerIteration);
    });
    group.bench_function("docx", |bench| {
        let write = |plan: Document| black_box(docx::write(&plan, &standard, &fonts).is_ok());
        bench.iter_batched(fresh, write, BatchSize::PerIteration);
    });
    group.bench_function("fit", |bench| {
        let measure = |plan: Document| black_box(fit::fit(&plan, &standard, &fonts));
        bench.iter_batched(fresh, measure, BatchSize::PerIteration);
    });
    group.bench_function("png of page one", |bench| {
        let Ok(laid) = pdf::lay(&fresh(), &standard, &fonts, limits) else { return };
        bench.iter(|| black_box(laid.png(1, pdf::PREVIEW_SCALE).is_ok()));
    });
    group.finish();
}

criterion_group!(benches, speed);
criterion_main!(benches);
