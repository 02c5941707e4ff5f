//! The preview in front of a real Home Assistant.

mod attacks;
mod carrying;
mod support;
