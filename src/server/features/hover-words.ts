import type { Affected, Impact } from '../../core/elements/consumers.ts';
import type { SettingOf } from '../../core/elements/settings.ts';
import { counted } from '../../core/model/counted.ts';
import type { GraphEdge, GraphNode } from '../../core/model/graph.ts';
import { nodeWords } from '../../core/model/node-words.ts';
import type { Location } from '../../core/model/source.ts';

/** A location as a link of Markdown. */
export type LinkTo = (location: Location) => string;

/** Longer lists are cut, and say so. */
const MOST = 5;

/** Texts of a workspace are shown as they are: nothing in them is Markdown. */
export const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&').replace(/\s+/g, ' ');

/** A text in the font of code, whatever ticks it holds. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${flat}${fence}` : `${fence} ${flat} ${fence}`;
}

export const bold = (text: string): string => `**${escaped(text)}**`;

export function list(items: readonly string[], most = MOST): string {
  const shown = items.slice(0, most);
  const more = items.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `kustomize:…/overlays/production`: the last folders tell one environment from another. */
export function environmentWords(environment: string): string {
  const [, kind = '', path = ''] = /^([\w-]+:)(.*)$/.exec(environment) ?? [];
  const folders = path.split('/');
  return escaped(folders.length > 2 ? `${kind}…/${folders.slice(-2).join('/')}` : environment);
}

export const environmentList = (environments: readonly string[], most = 4): string =>
  list([...new Set(environments.map(environmentWords))], most);

const KIND: Readonly<Record<GraphNode['kind'], string>> = { ...nodeWords, package: 'shared package' };

/** **orders** service · TypeScript · services/orders */
export const nodeLine = ({ name, kind, technology, path }: GraphNode): string =>
  [`${bold(name)} ${KIND[kind]}`, technology && escaped(technology), path && code(path)].filter(Boolean).join(' · ');

const over = ({ node, hops }: Affected): string => `${escaped(node.name)} (${counted(hops, 'hop')})`;

/** Lines that one caller is shown with. */
const MOST_PROOFS = 2;

/** Who is affected, in a sentence and a list. */
export function impactLines(
  impact: Impact,
  { lead, link, nobody }: { readonly lead: string; readonly link: LinkTo; readonly nobody: string },
): string[] {
  const { direct, indirect } = impact;
  if (direct.length + indirect.length === 0) return [nobody];
  const one = ({ node, proofs }: Affected): string =>
    `${escaped(node.name)}${proofs.length > 0 ? ` (${list([...new Set(proofs.map(link))], MOST_PROOFS)})` : ''}`;
  return [
    `${lead} **${counted(direct.length + indirect.length, 'service')}**.`,
    ...(direct.length > 0 ? [`Directly: ${list(direct.map(one))}.`] : []),
    ...(indirect.length > 0 ? [`Through others: ${list(indirect.map(over))}.`] : []),
  ];
}

const shown = ({ setting: { value, why } }: SettingOf): string =>
  value === undefined ? `not known: ${escaped(why ?? 'no reason given')}` : value === '' ? 'empty' : code(value);

/** One row for each environment; environments of one value share a row. */
export function valueRows(values: readonly SettingOf[], link: LinkTo): string[] {
  const rows = [...Map.groupBy(values, shown)].map(([value, same]) => [
    environmentList(same.map(({ environment }) => environment)),
    value,
    list([...new Set(same.flatMap(({ setting }) => setting.evidence.slice(0, 2)).map(link))], 3),
  ]);
  return table(['environment', 'value', 'decided by'], rows);
}

const row = (cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;

/** A table of Markdown with as many rows as are read in a hover; how many are left out is said below. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length - MOST;
  return [
    [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.slice(0, MOST).map(row)].join('\n'),
    ...(more > 0 ? [`And ${counted(more, 'more row', 'more rows')}.`] : []),
  ];
}

interface EdgeWords {
  readonly name: (id: string) => string;
  readonly link: LinkTo;
  readonly most?: number;
  /** Proofs of each. */
  readonly proofs?: number;
}

/** storefront → orders, http, certain: why, and its proofs. */
export function edgeLines(edges: readonly GraphEdge[], { name, link, most = MOST, proofs = MOST }: EdgeWords): string[] {
  return edges.slice(0, most).map(({ from, to, kind, confidence, reason, operations, evidence }) => {
    const what = [kind.replaceAll('-', ' '), operations.length > 0 && list(operations.map(code), 3), confidence]
      .filter(Boolean)
      .join(' · ');
    return `${escaped(name(from))} → ${bold(name(to))} ${what}. ${escaped(reason)} Proofs: ${list([...new Set(evidence.map(link))], proofs)}.`;
  });
}
