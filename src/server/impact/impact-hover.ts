import type { ServiceDocument } from '../../core/impact/document.ts';
import type { FilePath } from '../../core/model/source.ts';
import { escaped, list } from '../features/hover-words.ts';
import { verdict, type Mark } from './marks.ts';
import { linkTo } from './place-link.ts';

/** More rows are for the panel. */
const MOST = 6;

/** What a change on the line in hand breaks: one sentence each, then who and where. Pure. */
export function impactParagraphs(marks: readonly Mark[], uriOf: (file: FilePath) => string): string[] {
  return marks.slice(0, MOST).flatMap(mark => {
    const { change, broken, wary } = mark;
    const rule = change.rule === undefined ? '' : ` \`${change.rule}\``;
    const rows = [...broken, ...wary].slice(0, MOST).map(service => row(service, uriOf));
    return [
      `${escaped(change.message)} It **${verdict(mark)}**.${rule}`,
      ...(rows.length > 0 ? [`| service | effect | where |\n|---|---|---|\n${rows.join('\n')}`] : []),
    ];
  });
}

const row = ({ name, effect, evidence }: ServiceDocument, uriOf: (file: FilePath) => string): string =>
  `| ${escaped(name)} | ${effect === 'broken' ? 'broken' : 'at risk'} | ${list(
    evidence.filter(({ side }) => side === undefined).map(place => linkTo(place, uriOf)),
    3,
  )} |`;
