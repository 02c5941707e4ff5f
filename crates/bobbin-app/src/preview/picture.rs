//! Pictures: a view as Home Assistant draws it, saved to a file or copied.
//!
//! A picture is taken from a preview of its own, which ends with it. So the visible preview does not change, whatever
//! the picture's width, and the picture has no selection outline. The shell draws it. Must stay true: the user is not
//! asked for a file if no picture can be taken; the file is chosen before anything is drawn, and is written as a whole
//! or not at all.

use std::path::PathBuf;
use std::sync::Arc;

use bobbin_vault::files;

use super::Previews;
use crate::Shell;
use crate::api::{PictureTaken, PictureTo, PreviewPicture, PreviewRef};
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::shell::{NoPicture, Picture};

/// The range of device widths, in CSS pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 200..=7_680;

/// Takes pictures.
pub(crate) struct Pictures {
    previews: Arc<Previews>,
    shell: Arc<dyn Shell>,
}

impl Pictures {
    pub(crate) fn new(previews: Arc<Previews>, shell: Arc<dyn Shell>) -> Self {
        Self { previews, shell }
    }

    pub(crate) async fn preview_picture(&self, request: PreviewPicture) -> ApiResult<PictureTaken> {
        let PreviewPicture { start, width, height, to } = request;
        if !WIDTHS.contains(&width) {
            let (least, most) = (WIDTHS.start(), WIDTHS.end());
            return Err(ApiError::new(
                ErrorCode::BadRequest,
                format!("A picture is {least} to {most} pixels wide, not {width}."),
            ));
        }
        if !self.shell.takes_pictures() {
            return Err(no_picture(NoPicture::Unsupported));
        }
        let file = match to {
            PictureTo::Clipboard => None,
            PictureTo::File { name } => match self.shell.choose_save(&name).await {
                Some(path) => Some(path),
                None => return Ok(PictureTaken::Canceled),
            },
        };
        let started = self.previews.preview_start(start).await?;
        let taken = self.shell.picture(&started.url, width, height).await;
        self.previews.preview_stop(PreviewRef { preview: started.preview }).await?;
        let picture = taken.map_err(no_picture)?;
        let (width, height) = (picture.width, picture.height);
        match file {
            Some(path) => {
                let path = with_extension(path);
                let shown = path.display().to_string();
                write(path, picture).await?;
                Ok(PictureTaken::Saved { path: shown, width, height })
            }
            None => {
                self.shell.copy_picture(picture).await.map_err(no_picture)?;
                Ok(PictureTaken::Copied { width, height })
            }
        }
    }
}

/// Adds an extension if the user typed none, because a file without one opens in no program.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("png") }
}

async fn write(path: PathBuf, picture: Picture) -> ApiResult<()> {
    let written = tokio::task::spawn_blocking(move || files::save_bytes(&path, &picture.png)).await;
    written
        .map_err(|error| ApiError::new(ErrorCode::Internal, "The picture was not written.").details(error))?
        .map_err(|error| ApiError { code: ErrorCode::File, ..failures::storage(&error) })
}

fn no_picture(reason: NoPicture) -> ApiError {
    match reason {
        NoPicture::Unsupported => {
            ApiError::new(ErrorCode::BadRequest, "Bobbin can take pictures on Linux only, so far. Nothing was changed.")
                .hint("Open the preview in a window of its own and use the system's screenshot.")
        }
        NoPicture::NothingThere => {
            ApiError::new(ErrorCode::Timeout, "Home Assistant’s page showed no view, so there is no picture of one.")
                .hint("Look at the preview: if it shows the view, try again.")
        }
        NoPicture::Failed(error) => {
            ApiError::new(ErrorCode::Internal, "The picture could not be taken. Nothing was changed.").details(error)
        }
    }
}
