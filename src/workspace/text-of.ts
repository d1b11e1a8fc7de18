import { withoutMark } from './byte-order-mark.ts';

/** Bytes as the text that they hold: UTF-8, or UTF-16 where a byte order mark says so, as Windows' tools write it. Undefined: binary. */
export function textOf(bytes: Buffer): string | undefined {
  const order = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (order === LITTLE_ENDIAN) return withoutMark(bytes.toString('utf16le'));
  if (order === BIG_ENDIAN)
    return withoutMark(
      Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le'),
    );
  return bytes.subarray(0, 8000).includes(0) ? undefined : withoutMark(bytes.toString('utf8'));
}

const LITTLE_ENDIAN = 0xfffe;
const BIG_ENDIAN = 0xfeff;
