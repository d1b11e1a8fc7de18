import { judgedDocument } from '../core/impact/accepted.ts';
import { impactDocument, type ImpactDocument } from '../core/impact/document.ts';
import { impact } from '../core/impact/impact.ts';
import { removableAt, type Pointed } from '../core/impact/removable-at.ts';
import { sideOf, type Side, type SideInput } from '../core/impact/side.ts';
import { removable, without } from '../core/impact/what-if.ts';
import { placesNow, type PlaceNow } from '../core/impact/places-now.ts';
import { FactsIndex } from '../core/index/facts-index.ts';
import { LinkMemory } from '../core/link/link-memory.ts';
import { linked } from '../core/link/link.ts';
import type { Files } from '../core/manifests/files.ts';
import { equal } from '../core/model/equal.ts';
import type { FilePath } from '../core/model/source.ts';
import { WAIVERS_FILE } from '../core/waivers/waivers-file.ts';
import { grammars } from './grammar-files.ts';
import { contractChanges } from './contract-changes.ts';
import { GitAnswers, type Compared } from './impact-git.ts';
import { begin, rest, Withdrawn, type Turn } from './impact-turn.ts';
import { edits, sideInput, textsNow, textsOf, type Moment } from './impact-moment.ts';
import { GivenChanges, type KeptChanges } from './kept-changes.ts';
import { digest } from './kept.ts';
import { overlaid } from './overlay.ts';
import { RevisionError } from './revision-error.ts';
import { sideIndex } from './revision-index.ts';
import type { RevisionSide } from './revision-side.ts';
import { overlaidRevision, revision, type Revision } from './revision.ts';
import { today } from './today.ts';

/** Which change is asked about. `changes` is what is typed, saved or staged, against HEAD. */
export type ImpactScope =
  | { readonly kind: 'changes' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'branch'; readonly base?: string | undefined }
  | { readonly kind: 'remove'; readonly element: string }
  | { readonly kind: 'symbol'; readonly at: Pointed };

export type ImpactAnswer =
  | {
      readonly kind: 'impact';
      readonly document: ImpactDocument;
      /** What it was compared with, as people know it; of a what-if, what was taken away. */
      readonly against: string;
      /** Where the changes are in the texts of now, in the document's order; null where the file is gone. */
      readonly places: readonly (PlaceNow | null)[];
      /** The earlier texts of the files in which something changed that others rely on. */
      readonly before: Readonly<Record<FilePath, string>>;
    }
  /** One sentence, and what to do. `no-version`: there is nothing to compare with. */
  | { readonly kind: 'none'; readonly reason: 'no-version' | 'no-element' | 'withdrawn' | 'failed'; readonly why: string };

interface Versions {
  readonly before: Side;
  readonly after: Side;
  readonly compared: Revision;
  readonly against: string;
}

/** An earlier version; it is linked when its graph is another than that of now. */
interface Kept {
  readonly key: string;
  readonly session: FactsIndex;
  readonly index: FactsIndex;
  linked?: Pick<Side, 'graph' | 'world'>;
}

type Version = Pick<Side, 'graph' | 'world' | 'texts'>;

/** HEAD, and the base of one branch. */
const MOST_SIDES = 2;

class NoElement extends Error {}

/** Answers what changes break, for one workspace. The newest version is the session's own; earlier ones are kept from one question to the next. */
export class ImpactDesk {
  private readonly real: string;
  private readonly git: GitAnswers;
  private readonly links = new LinkMemory();
  private sides: readonly Kept[] = [];
  private given: GivenChanges | undefined;

  constructor(real: string, git = new GitAnswers(real)) {
    this.real = real;
    this.git = git;
  }

  async answer(moment: Moment, scope: ImpactScope, turn: Turn): Promise<ImpactAnswer> {
    try {
      const answer = await reported(await this.versions(moment, scope, turn), turn);
      if (scope.kind === 'changes') await this.remember(moment, answer);
      return answer;
    } catch (error) {
      if (error instanceof RevisionError) return { kind: 'none', reason: 'no-version', why: error.message };
      if (error instanceof NoElement) return { kind: 'none', reason: 'no-element', why: error.message };
      if (error instanceof Withdrawn) return { kind: 'none', reason: 'withdrawn', why: '' };
      throw error;
    }
  }

  /** What was answered last of a disk on which nothing was typed that is not saved. */
  changes(disk: Files): KeptChanges | undefined {
    return this.given?.settled(disk);
  }

  private async remember(moment: Moment, answer: ImpactAnswer): Promise<void> {
    const isSaved = edits(moment).size === 0;
    this.given = isSaved ? new GivenChanges(this.real, await this.git.againstHead(moment.disk), answer) : undefined;
  }

  /** Everything that can be taken away. */
  async removable(moment: Moment): Promise<readonly string[]> {
    return [...new Set(removable(await this.now(moment)))];
  }

  private async versions(moment: Moment, scope: ImpactScope, turn: Turn): Promise<Versions> {
    switch (scope.kind) {
      case 'changes':
        return this.since(await this.git.againstHead(moment.disk), moment, turn);
      case 'branch':
        return this.since(await this.git.againstBranch(moment.disk, scope.base), moment, turn);
      case 'staged':
        return this.staged(moment, turn);
      case 'remove':
        return this.whatIf(scope.element, moment, turn);
      case 'symbol':
        return this.whatIf(removableAt(scope.at, await this.now(moment)), moment, turn);
    }
  }

  private async since(known: Compared, moment: Moment, turn: Turn): Promise<Versions> {
    const compared = overlaidRevision(known, edits(moment));
    const after = await this.now(moment, 'after');
    await begin(turn, 'Linking the version before');
    const before = await this.earlier(moment, compared, known.commit.id);
    await rest(turn);
    return { before: sideOf('before', before, before.texts), after, compared, against: known.base };
  }

  private async staged(moment: Moment, turn: Turn): Promise<Versions> {
    const compared = await revision(moment.real, { staged: true });
    await begin(turn, 'Linking what is staged');
    const { commit } = await this.git.againstHead(moment.disk);
    const before = await this.earlier(moment, compared, commit.id);
    await rest(turn);
    return {
      before: sideOf('before', before, before.texts),
      after: await this.anew('after', moment, compared.head),
      compared,
      against: commit.shown,
    };
  }

  /** What if it were gone. */
  private async whatIf(element: string | undefined, moment: Moment, turn: Turn): Promise<Versions> {
    const before = await this.now(moment, 'before');
    const texts = element === undefined ? undefined : without(element, before);
    if (element === undefined || !texts) throw new NoElement(element === undefined ? NOTHING_THERE : missing(element, before));
    await begin(turn, `Linking without ${element}`);
    const disk = overlaid(moment.disk, moment.buffers);
    const compared = overlaidRevision({ found: [], disk, base: element, held: new Map() }, texts);
    return { before, after: await this.anew('after', moment, compared.head), compared, against: element };
  }

  /** The session's own link. */
  private async now(moment: Moment, name: Side['name'] = 'after'): Promise<Side> {
    return sideOf(name, linkNow(moment), textsNow(moment, await this.git.listed(moment)));
  }

  private async anew(name: Side['name'], moment: Moment, side: RevisionSide): Promise<Side> {
    const index = await sideIndex(frozen(moment.index), side);
    const texts = textsOf(side, await this.git.listed(moment));
    const { facts, environments } = sideInput(index, side, { memory: moment.memory, texts });
    return sideOf(name, linked(facts, environments), texts);
  }

  /** Of the version before only the texts are asked for again: which of them are on disk changes while somebody edits. */
  private async earlier(moment: Moment, { base, changed }: Revision, commit: string): Promise<Version> {
    const texts = textsOf(base, await this.git.listed(moment));
    const key = [commit, moment.index.files.size, ...changed.map(({ path, status }) => `${status} ${path}`)].join('\n');
    const found = this.sides.find(one => one.key === key && one.session === moment.index);
    const known = found ?? { key, session: moment.index, index: await sideIndex(frozen(moment.index), base) };
    this.sides = [known, ...this.sides.filter(one => one !== known)].slice(0, MOST_SIDES);
    if (isAlike(known.index, moment, changed)) return { ...linkNow(moment), texts };
    const input = (): SideInput => sideInput(known.index, base, { memory: moment.memory, texts });
    return { ...(known.linked ??= this.link(input())), texts };
  }

  private link({ facts, environments }: SideInput): Pick<Side, 'graph' | 'world'> {
    return linked(facts, environments, this.links);
  }
}

const linkNow = ({ snapshot: { graph, madeFrom } }: Moment): Pick<Side, 'graph' | 'world'> => ({ graph, world: madeFrom!.world });

/** What changed says the same to a link in both versions, and no manifest was resolved with it: there is one graph. */
const isAlike = (before: FactsIndex, { index, deciding }: Moment, changed: Revision['changed']): boolean =>
  changed
    .flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]))
    .every(path => !deciding.has(path) && equal(before.files.get(path)?.facts, index.files.get(path)?.facts));

/** The session goes on reading meanwhile. */
function frozen(index: FactsIndex): FactsIndex {
  const copy = new FactsIndex(digest);
  for (const [path, file] of index.files) copy.restore(path, file);
  return copy;
}

const NOTHING_THERE =
  'Nothing here that others could rely on; put the cursor on a field, rpc, operation, route, variable, topic, type or table.';

function missing(element: string, side: Side): string {
  const words = element.toLowerCase();
  const near = removable(side).filter(name => name.toLowerCase().includes(words));
  const hint = near.length > 0 ? `Did you mean ${near.slice(0, 3).join(', or ')}?` : 'It may be gone already.';
  return `Nothing here is called "${element}". ${hint}`;
}

/** An earlier text beyond this is no help to an editor. */
const LONGEST_TEXT = 2_000_000;

async function reported({ before, after, compared, against }: Versions, turn: Turn): Promise<ImpactAnswer> {
  const changed = new Set(compared.changed.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from])));
  if (changed.size > 0) await grammars(after.texts.paths);
  await begin(turn, 'Comparing contracts');
  const contracts = await contractChanges({ before: before.texts, after: after.texts }, changed);
  await begin(turn, 'Looking for readers');
  const sides = { before, after, changed, contracts };
  const found = impactDocument(
    await impact(sides, () => rest(turn)),
    sides,
    compared.problems.map(({ path, message }) => ({ message, file: path })),
  );
  const document = judgedDocument(found, { waivers: after.texts.read(WAIVERS_FILE as FilePath), today: today() });
  return { kind: 'impact', document, against, places: placesNow(document, sides), before: earlierTexts(document, before) };
}

function earlierTexts({ changes }: ImpactDocument, { texts }: Side): Readonly<Record<FilePath, string>> {
  const files = new Set(changes.filter(({ level }) => level !== 'safe').map(({ file }) => file));
  return Object.fromEntries(
    [...files].flatMap(file => {
      const text = texts.read(file);
      return text === undefined || text.length > LONGEST_TEXT ? [] : [[file, text]];
    }),
  );
}
