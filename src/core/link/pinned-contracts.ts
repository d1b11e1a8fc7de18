import type { Contract } from '../model/contract-fact.ts';
import type { FilePath } from '../model/source.ts';
import { pinnedPath } from '../model/sibling-fact.ts';
import type { Placed } from './facts-view.ts';
import type { PinnedService } from './siblings.ts';
import type { Known } from './world.ts';

/** A contract that a service of another repository provides. */
export interface PinnedContract {
  readonly provider: PinnedService;
  readonly contract: Placed<Contract>;
}

export const pinnedContracts = ({ siblings, view }: Pick<Known, 'siblings' | 'view'>): readonly PinnedContract[] =>
  siblings.all.flatMap(provider =>
    provider.provides.flatMap(({ contract: path }) =>
      view.of(pinnedPath(provider.sibling, path), 'contract').map(contract => ({ provider, contract: contract as Placed<Contract> })),
    ),
  );

/** Copies grow apart; one that still shares half of what the smaller of them says is a copy. */
const SHARED = 0.5;

/** The same title and mostly the same operations or channels: one is a copy of the other, at whatever version. */
export function isCopy(one: Contract, other: Contract): boolean {
  if (one.format !== other.format || one.name !== other.name) return false;
  const [mine, theirs] = [said(one), said(other)];
  const both = [...mine].filter(part => theirs.has(part)).length;
  return both > 0 && both >= SHARED * Math.min(mine.size, theirs.size);
}

const said = ({ operations, channels }: Contract): ReadonlySet<string> =>
  new Set([...operations.map(({ method, path }) => `${method} ${path}`), ...channels.map(({ address }) => address)]);

/** Whether any code of a service's files answers one of a document's operations; undefined where no route of it is known. */
export function answersAny(contract: Contract, files: readonly FilePath[], view: Known['view']): boolean | undefined {
  const routes = files.flatMap(file => view.of(file, 'serves-route'));
  if (routes.length === 0) return undefined;
  return contract.operations.some(operation =>
    routes.some(
      ({ method, path }) =>
        path.kind === 'literal' && (method === '*' || method === operation.method) && endAlike(partsOf(path.text), partsOf(operation.path)),
    ),
  );
}

const partsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .filter(part => part !== '')
    .map(part => (/^[:{*]/.test(part) ? '{}' : part));

/** One of them may lack what a router or a server's address puts before the path. */
function endAlike(one: readonly string[], other: readonly string[]): boolean {
  const shared = Math.min(one.length, other.length);
  if (shared === 0) return one.length === other.length;
  const [mine, theirs] = [one.slice(-shared), other.slice(-shared)];
  return mine.join('/') === theirs.join('/') && mine.some(part => part !== '{}');
}
