import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { dialler } from '../../../src/sandbox/proxy/upstream.ts';

test('a connection that is given up before it is there is an answer, and not a wait', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const at = async (): Promise<{ host: string; port: number }> => ({ host: '127.0.0.1', port });
  await expect(dialler(at, socket => void socket.destroy())('web', port)).rejects.toThrow('given up');
  const { socket } = await dialler(at)('web', port);
  socket.destroy();
  server.close();
});
