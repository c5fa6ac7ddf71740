//! Wiring: the server as one value that a test or `main` can build, ask and run.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    num::NonZeroUsize,
    thread::available_parallelism,
    time::Duration,
};

use actix_web::{App, HttpServer, dev::Server, rt::task::JoinHandle, web::Data};

use crate::{
    config::Serve,
    flow::{
        builtin,
        bureau::{Failure, invitations::Invite},
    },
    model::certificate,
    web::{self, Door, Equipment, Limits},
    worker::{Messenger, Worker},
};

/// How long requests at work may take to end once the server is told to stop. Less than
/// 30 s, so that whoever told us to stop does not have to kill us.
const GRACE: Duration = Duration::from_secs(25);

/// How long the head of a request may take to come.
const HEAD: Duration = Duration::from_secs(10);

/// How long a connection is kept open without a request.
const IDLE: Duration = Duration::from_secs(15);

/// How long a connection that is refused may take to close.
const FAREWELL: Duration = Duration::from_secs(5);

/// How often old answers to requests with an Idempotency-Key are forgotten.
const SWEEP: Duration = Duration::from_secs(3600);

/// How often the metrics are tidied, so that they stay small when nobody asks for them.
const TIDY: Duration = Duration::from_secs(5);

/// What the options of `serve` allow; `cores` is the number of the machine's.
pub fn limits(options: &Serve, cores: usize) -> Limits {
    Limits {
        body: options.body_limit,
        word: options.word_limit,
        time: options.time_limit,
        workers: options.workers.map_or(cores.max(2), NonZeroUsize::get),
        queue: options.queue,
        rate: options.rate_limit,
        connections: options.connections.get(),
        behind_proxy: options.behind_proxy,
        batch_workers: options.batch_workers,
    }
}

/// Puts the program's templates on the shelf. A store that cannot take them now, because its
/// disk is full say, still has what it had: the server starts.
async fn stock(door: &Door) {
    let now = (door.equipment.clock)();
    let all = [builtin::TEMPLATES, certificate::BUILT_IN].concat();
    match door.bureau.stock_templates(now, &all).await {
        Ok(stocked) => {
            if !stocked.published.is_empty() {
                tracing::info!(templates = ?stocked.published, "built-in templates published");
            }
            for template in stocked.clashing {
                tracing::error!(template, "this program has another text under a published version");
            }
        }
        Err(error) => tracing::error!(%error, "the built-in templates could not be published"),
    }
}

/// Starts the workers of this process, and with them the messenger of webhooks.
fn staff(door: &Data<Door>) -> Vec<JoinHandle<()>> {
    let (bureau, clock) = (&door.bureau, door.equipment.clock);
    let mut tasks = Vec::new();
    for _ in 0..door.limits.batch_workers {
        let (worker, stop) = (Worker::new(bureau.clone(), clock), door.closing.subscribe());
        tasks.push(actix_web::rt::spawn(async move { worker.run(stop).await }));
    }
    if door.limits.batch_workers > 0 {
        let messenger = Messenger::new(bureau.clone(), clock, door.equipment.access.inside);
        let stop = door.closing.subscribe();
        tasks.push(actix_web::rt::spawn(async move { messenger.run(stop).await }));
    }
    tasks
}

/// A server that listens and does not serve yet.
pub struct Application {
    address: SocketAddr,
    server: Server,
    door: Data<Door>,
}

impl Application {
    /// Listens on `address` (port 0 takes a free one). Must be called inside an actix runtime.
    ///
    /// # Errors
    /// The network's own: address taken, not ours, …
    pub fn build(address: SocketAddr, equipment: Equipment, limits: Limits) -> io::Result<Application> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let door = Data::new(Door::new(equipment, limits)?);
        let served = door.clone();
        let threads = available_parallelism().map_or(1, usize::from);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(served.clone())
                .configure(web::routes)
                .wrap(actix_web::middleware::from_fn(web::idempotency::keep))
                .wrap(actix_web::middleware::Compress::default())
                .wrap(actix_web::middleware::from_fn(web::rate::hold))
                .wrap(actix_web::middleware::from_fn(web::auth::know))
                .wrap(actix_web::middleware::from_fn(web::observe::observe))
                .wrap(tracing_actix_web::TracingLogger::<web::observe::Asked>::new())
        })
        .workers(threads)
        .max_connections(limits.connections.div_ceil(threads))
        .client_request_timeout(HEAD)
        .keep_alive(IDLE)
        .client_disconnect_timeout(FAREWELL)
        .listen(listener)?
        .disable_signals()
        .shutdown_timeout(GRACE.as_secs())
        .run();
        Ok(Application { address, server, door })
    }

    /// A link for the first administrator, where nobody has been entered yet.
    ///
    /// # Errors
    /// The store's.
    pub async fn founding_link(&self) -> Result<Option<Invite>, Failure> {
        self.door.bureau.founding_link((self.door.equipment.clock)()).await
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is ready, then lets requests at work end.
    ///
    /// # Errors
    /// The network's own.
    pub async fn run(self, stop: impl Future<Output = ()>) -> io::Result<()> {
        let Application { server, door, .. } = self;
        stock(&door).await;
        let handle = server.handle();
        let working_door = door.clone();
        let bureau = door.bureau.clone();
        let clock = door.equipment.clock;
        let sweeping = actix_web::rt::spawn(async move {
            loop {
                if let Err(error) = bureau.forget_answers(clock()).await {
                    tracing::warn!(%error, "old answers could not be forgotten");
                }
                actix_web::rt::time::sleep(SWEEP).await;
            }
        });
        let tidying = actix_web::rt::spawn(async move {
            loop {
                actix_web::rt::time::sleep(TIDY).await;
                door.metrics.tidy();
            }
        });
        let working = staff(&working_door);
        let serving = actix_web::rt::spawn(server);
        stop.await;
        // Workers give back what they have, and whoever watches a batch is let go.
        working_door.closing.send_replace(true);
        handle.stop(true).await;
        for task in working {
            let _late = actix_web::rt::time::timeout(FAREWELL, task).await;
        }
        tidying.abort();
        sweeping.abort();
        serving.await.map_err(io::Error::other)?
    }
}
