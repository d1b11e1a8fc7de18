import { isFor } from '../elements/consumers.ts';
import type { FilePath } from '../model/source.ts';
import type { Occurrence } from '../navigate/occurrence.ts';
import { stillThere, type Sides } from './side.ts';

export interface Operation {
  readonly method: string;
  readonly path: string;
}

/** Who calls an operation of a file, before the change and still: by methods of generated clients, and by requests that fit one of its routes. */
export type OperationCallers = (operation: Operation, file: FilePath) => readonly Occurrence[];

/** Looks through the elements of the system once, and at each operation once, however many of its parts changed. */
export function operationCallers(sides: Sides): OperationCallers {
  const { world, elements } = sides.before;
  const routes = requestedRoutes(sides);
  const known = new Map<string, readonly Occurrence[]>();

  const found = ({ method, path }: Operation, file: FilePath): readonly Occurrence[] => {
    const operations = world.view.of(file, 'contract').flatMap(contract => contract.operations);
    const ids = operations.filter(one => one.method === method && one.path === path).flatMap(({ id }) => id ?? []);
    const generated = ids.flatMap(id => elements.get(`operation ${file} ${id}`) ?? []).filter(isCall);
    const routed = routes.flatMap(({ operation, calls }) => (isFor(operation, { method, path }) ? calls : []));
    return [...generated, ...routed].filter(({ at }) => stillThere(at, sides));
  };

  return (operation, file) => {
    const key = `${operation.method} ${operation.path} ${file}`;
    const calls = known.get(key) ?? found(operation, file);
    known.set(key, calls);
    return calls;
  };
}

interface RequestedRoute {
  /** `POST /orders/{}`. */
  readonly operation: string;
  readonly calls: readonly Occurrence[];
}

const requestedRoutes = ({ before }: Sides): readonly RequestedRoute[] =>
  [...before.elements].flatMap(([element, places]) => {
    const [, operation] = element.startsWith('route ') ? (/ ([A-Z*]+ \/.*)$/.exec(element) ?? []) : [];
    const calls = operation === undefined ? [] : places.filter(isCall);
    return operation === undefined || calls.length === 0 ? [] : [{ operation, calls }];
  });

const isCall = ({ role, only, guess }: Occurrence): boolean => role === 'calls' && only === undefined && !guess;
