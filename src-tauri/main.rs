//! Starts Bobbin.

fn main() {}
