import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frame, frameReader } from '../../../src/sandbox/engine-network/frames.ts';

test('however the bytes are cut into pieces, the same frames come out', () => {
  const said = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.nat(0xffffffff), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(fc.array(said), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (frames, sizes) => {
      const bytes = Buffer.concat(frames.map(([kind, id, payload]) => frame(kind, id, payload)));
      const heard: unknown[] = [];
      const read = frameReader((kind, id, payload) => heard.push([kind, id, new Uint8Array(payload)]));
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const end = at + sizes[turn % sizes.length]!;
        read(bytes.subarray(at, end));
        at = end;
      }
      expect(heard).toEqual(frames);
    }),
  );
});
