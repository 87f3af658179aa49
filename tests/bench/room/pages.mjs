// A room with a film in it, as the benchmarks begin.

const kWait = { timeout: 120_000 };

/** The page of a job that waits for the choice. @param {object} recipe */
export async function openJob(house, context, recipe) {
  const job = await house.makeJob(context, recipe);
  const answer = await context.request.patch(`${house.proxy.base}/api/v1/jobs/${job}`, { data: { autoProcess: false } });
  if (!answer.ok()) throw new Error(await answer.text());
  const page = await house.openPage(context, job);
  await page.waitForSelector('#file', { state: 'attached' });
  return page;
}

/** The same with its film, sent whole. @param {object} recipe @param {string} film */
export async function openRoom(house, context, recipe, film) {
  const page = await openJob(house, context, recipe);
  await page.setInputFiles('#file', film);
  await page.waitForSelector('.steps[data-status=UPLOADED]', kWait);
  await page.waitForSelector('.room .now-time', kWait);
  await page.waitForFunction(() => /frame \d+$/.test(document.querySelector('.now-time').textContent), null, kWait);
  return page;
}
