import { Memory } from '../../../src/core/environments/memory.ts';
import { FactsIndex } from '../../../src/core/index/facts-index.ts';
import { snapshot, type Snapshot } from '../../../src/core/index/snapshot.ts';
import { wanted } from '../../../src/core/extract/extractors.ts';
import type { Files } from '../../../src/core/manifests/files.ts';
import { isUnder } from '../../../src/core/model/paths.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import type { Check } from '../../../src/core/detect/check.ts';
import { findingDocument, type FindingDocument } from '../../../src/core/detect/finding-document.ts';
import { findings } from '../../../src/core/detect/findings.ts';
import { systemIn } from '../../../src/core/detect/system-of-snapshot.ts';
import '../../grammars.ts';

/** A workspace of texts by path. */
export type Texts = Readonly<Record<string, string>>;

export function snapshotOf(texts: Texts): Snapshot {
  const paths = Object.keys(texts).toSorted() as FilePath[];
  const files: Files = { read: path => texts[path], under: folder => paths.filter(path => isUnder(path, folder)) };
  const index = new FactsIndex();
  index.apply(paths.filter(wanted).map(path => ({ kind: 'set', source: { path, text: texts[path]! } })));
  return snapshot(index, { files, memory: new Memory() });
}

/** What the checks find in a workspace. */
export function findingsIn(texts: Texts, chosen?: readonly Check[]): readonly FindingDocument[] {
  const made = snapshotOf(texts);
  return findings(systemIn(made)!, chosen).map(finding => findingDocument(finding, made));
}

/** What one check finds, as `severity subject @ file:line file:line`. */
export const found = (check: Check, texts: Texts): readonly string[] =>
  findingsIn(texts, [check]).map(
    ({ severity, subject, evidence }) => `${severity} ${subject} @ ${evidence.map(({ file, line }) => `${file}:${line}`).join(' ')}`,
  );

/** What one check says of a workspace, in its words. */
export const said = (check: Check, texts: Texts): readonly string[] => findingsIn(texts, [check]).map(({ message }) => message);
