import { type Field, fieldsOf } from '../../contract/protobuf/fields.ts';
import type { ServiceElement } from '../../contract/protobuf/elements.ts';
import { fileNamed } from '../../contract/protobuf/imports.ts';
import { parseProto } from '../../contract/protobuf/parse.ts';
import { optionOf, type RpcSyntax } from '../../contract/protobuf/syntax.ts';
import { type Version, versionOf } from '../../contract/protobuf/version.ts';
import { baseName } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import type { ContractTexts } from './open-api.ts';

/** A .proto file and what it imports. */
export interface ProtoContract {
  /** The file and everything that it imports, directly or not, as far as it lies in the tree. */
  readonly texts: ReadonlyMap<FilePath, string>;
  readonly rpcs: readonly Rpc[];
  /** `shop.v1.Orders/Place`, with a leading slash or a dot before the method as well. */
  readonly rpc: (id: string) => Rpc | undefined;
  /** The fields of a message by its full name; undefined of one that no file here declares. */
  readonly fields: (message: string) => readonly Field[] | undefined;
}

export interface Rpc {
  /** `shop.v1.Orders/Place`. */
  readonly id: string;
  /** Full names of messages. */
  readonly request: string;
  readonly response: string;
  readonly clientStreams: boolean;
  readonly serverStreams: boolean;
  /** Whether a call may change something. */
  readonly writes: boolean;
}

export function protoContract({ path, files }: Pick<ContractTexts, 'path' | 'files'>): ProtoContract | undefined {
  const text = files.read(path);
  if (text === undefined) return undefined;
  const texts = closure(path, files);
  const version = versionOf(texts);
  const messages = new Map(version.messages.filter(({ file }) => !file.builtIn).map(message => [message.fullName, message]));
  const known = new Map<string, readonly Field[]>();
  const rpcs = version.services
    .filter(({ file }) => file.syntax.path === path)
    .flatMap(service => service.syntax.rpcs.map(rpc => rpcOf(service, rpc, version)));
  const byId = new Map(rpcs.map(rpc => [rpc.id, rpc]));
  return {
    texts,
    rpcs,
    rpc: id => byId.get(asId(id)),
    fields: name => {
      const message = messages.get(name);
      const fields = known.get(name) ?? (message && fieldsOf(message, version.types));
      if (fields) known.set(name, fields);
      return fields;
    },
  };
}

const asId = (id: string): string =>
  id
    .split(' ')[0]!
    .replace(/^\//, '')
    .replace(/^([^/]*)\.([^./]+)$/, '$1/$2');

function closure(path: FilePath, files: ContractTexts['files']): ReadonlyMap<FilePath, string> {
  const byName = Map.groupBy(
    files.under('').filter(file => file.endsWith('.proto')),
    baseName,
  );
  const texts = new Map<FilePath, string>();
  const open = new Set([path]);
  // A Set goes on to what was added meanwhile.
  for (const file of open) {
    const text = files.read(file);
    if (text === undefined) continue;
    texts.set(file, text);
    for (const { path: written } of parseProto({ path: file, text }).imports) {
      const candidates = byName.get(baseName(written)) ?? [];
      const target = candidates.find(candidate => candidate === written) ?? fileNamed(written, candidates, file);
      if (target !== undefined) open.add(target as FilePath);
    }
  }
  return texts;
}

function rpcOf(service: ServiceElement, rpc: RpcSyntax, { types }: Version): Rpc {
  const { fullName: scope, file } = service;
  const named = (written: string): string => types.named(written, { scope, file, at: rpc.at })?.fullName ?? written.replace(/^\./, '');
  return {
    id: `${scope}/${rpc.name}`,
    request: named(rpc.request),
    response: named(rpc.response),
    clientStreams: rpc.clientStreams,
    serverStreams: rpc.serverStreams,
    writes: mayWrite(rpc),
  };
}

/** What a method says of itself; where it says nothing, by its name. */
function mayWrite({ name, options }: RpcSyntax): boolean {
  const level = optionOf(options, 'idempotency_level')?.text;
  if (level !== undefined && level !== 'IDEMPOTENCY_UNKNOWN') return level !== 'NO_SIDE_EFFECTS';
  return !/^(Get|List|Search|Find|Read|Check|Query|Describe|Count|Lookup|Fetch|BatchGet|Watch|Has|Is)(?=[A-Z]|$)/.test(name);
}
