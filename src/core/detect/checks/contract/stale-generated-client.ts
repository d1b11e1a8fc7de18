import type { Placed } from '../../../link/facts-view.ts';
import type { DeclaresMessage } from '../../../model/shape-fact.ts';
import { folderOf } from '../../../model/paths.ts';
import type { Check, Found } from '../../check.ts';
import { evidence } from '../../places.ts';
import { runs, servicesOf } from '../../running-code.ts';
import type { System } from '../../system.ts';

type Message = Placed<DeclaresMessage>;
type Field = DeclaresMessage['fields'][number];

export const staleGeneratedClient: Check = {
  id: 'contract.stale-generated-client',
  stage: 'contract',
  severity: 'high',
  title: 'Copies of one message disagree',
  why: 'One side writes a field as one type and the other reads it as another, so messages fail to decode or lose what they hold, on one side only.',
  fix: 'Keep the schema in one place, and generate both sides from it.',
  guard:
    'Only fields with the same number in messages with the same full name; a field that one copy lacks is understood by both. Versions of a package have other names.',
  sources: ['https://github.com/golang/protobuf/issues/334', 'https://github.com/bcgov/TheOrgBook/issues/815'],
  *run(system) {
    const messages = system
      .all('declares-message')
      .filter(({ file, name }) => runs(file) && !/^(google|grpc|envoy|opentelemetry|buf|validate)\./.test(name));
    for (const [name, copies] of Map.groupBy(messages, message => message.name)) {
      if (copies.length < 2 || !isOneMessage(name, copies)) continue;
      const [first, ...others] = sorted(system, copies);
      for (const other of others) yield* differences(system, first!, other);
    }
  },
};

/** Without a package, a message of the same name may be another one: then the files have to be called alike, or most fields to be the same. */
function isOneMessage(name: string, copies: readonly Message[]): boolean {
  if (name.includes('.') && /^[a-z]/.test(name)) return new Set(copies.map(({ file }) => folderOf(file))).size > 1;
  const names = new Set(copies.map(({ file }) => file.slice(file.lastIndexOf('/') + 1)));
  return names.size === 1;
}

/** Whoever serves what the package offers has the schema that counts. */
function sorted(system: System, copies: readonly Message[]): readonly Message[] {
  const rank = ({ file }: Message): number => {
    const served = servicesOf(system, file).some(service => service.facts('grpc-server').length > 0);
    return served || /(^|\/)(server|provider|api|proto|protos|contracts?)\//i.test(file)
      ? 0
      : /client|consumer|gateway|frontend/i.test(file)
        ? 2
        : 1;
  };
  return copies.toSorted((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : 1));
}

function* differences(system: System, provider: Message, copy: Message): Generator<Found> {
  for (const field of copy.fields) {
    const own = provider.fields.find(({ number }) => number === field.number);
    const says = own && difference(own, field);
    if (!own || says === undefined) continue;
    const sides = [provider, copy].map(({ file }) => servicesOf(system, file)[0]);
    yield {
      subject: `${copy.name} ${field.number} ${copy.file}`,
      message: `Field ${field.number} of ${copy.name} ${says}.`,
      evidence: [
        evidence({ file: copy.file, span: field.at }, `here ${field.type} ${field.name}`),
        evidence({ file: provider.file, span: own.at }, `here ${own.type} ${own.name}`),
      ],
      about: sides.flatMap(service => service?.id ?? []),
      ...(sameOnWire(own, field) && { severity: 'medium' as const }),
    };
  }
}

function difference(own: Field, field: Field): string | undefined {
  const types = [own, field].map(({ type }) => type.split('.').at(-1));
  if (types[0] !== types[1] && own.type !== field.type)
    return `is ${own.type} ${own.name} in one copy and ${field.type} ${field.name} in another`;
  return own.name === field.name ? undefined : `is called ${own.name} in one copy and ${field.name} in another`;
}

/** Types that decode as each other; a name is only seen in JSON and in code. */
const ALIKE: readonly RegExp[] = [
  /^(int32|uint32|int64|uint64|bool)$/,
  /^(sint32|sint64)$/,
  /^(fixed32|sfixed32)$/,
  /^(fixed64|sfixed64)$/,
  /^(string|bytes)$/,
];

const sameOnWire = (own: Field, field: Field): boolean =>
  own.type === field.type ||
  ALIKE.some(alike => alike.test(own.type) && alike.test(field.type)) ||
  own.type.split('.').at(-1) === field.type.split('.').at(-1);
