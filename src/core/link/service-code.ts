import type { CodeUnit } from './code-units.ts';
import { plain, stem } from './names.ts';
import { baseName, isUnder } from '../model/paths.ts';
import { ownImage, type Group } from './service-groups.ts';
import { technologyOfImage } from './technologies.ts';

/** Gives each group its code: the folder it is built from, else the unit that has its name. A unit that nobody deploys is a service of its own. */
export function addUnits(groups: Group[], units: readonly CodeUnit[]): void {
  const free = new Set(units);
  const shared = sharedFolders(groups);
  for (const group of groups) {
    const folders = group.deployments.map(({ folder }) => folder).filter(folder => folder !== undefined && !shared.has(folder));
    for (const unit of units) {
      if (!folders.includes(unit.folder)) continue;
      take(group, unit, `It is built from ${unit.folder || 'the root folder'}.`);
      free.delete(unit);
    }
  }
  for (const group of groups) {
    if (group.units.length > 0 || group.deployments.some(({ folder }) => folder !== undefined && !shared.has(folder))) continue;
    if (group.deployments.some(({ image }) => image && technologyOfImage(image) && !/\//.test(image))) continue;
    const unit =
      unitByName(group, free) ??
      unitByName(group, new Set(units)) ??
      units.find(({ folder }) => group.deployments.some(deployment => deployment.folder === folder));
    if (!unit) continue;
    take(group, unit, `Its code is found by name in ${unit.folder}.`);
    free.delete(unit);
  }
  const covered = groups.flatMap(group => group.units.map(({ folder }) => folder));
  const built = groups
    .flatMap(group => group.deployments.map(({ folder }) => folder))
    .filter(folder => folder !== undefined && folder !== '');
  const isAlone = groups.every(isProduct);
  for (const unit of free) {
    if (
      !unit.runs ||
      covered.some(folder => folder !== '' && isUnder(unit.folder, folder)) ||
      built.some(folder => isUnder(unit.folder, folder!))
    )
      continue;
    if (unit.folder === '' && !isAlone) continue;
    const group: Group = { deployments: [], units: [], why: [] };
    take(group, unit, `It starts a program (${unit.framework ?? unit.language ?? 'application'}).`);
    groups.push(group);
  }
}

/** Somebody else's image, and nothing that is built here. */
const isProduct = ({ units, deployments }: Group): boolean =>
  units.length === 0 &&
  deployments.every(
    ({ folder, image }) => folder === undefined && image !== undefined && (!image.includes('/') || technologyOfImage(image) !== undefined),
  );

/** A folder that several services of one environment are built from, as a repository's root often is, tells none of them apart. */
function sharedFolders(groups: readonly Group[]): ReadonlySet<string> {
  const holders = new Map<string, Set<Group>>();
  for (const group of groups)
    for (const { folder } of group.deployments)
      if (folder !== undefined) holders.set(folder, (holders.get(folder) ?? new Set()).add(group));
  return new Set([...holders].filter(([, of]) => of.size > 1).map(([folder]) => folder));
}

function take(group: Group, unit: CodeUnit, why: string): void {
  group.units.push(unit);
  group.why.push({ aspect: 'code', why, at: unit.at });
}

function unitByName(group: Group, units: ReadonlySet<CodeUnit>): CodeUnit | undefined {
  const images = group.deployments.map(({ image }) => image && ownImage(image)).filter(image => image !== undefined);
  const names = [...group.deployments.map(({ name }) => name), ...images];
  const exact = new Set(names.map(plain));
  const stems = new Set(names.map(stem));
  // The root's name is that of the checkout; a package there that starts a program has a name of its own.
  const candidates = [...units].filter(unit => unit.folder !== '' || unit.runs);
  const called = (match: (name: string) => boolean): CodeUnit | undefined =>
    best(candidates.filter(unit => match(baseName(unit.folder)) || unit.names.some(match)));
  return (
    called(name => exact.has(plain(name))) ??
    called(name => stems.has(stem(name))) ??
    best(
      candidates.filter(unit =>
        images.some(
          image =>
            plain(image)
              .replace(/v\d+$/, '')
              .endsWith(plain(baseName(unit.folder))) && plain(baseName(unit.folder)).length > 3,
        ),
      ),
    )
  );
}

const best = (units: readonly CodeUnit[]): CodeUnit | undefined =>
  units.toSorted(
    (a, b) =>
      Number(b.runs) - Number(a.runs) ||
      Number(b.dockerfile !== undefined) - Number(a.dockerfile !== undefined) ||
      a.folder.length - b.folder.length,
  )[0];
