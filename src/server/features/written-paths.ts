import type { OpenText } from '../../core/elements/system.ts';
import type { ComposeService } from '../../core/model/compose-fact.ts';
import type { Kustomization } from '../../core/model/kustomize-fact.ts';
import type { Fact } from '../../core/model/fact.ts';
import { folderOf, within } from '../../core/model/paths.ts';
import type { HelmRelease } from '../../core/model/release-fact.ts';
import type { FilePath, Span } from '../../core/model/source.ts';
import { protoImportPaths } from './proto-import-paths.ts';

/** A path that a text writes down, and the files that it may mean, the likeliest first. Whether they exist is not known here. */
export interface WrittenPath {
  readonly span: Span;
  readonly candidates: readonly FilePath[];
}

const MOST = 1000;

/** Paths of other files of the workspace, in the order in which they are written. */
export function writtenPaths(open: OpenText): WrittenPath[] {
  const found = [...open.facts.flatMap(fact => pathsOf(fact, open)), ...references(open)].filter(({ candidates }) => candidates.length > 0);
  const byPlace = new Map(found.map(one => [one.span.join(), one]));
  return [...byPlace.values()].toSorted((a, b) => a.span[0] - b.span[0]).slice(0, MOST);
}

function pathsOf(fact: Fact, open: OpenText): readonly WrittenPath[] {
  const folder = folderOf(open.path);
  switch (fact.kind) {
    case 'compose-include':
      return [linked(fact.at, [within(folder, fact.path)])];
    case 'compose-service':
      return composePaths(fact, open);
    case 'kustomization':
      return kustomizePaths(fact, folder);
    case 'helm-chart':
      return fact.dependencies.flatMap(({ repository = '', at }) => chartPath(repository, at, open));
    case 'helm-release':
      return releasePaths(fact, open);
    case 'contract':
      return fact.format !== 'protobuf'
        ? []
        : fact.references.map(({ at, path }) => linked(inside(at, path, open), protoImportPaths(path, open)));
    default:
      return [];
  }
}

function composePaths({ at: [start], build, envFiles, extends: base, mounts }: ComposeService, open: OpenText): WrittenPath[] {
  const folder = folderOf(open.path);
  const after = (key: string, written: string): Span | undefined => valueOf(key, written, { text: open.text, from: start });
  const context = build && within(folder, build.context);
  const recipe = context === undefined ? undefined : within(context, build?.dockerfile ?? 'Dockerfile');
  return [
    ...(build ? [linked(build.dockerfile === undefined ? build.at : after('dockerfile', build.dockerfile), [recipe])] : []),
    ...envFiles.map(({ at, path }) => linked(at, [within(folder, path)])),
    ...(base?.file === undefined ? [] : [linked(after('file', base.file), [within(folder, base.file)])]),
    ...mounts.map(({ at, source }) => linked(inside(at, source, open), [within(folder, source)])),
  ];
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

function kustomizePaths({ resources, patches, generated }: Kustomization, folder: string): WrittenPath[] {
  const files = [...patches, ...generated.flatMap(({ files = [] }) => files)];
  return [
    ...resources.map(({ at, path }) =>
      linked(at, [within(folder, path), ...KUSTOMIZATIONS.map(name => within(folder, `${path}/${name}`))]),
    ),
    ...files.map(({ at, path }) => linked(at, [within(folder, path)])),
  ];
}

/** A subchart that lies beside its chart: `file://../common`. */
function chartPath(repository: string, [start]: Span, { path, text }: OpenText): readonly WrittenPath[] {
  if (!repository.startsWith('file://')) return [];
  const chart = within(folderOf(path), `${repository.slice('file://'.length)}/Chart.yaml`);
  return [linked(valueOf('repository', repository, { text, from: start }), [chart])];
}

function releasePaths({ at, chart, from, remote, valuesFiles }: HelmRelease, open: OpenText): WrittenPath[] {
  const below = (written: string): (FilePath | undefined)[] => from.map(folder => within(folder, written));
  return [
    ...valuesFiles.filter(({ repository }) => repository === undefined).map(({ at, path }) => linked(at, below(path))),
    ...(remote || open.text.slice(...at) !== chart ? [] : [linked(at, below(`${chart}/Chart.yaml`))]),
  ];
}

const REFERENCE = /\$ref["']?\s*:\s*["']?([^\s"'#,}]{1,500})/g;

/** `$ref` in contracts and in the schemas beside them. */
function references({ path, text }: OpenText): WrittenPath[] {
  if (!/\.(ya?ml|json)$/.test(path)) return [];
  return [...text.matchAll(REFERENCE)].map(match => {
    const end = match.index + match[0].length;
    return linked([end - match[1]!.length, end], [within(folderOf(path), match[1]!)]);
  });
}

/** A place that is not found gives a link that nobody sees. */
const linked = (span: Span | undefined, candidates: readonly (FilePath | undefined)[]): WrittenPath => ({
  span: span ?? [0, 0],
  candidates: span === undefined ? [] : candidates.filter(path => path !== undefined),
});

/** Without quotes, and without what stands around a path in its own value: `./conf:/etc/conf`, `name=file`. */
function inside([start, end]: Span, written: string, { text }: OpenText): Span | undefined {
  const at = text.indexOf(written, start);
  return at < 0 || at + written.length > end ? undefined : [at, at + written.length];
}

/** A block of a manifest is seldom longer. */
const NEAR = 4000;

/** Where `key: written` stands after a place. */
function valueOf(key: string, written: string, { text, from }: { readonly text: string; readonly from: number }): Span | undefined {
  const near = text.slice(from, from + NEAR);
  for (let at = near.indexOf(written); at >= 0; at = near.indexOf(written, at + 1)) {
    const before = near.slice(Math.max(0, at - key.length - 20), at);
    if (new RegExp(`(^|[\\s{,"'-])${key}["']?\\s*:\\s*["']?$`).test(before)) return [from + at, from + at + written.length];
  }
  return undefined;
}
