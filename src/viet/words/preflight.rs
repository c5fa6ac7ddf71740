//! What stands on the page of a look before printing.

/// What comes before the rows.
pub fn head(design: &str, rows: usize, failed: usize, noted: usize) -> String {
    let design = design.replace('&', "&amp;").replace('<', "&lt;");
    let told = super::certificates::summary(rows, failed, noted);
    format!(
        "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Kiểm tra trước khi in: {design}</title>\n\
         <style>body{{font:16px/1.5 serif;margin:2rem;color:#111;background:#fff}}section{{border-top:1px solid #999;margin:1rem 0;break-inside:avoid}}\
         img{{max-width:100%;border:1px solid #999}}.failed{{color:#a50e23}}</style></head>\n\
         <body><main><h1>Kiểm tra trước khi in: {design}</h1>\n<p>{told}</p>\n"
    )
}

/// What stands above the findings of a row.
pub fn row(row: usize, name: &str, failed: bool) -> String {
    let (class, said) = if failed {
        (" class=\"failed\"", "không in được")
    } else {
        ("", "in được, cần xem lại")
    };
    format!("<section><h2{class}>Dòng {row}: {name} ({said})</h2>\n<ul>\n")
}
