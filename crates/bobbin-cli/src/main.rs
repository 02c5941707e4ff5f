//! The command `bobbin`.

fn main() {}
