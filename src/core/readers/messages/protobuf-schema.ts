import type { Source } from '../../model/source.ts';
import { fieldsOf, type Field } from '../../contract/protobuf/fields.ts';
import { type FileElement, type Named } from '../../contract/protobuf/elements.ts';
import { optionOf } from '../../contract/protobuf/syntax.ts';
import { type Version, versionOf } from '../../contract/protobuf/version.ts';
import type { ContractSchema, EnumShape, FieldShape, MessageShape, Origin, RpcShape } from './schema.ts';

/** The messages of .proto files; copies of one message are one. Total: what cannot be read is not there. */
export function schemaOf(files: readonly Source[]): ContractSchema {
  const version = versionOf(new Map(files.map(({ path, text }) => [path, text])));
  const messages = version.messages.filter(({ file }) => !file.builtIn).map(message => messageShape(message, version));
  const enums = version.enums.filter(({ file }) => !file.builtIn).map(enumShape);
  const rpcs = version.services.flatMap(service => service.syntax.rpcs.map(rpc => rpcShape(rpc, service, version)));
  return {
    messages: merged(messages, copies => ({ fields: unique(copies.flatMap(({ fields }) => fields)) })),
    enums: merged(enums, copies => ({ values: [...new Set(copies.flatMap(({ values }) => values))] })),
    rpcs: [...new Map(rpcs.map(rpc => [`${rpc.service}/${rpc.name}`, rpc])).values()],
  };
}

function merged<T extends { readonly name: string; readonly origins: readonly Origin[] }>(
  shapes: readonly T[],
  merge: (copies: readonly T[]) => Partial<T>,
): ReadonlyMap<string, T> {
  const groups = Map.groupBy(shapes, ({ name }) => name);
  return new Map(
    [...groups].map(([name, copies]) => [
      name,
      copies.length === 1 ? copies[0]! : { ...copies[0]!, ...merge(copies), origins: copies.flatMap(({ origins }) => origins) },
    ]),
  );
}

const unique = (fields: readonly FieldShape[]): readonly FieldShape[] => [...new Map(fields.map(field => [field.name, field])).values()];

type Message = Version['messages'][number];

type Service = Version['services'][number];

const messageShape = (message: Message, version: Version): MessageShape => ({
  name: message.fullName,
  fields: fieldsOf(message, version.types).map(field => fieldShape(field, version)),
  origins: [originOf(message)],
});

function fieldShape(field: Field, version: Version): FieldShape {
  const { name, cardinality, syntax } = field;
  const json = optionOf(syntax.options, 'json_name')?.text ?? name.replace(/_+([^_]?)/g, (_, letter: string) => letter.toUpperCase());
  const value = cardinality === 'map' ? mapValue(field, version) : field;
  return {
    name,
    json,
    type: value.type ?? value.kind,
    repeated: cardinality === 'repeated' || cardinality === 'map',
    ...(syntax.oneof !== undefined && { oneof: syntax.oneof }),
  };
}

/** Nobody ever sees the message that a map's entry is. */
function mapValue(field: Field, version: Version): Field {
  const entry = version.messages.find(({ fullName }) => fullName === field.type);
  return (entry && fieldsOf(entry, version.types).find(({ name }) => name === 'value')) ?? field;
}

const enumShape = (found: Version['enums'][number]): EnumShape => ({
  name: found.fullName,
  values: found.syntax.values.map(({ name }) => name),
  origins: [originOf(found)],
});

function rpcShape(rpc: Service['syntax']['rpcs'][number], service: Service, { types }: Version): RpcShape {
  const named = (written: string): string =>
    types.named(written, { scope: service.file.syntax.package, file: service.file, at: rpc.at })?.fullName ?? written.replace(/^\./, '');
  return { service: service.fullName, name: rpc.name, request: named(rpc.request), response: named(rpc.response) };
}

const OPTIONS = ['go_package', 'java_package', 'csharp_namespace', 'php_namespace', 'ruby_package'];

function originOf({ file }: Named): Origin {
  const { syntax }: FileElement = file;
  const options = OPTIONS.flatMap(name => {
    const text = optionOf(syntax.options, name)?.text;
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    package: syntax.package,
    file: syntax.path.slice(syntax.path.lastIndexOf('/') + 1).replace(/\.proto$/, ''),
    options: new Map(options),
  };
}
