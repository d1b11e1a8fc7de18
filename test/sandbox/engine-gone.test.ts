import { expect, test } from 'vitest';
import { engineGone } from '../../src/sandbox/engine-gone.ts';

const failed = (code: string, message = code): Error => Object.assign(new Error(message), { code });

test('a connection that ends or finds nobody is an engine that went away, and nothing else is', () => {
  for (const code of ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']) expect(engineGone(failed(code))?.message).toContain('went away');
  expect(engineGone(new Error('socket hang up'))?.message).toContain('went away');
  expect(engineGone(failed('EACCES'))).toBeUndefined();
  expect(engineGone(new Error('(HTTP code 404) no such container'))).toBeUndefined();
});
