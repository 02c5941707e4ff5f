//! A Home Assistant session over its WebSocket API
