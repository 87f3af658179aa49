// @ts-check
// What the room says of the film on its screen, and of all that would be made. Pure functions.

import { count, formatBytes, formatWait } from '../../format.js';

/** Chromium and Firefox play these as silence, without an error. */
const kSilent = ['ac3', 'eac3', 'alac'];

/** Whether the film has sound that the browser plays as silence. @param {{isMute: boolean, source: {audioCodec: string|null}|null}} film */
export const isSilentHere = ({ isMute, source }) => Boolean(source?.audioCodec && (isMute || kSilent.includes(source.audioCodec)));

/**
 * @param {{mode: import('./screen.js').ScreenMode, hasFile: boolean, isMute: boolean, source: Pick<import('../../types.js').SourceFile, 'videoCodec'|'audioCodec'>|null}} film
 */
export function screenNote({ mode, hasFile, isMute, source }) {
  if (mode === 'opening') return '';
  if (mode === 'none') {
    return hasFile ? 'This browser cannot play this film. When it is here, the server shows its pictures; until then marks can be typed below.' : '';
  }
  const { videoCodec, audioCodec } = source ?? {};
  if (mode === 'stills') return `This browser cannot play this film${videoCodec ? ` (${videoCodec.toUpperCase()})` : ''}. You see its exact pictures, without sound.`;
  return audioCodec && isSilentHere({ isMute, source }) ? `This browser plays no ${audioCodec.toUpperCase()} sound. The clips have it.` : '';
}

/**
 * @param {'auto'|'hand'|'none'} mode @param {number} marks @param {{files: number, bytes: number, seconds: number}|null} total
 */
export function sumWord(mode, marks, total) {
  const what = { hand: count(marks, 'clip'), none: 'No clips', auto: 'Clips are chosen automatically' }[mode];
  return total ? `${what} · ${count(total.files, 'file')} · ${formatBytes(total.bytes)} · about ${formatWait(total.seconds)}` : what;
}
