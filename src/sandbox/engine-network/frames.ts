/** What is said on the one stream between this process and a relay: kind, number of what it is about, length, bytes. */
export const FRAME = {
  /** Asks to listen or to connect at an address; `opened` or `failed` is the answer. */
  listen: 1,
  connect: 2,
  opened: 3,
  /** Somebody connected: who, and to which of those that are listened at. */
  arrived: 4,
  data: 5,
  /** So many bytes of a connection were taken, and as many more may be sent. */
  taken: 6,
  ended: 7,
  closed: 8,
  reset: 9,
  failed: 10,
} as const;

/** So many bytes of a connection may be under way: one that nobody reads holds up no other. */
export const WINDOW = 256 * 1024;

/** What happened to a connection or a listener, as the system said it. */
export interface Failure {
  readonly code: string;
  readonly syscall: string;
  readonly message: string;
}

// The texts of the next two are a part of the program that runs in the container, so they know nothing but what they are given.

export function frame(kind: number, id: number, bytes: Uint8Array = new Uint8Array()): Buffer {
  const written = Buffer.allocUnsafe(9 + bytes.length);
  written.writeUInt8(kind, 0);
  written.writeUInt32BE(id, 1);
  written.writeUInt32BE(bytes.length, 5);
  written.set(bytes, 9);
  return written;
}

/** Takes bytes as they come and tells each frame once it is whole. */
export function frameReader(tell: (kind: number, id: number, bytes: Buffer) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return bytes => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let at = 0;
    while (all.length - at >= 9) {
      const end = at + 9 + all.readUInt32BE(at + 5);
      if (end > all.length) break;
      tell(all.readUInt8(at), all.readUInt32BE(at + 1), all.subarray(at + 9, end));
      at = end;
    }
    rest = all.subarray(at);
  };
}
