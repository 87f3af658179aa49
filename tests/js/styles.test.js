import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the room’s styles reach nothing outside the room', () => {
  const css = readFileSync(new URL('../../static/css/room.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const selectors = [...css.matchAll(/(?:^|[{};])\s*([^@{};]+)\{/g)].flatMap(([, list]) => list.split(',').map((each) => each.trim()));
  assert.ok(selectors.length > 60);
  assert.deepEqual(selectors.filter((each) => !/^(\.room\b|(\.page)?\.with-room\b|dialog\.keys\b)/.test(each)), []);
});
