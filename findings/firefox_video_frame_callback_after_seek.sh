#!/usr/bin/env bash
# Firefox gives the place that was sought as a frame's mediaTime.
#
# `HTMLVideoElement.requestVideoFrameCallback` hands out `mediaTime`, the presentation timestamp of the frame that is shown.
# While a film plays Firefox does that. After a seek of a paused film it gives `currentTime` instead, whatever frame is
# on the screen: at 30 frames a second a seek to 0.52 s shows the frame of 0.5 s and says 0.52. Chromium says 0.5.
# So a page that marks cuts by a frame's own time learns times at which no frame begins, in Firefox only.
#
# Version: firefox-esr 153.8.0esr-1~deb12u1, chromium 156.0.8078.108-1~deb12u1 (Debian 12), puppeteer-core 24.30.0
# Date: 2026-11-29
# Seen on 2026-11-29 with Firefox ESR 153.8.0 and, beside it, Chromium 156.0.8078.108 (both of Debian 12), driven by
# puppeteer-core 24.30.0, on H.264 in MP4 and VP9 in WebM:
#   firefox numbers.mp4 seek 0.52 mediaTime 0.52
#   firefox numbers.mp4 seek 3.1171 mediaTime 3.1171
#   firefox numbers.webm seek 0.52 mediaTime 0.52
#   firefox numbers.webm seek 3.1171 mediaTime 3.1171
#   chrome numbers.mp4 seek 0.52 mediaTime 0.5
#   chrome numbers.mp4 seek 3.1171 mediaTime 3.1
#   chrome numbers.webm seek 0.52 mediaTime 0.5
#   chrome numbers.webm seek 3.1171 mediaTime 3.1
# Exits with 0 while that is so. Needs node, npm, ffmpeg, chromium, and firefox-esr's libraries (apt-get install firefox-esr).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -qq firefox-esr=153.8.0esr-1~deb12u1
dpkg -x firefox-esr_*.deb firefox
npm install --silent --no-audit --no-fund --prefix . puppeteer-core@24.30.0 >/dev/null
ffmpeg -v error -f lavfi -i testsrc2=s=320x180:r=30:d=4 -c:v libx264 -g 30 -pix_fmt yuv420p -movflags +faststart numbers.mp4
ffmpeg -v error -f lavfi -i testsrc2=s=320x180:r=30:d=4 -c:v libvpx-vp9 -b:v 500k -deadline realtime numbers.webm

cat > look.mjs <<'JS'
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import puppeteer from 'puppeteer-core';

const types = { '/numbers.mp4': 'video/mp4', '/numbers.webm': 'video/webm' };
const server = createServer(async (request, response) => {
  const type = types[request.url];
  if (!type) return response.setHeader('Content-Type', 'text/html').end('<video muted></video>');
  const bytes = await readFile(`.${request.url}`);
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [null, '0', ''];
  const last = to ? Number(to) : bytes.length - 1;
  response.writeHead(206, { 'Content-Type': type, 'Accept-Ranges': 'bytes', 'Content-Range': `bytes ${from}-${last}/${bytes.length}` });
  response.end(bytes.subarray(Number(from), last + 1));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browsers = { firefox: 'firefox/usr/lib/firefox-esr/firefox-esr', chrome: '/usr/bin/chromium' };
for (const [browser, path] of Object.entries(browsers)) {
  const opened = await puppeteer.launch({ browser, executablePath: path, headless: true, args: browser === 'chrome' ? ['--no-sandbox'] : [] });
  const page = await opened.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  for (const film of Object.keys(types)) {
    for (const seek of [0.52, 3.1171]) {
      const seen = await page.evaluate(async (url, time) => {
        const video = document.querySelector('video');
        if (!video.src.endsWith(url)) {
          video.src = url;
          await new Promise((resolve) => (video.onloadeddata = resolve));
        }
        const shown = new Promise((resolve) => video.requestVideoFrameCallback((_now, { mediaTime }) => resolve(mediaTime)));
        video.currentTime = time;
        return shown;
      }, film, seek);
      console.log(`${browser} ${film.slice(1)} seek ${seek} mediaTime ${seen}`);
    }
  }
  console.error(`${browser}: ${await opened.version()}`);
  await opened.close();
}
server.close();
JS
node look.mjs | tee seen
diff <(grep -E '^(firefox|chrome) ' seen) <(printf '%s\n' \
  'firefox numbers.mp4 seek 0.52 mediaTime 0.52' 'firefox numbers.mp4 seek 3.1171 mediaTime 3.1171' \
  'firefox numbers.webm seek 0.52 mediaTime 0.52' 'firefox numbers.webm seek 3.1171 mediaTime 3.1171' \
  'chrome numbers.mp4 seek 0.52 mediaTime 0.5' 'chrome numbers.mp4 seek 3.1171 mediaTime 3.1' \
  'chrome numbers.webm seek 0.52 mediaTime 0.5' 'chrome numbers.webm seek 3.1171 mediaTime 3.1')
echo "as described"
