import { simple } from '../link/grpc-edges.ts';
import { lineStarts, position } from '../model/lines.ts';
import type { FilePath, Span } from '../model/source.ts';
import { holdsOffset } from '../model/spans.ts';
import { plainMethod, type Occurrence } from '../navigate/occurrence.ts';
import type { Side } from './side.ts';
import { declaredTables } from './what-if-tables.ts';
import { declaredTypes } from './what-if-types.ts';
import { declarations, protoFiles, shown } from './what-if.ts';

/** A place in a text, as somebody points at it. */
export interface Pointed {
  readonly file: FilePath;
  readonly offset: number;
}

/** The element that is declared, served or used at a place, by the name under which it can be taken away. Pure. */
export function removableAt(at: Pointed, side: Side): string | undefined {
  return declaredAt(at, side) ?? operationAt(at, side) ?? typeOrTableAt(at, side) ?? occurringAt(at, side);
}

/** Of what is declared on the line: what the cursor stands on, else the innermost. */
function declaredAt({ file, offset }: Pointed, side: Side): string | undefined {
  const proto = protoFiles(side).find(({ path }) => path === file);
  if (!proto) return undefined;
  const onLine = onLineOf(offset, side.texts.read(file) ?? '');
  const near = [...declarations(proto)].filter(({ at }) => onLine(at));
  return (near.find(({ at }) => holdsOffset(at, offset)) ?? near.at(-1))?.name;
}

function operationAt({ file, offset }: Pointed, { world, texts }: Side): string | undefined {
  const onLine = onLineOf(offset, texts.read(file) ?? '');
  const operations = world.view.of(file, 'contract').flatMap(({ format, operations }) => (format === 'openapi' ? operations : []));
  const found = operations.find(({ at }) => onLine(at));
  return found && `${found.method} ${found.path}`;
}

/** The cursor stands on the name of a shared type, or on that of a table or column where it is declared. */
const typeOrTableAt = ({ file, offset }: Pointed, side: Side): string | undefined =>
  [...declaredTypes(side, file), ...declaredTables(side, file)].find(({ at }) => holdsOffset(at.span, offset))?.name;

function occurringAt({ file, offset }: Pointed, side: Side): string | undefined {
  const places = (side.inFile.get(file) ?? []).filter(({ at }) => holdsOffset(at.span, offset));
  const sorted = places.toSorted((a, b) => length(a) - length(b));
  return sorted.flatMap(({ element }) => rpcNamed(element, side) ?? shown(element, side) ?? [])[0];
}

/** `rpc orders/place` as the contract spells it. */
function rpcNamed(element: string, side: Side): string | undefined {
  const [, service, method] = /^rpc ([^/]+)\/(.+)$/.exec(element) ?? [];
  if (service === undefined) return undefined;
  for (const proto of protoFiles(side))
    for (const { name } of declarations(proto)) {
      const [rpc = '', within = ''] = name.split('.').toReversed();
      if (plainMethod(rpc) === method && simple(within).toLowerCase() === service) return name;
    }
  return undefined;
}

const length = ({ at }: Occurrence): number => at.span[1] - at.span[0];

function onLineOf(offset: number, text: string): (at: Span) => boolean {
  const lines = lineStarts(text);
  const { line } = position(lines, offset);
  return at => position(lines, at[0]).line === line;
}
