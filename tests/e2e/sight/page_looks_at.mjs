// What the tests of sight ask of a page: how a thing looks, what is cut off, what moves, and where the focus is.

/** Called in the page: what tells a thing from others for who sees it. @param {string} selector @returns {object|null} */
export function looksOf(selector) {
  const element = document.querySelector(selector);
  if (!element) return null;
  const style = getComputedStyle(element);
  const edge = (name) => (style[`${name}Style`] === 'none' || style[`${name}Width`] === '0px' ? '' : `${style[`${name}Width`]} ${style[`${name}Style`]} ${style[`${name}Color`]}`);
  const box = [...element.querySelectorAll('input[type=checkbox], input[type=radio]')].find((input) => getComputedStyle(input).opacity !== '0');
  return {
    color: style.color,
    background: /, 0\)$/.test(style.backgroundColor) ? getComputedStyle(document.body).backgroundColor : style.backgroundColor,
    edges: ['borderTop', 'borderRight', 'borderBottom', 'borderLeft', 'outline'].map(edge),
    line: style.textDecorationLine,
    sign: getComputedStyle(element, '::after').content,
    icon: element.querySelector('use')?.getAttribute('href') ?? '',
    isChecked: box?.checked ?? null,
  };
}

/** Called in the page: text that is wider than what shows it, and a page that is wider than its window. @returns {string[]} */
export function cutOff() {
  const said = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) said.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  const nameOf = (element) => `${element.localName}${element.id ? `#${element.id}` : ''}.${[...element.classList].join('.')} “${(element.value || element.textContent).trim().slice(0, 30)}”`;
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest('.unseen, .thumb, .look-picture, svg, video')) continue;
    const { overflowX } = getComputedStyle(element);
    const isTyped = element.matches('input.time, .cue-edge input, input[type=number]');
    const cuts = isTyped || ['hidden', 'clip'].includes(overflowX) || element.localName === 'button';
    const hasText = isTyped || /\S/.test(element.textContent);
    if (cuts && hasText && element.scrollWidth > element.clientWidth + 1) said.push(`${nameOf(element)}: ${element.scrollWidth} in ${element.clientWidth} px`);
  }
  return said;
}

/** Called in the page: buttons that something else lies upon. @returns {string[]} */
export function covered() {
  const said = [];
  for (const element of document.body.querySelectorAll('button, canvas, select')) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.disabled) continue;
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { x, y, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    if (there && !element.contains(there) && !there.contains(element)) said.push(`${element.localName}.${element.className} “${element.textContent.slice(0, 20)}” lies under ${there.localName}.${there.className}`);
  }
  return said;
}

/** Called in the page: what is animated now. @returns {string[]} */
export const moving = () =>
  document.getAnimations().filter(({ playState }) => playState === 'running').map((each) => `${each.animationName ?? each.transitionProperty} of ${each.effect?.target?.className}`);

const kStops = 60;

/** Goes through the page by Tab. @returns {Promise<string[]>} where the focus cannot be seen */
export async function focusRings(page) {
  const unseen = [];
  await page.evaluate(() => /** @type {HTMLElement|null} */ (document.activeElement)?.blur());
  for (let i = 0; i < kStops; i += 1) {
    await page.keyboard.press('Tab');
    const said = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const near = [element, element.nextElementSibling, element.parentElement, element.parentElement?.parentElement];
      const rings = () =>
        near.map((each) => {
          if (!each) return '';
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? `${outlineWidth} ${outlineColor}` : '';
        });
      const focused = rings();
      element.blur();
      const left = rings();
      element.focus();
      return focused.some((ring, at) => ring && ring !== left[at]) ? '' : `${element.localName}#${element.id}.${element.className}`;
    });
    if (said === null) break;
    if (said) unseen.push(said);
  }
  return unseen;
}

/** The colours within a half-full meter, a quarter from either end. @param {string} tag @param {string} className @returns {Promise<{full: string, empty: string}>} */
export async function meterParts(page, tag, className) {
  await page.evaluate(([name, classes]) => {
    const meter = document.createElement(name);
    meter.className = `${classes} seen-here`;
    meter.setAttribute('value', '0.5');
    Object.assign(meter.style, { position: 'fixed', insetInlineStart: '0', insetBlockStart: '0', width: '200px', zIndex: '99' });
    document.body.append(meter);
  }, [tag, className]);
  const picture = await page.locator('.seen-here').screenshot();
  const [full, empty] = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    document.querySelector('.seen-here').remove();
    return [0.25, 0.75].map((share) => context.getImageData(Math.round(image.width * share), Math.round(image.height / 2), 1, 1).data.join());
  }, [...picture]);
  return { full, empty };
}
