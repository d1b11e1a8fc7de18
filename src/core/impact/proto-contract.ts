import { simple } from '../link/grpc-edges.ts';
import type { Blow, ElementChange } from '../model/impact.ts';
import type { FilePath } from '../model/source.ts';
import { schemaOf } from '../readers/messages/protobuf-schema.ts';
import type { ContractSchema } from '../readers/messages/schema.ts';
import { NOTHING, type Found } from './concern.ts';
import { usersOf, withoutComments, type ContractUser } from './contract-users.ts';
import { filesFor } from './service-files.ts';
import { afterAt, type Sides } from './side.ts';

/** One proto file and everyone around it. */
export interface ProtoContract {
  readonly file: FilePath;
  readonly users: readonly ContractUser[];
  /** Ids of who implements its services. */
  readonly providers: readonly string[];
  /** How many files of its users there are to look for readers in. */
  readonly searched: number;
}

export function protoContract(file: FilePath, sides: Sides): ProtoContract {
  const users = usersOf(file, sides);
  const searched = new Set(users.flatMap(({ service }) => filesFor(service, sides.after))).size;
  return { file, users, providers: providersOf(file, sides), searched };
}

function providersOf(file: FilePath, { before }: Sides): readonly string[] {
  const names = new Set(before.world.view.of(file, 'contract').flatMap(({ services }) => services.map(({ name }) => simple(name))));
  return before.world.services
    .filter(service =>
      before.world.ownership
        .filesOf(service)
        .some(owned => before.world.view.of(owned.file, 'grpc-server').some(fact => names.has(simple(fact.service)))),
    )
    .map(({ id }) => id);
}

/** The contract's own files: those that lie with its owner, or with nobody. */
export function protosNear(file: FilePath, { before }: Sides): ContractSchema {
  const owners = before.world.ownership.ownersOf(file);
  const near = before.world.view.all('contract').filter(({ format, file: path }) => {
    const holders = before.world.ownership.ownersOf(path);
    return format === 'protobuf' && (path === file || holders.length === 0 || holders.some(holder => owners.includes(holder)));
  });
  const paths = [...new Set([file, ...near.map(contract => contract.file)])];
  return schemaOf(paths.map(path => ({ path, text: before.texts.read(path) ?? '' })));
}

/** Whoever is built from the file is built again, whatever changed in it but words for people. */
export function rebuilt({ file, users, providers }: ProtoContract, sides: Sides): Found {
  const [before, after] = [sides.before.texts.read(file) ?? '', sides.after.texts.read(file) ?? ''];
  if (withoutComments(before) === withoutComments(after)) return NOTHING;
  const change: ElementChange = {
    element: file,
    kind: 'contract',
    level: 'safe',
    breaking: false,
    message: `${file} changed.`,
    at: { file, span: [0, 0], side: after === '' ? 'before' : 'after' },
    providers,
  };
  const blows = users
    .filter(({ copies }) => copies.length === 0)
    .map(({ service, at }): Blow => ({
      change,
      service: service.id,
      effect: 'rebuilt',
      confidence: 'certain',
      why: `It is built from ${file}.`,
      evidence: at.map(afterAt),
    }));
  return { changes: blows.length > 0 ? [change] : [], blows };
}
