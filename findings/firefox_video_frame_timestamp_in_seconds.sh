#!/usr/bin/env bash
# Firefox gives the timestamp of a VideoFrame made of a <video> in whole seconds.
#
# WebCodecs has `VideoFrame.timestamp` in microseconds. `new VideoFrame(video)` of a paused film gives in Firefox the seconds of
# the frame, cut to a whole number, as if they were microseconds: 3 for a frame at 3.1 s, and 0 for all of the first second.
# Chromium gives 3100000. Frames of one second cannot be told apart by it, and an encoder that is fed with them sees hundreds
# of frames at one time.
#
# Version: firefox-esr 153.8.0esr-1~deb12u1, chromium 156.0.8078.108-1~deb12u1 (Debian 12), puppeteer-core 24.30.0
# Date: 2026-11-29
# Seen on 2026-11-29 with Firefox ESR 153.8.0 and, beside it, Chromium 156.0.8078.108 (both of Debian 12), driven by
# puppeteer-core 24.30.0, on H.264 in MP4 and VP9 in WebM:
#   firefox numbers.mp4 seek 0.52 timestamp 0
#   firefox numbers.mp4 seek 3.1171 timestamp 3
#   firefox numbers.webm seek 0.52 timestamp 0
#   firefox numbers.webm seek 3.1171 timestamp 3
#   chrome numbers.mp4 seek 0.52 timestamp 500000
#   chrome numbers.mp4 seek 3.1171 timestamp 3100000
#   chrome numbers.webm seek 0.52 timestamp 500000
#   chrome numbers.webm seek 3.1171 timestamp 3100000
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
        const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        video.currentTime = time;
        await shown;
        const frame = new VideoFrame(video);
        const { timestamp } = frame;
        frame.close();
        return timestamp;
      }, film, seek);
      console.log(`${browser} ${film.slice(1)} seek ${seek} timestamp ${seen}`);
    }
  }
  console.error(`${browser}: ${await opened.version()}`);
  await opened.close();
}
server.close();
JS
node look.mjs | tee seen
diff <(grep -E '^(firefox|chrome) ' seen) <(printf '%s\n' \
  'firefox numbers.mp4 seek 0.52 timestamp 0' 'firefox numbers.mp4 seek 3.1171 timestamp 3' \
  'firefox numbers.webm seek 0.52 timestamp 0' 'firefox numbers.webm seek 3.1171 timestamp 3' \
  'chrome numbers.mp4 seek 0.52 timestamp 500000' 'chrome numbers.mp4 seek 3.1171 timestamp 3100000' \
  'chrome numbers.webm seek 0.52 timestamp 500000' 'chrome numbers.webm seek 3.1171 timestamp 3100000')
echo "as described"
