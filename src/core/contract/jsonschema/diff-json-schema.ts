import type { Files } from '../../manifests/files.ts';
import type { Location } from '../../model/source.ts';
import type { ContractChange, ContractDiff, ContractProblem } from '../change.ts';
import { documentPairs } from '../openapi/document-pairs.ts';
import { changeOf, type Comparison, type Told } from '../openapi/contract.ts';
import { field, fields, located, named, type Field, type Place } from '../openapi/place.ts';
import { reader, type Reader } from '../openapi/reader.ts';
import { tellSchema, type SchemaUse } from '../openapi/schema-findings.ts';
import type { Versions } from '../openapi/schema-pair.ts';
import { schemaPairs } from '../openapi/schema-pairs.ts';
import { freshBudget, isExhausted, tooMany } from '../openapi/schema-walk.ts';
import { schemas, type Schemas } from '../openapi/schema.ts';
import { compareAll } from '../openapi/unchanged.ts';
import { STRICT_CHECKS } from '../openapi/strict-checks.ts';
import { textOf } from '../openapi/value.ts';
import { bothWays } from './both-ways.ts';
import { identifiers } from './identifiers.ts';
import { isJsonSchema } from './is-json-schema.ts';

/**
 * What changed between two versions of JSON Schema documents. Who writes and who reads by them is not known, so each change is judged for both: by the rules
 * of oasdiff for what is asked (writers) and for what is answered (readers), and some more. Total: what cannot be read is a problem, and the rest is compared.
 */
export function diffJsonSchema(before: Files, after: Files, { today }: { readonly today: string }): ContractDiff {
  const readers: Versions<Reader> = {
    before: reader(before, 'before', identifiers(before)),
    after: reader(after, 'after', identifiers(after)),
  };
  const pairs = documentPairs(roots(before, readers.before), roots(after, readers.after));
  const changes: ContractChange[] = [];
  const problems: ContractProblem[] = [];
  for (const { before: from, after: to } of pairs) {
    if (from && to) {
      const comparison = comparing({ before: from, after: to }, readers, today);
      changes.push(...schemaChanges({ before: from, after: to }, comparison));
      if (isExhausted(comparison.budget)) problems.push({ side: 'after', at: start(to), message: tooMany(to.file, 'one that many hold') });
    } else changes.push(loneSchema(from, to));
  }
  return { changes, problems: [...readers.before.problems, ...readers.after.problems, ...problems] };
}

function roots(files: Files, { root }: Reader): readonly Place[] {
  const paths = files.under('');
  return paths.flatMap(path => {
    const text = files.read(path);
    const found = text !== undefined && isJsonSchema({ path, text }, paths.length === 1) ? root(path) : undefined;
    return found ?? [];
  });
}

type Comparing = Omit<Comparison, 'tell' | 'versions'> & {
  readonly versions: Versions<{ readonly schemas: Schemas }> & Comparison['versions'];
};

function comparing(at: Versions<Place>, readers: Versions<Reader>, today: string): Comparing {
  const side = (which: 'before' | 'after'): Comparison['versions']['before'] => ({
    root: at[which],
    reader: readers[which],
    schemas: schemas(readers[which], dialectOf(at[which])),
  });
  const versions = { before: side('before'), after: side('after') };
  const pairs = schemaPairs({ before: versions.before.schemas, after: versions.after.schemas }, compareAll);
  return { versions, pairs, unchanged: compareAll, budget: freshBudget(), today };
}

function dialectOf(root: Place): Parameters<typeof schemas>[1] {
  const dialect = textOf(field(root, '$schema')?.node);
  return { siblingsCount: /\b20(?:19|2\d)-/.test(dialect), tupleItems: !/\b202\d-/.test(dialect) };
}

/** A document may be one schema, a collection of definitions, or both: what no other part of it holds is compared by itself. */
function schemaChanges(at: Versions<Place>, comparison: Comparing): readonly ContractChange[] {
  const name = at.after.file;
  const found = [...changesIn({ before: whole(at.before), after: whole(at.after) }, name, comparison)];
  for (const keyword of ['$defs', 'definitions'])
    for (const before of fields(field(at.before, keyword))) {
      const after = field(field(at.after, keyword), before.key);
      const element = `${name}#/${keyword}/${before.key}`;
      if (!after)
        found.push(changeOf({ rule: 'api-schema-removed', element, says: `the schema \`${element}\` is gone`, before: named(before) }));
      else if (!isTold({ before, after }, comparison)) found.push(...changesIn({ before, after }, element, comparison));
    }
  return found;
}

function isTold(at: Versions<Field>, { versions, pairs, budget }: Comparing): boolean {
  const [before, after] = [versions.before.schemas.of(at.before), versions.after.schemas.of(at.after)];
  return before !== undefined && after !== undefined && budget.told.has(pairs.of(before.schema, after.schema));
}

function changesIn(at: Versions<Field>, name: string, comparison: Comparing): readonly ContractChange[] {
  const told = (part: SchemaUse['part']): readonly Told[] => {
    const found: Told[] = [];
    const use: SchemaUse = {
      part,
      element: name,
      subject: name,
      isJson: true,
      hasDefaults: true,
      isStabilityKnown: true,
      moreChecks: STRICT_CHECKS,
    };
    tellSchema(at, use, { ...comparison, tell: change => found.push(change) });
    return found;
  };
  return bothWays(told('request-body'), told('response-body'));
}

/** The document itself, as if it were the value of a key. */
const whole = (root: Place): Field => ({ ...root, key: '', keyAt: start(root).span });

/** A document begins with its first key: nobody wants to see all of it. */
function start(root: Place): Location {
  const [first] = fields(root);
  return first ? { file: root.file, span: first.keyAt } : located(root);
}

function loneSchema(before: Place | undefined, after: Place | undefined): ContractChange {
  const { file } = (after ?? before)!;
  if (before)
    return {
      rule: 'schema-removed',
      level: 'source',
      severity: 'warning',
      element: file,
      before: start(before),
      message: `The schema ${file} is gone.`,
    };
  return {
    rule: 'schema-added',
    level: 'safe',
    severity: 'info',
    element: file,
    after: start(after!),
    message: `The schema ${file} is new.`,
  };
}
