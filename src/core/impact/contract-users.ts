import { simple } from '../link/grpc-edges.ts';
import type { Placed } from '../link/facts-view.ts';
import type { Service } from '../link/services.ts';
import type { Contract } from '../model/contract-fact.ts';
import type { Location } from '../model/source.ts';
import type { FilePath } from '../model/source.ts';
import { isTest } from '../model/paths.ts';
import { takersOf } from './message-takers.ts';
import type { Side, Sides } from './side.ts';

/** A service that speaks a proto contract, and by which text of it. */
export interface ContractUser {
  readonly service: Service;
  /** Where its code takes or serves the contract. */
  readonly at: readonly Location[];
  /** The copies that it keeps of its own; empty where it is built from the contract's own file. */
  readonly copies: readonly FilePath[];
}

/** Everyone who speaks the contract of a proto file in the version before. */
export function usersOf(file: FilePath, sides: Sides): readonly ContractUser[] {
  const { before } = sides;
  const protos = before.world.view.all('contract').filter(({ format, file: path }) => format === 'protobuf' && !isTest(path));
  const own = protos.filter(contract => contract.file === file);
  const packages = new Set(own.map(({ name }) => name));
  const family = protos.filter(contract => packages.has(contract.name) || own.some(one => sharesService(one, contract)));
  const names = new Set(family.flatMap(({ services }) => services.map(({ name }) => simple(name))));
  const takers = takersOf(file, before);
  return before.world.services.flatMap(service => {
    const spoken = speaks(service, names, before);
    const at = spoken.length > 0 ? spoken : (takers.get(service) ?? []);
    return at.length === 0 ? [] : [{ service, at, copies: copiesOf(service, { file, family, before }) }];
  });
}

const sharesService = (a: Placed<Contract>, b: Placed<Contract>): boolean =>
  a.services.some(({ name }) => b.services.some(other => simple(other.name) === simple(name)));

function speaks(service: Service, names: ReadonlySet<string>, { world }: Side): Location[] {
  return world.ownership
    .filesOf(service)
    .flatMap(owned =>
      [...world.view.of(owned.file, 'grpc-client'), ...world.view.of(owned.file, 'grpc-server')]
        .filter(fact => names.has(simple(fact.service)) && world.ownership.runs(service, owned, fact.at))
        .map(({ at }) => ({ file: owned.file, span: at })),
    );
}

interface Family {
  readonly file: FilePath;
  readonly family: readonly Placed<Contract>[];
  readonly before: Side;
}

/** A copy of a file that belongs to nobody, alike but for comments and options, is made from it by a script; any other copy lives its own life. */
function copiesOf(service: Service, { file, family, before }: Family): readonly FilePath[] {
  const holds = (path: FilePath): boolean => before.world.ownership.ownersOf(path).includes(service);
  if (holds(file)) return [];
  const text = gist(before.texts.read(file) ?? '');
  const isShared = before.world.ownership.ownersOf(file).length === 0;
  const own = family.map(contract => contract.file).filter(path => path !== file && holds(path));
  return own.some(path => isShared && gist(before.texts.read(path) ?? '') === text) ? [] : own;
}

/** What of a proto file reaches the wire. */
const gist = (text: string): string => spaced(uncommented(text).replace(/^\s*(option|import|syntax|edition)\b[^;]*;/gm, ''));

const uncommented = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A proto file without what is for people alone. */
export const withoutComments = (text: string): string => spaced(uncommented(text));
