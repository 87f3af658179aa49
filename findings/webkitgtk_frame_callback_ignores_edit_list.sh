#!/usr/bin/env bash
# WebKitGTK tells a frame's mediaTime without the MP4's edit list.
#
# An encoder with B-frames shows its first picture some frames after the first that it decodes. The MP4's edit list (`elst`,
# media_time) takes that lead away: to a player the film begins at 0. `HTMLMediaElement.currentTime` and the seeks of
# WebKitGTK go by that. What its `HTMLVideoElement.requestVideoFrameCallback` gives as `mediaTime` does not. The same place in
# the same film is told later by the lead, here two frames of 30 a second (0.0667 s), where it was encoded with B-frames.
# (After a seek it is the place that was sought, with or without that lead, not the beginning of the frame.)
# A page that shows or marks a frame by its mediaTime is two frames off there, and right in a film without B-frames.
#
# Version: WebKitGTK 2.50.6 (libwebkit2gtk-4.1-0 2.50.6-1~deb12u2, Debian 12), GStreamer 1.22, x264 of Debian's ffmpeg 5.1
# Date: 2026-11-30
# Seen on 2026-11-30:
#   plain.mp4 seek 1.01 mediaTime 1.0100
#   plain.mp4 seek 2.51 mediaTime 2.5100
#   bframes.mp4 seek 1.01 mediaTime 1.0767
#   bframes.mp4 seek 2.51 mediaTime 2.5767
# Exits with 0 while that is so. Needs ffmpeg and, from Debian: gir1.2-webkit2-4.1=2.50.6-1~deb12u2 python3-gi xvfb xauth
# gstreamer1.0-plugins-good gstreamer1.0-libav
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
make_film() { ffmpeg -v error -f lavfi -i testsrc2=s=320x180:r=30:d=4 -c:v libx264 -bf "$1" -g 30 -pix_fmt yuv420p -movflags +faststart "$2"; }
make_film 0 plain.mp4
make_film 2 bframes.mp4
cat > look.py <<'PY'
import gi, http.server, os, re, sys, threading
gi.require_version("Gtk", "3.0"); gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2

class Films(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_GET(self):
        if not self.path.endswith(".mp4"):
            body = b"<video muted></video>"
            self.send_response(200); self.send_header("Content-Type", "text/html")
        else:
            whole = open("." + self.path, "rb").read()
            asked = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "bytes=0-"))
            first = int(asked[1]); last = int(asked[2] or len(whole) - 1)
            body = whole[first:last + 1]
            self.send_response(206); self.send_header("Content-Type", "video/mp4"); self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(whole)}")
        self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Films)
threading.Thread(target=server.serve_forever, daemon=True).start()
LOOK = """
(async () => {
  const video = document.querySelector('video'), told = [];
  let last = null;
  const hear = (_now, { mediaTime }) => {
    last = mediaTime;
    video.requestVideoFrameCallback(hear);
  };
  video.requestVideoFrameCallback(hear);
  const rest = () => new Promise((resolve) => setTimeout(resolve, 1500));
  for (const film of ['plain.mp4', 'bframes.mp4']) {
    const ready = new Promise((resolve) => (video.onloadeddata = resolve));
    video.src = '/' + film;
    await ready;
    await rest();
    for (const seek of [1.01, 2.51]) {
      const sought = new Promise((resolve) => (video.onseeked = resolve));
      video.currentTime = seek;
      await sought;
      await rest();
      told.push(`${film} seek ${seek} mediaTime ${last?.toFixed(4)}`);
    }
  }
  document.title = told.join('|');
})()
"""
view = WebKit2.WebView()
window = Gtk.Window(); window.set_default_size(400, 300); window.add(view); window.show_all()
def loaded(_, event):
    if event == WebKit2.LoadEvent.FINISHED: view.evaluate_javascript(LOOK, -1, None, None, None, None)
def titled(*_):
    if "|" in (view.get_title() or ""):
        print("\n".join(view.get_title().split("|")), flush=True); Gtk.main_quit()
view.connect("load-changed", loaded); view.connect("notify::title", titled)
GLib.timeout_add_seconds(60, lambda: sys.exit("nothing was told in a minute"))
view.load_uri(f"http://127.0.0.1:{server.server_port}/")
print("WebKitGTK", ".".join(str(n()) for n in (WebKit2.get_major_version, WebKit2.get_minor_version, WebKit2.get_micro_version)), file=sys.stderr)
Gtk.main()
PY
WEBKIT_GST_DISABLE_GL_SINK=1 LIBGL_ALWAYS_SOFTWARE=1 xvfb-run -a /usr/bin/python3 look.py | tee seen
diff seen <(printf '%s\n' \
  'plain.mp4 seek 1.01 mediaTime 1.0100' 'plain.mp4 seek 2.51 mediaTime 2.5100' \
  'bframes.mp4 seek 1.01 mediaTime 1.0767' 'bframes.mp4 seek 2.51 mediaTime 2.5767')
echo "as described"
