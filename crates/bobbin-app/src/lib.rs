//! Use cases, the command list and its errors
