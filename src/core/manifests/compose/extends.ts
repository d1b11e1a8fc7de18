import { joinedPath, pathFrom, withAbsolutePaths } from './absolute-paths.ts';
import type { KeyPath } from './documents.ts';
import { Failure, refuse } from './failure.ts';
import { extendedFile, withoutReset, type Model } from './load.ts';
import { mergedService } from './merge.ts';
import { eachValue, implied, isNull, isText, placeOf, textOf, valueOf, withEntry, without, type MappingNode, type Node } from './node.ts';

interface Extending {
  readonly model: Model;
  /** The file that the services are written in. */
  readonly file: string;
  readonly resets: readonly KeyPath[];
}

/** The services of one file; each is extended at most once. */
interface Services extends Extending {
  readonly found: Map<string, Node>;
}

const DEEPEST = 100;

/** Each service over the one that it extends. */
export function withExtended(root: MappingNode, extending: Extending): MappingNode {
  const services = valueOf(root, 'services');
  if (!services) return root;
  if (services.kind !== 'mapping') return refuse('services is no mapping; write each service below it by name.', services);
  const found = new Map([...services.entries].map(([name, { value }]) => [name, value]));
  const extended = eachValue(services, (_, name) => extendedService(name, { ...extending, found }, []));
  return withEntry(root, 'services', extended);
}

function extendedService(name: string, services: Services, trail: readonly string[]): Node {
  const service = services.found.get(name)!;
  if (isNull(service)) return service;
  if (service.kind !== 'mapping') return refuse(`services.${name} is no mapping.`, service);
  const extended = valueOf(service, 'extends');
  if (!extended) return service;
  const { from, reference, file } = baseOf({ name, extended }, services);
  const step = `${name} in ${file}`;
  if (trail.includes(step))
    throw new Failure(`The service ${name} extends itself by way of others: ${[...trail, step].join(', ')}.`, placeOf(extended));
  if (trail.length > DEEPEST) throw new Failure('Services extend each other too many times.', placeOf(extended));
  const base = extendedService(reference, from, [...trail, step]);
  if (base.kind !== 'mapping') return service;
  const merged = mergedService(withoutResetOf(name, base, services.resets), service);
  const result = merged.kind === 'mapping' ? without(merged, 'extends') : merged;
  services.found.set(name, result);
  return result;
}

interface Base {
  readonly from: Services;
  readonly reference: string;
  readonly file: string;
}

function baseOf({ name, extended }: { readonly name: string; readonly extended: Node }, services: Services): Base {
  const reference = isText(extended) ? extended.value : textOf(extended, 'service');
  if (reference === undefined) return refuse(`services.${name}.extends names no service.`, extended);
  const file = valueOf(extended, 'file');
  if (!file || isNull(file)) {
    if (!services.found.has(reference)) refuse(`The service ${name} extends ${reference}, which this file does not have.`, extended);
    return { from: services, reference, file: services.file };
  }
  if (!isText(file)) return refuse(`services.${name}.extends.file is no text.`, file);
  const from = servicesOf(file, services);
  if (!from.found.has(reference)) refuse(`The service ${name} extends ${reference}, which ${file.value} does not have.`, extended);
  return { from, reference, file: file.value };
}

/** Paths in an extended file start at its folder, seen from the folder of the project. */
function servicesOf(file: Node & { readonly value: string }, { model }: Services): Services {
  if (/^(https?:|git@|github\.com\/|oci:)|^git:/.test(file.value)) refuse(`${file.value} is not on this machine; it was not read.`, file);
  const path = pathFrom({ folder: model.search, home: undefined }, file.value);
  const { root, resets } = extendedFile(path, placeOf(file), model);
  const folder = folderOf(file.value, model);
  const services = valueOf(withAbsolutePaths(root, { folder, home: model.session.home }), 'services');
  if (services?.kind !== 'mapping') return refuse(`${file.value} has no services to extend.`, file);
  return { model, file: file.value, resets, found: new Map([...services.entries].map(([name, { value }]) => [name, value])) };
}

/** The folder of a file as seen from the search folder. */
function folderOf(file: string, { search }: Model): string {
  return relativePath(search, joinedPath(file.startsWith('/') ? file : joinedPath(search, file), '..'));
}

export function relativePath(from: string, to: string): string {
  const [start, end] = [from, to].map(path => path.split('/').filter(part => part !== '')) as [string[], string[]];
  let shared = 0;
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/') || '.';
}

/** A service resets what it would take from its base. */
function withoutResetOf(name: string, base: MappingNode, resets: readonly KeyPath[]): MappingNode {
  const kept = withoutReset(implied({ services: implied({ [name]: base }) }), resets);
  const service = valueOf(valueOf(kept, 'services'), name);
  return service?.kind === 'mapping' ? service : base;
}
