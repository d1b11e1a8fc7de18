import type { ChangeSeverity, ContractChange, ContractDiff, ContractProblem } from '../../core/contract/change.ts';
import type { Location } from '../../core/model/source.ts';
import type { ContractSide, ContractSides } from '../contract-side.ts';

/** By the levels that oasdiff prints. */
const LEVELS: Readonly<Record<ChangeSeverity, string>> = { error: 'ERR', warning: 'WARN', info: 'INFO' };

export const isBreaking = ({ changes }: ContractDiff): boolean => changes.some(({ severity }) => severity === 'error');

/** What `--format json` prints. */
export function contractDiffDocument(diff: ContractDiff, sides: ContractSides): object {
  const findings = diff.changes.map(({ rule, level, severity, element, before, after, message }) => ({
    rule,
    level: LEVELS[severity],
    breaks: level,
    element,
    before: before && sides.before.shown(before),
    after: after && sides.after.shown(after),
    message,
  }));
  const problems = diff.problems.map(({ side, at, message }) => ({ side, ...sides[side].shown(at), message }));
  return { breaking: isBreaking(diff), findings, problems };
}

/** One line a change, where it is now or, of what is gone, where it was; and in the end what it comes to. */
export function contractDiffText(diff: ContractDiff, sides: ContractSides): string {
  const lines = [...diff.changes.map(change => changeLine(change, sides)), ...diff.problems.map(problem => problemLine(problem, sides))];
  return `${[...lines, total(diff)].join('\n')}\n`;
}

function changeLine({ rule, severity, level, before, after, message }: ContractChange, sides: ContractSides): string {
  const place = after ? at(sides.after, after) : before ? `${at(sides.before, before)} before` : '';
  const weight =
    severity === 'error' ? `breaks ${level === 'wire' ? 'on the wire' : level === 'source' ? 'in source' : 'behaviour'}` : severity;
  return `${place === '' ? '' : `${place}: `}${message} (${rule}, ${weight})`;
}

const problemLine = ({ side, at: place, message }: ContractProblem, sides: ContractSides): string =>
  `${at(sides[side], place)} ${side}: ${message}`;

function at(side: ContractSide, place: Location): string {
  const { file, line } = side.shown(place);
  return `${file}:${line}`;
}

function total({ changes }: ContractDiff): string {
  const breaking = changes.filter(({ severity }) => severity === 'error').length;
  const others = changes.length - breaking;
  if (changes.length === 0) return 'Nothing changed that breaks anybody.';
  return [
    breaking === 1 ? '1 change breaks' : `${breaking || 'No'} changes break`,
    ...(others === 0 ? [] : [others === 1 ? '1 other is listed' : `${others} others are listed`]),
  ]
    .join('; ')
    .concat('.');
}
