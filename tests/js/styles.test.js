import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the room’s styles reach nothing outside the room', () => {
  const css = readFileSync(new URL('../../static/css/room.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const selectors = [...css.matchAll(/(?:^|[{};])\s*([^@{};]+)\{/g)].flatMap(([, list]) => list.split(',').map((each) => each.trim()));
  assert.ok(selectors.length > 60);
  assert.deepEqual(selectors.filter((each) => !/^(\.room\b|(\.page)?\.with-room\b|dialog\.keys\b)/.test(each)), []);
});

test('styles speak of beginning and end, not of left and right', () => {
  const folder = new URL('../../static/css/', import.meta.url);
  const physical = /(?:^|[;{\s])(?:left|right|(?:margin|padding|border)-(?:left|right)[\w-]*)\s*:|(?:float|text-align|clear)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius/;
  for (const name of readdirSync(folder)) {
    const css = readFileSync(new URL(name, folder), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    assert.deepEqual(css.split('\n').filter((line) => physical.test(line)), [], name);
  }
});

test('no legend is lifted out of its place: in a flex or grid box WebKit draws such a one across the edge', () => {
  const folder = new URL('../../static/css/', import.meta.url);
  for (const name of readdirSync(folder)) {
    const css = readFileSync(new URL(name, folder), 'utf8');
    assert.deepEqual(css.match(/[^{}]*\blegend\b[^{}]*\{[^}]*\bfloat:[^}]*\}/g) ?? [], [], name);
  }
});
