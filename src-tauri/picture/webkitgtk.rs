//! Draws a page with WebKitGTK in a GTK window that is on no screen.
//!
//! The page considers such a window visible, so it draws, and the window can be larger than any screen. A view is as
//! high as its content only if the page is: so the page grows until it fits, and is drawn after a second without a
//! change. A page that never comes to rest (a camera, an animation) is drawn at the time limit. Everything here runs on
//! GTK's thread, except for packing the pixels.

use std::time::{Duration, Instant};

use bobbin_app::{BoxFuture, NoPicture, Picture};
use bobbin_words::shell as words;
use gtk::cairo::{Format, ImageSurface};
use gtk::gdk_pixbuf::{Colorspace, Pixbuf, PixbufLoader};
use gtk::glib;
use gtk::prelude::*;
use tauri::AppHandle;
use tokio::sync::{oneshot, watch};
use webkit2gtk::{
    SnapshotOptions, SnapshotRegion, UserContentInjectedFrames, UserContentManagerExt as _, UserScript,
    UserScriptInjectionTime, WebContext, WebView, WebViewExt as _,
};

/// The time limit for a page to come to rest.
const PATIENCE: Duration = Duration::from_secs(30);
/// The time limit for a page to show anything.
const LONGEST: Duration = Duration::from_secs(90);
/// The limit for a page that keeps growing with its window; a picture could not hold more pixels either.
const HIGHEST: i32 = 20_000;
/// The number of times that a page may grow.
const GROWN: usize = 4;
/// Reports as the page's title how high it is and whether it rests.
const SCRIPT: &str = include_str!("rest.js");
/// The prefix of such a title.
const SAID: &str = "bobbin-picture ";

/// A page's report about itself.
#[derive(Clone, Copy, Default)]
struct Said {
    /// The height of its window, as the page sees it.
    window: i32,
    /// The height of its content.
    content: i32,
    /// Whether it shows a view.
    has_view: bool,
    /// Whether nothing has changed for a while.
    rests: bool,
}

pub(super) fn take(
    handle: &AppHandle,
    url: String,
    width: u32,
    height: u32,
) -> BoxFuture<'static, Result<Picture, NoPicture>> {
    let drawn = on_gtk(handle, move || async move { draw(&url, pixels(width), pixels(height)).await });
    Box::pin(async move {
        let drawn = drawn.await?;
        tauri::async_runtime::spawn_blocking(move || drawn.pack()).await.map_err(failed)?
    })
}

pub(super) fn copy(handle: &AppHandle, picture: Picture) -> BoxFuture<'static, Result<(), NoPicture>> {
    on_gtk(handle, move || async move {
        let loader = PixbufLoader::with_type("png").map_err(failed)?;
        loader.write(&picture.png).and_then(|()| loader.close()).map_err(failed)?;
        let pixels = loader.pixbuf().ok_or_else(|| NoPicture::Failed(words::picture_empty().into()))?;
        gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD).set_image(&pixels);
        Ok(())
    })
}

/// Runs a task on GTK's thread.
fn on_gtk<T, F>(
    handle: &AppHandle,
    work: impl FnOnce() -> F + Send + 'static,
) -> BoxFuture<'static, Result<T, NoPicture>>
where
    T: Send + 'static,
    F: Future<Output = Result<T, NoPicture>> + 'static,
{
    let (done, result) = oneshot::channel();
    let started = handle.run_on_main_thread(move || {
        glib::MainContext::default().spawn_local(async move {
            // The caller may have gone.
            let _heard = done.send(work().await);
        });
    });
    Box::pin(async move {
        started.map_err(failed)?;
        result.await.map_err(failed)?
    })
}

async fn draw(url: &str, width: i32, least: i32) -> Result<Drawn, NoPicture> {
    let mut page = Page::open(url, width, least);
    if !page.said(LONGEST, |said| said.has_view).await {
        return Err(NoPicture::NothingThere);
    }
    let deadline = Instant::now() + PATIENCE;
    let mut height = least;
    for _ in 0..GROWN {
        let left = deadline.saturating_duration_since(Instant::now());
        page.said(left, |said| said.rests && said.window == height).await;
        let content = page.now().content.min(HIGHEST);
        if content <= height {
            break;
        }
        height = content;
        page.resize(width, height);
    }
    page.draw().await
}

/// An invisible page. It closes when this is dropped.
struct Page {
    window: gtk::OffscreenWindow,
    view: WebView,
    said: watch::Receiver<Said>,
}

impl Page {
    fn open(url: &str, width: i32, height: i32) -> Self {
        // Stores nothing, and sees nothing that other pages store.
        let view = WebView::with_context(&WebContext::new_ephemeral());
        if let Some(scripts) = view.user_content_manager() {
            let (frames, time) = (UserContentInjectedFrames::TopFrame, UserScriptInjectionTime::End);
            scripts.add_script(&UserScript::new(SCRIPT, frames, time, &[], &[]));
        }
        let (tell, said) = watch::channel(Said::default());
        view.connect_title_notify(move |view| {
            if let Some(said) = view.title().and_then(|title| read(&title)) {
                tell.send_replace(said);
            }
        });
        let window = gtk::OffscreenWindow::new();
        window.add(&view);
        let page = Self { window, view, said };
        page.resize(width, height);
        page.window.show_all();
        page.view.load_uri(url);
        page
    }

    fn resize(&self, width: i32, height: i32) {
        self.view.set_size_request(width, height);
        self.window.resize(width, height);
    }

    fn now(&self) -> Said {
        *self.said.borrow()
    }

    /// Waits for a report. Returns whether it came.
    async fn said(&mut self, within: Duration, wanted: impl FnMut(&Said) -> bool) -> bool {
        tokio::select! {
            said = self.said.wait_for(wanted) => said.is_ok(),
            () = glib::timeout_future(within) => false,
        }
    }

    async fn draw(&self) -> Result<Drawn, NoPicture> {
        let surface = self.view.snapshot_future(SnapshotRegion::FullDocument, SnapshotOptions::NONE).await;
        let surface = ImageSurface::try_from(surface.map_err(failed)?);
        let mut surface = surface.map_err(|_| NoPicture::Failed(words::picture_missing().into()))?;
        let (format, width, height, stride) = (surface.format(), surface.width(), surface.height(), surface.stride());
        let (Format::ARgb32 | Format::Rgb24, Ok(stride)) = (format, usize::try_from(stride)) else {
            return Err(NoPicture::Failed(words::picture_colors().into()));
        };
        let bytes = surface.data().map_err(failed)?.to_vec();
        Ok(Drawn { bytes, width, height, stride })
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.window.close();
    }
}

/// Pixels, four bytes each in the machine's byte order, which may go to another thread.
struct Drawn {
    bytes: Vec<u8>,
    width: i32,
    height: i32,
    stride: usize,
}

impl Drawn {
    fn pack(self) -> Result<Picture, NoPicture> {
        let across = usize::try_from(self.width).map_err(failed)?;
        let rows = self.bytes.chunks_exact(self.stride).map(|row| row.chunks_exact(4).take(across));
        // A page is opaque, so the alpha channel has no content.
        let rgb: Vec<u8> = rows
            .flatten()
            .flat_map(|pixel| {
                let [_, red, green, blue] = u32::from_ne_bytes([pixel[0], pixel[1], pixel[2], pixel[3]]).to_be_bytes();
                [red, green, blue]
            })
            .collect();
        let (width, height) = (self.width, self.height);
        let bytes = glib::Bytes::from_owned(rgb);
        let pixels = Pixbuf::from_bytes(&bytes, Colorspace::Rgb, false, 8, width, height, width * 3);
        let png = pixels.save_to_bufferv("png", &[]).map_err(failed)?;
        Ok(Picture { width: width.unsigned_abs(), height: height.unsigned_abs(), png })
    }
}

/// Parses a title, if it comes from the script.
fn read(title: &str) -> Option<Said> {
    let mut words = title.strip_prefix(SAID)?.split(' ');
    let (window, content) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let state = words.next()?;
    Some(Said { window, content, has_view: state != "empty", rests: state == "rests" })
}

fn pixels(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(HIGHEST).min(HIGHEST)
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> NoPicture {
    NoPicture::Failed(error.into())
}
