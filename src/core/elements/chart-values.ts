import type { Fact } from '../model/fact.ts';
import { folderOf, isUnder } from '../model/paths.ts';
import type { FilePath, Location, Span } from '../model/source.ts';
import { isValue, variablesIn } from '../model/value.ts';
import type { System } from './system.ts';

/** A value of a chart: where values files say it, and which templates take it. */
export interface ChartValue {
  readonly path: string;
  /** The chart's own file first. */
  readonly given: readonly (Location & { readonly text: string })[];
  readonly taken: readonly Location[];
}

/** The folder of the innermost chart that a file belongs to; of a values file that stands elsewhere, its own. */
export function chartOf({ facts }: System, path: FilePath): string {
  const charts = [...facts].flatMap(([file, own]) => (own.some(({ kind }) => kind === 'helm-chart') ? [folderOf(file)] : []));
  return charts.filter(folder => isUnder(path, folder)).toSorted((a, b) => b.length - a.length)[0] ?? folderOf(path);
}

/** Of a path that holds others, all of those. */
export function chartValue(path: string, chart: string, { facts }: System): ChartValue {
  const given: (Location & { readonly text: string })[] = [];
  const taken: Location[] = [];
  for (const [file, own] of facts) {
    if (!isUnder(file, chart)) continue;
    for (const fact of own) {
      if (fact.kind === 'helm-values')
        for (const { at, text, path: other } of fact.entries) if (other === path) given.push({ file, span: at, text });
      for (const { name, at } of chartReferences(fact)) if (name === path || name.startsWith(`${path}.`)) taken.push({ file, span: at });
    }
  }
  return { path, given: given.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a))), taken };
}

const isOwn = ({ file }: Location): boolean => /(^|\/)values\.ya?ml$/.test(file);

const PREFIX = '.Values.';

/** Values of the chart that an object of a template is made of, each with the nearest place that is known. */
function chartReferences(fact: Fact): { readonly name: string; readonly at: Span }[] {
  if (fact.kind !== 'workload' && fact.kind !== 'cluster-service' && fact.kind !== 'config-map') return [];
  const found: { readonly name: string; readonly at: Span }[] = [];
  collect(fact, fact.at, found);
  return found;
}

function collect(part: unknown, near: Span, found: { readonly name: string; readonly at: Span }[], depth = 0): void {
  if (typeof part !== 'object' || part === null || depth > MOST_DEPTH) return;
  const at = 'at' in part && Array.isArray(part.at) ? (part.at as unknown as Span) : near;
  if (isValue(part)) {
    for (const { name } of variablesIn(part)) if (name.startsWith(PREFIX)) found.push({ name: name.slice(PREFIX.length), at });
    return;
  }
  for (const child of Object.values(part)) collect(child, at, found, depth + 1);
}

const MOST_DEPTH = 5;
