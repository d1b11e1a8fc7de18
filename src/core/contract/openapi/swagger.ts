import type { Span } from '../../model/source.ts';
import { at, entries, entry, text, type Mapping, type MappingEntry, type Node } from '../../yaml/tree.ts';
import { convertedOperation, sentApart, type Surroundings } from './swagger-operation.ts';
import { withContent } from './swagger-body.ts';

/**
 * A Swagger 2.0 document as OpenAPI 3.0; anything else as it is. What is moved keeps the place where it is written.
 * `definitions` and the like stay as well, so that references still find them.
 */
export function convertedFromSwagger(root: Node): Node {
  if (root.kind !== 'mapping' || !text(root, 'swagger')?.startsWith('2')) return root;
  const around: Surroundings = {
    consumes: at(root, 'consumes'),
    produces: at(root, 'produces'),
    parameters: at(root, 'parameters'),
  };
  const converted = root.entries.flatMap(field => {
    if (field.key === 'paths') return [{ ...field, value: each(field.value, item => convertedPath(item, around)) }];
    if (field.key === 'responses') return [{ ...field, value: each(field.value, response => withContent(response, around.produces)) }];
    return [field];
  });
  return { ...root, entries: [...converted, components(root, converted)] };
}

/** The same mapping with other values. */
const each = (node: Node, convert: (value: Node) => Node): Node =>
  node.kind === 'mapping' ? { ...node, entries: node.entries.map(item => ({ ...item, value: convert(item.value) })) } : node;

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);

const convertedPath = (item: Node, around: Surroundings): Node =>
  item.kind === 'mapping' ? { ...item, entries: item.entries.map(field => convertedPart(field, around)) } : item;

function convertedPart(field: MappingEntry, around: Surroundings): MappingEntry {
  if (METHODS.has(field.key)) return { ...field, value: convertedOperation(field.value, around) };
  if (field.key !== 'parameters' || field.value.kind !== 'sequence') return field;
  return { ...field, value: { ...field.value, items: sentApart(field.value.items) } };
}

/** Responses stay where they are; schemas and security schemes are asked for by name. */
function components(root: Mapping, converted: readonly MappingEntry[]): MappingEntry {
  const schemas = converted.find(({ key }) => key === 'definitions');
  const security = entry(root, 'securityDefinitions');
  const parts = [
    ...(schemas ? [{ ...schemas, key: 'schemas' }] : []),
    ...(security ? [{ ...security, key: 'securitySchemes', value: each(security.value, securityScheme) }] : []),
  ];
  return { key: 'components', keyAt: root.at, value: { kind: 'mapping', at: root.at, entries: parts } };
}

const FLOWS: Readonly<Record<string, string>> = { accessCode: 'authorizationCode', application: 'clientCredentials' };

function securityScheme(scheme: Node): Node {
  if (text(scheme, 'type') === 'basic')
    return renamed(
      scheme,
      entries(scheme).map(field => (field.key === 'type' ? { ...field, value: word('http', field.value.at) } : field)),
    );
  const flow = entry(scheme, 'flow');
  if (!flow) return scheme;
  const name = text(flow.value) ?? '';
  const inner = entries(scheme).filter(({ key }) => ['authorizationUrl', 'tokenUrl', 'scopes'].includes(key));
  const flows = renamed(flow.value, [{ ...flow, key: FLOWS[name] ?? name, value: renamed(scheme, inner) }]);
  return renamed(scheme, [
    ...entries(scheme).filter(field => !inner.includes(field) && field !== flow),
    { ...flow, key: 'flows', value: flows },
  ]);
}

const renamed = (node: Node, fields: readonly MappingEntry[]): Mapping => ({ kind: 'mapping', at: node.at, entries: fields });

const word = (value: string, span: Span): Node => ({ kind: 'scalar', at: span, text: value, quoted: true });
