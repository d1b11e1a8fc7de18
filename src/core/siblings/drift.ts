import type { Files } from '../manifests/files.ts';
import { isUnder } from '../model/paths.ts';
import type { Locked, LockedService } from '../model/sibling-fact.ts';
import type { FilePath } from '../model/source.ts';

/** What differs between a repository as it is locked and as it is: one sentence each. What changed inside of a contract is for contract-diff to say. */
export function drift(before: Locked, after: Locked): readonly string[] {
  const [was, is] = [named(before.services), named(after.services)];
  return [
    ...[...was.keys()].filter(name => !is.has(name)).map(name => `${name} provides nothing any more.`),
    ...[...is.keys()].filter(name => !was.has(name)).map(name => `${name} provides something, and is not locked.`),
    ...[...was.values()].flatMap(service => serviceDrift(service, is.get(service.name))),
    ...fileDrift(before, after),
  ];
}

const named = (services: readonly LockedService[]): ReadonlyMap<string, LockedService> =>
  new Map(services.map(service => [service.name, service]));

function serviceDrift(was: LockedService, is: LockedService | undefined): readonly string[] {
  if (!is) return [];
  return [
    ...missing(was.hosts, is.hosts).map(host => `${was.name} is not called ${host} any more.`),
    ...missing(is.hosts, was.hosts).map(host => `${was.name} is called ${host} too.`),
    ...missing(provided(was), provided(is)).map(contract => `${was.name} does not provide ${contract} any more.`),
    ...missing(provided(is), provided(was)).map(contract => `${was.name} provides ${contract} too.`),
  ];
}

const provided = ({ provides }: LockedService): readonly string[] =>
  provides.flatMap(({ contract, services }) => (services.length === 0 ? [contract] : services));

const missing = (from: readonly string[], others: readonly string[]): readonly string[] => from.filter(one => !others.includes(one));

function fileDrift(before: Locked, after: Locked): readonly string[] {
  const now = new Map(after.files.map(({ path, digest }) => [path, digest]));
  return before.files
    .filter(({ path, digest }) => now.has(path) && now.get(path) !== digest)
    .map(({ path }) => `${path} is another text than the one that is locked.`);
}

/** Texts by path, as files. */
export function filesOf(texts: ReadonlyMap<FilePath, string>): Files {
  const paths = [...texts.keys()].toSorted();
  return { read: path => texts.get(path), under: folder => paths.filter(path => isUnder(path, folder)) };
}
