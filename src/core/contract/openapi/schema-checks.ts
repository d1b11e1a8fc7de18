import { dayOf, SUNSET } from './deprecation.ts';
import { BOUNDS, boundFindings } from './bound-checks.ts';
import { directionCheck, judgeFindings, presenceCheck, requiredCheck } from './property-checks.ts';
import { isParameter, type Finding, type SchemaCheck } from './schema-rule.ts';
import { alternativesChanged, alternativesCheck, nullCheck, typeCheck } from './type-checks.ts';
import { isTrue, textOf } from './value.ts';
import { placesOf, VALUE_CHECKS } from './value-checks.ts';

const valueCheck: SchemaCheck = ({ pair, path }, scope) => {
  const found: Finding[] = [];
  for (const [keyword, change] of pair.values)
    if (Object.hasOwn(VALUE_CHECKS, keyword)) found.push(...VALUE_CHECKS[keyword]!(change, scope, path));
  for (const bound of BOUNDS) {
    const change = pair.values.get(bound.keyword);
    if (change) found.push(...boundFindings(bound, change, scope));
  }
  return found;
};

/** A parameter is deprecated itself, and not the schema of its value. */
const deprecationCheck: SchemaCheck = ({ pair }, scope) => {
  const { isStabilityKnown, today } = scope;
  const change = pair.values.get('deprecated');
  if (!change || !isStabilityKnown || isParameter(scope)) return [];
  const places = placesOf(change);
  if (!isTrue(change.after?.node)) return [{ ending: 'reactivated', predicate: 'is no longer deprecated', ...places }];
  const sunset = pair.after.keywords.get(SUNSET);
  if (!sunset) return [{ ending: 'deprecated', predicate: 'is deprecated now', ...places }];
  const day = dayOf(sunset);
  if (!day)
    return [
      { ending: 'deprecated-sunset-invalid', predicate: `is deprecated until \`${textOf(sunset.node)}\`, which is no date`, ...places },
    ];
  if (day < today) return [{ ending: 'sunset-date-too-small', predicate: `is deprecated until ${day}, which is over`, ...places }];
  return [{ ending: 'deprecated-with-sunset', predicate: `is deprecated until ${day}`, ...places }];
};

const judgeCheck: SchemaCheck = (visit, scope) => judgeFindings(visit, alternativesChanged(visit.pair, scope.read) !== undefined);

/** Everything that is checked of a changed schema. Which of it a rule minds is for `ruleOf` to say. */
export const SCHEMA_CHECKS: readonly SchemaCheck[] = [
  typeCheck,
  nullCheck,
  alternativesCheck,
  valueCheck,
  presenceCheck,
  requiredCheck,
  directionCheck,
  judgeCheck,
  deprecationCheck,
];
