//! The preview in front of a real Home Assistant.

mod attacks;
mod browser;
mod cards;
mod carrying;
mod home;
mod keeping;
mod pictures;
mod support;
mod templates;
