import { takeOptionStatement } from './read-options.ts';
import type { Reader } from './reader.ts';
import type { Option, RpcSyntax, ServiceSyntax } from './syntax.ts';

/** Behind `service`, which begins at `start`. */
export function takeService(reader: Reader, services: ServiceSyntax[], start: number): void {
  const name = reader.takeWord('the name of the service');
  const rpcs: RpcSyntax[] = [];
  services.push({ name, at: [start, reader.last], rpcs });
  reader.block(() => {
    if (reader.accept(';')) return;
    const from = reader.start;
    if (reader.acceptWord('option')) takeOptionStatement(reader, []);
    else if (reader.acceptWord('rpc')) takeRpc(reader, rpcs, from);
    else reader.fail('"rpc"');
  });
}

function takeRpc(reader: Reader, rpcs: RpcSyntax[], start: number): void {
  const name = reader.takeWord('the name of the rpc');
  const request = takeMessage(reader);
  if (!reader.acceptWord('returns')) reader.fail('"returns"');
  const response = takeMessage(reader);
  const options: Option[] = [];
  rpcs.push({
    name,
    at: [start, reader.last],
    request: request.type,
    response: response.type,
    clientStreams: request.streams,
    serverStreams: response.streams,
    options,
  });
  if (!reader.is('{')) return reader.take(';');
  reader.block(() => {
    if (reader.accept(';')) return;
    if (!reader.acceptWord('option')) reader.fail('"option"');
    takeOptionStatement(reader, options);
  });
}

/** `(stream Order)`, `(stream .shop.Order)`; a message may be called `stream` itself. */
function takeMessage(reader: Reader): { readonly type: string; readonly streams: boolean } {
  reader.take('(');
  const keyword = reader.acceptWord('stream');
  const named = keyword && reader.is(')');
  const type = named ? 'stream' : reader.takeName('the name of a message');
  reader.take(')');
  return { type, streams: keyword && !named };
}
