import type { Files } from '../manifests/files.ts';
import type { FilePath } from '../model/source.ts';
import type { Texts } from '../readers/use.ts';
import type { ContractChange, ContractDiff } from './change.ts';
import type { ContractDiffOptions, ContractFormat } from './format.ts';
import type { Versions } from './openapi/schema-pair.ts';
import { referrers } from './referrers.ts';

/** What changed in the contracts of one kind. */
export interface FormatDiff extends ContractDiff {
  readonly format: ContractFormat['name'];
}

interface Comparing extends ContractDiffOptions {
  /** `FORMATS`, loaded when they are needed. */
  readonly formats: readonly ContractFormat[];
}

/** What changed between two versions of a folder or file, in every format of contract that either of them holds; empty where there is no contract. */
export function contractDiff({ before, after }: Versions<Files>, { formats, ...options }: Comparing): readonly FormatDiff[] {
  const found = formats.flatMap((format): readonly FormatDiff[] => {
    if (contractsIn(before, format).length === 0 && contractsIn(after, format).length === 0) return [];
    return [{ format: format.name, ...format.diff(before, after, options) }];
  });
  return toldOnce(found);
}

/** A schema that an API refers to is judged by what it is for there, and not once more for whoever might read or write it. */
function toldOnce(diffs: readonly FormatDiff[]): readonly FormatDiff[] {
  const told = new Set(diffs.flatMap(({ format, changes }) => (format === 'json-schema' ? [] : changes.map(placeOf))));
  return diffs.map(diff =>
    diff.format === 'json-schema' ? { ...diff, changes: diff.changes.filter(change => !told.has(placeOf(change))) } : diff,
  );
}

const placeOf = ({ before, after }: ContractChange): string =>
  [before, after].map(at => (at ? `${at.file} ${at.span.join(' ')}` : '')).join(' ');

function contractsIn(files: Files, format: ContractFormat): readonly FilePath[] {
  const paths = files.under('');
  return paths.filter(path => {
    const text = files.read(path);
    return text !== undefined && format.isContract({ path, text }, paths.length === 1);
  });
}

/**
 * What changed in the contracts of a workspace, where only some of its files are other ones than before. A file that is no contract counts for those that
 * refer to it. Total: what kept a changed file from being compared is a problem, and the rest is compared. A format that nothing changed in is not listed.
 */
export function changedContracts(
  versions: Versions<Texts>,
  paths: readonly FilePath[],
  { formats, ...options }: Comparing,
): readonly FormatDiff[] {
  const changed = paths.filter(path => versions.before.read(path) !== versions.after.read(path));
  const asked = new Set(changed);
  const tops = [...changed, ...referrers(changed, versions.before), ...referrers(changed, versions.after)];
  const found = formats.flatMap((format): readonly FormatDiff[] => {
    const contracts = [...new Set(tops.filter(path => isContract(path, versions, format)))];
    if (contracts.length === 0) return [];
    const [before, after] = [compared(versions.before, contracts, format), compared(versions.after, contracts, format)];
    const { changes, problems } = format.diff(before, after, options);
    return [{ format: format.name, changes, problems: problems.filter(({ at }) => asked.has(at.file)) }];
  });
  return toldOnce(found);
}

const isContract = (path: FilePath, { before, after }: Versions<Texts>, format: ContractFormat): boolean =>
  [before, after].some(texts => {
    const text = texts.read(path);
    return text !== undefined && format.isContract({ path, text }, false);
  });

/** One version of some contracts and what they are compared with. What they refer to is read wherever it is. */
function compared({ paths, read }: Texts, contracts: readonly FilePath[], { comparedWith }: ContractFormat): Files {
  const all: Files = { read, under: folder => below(paths, folder) };
  const listed = comparedWith ? comparedWith(contracts, all) : contracts.filter(path => read(path) !== undefined);
  return { read, under: folder => below(listed, folder) };
}

const below = (paths: readonly FilePath[], folder: FilePath | ''): readonly FilePath[] =>
  (folder === '' ? paths : paths.filter(path => path.startsWith(`${folder}/`))).toSorted();
