//! Drafts, kept versions, settings and files on disk
