import { refuse } from './failure.ts';
import { byteCount, durationText, shownText } from './go-text.ts';
import { castValue } from './variables-in.ts';
import { isNull, isText, list, mapping, scalar, type Entry, type MappingNode, type Node, type ScalarNode } from './node.ts';
import { cutAt, sliced, splitAt, tracedOf, tracedScalar, type Traced } from './traced.ts';
import { shellWords } from './shell-words.ts';

/** How `docker compose config` prints a value; undefined where it prints nothing. */
export type Printed = (node: Node, path: string) => Node | undefined;

const origins = (node: Node) => node.origins;

/** The same scalar with another value, from the same places. */
const valued = (node: ScalarNode, value: ScalarNode['value']): ScalarNode => ({
  ...scalar(value, origins(node)),
  ...(node.unknown ? { unknown: node.unknown } : {}),
});

const isScalar = (node: Node): node is ScalarNode => node.kind === 'scalar';

/** A text; empty ones are not printed. */
export const text: Printed = (node, path) => {
  if (isNull(node)) return undefined;
  if (!isScalar(node) || typeof node.value === 'boolean' || (typeof node.value === 'number' && !Number.isInteger(node.value)))
    return refuse(`${path} must be a text.`, node);
  const value = shownText(node);
  return value === '' ? undefined : typeof node.value === 'string' ? node : valued(node, value);
};

/** A text that is printed when it is empty too. */
export const keptText: Printed = (node, path) => text(node, path) ?? valued(node as ScalarNode, '');

export const truth: Printed = (node, path) => {
  const kept = keptTruth(node, path);
  return kept && isScalar(kept) && kept.value === true ? kept : undefined;
};

/** A truth value that says something even if it is false. */
export const keptTruth: Printed = (node, path) => {
  if (isNull(node)) return undefined;
  const value = isText(node) ? castValue(node.value, 'boolean') : isScalar(node) ? node.value : undefined;
  return typeof value === 'boolean' ? valued(node as ScalarNode, value) : refuse(`${path} must be true or false.`, node);
};

/** A number; zero is not printed. */
export const number: Printed = (node, path) => {
  const kept = keptNumber(node, path);
  return kept && isScalar(kept) && kept.value === 0 ? undefined : kept;
};

export const keptNumber: Printed = (node, path) => {
  if (isNull(node)) return undefined;
  const value = isText(node) ? castValue(node.value, 'number') : isScalar(node) ? node.value : undefined;
  return typeof value === 'number' ? valued(node as ScalarNode, value) : refuse(`${path} must be a number.`, node);
};

export const duration: Printed = node => (isNull(node) ? undefined : valued(node as ScalarNode, durationText(node)));

/** A duration that is not printed where it is none. */
export const someDuration: Printed = node =>
  isNull(node) || durationText(node) === '0s' ? undefined : valued(node as ScalarNode, durationText(node));

/** A size in bytes, as a text. */
export const bytes: Printed = node => {
  if (!isScalar(node) || node.value === null) return undefined;
  const size = byteCount(node);
  return size === 0 ? undefined : valued(node, String(size));
};

/** `0440` of a file, printed in octal. */
export const fileMode: Printed = (node, path) => {
  if (!isScalar(node) || node.value === null) return undefined;
  const value = typeof node.value === 'string' ? (/^[0-7]+$/.test(node.value) ? Number.parseInt(node.value, 8) : undefined) : node.value;
  return typeof value === 'number' && Number.isInteger(value)
    ? valued(node, `0${value.toString(8)}`)
    : refuse(`${path} must be a file mode such as 0440.`, node);
};

const some = (items: readonly (Node | undefined)[], node: Node): Node | undefined => {
  const kept = items.filter(item => item !== undefined);
  return kept.length === 0 ? undefined : list(kept, origins(node));
};

export const listOf =
  (item: Printed): Printed =>
  (node, path) => {
    if (isNull(node)) return undefined;
    if (node.kind !== 'sequence') return refuse(`${path} must be a list.`, node);
    return some(
      node.items.map((value, index) => item(value, `${path}.${index}`)),
      node,
    );
  };

export const texts = listOf(keptText);

/** One text or several. */
export const textOrList: Printed = (node, path) => (isText(node) ? list([node], origins(node)) : texts(node, path));

/** Values of any kind as texts. */
export const shownTexts: Printed = (node, path) =>
  isText(node)
    ? list([node], origins(node))
    : listOf(item => (isScalar(item) && !isText(item) ? valued(item, shownText(item)) : item))(node, path);

/** A mapping by name; undefined where it is empty. */
export const mapOf =
  (value: Printed): Printed =>
  (node, path) => {
    if (isNull(node)) return undefined;
    if (node.kind !== 'mapping') return refuse(`${path} must be a mapping.`, node);
    return someEntries(node, (item, key) => value(item, `${path}.${key}`));
  };

function someEntries(node: MappingNode, value: (item: Node, key: string) => Node | undefined): Node | undefined {
  const entries: [string, Entry][] = [];
  for (const [key, entry] of node.entries) {
    const printed = value(entry.value, key);
    if (printed) entries.push([key, { ...entry, value: printed }]);
  }
  return entries.length === 0 ? undefined : mapping(entries, origins(node));
}

const valueText = (node: Node): ScalarNode =>
  isText(node) ? node : valued(isScalar(node) ? node : scalar(null, origins(node)), shownText(node));

/** `A=1` or `{A: 1}`: texts by name. What has no value is empty, or of a variable, null: nobody knows it before the system runs. */
export const pairs =
  (unset: 'null' | 'empty'): Printed =>
  (node, path) => {
    if (isNull(node)) return undefined;
    const none = (name: string, from: Node): ScalarNode =>
      unset === 'empty' ? scalar('', origins(from)) : { ...scalar(null, origins(from)), unknown: `${name} is set nowhere` };
    if (node.kind === 'mapping') return someEntries(node, (item, key) => (isNull(item) ? none(key, item) : valueText(item)));
    if (node.kind !== 'sequence') return refuse(`${path} must be a list or a mapping.`, node);
    const entries = node.items.map((item): [string, Entry] => {
      const { name, value } = pairOf(item, path);
      if (unset === 'null' && /\s$/u.test(name.text)) refuse(`The variable "${name.text}" of ${path} ends with a space.`, item);
      return [name.text, { keyOrigins: tracedScalar(name, origins(item)).origins, value: value ?? none(name.text, item) }];
    });
    return entries.length === 0 ? undefined : mapping(entries, origins(node));
  };

function pairOf(item: Node, path: string): { readonly name: Traced; readonly value: ScalarNode | undefined } {
  if (!isScalar(item)) return refuse(`${path} holds something that is no text.`, item);
  const traced = tracedOf(isText(item) ? item : valueText(item));
  const cut = cutAt(traced, '=');
  if (!cut) return { name: traced, value: undefined };
  const value = tracedScalar(cut[1], origins(item));
  return { name: cut[0], value: item.unknown === undefined ? value : { ...value, unknown: item.unknown } };
}

/** Words of a command line, or the words as they are written. An empty command is a command too; none is null. */
export const command: Printed = (node, path) => {
  if (isText(node)) return list(shellWords(tracedOf(node), node), origins(node));
  if (isNull(node)) return node;
  if (node.kind !== 'sequence') return refuse(`${path} must be a text or a list.`, node);
  return list(
    node.items.map((item, index) => (isText(item) ? item : refuse(`${path}.${index} must be a text.`, item))),
    origins(node),
  );
};

/** `name=ip` of each address. */
export const hosts: Printed = (node, path) => {
  if (isNull(node)) return undefined;
  const entries: readonly { readonly name: Traced; readonly addresses: readonly Traced[]; readonly item: Node }[] =
    node.kind === 'mapping'
      ? [...node.entries].map(([name, { keyOrigins, value }]) => ({
          name: { text: name, pieces: [{ length: name.length, origins: keyOrigins }] },
          addresses: (value.kind === 'sequence' ? value.items : [value]).map(address =>
            tracedOf(valueText(isNull(address) ? scalar('') : address)),
          ),
          item: value,
        }))
      : node.kind === 'sequence'
        ? node.items.map(item => hostOf(item, path))
        : refuse(`${path} must be a list or a mapping.`, node);
  const lines = entries.flatMap(({ name, addresses, item }) => {
    if (name.text === '' || /[:=]/.test(name.text)) refuse(`"${name.text}" in ${path} is no host name.`, item);
    return addresses.map(address => hostLine(name, address));
  });
  return some(
    lines.toSorted((a, b) => (a.value! < b.value! ? -1 : 1)),
    node,
  );
};

function hostOf(item: Node, path: string): { readonly name: Traced; readonly addresses: readonly Traced[]; readonly item: Node } {
  const traced = tracedOf(valueText(item));
  const [name, address] =
    cutAt(traced, '=') ?? cutAt(traced, ':') ?? refuse(`"${traced.text}" in ${path} has no address; write name=address.`, item);
  return { name, addresses: splitAt(address, ','), item };
}

function hostLine(name: Traced, address: Traced): ScalarNode {
  const bare = /^\[.+\]$/.test(address.text) ? sliced(address, 1, address.text.length - 1) : address;
  return tracedScalar({
    text: `${name.text}=${bare.text}`,
    pieces: [...name.pieces, { length: 1, origins: [] }, ...bare.pieces],
  });
}

/** A mapping with these keys; others are not printed. */
export const object =
  (fields: Readonly<Record<string, Printed>>, always: Readonly<Record<string, Node>> = {}): Printed =>
  (node, path) => {
    if (isNull(node)) return undefined;
    if (node.kind !== 'mapping') return refuse(`${path} must be a mapping.`, node);
    const entries: [string, Entry][] = [];
    for (const [key, field] of Object.entries(fields)) {
      const entry = node.entries.get(key);
      const value = entry && field(entry.value, `${path}.${key}`);
      if (entry && value) entries.push([key, { ...entry, value }]);
      else if (always[key]) entries.push([key, { keyOrigins: [], value: always[key] }]);
    }
    return mapping(entries, origins(node));
  };
