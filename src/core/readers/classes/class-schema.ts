import { baseName, folderOf } from '../../model/paths.ts';
import type { ContractSchema, FieldShape, MessageShape, Origin } from '../messages/schema.ts';
import type { Declared, DeclaredType } from './declared.ts';

/** Classes as the messages that they are where they are handed on: what is asked of the one can be asked of the other. */
export function classSchema(files: readonly Declared[]): ContractSchema {
  const names = new Map(files.flatMap(file => file.types.map(({ name }) => [name, fullName(name, file)] as const)));
  const messages = files.flatMap(file => file.types.map(type => shapeOf(type, file, names)));
  return { messages: new Map(messages.map(message => [message.name, message])), enums: new Map(), rpcs: [] };
}

export const fullName = (name: string, { namespace }: Declared): string => (namespace === undefined ? name : `${namespace}.${name}`);

const shapeOf = (type: DeclaredType, file: Declared, names: ReadonlyMap<string, string>): MessageShape => ({
  name: fullName(type.name, file),
  fields: type.members.map(({ name, type: written = '' }): FieldShape => ({
    name,
    json: name,
    type: held(written, names),
    repeated: false,
  })),
  origins: [originOf(file)],
});

/** The class in `IEnumerable<OrderItem>`, `[]*event.Item`. */
function held(written: string, names: ReadonlyMap<string, string>): string {
  const word = written.match(/\w+/g)?.findLast(one => names.has(one));
  return (word !== undefined && names.get(word)) || written;
}

const PACKAGES = ['java_package', 'csharp_namespace', 'php_namespace', 'ruby_package'];

const originOf = ({ path, namespace = '' }: Declared): Origin => ({
  package: namespace,
  file: baseName(path).replace(/\.\w+$/, ''),
  options: new Map([...PACKAGES.map(option => [option, namespace] as const), ['go_package', folderOf(path)]]),
});
