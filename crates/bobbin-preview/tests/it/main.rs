//! The preview in front of a real Home Assistant.

mod attacks;
mod browser;
mod carrying;
mod pictures;
mod support;
