// @ts-check
// The sound of a file on this machine along the timeline, before the server has it: the browser decodes it at few samples a
// second, and once; after that each zoom takes the peaks of blocks, or of the samples where those are few.

/** @typedef {import('../../timeline/film_data.js').Peaks} Peaks */

const kRate = 8192; // samples a second: a bar of two pixels at the nearest zoom has several
const kBlock = 256; // samples
// As many bytes are read into memory, and of an hour of stereo the samples take 230 MB: beyond that the server's are waited for.
const kMaxBytes = 256 * 2 ** 20;
const kMaxSeconds = 3600;

/** @param {File} file @param {number} seconds @returns {Promise<Peaks|null>} null where the browser does not, or it would take too much memory */
export async function filePeaks(file, seconds) {
  if (file.size > kMaxBytes || seconds > kMaxSeconds || typeof OfflineAudioContext === 'undefined') return null;
  try {
    const sound = await new OfflineAudioContext(1, 1, kRate).decodeAudioData(await file.arrayBuffer());
    return peaksOf(Array.from({ length: sound.numberOfChannels }, (_, n) => sound.getChannelData(n)), sound.sampleRate);
  } catch {
    return null; // no sound, or none that this browser decodes
  }
}

/** The loudest and the lowest of all channels. @param {Float32Array[]} channels @param {number} rate  samples a second @returns {Peaks} */
export function peaksOf(channels, rate) {
  const length = channels[0]?.length ?? 0;
  const blocks = spans(channels, 0, length, Math.ceil(length / kBlock), kBlock);
  return (start, end, points) => {
    const from = start * rate;
    const step = ((end - start) * rate) / points;
    if (step < 2 * kBlock) return spans(channels, from, length, points, step);
    const whole = blocks.min.length;
    const [low, high] = [spans([blocks.min], from / kBlock, whole, points, step / kBlock), spans([blocks.max], from / kBlock, whole, points, step / kBlock)];
    return { min: low.min, max: high.max };
  };
}

/** Of equal stretches; silence behind the end. @param {Float32Array[]} channels @param {number} from @param {number} length @param {number} points @param {number} step */
function spans(channels, from, length, points, step) {
  const [min, max] = [new Float32Array(points), new Float32Array(points)];
  for (let n = 0; n < points; n += 1) {
    const first = Math.max(0, Math.floor(from + n * step));
    const end = Math.min(length, Math.max(first + 1, Math.floor(from + (n + 1) * step)));
    if (first >= end) continue;
    let [low, high] = [Infinity, -Infinity];
    for (const samples of channels) {
      for (let i = first; i < end; i += 1) {
        if (samples[i] < low) low = samples[i];
        if (samples[i] > high) high = samples[i];
      }
    }
    [min[n], max[n]] = [low, high];
  }
  return { min, max };
}
