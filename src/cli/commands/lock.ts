import { basename, relative, resolve, sep } from 'node:path';
import { isSiblingName } from '../../core/extract/faultline/siblings.ts';
import type { Locked } from '../../core/model/sibling-fact.ts';
import { drift, filesOf } from '../../core/siblings/drift.ts';
import { siblingSnapshot, type SiblingSnapshot } from '../../core/siblings/snapshot.ts';
import { openGit } from '../../workspace/revision-git.ts';
import { digest } from '../../workspace/kept.ts';
import { today } from '../../workspace/today.ts';
import { atMost, oneOf, parsed } from '../arguments.ts';
import type { Command, Output } from '../command.ts';
import type { ContractSides } from '../contract-side.ts';
import { CACHE_OPTION, folder } from '../folder.ts';
import { linkedWorkspace } from '../linked.ts';
import { placeLines } from '../place-lines.ts';
import { driftText, editedText, lockedText, type Drifted } from '../reporters/lock.ts';
import { lockedIn, pinnedTexts, tampered, writeSibling } from '../siblings-lock.ts';
import { UsageError } from '../usage-error.ts';

export const lock: Command = {
  name: 'lock',
  usage: 'lock DIR --from SIBLING [--name NAME] [--check] [--format text|json] [--no-cache]',
  summary:
    'Pin what another repository provides, its contracts and the names of its services, in .faultline/siblings.lock of DIR, so that calls of it are understood without it. With --check nothing is written; it says what differs, and ends with 1 if anything does.',
  async run(args, output) {
    const { positionals, options } = parsed(args, {
      from: { type: 'string' },
      name: { type: 'string' },
      check: { type: 'boolean' },
      format: { type: 'string' },
      ...CACHE_OPTION,
    });
    atMost({ positionals }, 1);
    const format = oneOf(options.format, ['text', 'json'], '--format');
    const root = await folder(positionals[0], lock);
    const before = lockedIn(root);
    if (options.from === undefined) return checkedAlone(before, { root, output, isCheck: options.check === true });
    const from = await siblingFolder(options.from, root);
    const snapshot = await looked(from, { ...options, name: nameOf(options.name, from) }, output);
    if (options.check === true) return checked(snapshot, { before, root, output, format });
    await writeSibling(snapshot, before, root);
    output.write(format === 'json' ? `${JSON.stringify(snapshot.locked, null, 1)}\n` : lockedText(snapshot));
    return 0;
  },
};

/** Without a sibling at hand, only whether the copies are still those that were locked. */
function checkedAlone(before: readonly Locked[], { root, output, isCheck }: { root: string; output: Output; isCheck: boolean }): number {
  if (!isCheck) throw new UsageError('Name the repository to lock: faultline lock DIR --from ../other.');
  const edited = before.flatMap(locked => tampered(locked, root));
  output.write(editedText(before, edited));
  return edited.length > 0 ? 1 : 0;
}

async function siblingFolder(named: string, root: string): Promise<string> {
  const from = await folder(named);
  const between = relative(root, from);
  if (between === '' || (between !== '..' && !between.startsWith(`..${sep}`)))
    throw new UsageError(`${named} lies in ${root}, and so is read with it; a sibling lies outside.`);
  return from;
}

function nameOf(asked: string | undefined, from: string): string {
  const name = asked ?? basename(resolve(from));
  if (!isSiblingName(name))
    throw new UsageError(`"${name}" cannot be the name of a sibling; give one of letters, digits, dots and dashes with --name.`);
  return name;
}

async function looked(
  from: string,
  { name, ...options }: { readonly name: string; readonly 'no-cache'?: boolean | undefined },
  output: Output,
): Promise<SiblingSnapshot> {
  const { snapshot, files } = await linkedWorkspace(from, output, options);
  const { graph, madeFrom } = snapshot;
  if (!madeFrom) throw new Error('A workspace that was linked just now has what it was made from.');
  const revision = await revisionOf(from);
  const found = siblingSnapshot({ graph, world: madeFrom.world, files }, { name, digest, ...(revision !== undefined && { revision }) });
  if (found.locked.services.length === 0)
    throw new UsageError(
      `No service of ${from} is seen to serve a contract, so there is nothing to lock; faultline graph shows what it reads there.`,
    );
  return found;
}

/** The commit that is checked out; a folder need not be a repository. */
async function revisionOf(folder: string): Promise<string | undefined> {
  try {
    const git = await openGit(folder);
    const { code, output } = await git.ask(['rev-parse', '--verify', '--quiet', 'HEAD']);
    return code === 0 ? output.toString().trim() : undefined;
  } catch {
    return undefined;
  }
}

async function checked(
  now: SiblingSnapshot,
  { before, root, output, format }: { before: readonly Locked[]; root: string; output: Output; format: 'text' | 'json' },
): Promise<number> {
  const { name } = now.locked;
  const locked = before.find(sibling => sibling.name === name);
  if (!locked) throw new UsageError(`${name} is not locked here; lock it without --check, or say by --name what it is called here.`);
  const sides: ContractSides = { before: sideOf(pinnedTexts(locked, root)), after: sideOf(now.texts) };
  // Only a check needs the contracts' rules.
  const { diffOf } = await import('../contract-formats.ts');
  const diff = diffOf(sides, { today: today() });
  const drifted: Drifted = {
    locked,
    now: now.locked,
    differences: drift(locked, now.locked),
    edited: tampered(locked, root),
    sides,
    ...(diff && { diff }),
  };
  output.write(driftText(drifted, format));
  return drifted.differences.length + drifted.edited.length > 0 ? 1 : 0;
}

function sideOf(texts: SiblingSnapshot['texts']): ContractSides['before'] {
  const files = filesOf(texts);
  const lines = placeLines(files);
  return { files, shown: place => ({ file: place.file, line: lines(place) }) };
}
