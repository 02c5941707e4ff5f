//! The command as scripts see it: arguments in; standard output, standard error, files and exit code out.

mod bobbin;
mod connecting;
mod demo;
mod documents;
mod home;
mod hostile;
mod includes;
mod instance;
mod leftovers;
mod oracle;
#[cfg(unix)]
mod privacy;
mod revoked;
mod usage;
