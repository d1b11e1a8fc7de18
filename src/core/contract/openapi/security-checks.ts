import type { Comparison, Told } from './contract.ts';
import { textsChanged } from './keyword.ts';
import { elements, field, fields, located, named, written, type Field, type Place } from './place.ts';
import type { Versions } from './schema-pair.ts';
import { quote, textOf } from './value.ts';

interface Asking {
  readonly prefix: 'api-security' | 'api-global-security';
  readonly element: string;
  readonly subject: string;
  readonly before: Told['before'];
  readonly after: Told['after'];
}

const schemesOf = (requirement: Place): string =>
  fields(requirement)
    .map(({ key }) => key)
    .toSorted()
    .join(' and ');

const nameOf = (requirement: Place): string => quote(schemesOf(requirement) || 'nothing');

/** What has to be shown to be let in: one of several sets of schemes, each with its scopes. */
export function tellRequirements(lists: Versions<Field | undefined>, asking: Asking, { tell }: Comparison): void {
  const [from, to] = [elements(lists.before), elements(lists.after)];
  const { prefix, element, subject } = asking;
  // Of one operation, that it may be called by anyone is not told.
  const counts = (requirement: Place): boolean => prefix === 'api-global-security' || schemesOf(requirement) !== '';
  for (const after of to)
    if (counts(after) && !from.some(other => schemesOf(other) === schemesOf(after)))
      tell({
        rule: `${prefix}-added`,
        element,
        says: `${subject} takes ${nameOf(after)} as its security now`,
        before: lists.before ? named(lists.before) : asking.before,
        after: located(after),
      });
  for (const before of from) {
    const after = to.find(other => schemesOf(other) === schemesOf(before));
    if (after) tellScopes({ before, after }, asking, tell);
    else if (counts(before))
      tell({
        rule: `${prefix}-removed`,
        element,
        says: `${subject} no longer takes ${nameOf(before)} as its security`,
        before: located(before),
        after: lists.after ? named(lists.after) : asking.after,
      });
  }
}

function tellScopes({ before, after }: Versions<Place>, { prefix, element, subject }: Asking, tell: Comparison['tell']): void {
  for (const scheme of fields(before)) {
    const other = field(after, scheme.key);
    const { added, removed } = textsChanged(scheme.node, other?.node);
    const places = { element, before: written(scheme), after: other && written(other) };
    for (const scope of added)
      tell({ ...places, rule: `${prefix}-scope-added`, says: `${subject} asks for the scope ${quote(scope)} of ${quote(scheme.key)} now` });
    for (const scope of removed)
      tell({
        ...places,
        rule: `${prefix}-scope-removed`,
        says: `${subject} no longer asks for the scope ${quote(scope)} of ${quote(scheme.key)}`,
      });
  }
}

const PREFIX = 'api-security-component';

/** The security schemes of the document. */
export function tellSecuritySchemes(schemes: Versions<Field | undefined>, { versions, tell }: Comparison): void {
  for (const after of fields(schemes.after))
    if (!field(schemes.before, after.key)) tell({ rule: `${PREFIX}-added`, ...schemeNamed(after.key, 'is new'), after: named(after) });
  for (const before of fields(schemes.before)) {
    const after = field(schemes.after, before.key);
    if (!after) tell({ rule: `${PREFIX}-removed`, ...schemeNamed(before.key, 'is gone'), before: named(before) });
    else tellScheme(before.key, { before: versions.before.reader.follow(before), after: versions.after.reader.follow(after) }, tell);
  }
}

const schemeNamed = (name: string, predicate: string): Pick<Told, 'element' | 'says'> => ({
  element: `security.${name}`,
  says: `the security scheme ${quote(name)} ${predicate}`,
});

function tellScheme(name: string, { before, after }: Versions<Place>, tell: Comparison['tell']): void {
  const places = { before: located(before), after: located(after) };
  const say = (rule: string, predicate: string): void => tell({ rule: `${PREFIX}-${rule}`, ...schemeNamed(name, predicate), ...places });
  const [from, to] = [implicit(before), implicit(after)];
  if (from && to) {
    if (text(from, 'authorizationUrl') !== text(to, 'authorizationUrl'))
      say('oauth-url-changed', 'asks at another address whether to let in');
    if (text(from, 'tokenUrl') !== text(to, 'tokenUrl')) say('oauth-token-url-changed', 'gives its tokens at another address');
    tellSchemeScopes(field(from, 'scopes'), field(to, 'scopes'), say);
  }
  if (text(before, 'type') !== text(after, 'type'))
    say('type-changed', `is of type ${quote(text(after, 'type'))} instead of ${quote(text(before, 'type'))}`);
}

const text = (place: Place | undefined, key: string): string => textOf(field(place, key)?.node);

const implicit = (scheme: Place): Field | undefined => field(field(scheme, 'flows'), 'implicit');

function tellSchemeScopes(before: Field | undefined, after: Field | undefined, say: (rule: string, predicate: string) => void): void {
  for (const { key } of fields(after)) if (!field(before, key)) say('oauth-scope-added', `knows the scope ${quote(key)} now`);
  for (const { key, node } of fields(before)) {
    const other = field(after, key);
    if (!other) say('oauth-scope-removed', `no longer knows the scope ${quote(key)}`);
    else if (textOf(node) !== textOf(other.node)) say('oauth-scope-changed', `says something else of the scope ${quote(key)}`);
  }
}
