import { ownerOf } from '../../core/elements/owner.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import { settingsDecidedAt, valuesOf, type SettingOf } from '../../core/elements/settings.ts';
import type { Cursor } from '../../core/elements/system.ts';
import type { GraphNode } from '../../core/model/graph.ts';
import { isTest } from '../../core/model/paths.ts';
import { bold, code, environmentList, escaped, list, table, valueRows, type LinkTo } from './hover-words.ts';
import { interpolationLines } from './interpolations.ts';
import { leads, nodeOf, nodeParagraphs, type Asked } from './node-text.ts';

type Variable = Extract<Part, { kind: 'sets' | 'reads' }>;

/** Whose it is, what it is in each environment, where that leads, and who reads it. */
export function variableParagraphs(part: Variable, asked: Asked): string[] {
  const { element, graph, cursor, link } = asked;
  const { owner } = element;
  if (part.kind === 'sets' && element.isNamed) return nodeParagraphs(nodeOf(asked));
  const own = owner ? valuesOf(owner, part.name) : [];
  const decided = own.length > 0 ? own : settingsDecidedAt(graph, cursor.path, part.at);
  return [
    `${bold(part.name)} ${what(part, asked, decided)}`,
    ...settingRows(decided, { name: part.name, link }),
    ...(owner || decided.length > 0 ? [] : interpolationLines(part.name, { cursor, link })),
    ...leads(asked),
    ...readers(part.name, { cursor, owner, link }),
  ];
}

function what(part: Variable, { element: { owner, node } }: Asked, decided: readonly SettingOf[]): string {
  const whose = owner ? ` of ${bold(owner.name)}` : '';
  const leadsTo = node ? `, leads to ${bold(node.name)}` : '';
  const fallback = part.kind === 'reads' && part.fallback ? `, else ${code(plain(part.fallback))}` : '';
  if (part.kind === 'reads' && decided.length === 0) return `variable${whose}${leadsTo}: no deployment sets it${fallback}.`;
  return `variable${whose}${leadsTo}${fallback}.`;
}

/** A line of `.env` may decide variables of other names: whose, and which. */
export function settingRows(decided: readonly SettingOf[], { name, link }: { readonly name: string; readonly link: LinkTo }): string[] {
  if (decided.every(({ setting }) => setting.name === name)) return valueRows(decided, link);
  const users = Map.groupBy(decided, ({ node, setting }) => `${escaped(node.name)} ${code(setting.name)}`);
  return table(
    ['decides', 'value', 'in'],
    [...users].map(([user, same]) => [
      user,
      list([...new Set(same.map(({ setting: { value } }) => (value === undefined ? 'not known' : code(value))))], 2),
      environmentList(same.map(({ environment }) => environment)),
    ]),
  );
}

interface Reading {
  readonly cursor: Cursor;
  readonly owner: GraphNode | undefined;
  readonly link: LinkTo;
}

/** Where code reads a variable: the owner's code, or anybody's where no owner is known. */
export function readers(name: string, { cursor: { system }, owner, link }: Reading): string[] {
  const found: string[] = [];
  for (const [file, facts] of system.facts) {
    const reads = facts.filter(fact => fact.kind === 'reads-env' && fact.name === name);
    if (reads.length === 0 || isTest(file) || (owner && owner.path !== undefined && ownerOf(system, file)?.id !== owner.id)) continue;
    found.push(link({ file, span: reads[0]!.at }));
  }
  return found.length === 0 ? [] : [`Read in ${list(found, 5)}.`];
}
