// @ts-check
// What the room says of the film on its screen. Pure.

import { t } from '../../lang/t.js';

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
    return hasFile ? t('room.cannotPlayYet') : '';
  }
  const { videoCodec, audioCodec } = source ?? {};
  if (mode === 'stills') return videoCodec ? t('room.stillsOf', { codec: videoCodec.toUpperCase() }) : t('room.stills');
  return audioCodec && isSilentHere({ isMute, source }) ? t('room.mute', { codec: audioCodec.toUpperCase() }) : '';
}
