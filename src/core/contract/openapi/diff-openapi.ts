import type { Files } from '../../manifests/files.ts';
import type { ContractDiff, ContractProblem } from '../change.ts';
import { changeOf, contract, type Told } from './contract.ts';
import { tellDocument } from './document-checks.ts';
import { documentPairs } from './document-pairs.ts';
import { field, located, nothingLike, type Place } from './place.ts';
import { reader, type Reader } from './reader.ts';
import type { Versions } from './schema-pair.ts';
import { schemaPairs } from './schema-pairs.ts';
import { freshBudget, isExhausted, tooMany } from './schema-walk.ts';
import { unchangedParts } from './unchanged.ts';

interface OpenApiOptions {
  /** Today, as in 2026-11-21: whether an announced end is over depends on it. */
  readonly today: string;
}

/**
 * What changed between two versions of OpenAPI documents (2.0, 3.0, 3.1), with the rules of oasdiff. Documents go together by path;
 * one alone that is left on either side goes with the other. Total: what cannot be read is a problem, and the rest is compared.
 */
export function diffOpenApi(before: Files, after: Files, { today }: OpenApiOptions): ContractDiff {
  const readers: Versions<Reader> = { before: reader(before, 'before'), after: reader(after, 'after') };
  const documents = documentPairs(roots(before, readers.before), roots(after, readers.after));
  const told: Told[] = [];
  const problems: ContractProblem[] = [];
  const budget = freshBudget();
  for (const { before: from, after: to } of documents) {
    const versions = {
      before: contract(from ?? nothingLike(to!), readers.before),
      after: contract(to ?? nothingLike(from!), readers.after),
    };
    const unchanged = unchangedParts({ before: versions.before.root, after: versions.after.root }, readers);
    const pairs = schemaPairs({ before: versions.before.schemas, after: versions.after.schemas }, unchanged);
    // In a document that is not there, nothing has a place.
    const tell = (change: Told): number => told.push({ ...change, before: from && change.before, after: to && change.after });
    tellDocument({ versions, pairs, unchanged, budget, today, tell });
    if (isExhausted(budget))
      problems.push({
        side: 'after',
        at: located(versions.after.root),
        message: tooMany(versions.after.root.file, 'a schema that many operations share'),
      });
  }
  return { changes: told.map(changeOf), problems: [...readers.before.problems, ...readers.after.problems, ...problems] };
}

/** Whether a text may be the top of an OpenAPI document, and no part that others refer to. */
export const isOpenApi = (text: string): boolean => /(?:^|[{,])\s*["']?(?:openapi|swagger)["']?\s*:/m.test(text);

/** Where one file is all that there is, its name does not count. */
function roots(files: Files, { root }: Reader): readonly Place[] {
  const paths = files.under('');
  return paths.flatMap(path => {
    if (paths.length > 1 && !/\.(?:ya?ml|json)$/i.test(path)) return [];
    const found = isOpenApi(files.read(path) ?? '') ? root(path) : undefined;
    return found && (field(found, 'openapi') ?? field(found, 'swagger')) ? [found] : [];
  });
}
