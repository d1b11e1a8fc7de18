import { parseProto } from '../../contract/protobuf/parse.ts';
import type { RpcSyntax } from '../../contract/protobuf/syntax.ts';
import type { World } from '../../link/world.ts';
import type { Evidence } from '../../model/finding.ts';
import { isPinned } from '../../model/sibling-fact.ts';
import { isTest } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { plainMethod } from '../../navigate/occurrence.ts';
import type { Texts } from '../../readers/use.ts';
import { readsByName } from './repeatable.ts';

/** A service of a proto file; copies of a file are one. */
export interface ProtoService {
  /** `shop.v1.Inventory`. */
  readonly name: string;
  readonly file: FilePath;
  /** Ids of the services of the system that answer for it. */
  readonly servedBy: ReadonlySet<string>;
  readonly rpcs: readonly ProtoRpc[];
}

export interface ProtoRpc {
  readonly name: string;
  /** As the graph calls it: `rpc inventory/getstock`. */
  readonly element: string;
  readonly streams: boolean;
  readonly repeats?: { readonly sure: boolean; readonly why: string; readonly evidence: readonly Evidence[] };
}

/** What gRPC itself asks: health and reflection. */
const OF_GRPC = /^grpc\.(health|reflection|channelz)\b/;

/** The services of the proto files of a workspace that some program here serves or asks. */
export function protoServices(world: World, spoken: ReadonlySet<string>, texts: Texts): readonly ProtoService[] {
  const files = world.view.all('contract').filter(({ format, file }) => format === 'protobuf' && !isTest(file) && !isPinned(file));
  const servers = serversBy(world);
  const found = new Map<string, ProtoService>();
  for (const file of new Set(files.map(({ file }) => file))) {
    const text = texts.read(file);
    if (text === undefined) continue;
    const syntax = parseProto({ path: file, text });
    if (OF_GRPC.test(syntax.package)) continue;
    for (const { name, rpcs } of syntax.services) {
      const full = syntax.package === '' ? name : `${syntax.package}.${name}`;
      const all = rpcs.map(rpc => protoRpc(rpc, name, file));
      const servedBy = servers.get(name.toLowerCase()) ?? new Set<string>();
      if (!found.has(full) && (servedBy.size > 0 || all.some(({ element }) => spoken.has(element))))
        found.set(full, { name: full, file, rpcs: all, servedBy });
    }
  }
  return [...found.values()];
}

function serversBy({ services, ownership, view }: World): ReadonlyMap<string, Set<string>> {
  const servers = new Map<string, Set<string>>();
  for (const service of services)
    for (const { file } of ownership.filesOf(service))
      for (const { service: named } of view.of(file, 'grpc-server')) {
        const name = named.split(/[./]/).at(-1)!.toLowerCase();
        servers.set(name, (servers.get(name) ?? new Set()).add(service.id));
      }
  return servers;
}

function protoRpc({ name, at, options, clientStreams, serverStreams }: RpcSyntax, service: string, file: FilePath): ProtoRpc {
  const level = options.find(option => option.name === 'idempotency_level');
  const said = level && /^(NO_SIDE_EFFECTS|IDEMPOTENT)$/.exec(level.text)?.[0];
  const streams = clientStreams || serverStreams;
  const rpc = { name, streams, element: `rpc ${service.toLowerCase()}/${plainMethod(name)}` };
  if (level && said)
    return {
      ...rpc,
      repeats: {
        sure: true,
        why: `its idempotency_level is ${said}`,
        evidence: [{ at: { file, span: level.at }, note: `idempotency_level is ${said}` }],
      },
    };
  if (readsByName(name))
    return {
      ...rpc,
      repeats: {
        sure: false,
        why: 'its name says that it only reads',
        evidence: [{ at: { file, span: at }, note: 'named as a reading rpc' }],
      },
    };
  return rpc;
}
