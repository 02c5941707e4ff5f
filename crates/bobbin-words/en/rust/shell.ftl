# $version (text)
version = Bobbin { $version }
# $option (text)
no-option = Bobbin has no option { $option }.
no-display =
    Bobbin needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. Nothing was changed.
    Start it from a desktop session, over `ssh -X`, or on a virtual display: `xvfb-run -a make run`.
    The command `bobbin` does the same work without a window.
# $error (text)
not-started = Bobbin could not start: { $error }
open-title = Open a YAML file
save-title = Save as
pictures = Pictures
picture-empty = a picture of nothing
picture-missing = it was drawn into no picture
picture-colors = it was drawn in unknown colors
