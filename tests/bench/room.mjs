// How quick the cutting room is under the hand, beside what is wanted of it. Prints figures and judges nothing: a machine
// with other work gives others, so each is taken when the machine is quiet, and its load is printed beside it.
// `node tests/bench/room.mjs [drop|keys|stills|drag]`, with CLIPBOX_BIN set; its films stay in CLIPBOX_BENCH_FOLDER where that
// is set, and CLIPBOX_PROFILE names a file for a trace of the drag.

import { join } from 'node:path';

import { startHouse } from '../e2e/page_upload_setup.mjs';
import { dragEdge } from './room/drag.mjs';
import { dropFilm } from './room/drop.mjs';
import { hevcFilm, longFilm } from './room/films.mjs';
import { pressOnFilm, pressOnStills } from './room/keys.mjs';
import { quiet, report } from './room/report.mjs';

const [, , only = ''] = process.argv;
const house = await startHouse({ 'storage.part_size': String(8 * 1024 * 1024) });
try {
  const context = await house.openContext();
  const { CLIPBOX_BENCH_FOLDER: folder = house.server.folder } = process.env;
  const film = await longFilm(join(folder, 'long.mp4'));
  const benches = {
    drop: () => dropFilm(house, context, film),
    keys: () => pressOnFilm(house, context, film),
    stills: async () => pressOnStills(house, context, await hevcFilm(join(folder, 'phone.mp4'))),
    drag: () => dragEdge(house, context, film),
  };
  for (const [name, bench] of Object.entries(benches)) {
    if (!name.includes(only)) continue;
    const load = await quiet();
    for (const figure of await bench()) report({ ...figure, load });
  }
  for (const complaint of house.complaints) console.log(`complaint: ${complaint}`);
} finally {
  await house.close();
}
