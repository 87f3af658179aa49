import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { Md5 } from '../../static/js/upload/md5.js';

const bytesOf = (text) => new TextEncoder().encode(text);

test('the vectors of RFC 1321 come out', () => {
  const vectors = [
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    ['12345678901234567890123456789012345678901234567890123456789012345678901234567890', '57edf4a22be3c955ac49da2e2107b67a'],
  ];
  for (const [text, digest] of vectors) assert.equal(new Md5().add(bytesOf(text)).hex(), digest);
});

test('every length around a block, and pieces of every size, give what another MD5 gives', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 151 + 7) & 255);
  for (let length = 0; length <= bytes.length; length += 1) {
    const whole = bytes.subarray(0, length);
    const expected = createHash('md5').update(whole).digest('hex');
    const md5 = new Md5();
    for (let at = 0; at < length; at += (length % 97) + 1) md5.add(whole.subarray(at, Math.min(length, at + (length % 97) + 1)));
    assert.equal(md5.hex(), expected, `${length} bytes`);
  }
});
