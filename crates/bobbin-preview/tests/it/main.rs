//! The preview in front of a real Home Assistant.

mod attacks;
mod browser;
mod cards;
mod carrying;
mod floods;
mod garden;
mod home;
mod keeping;
mod paths;
mod pictures;
mod support;
mod templates;
