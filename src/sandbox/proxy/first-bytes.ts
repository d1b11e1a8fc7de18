import { METHODS } from 'node:http';

/** What somebody speaks who says this first; `more` where it cannot be told yet. */
export type Spoken = 'http1' | 'http2' | 'tcp' | 'more';

const PREFACE = 'PRI * HTTP/2.0\r\n';
const LONGEST_LINE = 64 * 1024;
const REQUEST_LINE = /^[A-Z-]+ [^\s]+ HTTP\/1\.[01]\r?$/;
// CONNECT asks for a tunnel, which is a connection like any other.
const ASKING = METHODS.filter(method => method !== 'CONNECT').map(method => `${method} `);

/** Pure and total. A line like `GET key` of some other protocol is no request: the whole first line decides. */
export function spoken(bytes: Buffer): Spoken {
  const start = bytes.toString('latin1', 0, Math.min(bytes.length, PREFACE.length));
  if (start === PREFACE) return 'http2';
  if (PREFACE.startsWith(start)) return 'more';
  if (!ASKING.some(method => start.startsWith(method) || method.startsWith(start))) return 'tcp';
  const end = bytes.indexOf('\n');
  if (end >= 0) return REQUEST_LINE.test(bytes.toString('latin1', 0, end)) ? 'http1' : 'tcp';
  return bytes.length < LONGEST_LINE ? 'more' : 'tcp';
}
