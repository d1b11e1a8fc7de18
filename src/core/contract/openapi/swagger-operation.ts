import { at, entries, entry, items, text, type MappingEntry, type Node } from '../../yaml/tree.ts';
import { content, listed, made, mapping, withContent, withSchema, word } from './swagger-body.ts';

/** What the document says for all of its operations. */
export interface Surroundings {
  readonly consumes: Node | undefined;
  readonly produces: Node | undefined;
  readonly parameters: Node | undefined;
}

/** An operation of Swagger 2.0 with a request body and contents, as OpenAPI 3 has them. */
export function convertedOperation(operation: Node, around: Surroundings): Node {
  if (operation.kind !== 'mapping') return operation;
  const parameters = items(at(operation, 'parameters')).map(parameter => parameterOf(parameter, around));
  const consumes = listed(at(operation, 'consumes') ?? around.consumes);
  const body = requestBody(parameters, consumes);
  const fields = operation.entries.flatMap(field => converted(field, parameters, at(operation, 'produces') ?? around.produces));
  return mapping(operation.at, body ? [...fields, body] : fields);
}

function converted(field: MappingEntry, parameters: readonly Node[], produces: Node | undefined): readonly MappingEntry[] {
  if (field.key === 'consumes' || field.key === 'produces') return [];
  if (field.key === 'parameters') return [{ ...field, value: { kind: 'sequence', at: field.value.at, items: sentApart(parameters) } }];
  if (field.key !== 'responses') return [field];
  const responses = entries(field.value).map(response => ({
    ...response,
    value: at(response.value, '$ref') ? response.value : withContent(response.value, produces),
  }));
  return [{ ...field, value: mapping(field.value.at, responses) }];
}

/** A parameter of the document that is only named here stands here as well: one may be a body. */
function parameterOf(parameter: Node, { parameters }: Surroundings): Node {
  const name = /^#\/parameters\/(.+)$/.exec(text(parameter, '$ref') ?? '')?.[1];
  return (name && at(parameters, name.replaceAll('~1', '/').replaceAll('~0', '~'))) || parameter;
}

/** What is sent beside the body. What does not say of which type it is, is a text. */
export const sentApart = (parameters: readonly Node[]): readonly Node[] =>
  parameters.filter(isSent).map(parameter => withSchema(isTyped(parameter) ? parameter : asText(parameter)));

const isTyped = (parameter: Node): boolean => ['type', 'schema', '$ref'].some(key => entry(parameter, key));
const asText = (parameter: Node): Node =>
  parameter.kind === 'mapping' ? mapping(parameter.at, [...parameter.entries, made('type', word('string', parameter.at))]) : parameter;

const placeOf = (parameter: Node): string | undefined => text(parameter, 'in');
const isSent = (parameter: Node): boolean => placeOf(parameter) !== 'body' && placeOf(parameter) !== 'formData';

function requestBody(parameters: readonly Node[], consumes: readonly string[]): MappingEntry | undefined {
  const body = parameters.find(parameter => placeOf(parameter) === 'body');
  if (body) {
    const schema = entry(body, 'schema');
    const kept = entries(body).filter(({ key }) => key === 'required' || key === 'description' || key.startsWith('x-'));
    return made(
      'requestBody',
      mapping(body.at, schema ? [...kept, content(consumes.length > 0 ? consumes : ['application/json'], schema)] : kept),
    );
  }
  const form = parameters.filter(parameter => placeOf(parameter) === 'formData');
  return form.length > 0 ? formBody(form, consumes) : undefined;
}

/** Fields of a form are the properties of one object. */
function formBody(form: readonly Node[], consumes: readonly string[]): MappingEntry {
  const first = form[0]!;
  const type = consumes.includes('multipart/form-data') ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const required = form
    .filter(parameter => text(parameter, 'required') === 'true')
    .map(parameter => word(text(parameter, 'name') ?? '', parameter.at));
  const properties = form.map(parameter => {
    const property = at(withSchema(parameter), 'schema') ?? mapping(parameter.at, []);
    return { key: text(parameter, 'name') ?? '', keyAt: parameter.at, value: property };
  });
  const schema = mapping(first.at, [
    made('type', word('object', first.at)),
    made('properties', mapping(first.at, properties)),
    ...(required.length > 0 ? [made('required', { kind: 'sequence', at: first.at, items: required })] : []),
  ]);
  const needed = required.length > 0 ? [made('required', { kind: 'scalar', at: first.at, text: 'true', quoted: false })] : [];
  return made('requestBody', mapping(first.at, [...needed, content([type], made('schema', schema))]));
}
