// The films of the room's benchmarks.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const kRate = 25;
export const kLongSeconds = 200;

const pattern = (size, seconds) => ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${kRate}:d=${seconds}`, '-f', 'lavfi', '-i', `sine=d=${seconds}`];

/** Made once where the folder stays. @param {string} path @param {string[]} given @returns {Promise<string>} the path */
async function made(path, given) {
  if (!existsSync(path)) await run('ffmpeg', ['-v', 'error', ...given, path]);
  return path;
}

/** 60 MB: three minutes and twenty seconds of 1280×720, a key frame every two seconds. @param {string} path */
export function longFilm(path) {
  const rate = ['-b:v', '2300k', '-minrate', '2300k', '-maxrate', '2300k', '-bufsize', '1150k', '-x264-params', 'nal-hrd=cbr'];
  return made(path, [...pattern('1280x720', kLongSeconds), '-c:v', 'libx264', '-preset', 'ultrafast', ...rate, '-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart']);
}

/** What a phone writes, and Chromium does not play: HEVC of 1280×720. @param {string} path */
export function hevcFilm(path) {
  const picture = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', '-g', '50', '-pix_fmt', 'yuv420p', '-tag:v', 'hvc1'];
  return made(path, [...pattern('1280x720', 60), ...picture, '-c:a', 'aac']);
}
