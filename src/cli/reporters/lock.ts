import type { ContractDiff } from '../../core/contract/change.ts';
import type { Locked } from '../../core/model/sibling-fact.ts';
import type { SiblingSnapshot } from '../../core/siblings/snapshot.ts';
import type { ContractSides } from '../contract-side.ts';
import { contractDiffDocument, contractDiffText } from './contract-diff.ts';

/** What was locked, service by service. */
export function lockedText({ locked, leftOut }: SiblingSnapshot): string {
  const { services, files } = locked;
  const lines = services.map(
    ({ name, provides }) =>
      `${name}: ${provides.flatMap(({ contract, services }) => (services.length > 0 ? services : [contract])).join(', ')}`,
  );
  const secret = leftOut.map(path => `${path} is left out: it holds, or rests on, what looks like a secret.`);
  return `${[...lines, ...secret, `${titled(locked)}: ${counted(services.length, 'service')}, ${counted(files.length, 'file')} locked.`].join('\n')}\n`;
}

export interface Drifted {
  readonly locked: Locked;
  readonly now: Locked;
  readonly differences: readonly string[];
  /** Copies that are not those that were locked. */
  readonly edited: readonly string[];
  readonly sides: ContractSides;
  readonly diff?: ContractDiff;
}

export function driftText({ locked, now, differences, edited, sides, diff }: Drifted, format: 'text' | 'json'): string {
  if (format === 'json') {
    const contracts = diff && contractDiffDocument(diff, sides);
    return `${JSON.stringify({ name: locked.name, locked: locked.revision, now: now.revision, differences, edited, contracts }, null, 1)}\n`;
  }
  const head = `${titled(locked)} against ${now.revision?.slice(0, SHORT) ?? 'what is there now'}:`;
  const told = [...edited.map(editedLine), ...differences];
  if (told.length === 0) return `${head} nothing differs.\n`;
  return `${[head, ...told].join('\n')}\n${diff ? contractDiffText(diff, sides) : ''}`;
}

/** What is said where no sibling is at hand. */
export function editedText(siblings: readonly Locked[], edited: readonly string[]): string {
  if (siblings.length === 0) return 'No sibling is locked here; faultline lock DIR --from ../other locks one.\n';
  const all = `${counted(siblings.length, 'sibling')} locked: ${siblings.map(titled).join(', ')}.`;
  return `${[...edited.map(editedLine), all, 'Name one that is at hand with --from to see what differs.'].join('\n')}\n`;
}

const editedLine = (path: string): string => `${path} is not the copy that was locked; lock its repository again.`;

const SHORT = 12;

const titled = ({ name, revision }: Locked): string => (revision === undefined ? name : `${name} at ${revision.slice(0, SHORT)}`);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
