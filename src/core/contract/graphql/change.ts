import type { Change } from '@graphql-inspector/core';
import type { ChangeLevel, ChangeSeverity, ContractChange } from '../change.ts';
import type { Places } from './places.ts';

/** Words for people, and how other words say that something is deprecated. */
const UNTOLD = /_DESCRIPTION_|^DIRECTIVE_USAGE_ARGUMENT_(?:ADDED|REMOVED)$/;

/** Nothing for what nobody minds. */
export function changeOf(
  change: Change,
  { before, after }: { readonly before: Places; readonly after: Places },
): ContractChange | undefined {
  if (UNTOLD.test(change.type) || (change.type.startsWith('DIRECTIVE_USAGE_') && /@deprecated\b/.test(change.path ?? ''))) return undefined;
  const severity = severityOf(change);
  const element = elementOf(change);
  const [was, is] = [before.get(element), after.get(element)];
  return {
    rule: change.type,
    level: LEVELS[severity],
    severity,
    element,
    ...(was && { before: was }),
    ...(is && { after: is }),
    message: sentence(change.message),
  };
}

/** Directives in a schema are for its server: a client only meets the one by which exactly one field has to be sent. */
function severityOf({ type, path, criticality }: Change): ChangeSeverity {
  if (criticality.level === 'BREAKING') return type.startsWith('DIRECTIVE_USAGE_') && !path?.endsWith('@oneOf') ? 'warning' : 'error';
  return criticality.level === 'DANGEROUS' ? 'warning' : 'info';
}

const LEVELS: Readonly<Record<ChangeSeverity, ChangeLevel>> = { error: 'wire', warning: 'behaviour', info: 'safe' };

/** What belongs to a type or directive without being named in the path: a member of a union, an interface, an argument, a root type. */
const MEMBERS = ['removedUnionMemberTypeName', 'addedUnionMemberTypeName', 'removedInterfaceName', 'addedInterfaceName'] as const;
const ARGUMENTS = ['addedDirectiveArgumentName', 'removedDirectiveArgumentName'] as const;

function elementOf({ type, path, meta }: Change): string {
  const root = /^SCHEMA_(\w+)_TYPE_CHANGED$/.exec(type)?.[1];
  if (root !== undefined) return `schema.${root.toLowerCase()}`;
  const element = (path ?? 'schema').replace(/(?<=.)\.@.*$/, '');
  const member = [...MEMBERS, ...ARGUMENTS]
    .map(key => (meta as Readonly<Record<string, unknown>>)[key])
    .find(name => typeof name === 'string');
  return member === undefined ? element : `${element}.${member}`;
}

const sentence = (message: string): string => `${message.replace(/\.$/, '').replaceAll(/'([^']*)'/g, '`$1`')}.`;
