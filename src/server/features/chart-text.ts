import { chartOf, chartValue } from '../../core/elements/chart-values.ts';
import type { Part } from '../../core/elements/parts.ts';
import { settingsDecidedAt, type SettingOf } from '../../core/elements/settings.ts';
import type { Cursor } from '../../core/elements/system.ts';
import { shownAs } from '../../core/link/running.ts';
import { code, escaped, list, table, type LinkTo } from './hover-words.ts';
import { leads, nodeOf, nodeParagraphs, type Asked } from './node-text.ts';
import { settingRows } from './variable-text.ts';

type Value = Extract<Part, { kind: 'chart-value' }>;

/** A line of a values file: what it decides, and what other values files say in its place. */
export function chartValueParagraphs(part: Value, asked: Asked): string[] {
  const decided = settingsDecidedAt(asked.graph, asked.cursor.path, part.at);
  if (decided.length === 0 && asked.element.isNamed && asked.element.node) return nodeParagraphs(nodeOf(asked));
  return [...valueParagraphs(part.path, { ...asked, decided }), ...leads(asked)];
}

/** A value by its path: where it is said, what it decides, who takes it. */
export function valueParagraphs(
  path: string,
  { cursor, link, decided }: { readonly cursor: Cursor; readonly link: LinkTo; readonly decided: readonly SettingOf[] },
): string[] {
  const { given, taken } = chartValue(path, chartOf(cursor.system, cursor.path), cursor.system);
  const users = [...new Set(decided.map(({ node, setting }) => `${escaped(node.name)} ${code(setting.name)}`))];
  // What a variable is made of alone needs no second table.
  const isSaid = decided.every(({ setting: { value } }) => given.some(({ text }) => text === value));
  const takers = [...new Set(taken.map(link))];
  return [
    `${code(`.Values.${path}`)} value of the chart${users.length > 0 ? `, decides ${list(users)}` : ''}`,
    ...table(
      ['values file', 'value'],
      given.map(place => [link(place), place.text === '' ? 'empty' : code(shownAs(path.slice(path.lastIndexOf('.') + 1), place.text))]),
    ),
    ...(isSaid ? [] : settingRows(decided, { name: decided[0]!.setting.name, link })),
    ...(takers.length > 0 ? [`Taken in ${list(takers)}.`] : []),
  ];
}
