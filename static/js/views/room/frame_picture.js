// @ts-check
// A frame of the film in an <img>, asked for when its place comes into view: of two hundred clips few are seen at once.

/** @typedef {import('./pictures.js').PictureOf} PictureOf */

/** @type {WeakMap<Element, () => void>} */
const waiting = new WeakMap();
const observer =
  typeof IntersectionObserver === 'undefined'
    ? null
    : new IntersectionObserver((entries) => {
        for (const { isIntersecting, target } of entries) if (isIntersecting) come(target);
      });

/** @param {Element} image */
function come(image) {
  observer?.unobserve(image);
  waiting.get(image)?.();
  waiting.delete(image);
}

/**
 * Shows the frame at that time; the picture before it stays until then.
 * @param {HTMLImageElement} image @param {number} time @param {PictureOf|null} pictureOf
 * @param {() => void} [failed]  it could not be had: whoever calls again asks again
 */
export function showFrame(image, time, pictureOf, failed) {
  const key = `${time} ${pictureOf !== null}`;
  if (!pictureOf || image.dataset.time === key) return;
  image.dataset.time = key;
  const show = () => {
    pictureOf(time).then(
      (url) => image.dataset.time === key && (image.src = url),
      () => {
        image.removeAttribute('data-time');
        failed?.();
      },
    );
  };
  if (!observer) return show();
  waiting.set(image, show);
  observer.unobserve(image); // so that one that is in view already is told of again
  observer.observe(image);
}
