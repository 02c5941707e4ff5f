//! One port on both loopback addresses.
//!
//! A browser resolves `<label>.localhost` to `::1` and `127.0.0.1`, and takes the first to answer. A program on the
//! address that Bobbin left free would get the host name of every stage, and could show a page of its own inside
//! Bobbin's window. So both addresses are bound before a stage has an address, and neither is released while Bobbin
//! runs: a frame that outlives its proxy finds no other program at its port.

use bobbin_words::proxy as words;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// The number of ports to try. A program that holds one address of that many ports in a row does so on purpose.
const TRIES: usize = 64;

/// A port that is bound on both loopback addresses for as long as this value lives.
#[derive(Debug)]
pub struct LoopbackPort {
    port: u16,
    listeners: Vec<TcpListener>,
}

impl LoopbackPort {
    /// Binds a port that the system chooses. A computer without IPv6 has one address only.
    ///
    /// # Errors
    ///
    /// No port is free on both addresses. One address alone is never accepted where there are two.
    pub fn bind() -> io::Result<Self> {
        Self::bind_with(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), bind_v6)
    }

    fn bind_with(
        mut bind_v4: impl FnMut() -> io::Result<TcpListener>,
        bind_v6: impl Fn(u16) -> io::Result<TcpListener>,
    ) -> io::Result<Self> {
        // Keeps the ports until a pair is found, so that the system offers another one each time.
        let mut half_free = Vec::new();
        for _ in 0..TRIES {
            let v4 = bind_v4()?;
            let port = v4.local_addr()?.port();
            match bind_v6(port) {
                Ok(v6) => return Self::new(port, vec![v4, v6]),
                Err(error) if has_no_ipv6(&error) => return Self::new(port, vec![v4]),
                // Windows reports the second kind when another program has exclusive use of the port.
                Err(error) if matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) => {
                    half_free.push(v4);
                }
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(io::ErrorKind::AddrInUse, words::no_free_port()))
    }

    fn new(port: u16, listeners: Vec<TcpListener>) -> io::Result<Self> {
        for listener in &listeners {
            listener.set_nonblocking(true)?;
        }
        Ok(Self { port, listeners })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The addresses that it is bound on.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect()
    }

    /// Listeners for a runtime. The port stays bound when they are dropped.
    pub(crate) fn listeners(&self) -> io::Result<Vec<tokio::net::TcpListener>> {
        self.listeners.iter().map(|listener| tokio::net::TcpListener::from_std(listener.try_clone()?)).collect()
    }
}

fn bind_v6(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), port))
}

/// Whether an error means that this computer has no IPv6: no such address, or no such address family.
fn has_no_ipv6(error: &io::Error) -> bool {
    /// `EAFNOSUPPORT`, which the standard library has no kind for.
    const NO_SUCH_FAMILY: i32 = if cfg!(windows) {
        10047
    } else if cfg!(target_os = "macos") {
        47
    } else {
        97
    };
    matches!(error.kind(), io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported)
        || error.raw_os_error() == Some(NO_SUCH_FAMILY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_addresses_are_bound_and_stay_bound() {
        let bound = LoopbackPort::bind().expect("a port");
        let ips: Vec<IpAddr> = bound.addresses().iter().map(SocketAddr::ip).collect();
        assert_eq!(ips, [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)], "the tests need IPv6");
        for address in bound.addresses() {
            assert_eq!(address.port(), bound.port());
            let taken = TcpListener::bind(address).expect_err("it is taken");
            assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
        }
    }

    #[test]
    fn another_port_is_taken_if_one_of_the_addresses_is_in_use() {
        let squatter = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).expect("a port");
        let squatted = squatter.local_addr().expect("an address").port();
        let mut first = Some(TcpListener::bind((Ipv4Addr::LOCALHOST, squatted)).expect("the other address is free"));
        let next = || first.take().map_or_else(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), Ok);
        let bound = LoopbackPort::bind_with(next, bind_v6).expect("another port");
        assert_ne!(bound.port(), squatted);
        assert_eq!(bound.addresses().len(), 2);
    }

    #[test]
    fn one_address_is_not_enough_where_there_are_two() {
        let taken = |_| Err(io::Error::from(io::ErrorKind::AddrInUse));
        let v4 = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let failed = LoopbackPort::bind_with(v4, taken).expect_err("nothing is bound");
        assert_eq!(failed.kind(), io::ErrorKind::AddrInUse);
        let no_handles = |_| Err(io::Error::from_raw_os_error(24));
        assert!(LoopbackPort::bind_with(v4, no_handles).is_err(), "an error is no missing IPv6");
    }

    #[test]
    fn a_computer_without_ipv6_has_one_address() {
        for missing in [io::Error::from(io::ErrorKind::AddrNotAvailable), io::Error::from_raw_os_error(no_family())] {
            let raw = missing.raw_os_error();
            let kind = missing.kind();
            let missing = move |_| Err(raw.map_or_else(|| io::Error::from(kind), io::Error::from_raw_os_error));
            let v4 = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
            let bound = LoopbackPort::bind_with(v4, missing).expect("a port");
            assert_eq!(bound.addresses().len(), 1);
        }
    }

    const fn no_family() -> i32 {
        if cfg!(windows) {
            10047
        } else if cfg!(target_os = "macos") {
            47
        } else {
            97
        }
    }
}
