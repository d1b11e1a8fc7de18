import type { Location } from '../../model/source.ts';
import type { Comparison } from './contract.ts';
import type { Field } from './place.ts';
import { SCHEMA_CHECKS } from './schema-checks.ts';
import { ruleOf, type Finding, type SchemaCheck, type Scope } from './schema-rule.ts';
import { changedSchemas, type Visit } from './schema-walk.ts';
import type { Versions } from './schema-pair.ts';

export interface SchemaUse extends Pick<Scope, 'part' | 'element' | 'subject' | 'isJson' | 'hasDefaults' | 'isStabilityKnown'> {
  /** What is checked besides what oasdiff has rules for. */
  readonly moreChecks?: readonly SchemaCheck[];
}

/** Tells what changed in the schema of a body or parameter, down to the last property. */
export function tellSchema(fields: Versions<Field | undefined>, use: SchemaUse, comparison: Comparison): void {
  const { versions, pairs, budget, today, tell } = comparison;
  const before = versions.before.schemas.of(fields.before);
  const after = versions.after.schemas.of(fields.after);
  if (!before || !after) return;
  const pair = pairs.of(before.schema, after.schema);
  if (!pairs.changed(pair)) return;
  const scope: Scope = { ...use, today, read: { before: versions.before.schemas, after: versions.after.schemas } };
  const root: Visit = { pair, path: '', depth: 0, property: '', isAdditional: false, before: before.at, after: after.at };
  const checks = [...SCHEMA_CHECKS, ...(use.moreChecks ?? [])];
  for (const visit of changedSchemas(root, pairs, budget))
    for (const check of checks)
      for (const finding of check(visit, scope)) {
        const rule = ruleOf(finding, visit, scope);
        if (rule) tell({ rule, ...nameOf(finding, visit, scope), ...placesOf(finding, visit) });
      }
}

function nameOf(
  { property, predicate }: Finding,
  { path }: Visit,
  { element, subject }: Scope,
): { readonly element: string; readonly says: string } {
  const whole = [path, property].filter(Boolean).join('/');
  return whole === ''
    ? { element, says: `${subject} ${predicate}` }
    : { element: `${element}.${whole.replaceAll('/', '.')}`, says: `\`${whole}\` in ${subject} ${predicate}` };
}

/** Of something that only one version has, the other version's schema is told, that it would be in. */
function placesOf({ before, after }: Finding, visit: Visit): { readonly before: Location; readonly after: Location } {
  return { before: before ?? visit.before, after: after ?? visit.after };
}
