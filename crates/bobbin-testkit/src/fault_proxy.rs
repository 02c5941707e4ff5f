//! A loopback proxy that behaves as badly as networks do.
//!
//! It passes bytes between clients and one upstream until a [`Fault`] is set; the fault then holds for every
//! connection, open or new, until another one is set. It knows nothing of what it carries. Held-back bytes are
//! never lost, only late: a stream that lost some would be a fault no network has.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

/// How the proxy misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not at all.
    None,
    /// Connections are closed at once, the open ones too.
    Close,
    /// Connections are reset at once, the open ones too.
    Reset,
    /// Everything arrives so much later.
    Delay(Duration),
    /// Nothing gets through this way any more, and nobody is told.
    Stall(Way),
    /// After so many more bytes this way, in the middle of whatever it is, the connection is closed.
    CutAfter(Way, u64),
    /// These bytes reach each client, out of nowhere; the rest still passes.
    Garbage(Vec<u8>),
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the clients to the server.
    ToServer,
    /// From the server to the clients.
    ToClient,
    /// Both.
    Both,
}

impl Way {
    fn covers(self, one: Self) -> bool {
        self == Self::Both || self == one
    }
}

/// A running proxy; dropping it closes everything.
#[derive(Debug)]
pub struct FaultProxy {
    address: SocketAddr,
    fault: watch::Sender<Fault>,
    open: watch::Receiver<usize>,
    task: AbortHandle,
}

impl FaultProxy {
    /// Starts a proxy to this server, on a free port of the loopback interface.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (fault, faults) = watch::channel(Fault::None);
        let (open_sender, open) = watch::channel(0);
        let task = tokio::spawn(serve(listener, upstream, faults, open_sender)).abort_handle();
        Ok(Self { address, fault, open, task })
    }

    /// Where clients connect.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Misbehaves like this from now on.
    pub fn set(&self, fault: Fault) {
        self.fault.send_replace(fault);
    }

    /// Behaves well from now on.
    pub fn lift(&self) {
        self.set(Fault::None);
    }

    /// How many connections are open, and every change of that.
    pub fn open(&self) -> watch::Receiver<usize> {
        self.open.clone()
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    upstream: SocketAddr,
    faults: watch::Receiver<Fault>,
    open: watch::Sender<usize>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((client, _)) = accepted {
                    connections.spawn(carry(client, upstream, faults.clone()));
                }
            }
            Some(_ended) = connections.join_next() => {}
        }
        open.send_replace(connections.len());
    }
}

async fn carry(mut client: TcpStream, upstream: SocketAddr, faults: watch::Receiver<Fault>) {
    if !matches!(*faults.borrow(), Fault::Close | Fault::Reset)
        && let Ok(mut server) = TcpStream::connect(upstream).await
        && client.set_nodelay(true).is_ok()
        && server.set_nodelay(true).is_ok()
    {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = server.split();
        tokio::select! {
            () = pump(Way::ToServer, from_client, to_server, faults.clone()) => {}
            () = pump(Way::ToClient, from_server, to_client, faults.clone()) => {}
        }
    }
    if *faults.borrow() == Fault::Reset {
        // Without lingering, closing a socket resets its connection.
        let _closed_anyway = client.set_zero_linger();
    }
}

/// Carries bytes one way until the connection has to end.
async fn pump(way: Way, mut from: ReadHalf<'_>, mut to: WriteHalf<'_>, mut faults: watch::Receiver<Fault>) {
    let mut buffer = vec![0; 1 << 16];
    let mut fault = faults.borrow_and_update().clone();
    let mut fresh = true;
    loop {
        let mut allowance = None;
        match &fault {
            Fault::Close | Fault::Reset => return,
            Fault::Garbage(bytes) if fresh && way == Way::ToClient && to.write_all(bytes).await.is_err() => return,
            Fault::CutAfter(cut, bytes) if cut.covers(way) => allowance = Some(*bytes),
            _ => {}
        }
        fresh = false;
        let stalled = matches!(fault, Fault::Stall(stalled) if stalled.covers(way));
        tokio::select! {
            changed = faults.changed() => {
                if changed.is_err() {
                    return;
                }
                fault = faults.borrow_and_update().clone();
                fresh = true;
            }
            read = from.read(&mut buffer), if !stalled => {
                let Ok(mut length @ 1..) = read else { return };
                if let Fault::Delay(delay) = fault {
                    sleep(delay).await;
                }
                let mut cut = false;
                if let Some(left) = allowance {
                    let left = usize::try_from(left).unwrap_or(usize::MAX);
                    cut = left <= length;
                    length = length.min(left);
                    fault = Fault::CutAfter(way, (left - length) as u64);
                }
                if to.write_all(&buffer[..length]).await.is_err() || cut {
                    return;
                }
            }
        }
    }
}
