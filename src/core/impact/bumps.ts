import type { ElementChange, Impact } from '../model/impact.ts';
import type { FilePath } from '../model/source.ts';
import type { Sides } from './side.ts';

/** What the next version of something that others build on has to be called, by Semantic Versioning 2.0.0. */
export interface VersionBump {
  /** A contract's file or a package's name. */
  readonly artefact: string;
  readonly file: FilePath;
  readonly bump: 'major' | 'minor';
  readonly from?: string;
  readonly to?: string;
}

/** One a contract file and one a shared package; what needs no new version is left out. Pure. */
export function versionBumps({ changes }: Impact, sides: Sides): readonly VersionBump[] {
  const written = changes.filter(({ kind }) => kind === 'message' || kind === 'rpc' || kind === 'operation' || kind === 'contract');
  const contracts = [...Map.groupBy(written, ({ at }) => at.file)].map(([file, own]) => contractBump(file, own, sides));
  const packages = [
    ...Map.groupBy(
      changes.filter(({ kind }) => kind === 'symbol'),
      ({ providers }) => providers.find(id => id.startsWith('package:')) ?? '',
    ),
  ];
  return [...contracts, ...packages.flatMap(([id, own]) => packageBump(id, own, sides))].filter(
    ({ from, to }) => from === undefined || from !== to,
  );
}

const sizeOf = (changes: readonly ElementChange[]): VersionBump['bump'] => (changes.some(({ breaking }) => breaking) ? 'major' : 'minor');

function contractBump(file: FilePath, changes: readonly ElementChange[], { before, after }: Sides): VersionBump {
  const bump = sizeOf(changes);
  const [was] = before.world.view.of(file, 'contract');
  const [is] = after.world.view.of(file, 'contract');
  const from = was?.version ?? /\bv\d+(?:(?:alpha|beta)\d*)?$/.exec(was?.name ?? '')?.[0];
  if (from === undefined) return { artefact: was?.name ?? file, file, bump };
  const isDone = is?.version !== undefined && is.version !== was?.version;
  return { artefact: was?.name ?? file, file, bump, from, to: isDone ? is.version! : raised(from, bump) };
}

function packageBump(id: string, changes: readonly ElementChange[], { before }: Sides): VersionBump[] {
  const node = before.graph.nodes.find(other => other.id === id);
  const file = node?.evidence[0]?.file;
  if (!node || file === undefined) return [];
  const bump = sizeOf(changes);
  const from = /"version"\s*:\s*"([^"]+)"/.exec(before.texts.read(file) ?? '')?.[1];
  return [{ artefact: node.name, file, bump, ...(from !== undefined && { from, to: raised(from, bump) }) }];
}

/** `1.4.2` to `2.0.0` or `1.5.0`; below 1.0.0 a minor version may break; `v1` to `v2`. What is no version stays. */
function raised(version: string, bump: VersionBump['bump']): string {
  const path = /^v(\d+)/.exec(version);
  if (path) return bump === 'major' ? `v${Number(path[1]) + 1}` : version;
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!parts) return version;
  const [major, minor, patch] = parts.slice(1).map(Number) as [number, number, number];
  if (bump === 'minor') return major === 0 ? `0.${minor}.${patch + 1}` : `${major}.${minor + 1}.0`;
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}
