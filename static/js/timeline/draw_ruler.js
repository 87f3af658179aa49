// @ts-check
// Draws the ruler: ticks, and times where they have room.

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

/** @param {Context} context @param {Scene} scene */
export function drawRuler(context, { view, layout, theme, film, text }) {
  const { y, h } = layout.ruler;
  const ticks = view.ticks(film.frames, theme.scale);
  context.font = theme.figures;
  for (const { time, label } of ticks) {
    const x = Math.round(view.xOf(time));
    if (x < 0 || x > view.width) continue;
    context.fillStyle = label ? theme.lineStrong : theme.line;
    context.fillRect(x, y + h - (label ? 8 : 4), 1, label ? 8 : 4);
  }
  context.fillStyle = theme.inkSoft;
  for (const { time, label } of ticks) {
    const x = Math.round(view.xOf(time));
    if (label && x >= 0 && x + 4 + text.width(theme.figures, label) <= view.width) context.fillText(label, x + 4, y + h / 2 - 2);
  }
}
