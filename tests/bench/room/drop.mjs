// From a dropped film to the room with its first frame on the screen.

import { openJob } from './pages.mjs';
import { inMilliseconds, wait } from './report.mjs';

const kTimes = 5;

/** Called in the page: when the first frame is shown, in milliseconds from the drop. */
function watchDrop() {
  let dropped = 0;
  globalThis.addEventListener('drop', (event) => (dropped = event.timeStamp), { capture: true, once: true });
  globalThis.shown = new Promise((resolve) => {
    const look = () => {
      const video = document.querySelector('.room .screen video');
      if (!video) return void requestAnimationFrame(look);
      video.requestVideoFrameCallback((now, { expectedDisplayTime }) => resolve(Math.max(now, expectedDisplayTime) - dropped));
    };
    look();
  });
}

export async function dropFilm(house, context, film) {
  const times = [];
  for (let i = 0; i < kTimes; i += 1) {
    const page = await openJob(house, context, { outputs: ['poster'] });
    await wait(1000);
    await page.evaluate(watchDrop);
    const devtools = await context.newCDPSession(page);
    const box = await page.locator('.drop').boundingBox();
    const data = { items: [], files: [film], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await devtools.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data });
    }
    times.push(await page.evaluate(() => globalThis.shown));
    await page.waitForSelector('.steps[data-status=UPLOADED]', { timeout: 120_000 });
    await page.close();
  }
  return [inMilliseconds('a dropped film of 60 MB until its first frame', times, '≤ 1000 ms')];
}
