/** SHA-2 with 64-bit words reckoned in big integers would be slow; it is used on little text, and 32-bit words are quick. */
const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) if (found.every(prime => number % prime !== 0)) found.push(number);
  return found;
};

/** The first 64 bits after the point of a root of a number, by which SHA-2's constants are defined. */
function rootBits(number: number, degree: 2n | 3n): bigint {
  const scaled = BigInt(number) << (64n * degree);
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle - 1n;
  }
  return BigInt.asUintN(64, low);
}

const PRIMES = primes(80);
const CUBE_ROOTS = PRIMES.map(prime => rootBits(prime, 3n));
const SQUARE_ROOTS = PRIMES.slice(0, 8).map(prime => rootBits(prime, 2n));
const START_1 = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/** The text as bytes, a one bit, zeros, and its length in bits at the end of the last block. */
function blocks(bytes: Uint8Array, size: 64 | 128): DataView {
  const length = Math.ceil((bytes.length + 1 + size / 8) / size) * size;
  const filled = new Uint8Array(length);
  filled.set(bytes);
  filled[bytes.length] = 0x80;
  const view = new DataView(filled.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return view;
}

const left = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const hexOf = (words: Iterable<number>): string => [...words].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');

export function sha1(bytes: Uint8Array): string {
  const view = blocks(bytes, 64);
  const state = Int32Array.from(START_1);
  const words = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 80; i++) words[i] = left(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1);
    round1(state, words);
  }
  return hexOf(state);
}

function mixed(step: number, b: number, c: number, d: number): number {
  if (step < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (step < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  return step < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
}

function round1(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) [e, d, c, b, a] = [d, c, left(b, 30), a, (left(a, 5) + mixed(i, b, c, d) + e + words[i]!) | 0];
  [a, b, c, d, e].forEach((word, index) => (state[index]! += word));
}

const wide = (bits: bigint): bigint => BigInt.asUintN(64, bits);
const turned = (word: bigint, by: bigint): bigint => wide((word >> by) | (word << (64n - by)));

export function sha512(bytes: Uint8Array): string {
  const view = blocks(bytes, 128);
  const state = [...SQUARE_ROOTS];
  for (let at = 0; at < view.byteLength; at += 128) {
    const words = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + i * 8));
    for (let i = 16; i < 80; i++) {
      const [a, b] = [words[i - 15]!, words[i - 2]!];
      const [x, y] = [turned(a, 1n) ^ turned(a, 8n) ^ (a >> 7n), turned(b, 19n) ^ turned(b, 61n) ^ (b >> 6n)];
      words.push(wide(words[i - 16]! + x + words[i - 7]! + y));
    }
    round512(state, words);
  }
  return state.map(word => word.toString(16).padStart(16, '0')).join('');
}

function round512(state: bigint[], words: readonly bigint[]): void {
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let i = 0; i < 80; i++) {
    const first = h + (turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n)) + ((e & f) ^ (~e & g)) + CUBE_ROOTS[i]! + words[i]!;
    const second = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, wide(d + first), c, b, a, wide(first + second)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = wide(state[index]! + word)));
}

export function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}
