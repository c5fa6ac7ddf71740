//! What happens to a file whose disk is full, brought about from inside: the page count of its
//! one writing connection is limited.

use super::{Db, Error, Place, Store, Tx};

async fn keep(store: &Store, bytes: &[u8]) -> Result<(), Error> {
    let mut tx: Tx = store.begin().await?;
    tx.keep("application/pdf", bytes).await?;
    tx.commit().await
}

#[tokio::test]
async fn a_full_disk_is_told_reading_goes_on_and_it_passes() {
    let folder = std::env::temp_dir().join(format!("vanthu-full-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let store = Store::open(&Place::File(folder.join("vanthu.sqlite"))).await.unwrap();
    keep(&store, b"small").await.unwrap();
    let Db::Lite { writer, .. } = &store.db else { return };
    // No more than there are.
    sqlx::query("PRAGMA max_page_count = 1").execute(writer).await.unwrap();
    let large = vec![7; 1 << 20];
    let full = keep(&store, &large).await;
    assert!(matches!(full, Err(Error::Full)), "{full:?}");
    assert_eq!(store.read().await.unwrap().files().await.unwrap().len(), 1);
    // The connection is a new one by now, or as good: there is room again.
    sqlx::query("PRAGMA max_page_count = 1000000").execute(writer).await.unwrap();
    keep(&store, &large).await.unwrap();
    assert_eq!(store.read().await.unwrap().files().await.unwrap().len(), 2);
    store.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
}
