import '../../grammars.ts';
import { changedContracts } from '../../../src/core/contract/contract-diff.ts';
import { FORMATS } from '../../../src/core/contract/formats.ts';
import { environments } from '../../../src/core/environments/environments.ts';
import { Memory } from '../../../src/core/environments/memory.ts';
import { stampedFiles } from '../../../src/core/environments/stamped-files.ts';
import { impactDocument, type ImpactDocument } from '../../../src/core/impact/document.ts';
import { impact } from '../../../src/core/impact/impact.ts';
import { sides, type SideInput } from '../../../src/core/impact/side.ts';
import { FactsIndex } from '../../../src/core/index/facts-index.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

export type Workspace = Readonly<Record<string, string>>;

/** What the edits of some files do to a workspace; an edit to `undefined` removes the file. */
export async function impacted(before: Workspace, edits: Readonly<Record<string, string | undefined>>): Promise<ImpactDocument> {
  const edited = { ...before, ...edits };
  const after = Object.fromEntries(Object.entries(edited).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const changed = Object.keys(edits) as FilePath[];
  const [was, is] = [inputOf(before), inputOf(after)];
  const contracts = changedContracts({ before: was.texts, after: is.texts }, changed, { formats: FORMATS, today: '2027-01-31' });
  const both = sides({ before: was, after: is }, { changed: new Set(changed), contracts });
  return impactDocument(await impact(both), both);
}

/** One line for everyone who is affected, `broken orders index.js:3`, with the first place that shows it. */
export async function affected(before: Workspace, edits: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const { services } = await impacted(before, edits);
  return services
    .filter(({ effect }) => effect !== 'untouched')
    .map(({ effect, name, evidence }) => `${effect} ${name} ${evidence[0] ? `${evidence[0].file}:${evidence[0].line}` : ''}`.trim());
}

export function inputOf(workspace: Workspace): SideInput {
  const index = new FactsIndex();
  index.apply(Object.entries(workspace).map(([path, text]) => ({ kind: 'set', source: { path: path as FilePath, text } })));
  const paths = Object.keys(workspace).toSorted() as FilePath[];
  const files = {
    read: (path: FilePath) => workspace[path],
    under: (folder: string) => paths.filter(path => folder === '' || path.startsWith(`${folder}/`)),
  };
  const facts = index.facts();
  const stamped = stampedFiles(files, path => index.files.get(path)?.fingerprint);
  return { facts, environments: environments(facts, stamped, new Memory()), texts: { paths, read: files.read } };
}
