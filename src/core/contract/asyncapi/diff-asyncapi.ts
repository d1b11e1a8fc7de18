import type { Files } from '../../manifests/files.ts';
import type { ContractChange, ContractDiff, ContractProblem } from '../change.ts';
import { changeOf, type Told } from '../openapi/contract.ts';
import { documentPairs } from '../openapi/document-pairs.ts';
import { field, located, nothingLike, type Place } from '../openapi/place.ts';
import { reader, type Reader } from '../openapi/reader.ts';
import type { Versions } from '../openapi/schema-pair.ts';
import { schemaPairs } from '../openapi/schema-pairs.ts';
import { freshBudget, isExhausted, tooMany } from '../openapi/schema-walk.ts';
import { schemas } from '../openapi/schema.ts';
import { compareAll } from '../openapi/unchanged.ts';
import { tellChannels } from './channel-checks.ts';
import type { Comparison, ToldHere } from './comparison.ts';
import { isAsyncApi } from './is-async-api.ts';
import { RULES } from './rules.ts';
import { tellServers } from './server-checks.ts';

/**
 * What changed between two versions of AsyncAPI documents (2 and 3, also from one to the other), seen by who sends to the application and who reads from it.
 * Schemas are judged as oasdiff judges bodies: what the application receives as a request, what it sends as a response. Total: what cannot be read is a problem, and the rest is compared.
 */
export function diffAsyncApi(before: Files, after: Files, { today }: { readonly today: string }): ContractDiff {
  const readers: Versions<Reader> = { before: reader(before, 'before'), after: reader(after, 'after') };
  const changes: ContractChange[] = [];
  const problems: ContractProblem[] = [];
  const budget = freshBudget();
  for (const { before: from, after: to } of documentPairs(roots(before, readers.before), roots(after, readers.after))) {
    const versions = { before: version(from ?? nothingLike(to!), readers.before), after: version(to ?? nothingLike(from!), readers.after) };
    const placed = <Change extends Pick<Told, 'before' | 'after'>>(change: Change): Change => ({
      ...change,
      // In a document that is not there, nothing has a place.
      before: from && change.before,
      after: to && change.after,
    });
    const comparison: Comparison = {
      versions,
      pairs: schemaPairs({ before: versions.before.schemas, after: versions.after.schemas }, compareAll),
      unchanged: compareAll,
      budget,
      today,
      tell: change => changes.push(changeOf(placed(change))),
      tellHere: change => changes.push(changeHere(placed(change))),
    };
    tellServers(comparison);
    tellChannels(comparison);
    if (isExhausted(budget))
      problems.push({
        side: 'after',
        at: located(versions.after.root),
        message: tooMany(versions.after.root.file, 'a schema that many messages share'),
      });
  }
  return { changes, problems: [...readers.before.problems, ...readers.after.problems, ...problems] };
}

const version = (root: Place, of: Reader): Comparison['versions']['before'] => ({
  root,
  reader: of,
  schemas: schemas(of, { siblingsCount: false, tupleItems: true }),
});

/** Where one file is all that there is, its name does not count. */
function roots(files: Files, { root }: Reader): readonly Place[] {
  const paths = files.under('');
  return paths.flatMap(path => {
    if (paths.length > 1 && !/\.(?:ya?ml|json)$/i.test(path)) return [];
    const found = isAsyncApi(files.read(path) ?? '') ? root(path) : undefined;
    return found && field(found, 'asyncapi') ? [found] : [];
  });
}

function changeHere({ rule, element, says, before, after }: ToldHere): ContractChange {
  const [severity, level] = RULES[rule];
  return {
    rule,
    level,
    severity,
    element,
    ...(before && { before }),
    ...(after && { after }),
    message: `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
  };
}
