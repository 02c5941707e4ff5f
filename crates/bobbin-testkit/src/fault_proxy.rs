//! A loopback proxy with the faults of real networks.
//!
//! It passes bytes between clients and one upstream until a [`Fault`] is set, which then holds for every connection,
//! open or new, until the next one is set. It doesn't look at the bytes. It delays bytes but never loses any: no
//! network loses bytes from the middle of a stream.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

/// A fault of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No fault.
    None,
    /// Closes every connection at once, including open ones.
    Close,
    /// Resets every connection at once, including open ones.
    Reset,
    /// Delays everything.
    Delay(Duration),
    /// Passes nothing this way anymore, without an error.
    Stall(Way),
    /// Closes the connection after this many more bytes this way, even within a message.
    CutAfter(Way, u64),
    /// Sends these bytes to each client, and passes the rest.
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
    /// Starts a proxy to a server, on a free port of loopback.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (fault, faults) = watch::channel(Fault::None);
        let (open_sender, open) = watch::channel(0);
        let task = tokio::spawn(serve(listener, upstream, faults, open_sender)).abort_handle();
        Ok(Self { address, fault, open, task })
    }

    /// The address for clients.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sets the fault.
    pub fn set(&self, fault: Fault) {
        self.fault.send_replace(fault);
    }

    /// Removes the fault.
    pub fn lift(&self) {
        self.set(Fault::None);
    }

    /// The number of open connections, as a channel.
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
