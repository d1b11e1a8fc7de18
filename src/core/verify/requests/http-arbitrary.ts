import { type Arbitrary, constant, constantFrom, oneof, option, record, sample } from 'fast-check';
import { type Mode, rawArbitrary } from './arbitrary.ts';
import { builtExample } from './example.ts';
import type { Misfit } from './fits.ts';
import type { Content, HttpOperation, HttpParameter } from './http-operation.ts';
import { httpRequest, type HttpRequest, isWritable, keyOf, type Parts } from './http-request.ts';
import type { Json } from './json.ts';
import type { JsonSchema } from './json-schemas.ts';
import type { OpenApi, Schemas } from './open-api.ts';

/** One in so many values lies at the edge of what is allowed. */
const USUAL_FOR_EACH_EDGE = 4;
const PROBES = 40;

/**
 * Values that fit a schema, most of them as users send them, a bounded share at the edge of what is allowed.
 * Undefined where none was found: a schema can ask for what cannot be, or for what nobody can guess.
 */
export function arbitraryOf(
  schema: JsonSchema,
  { schemas, misfit }: Schemas,
  fits: (value: Json) => boolean = () => true,
): Arbitrary<Json> | undefined {
  const check: Misfit = misfit(schema);
  const isFit = (value: Json): boolean => check(value) === undefined && fits(value);
  const among = (mode: Mode): Arbitrary<Json> | undefined => {
    const raw = rawArbitrary(schema, schemas, mode);
    const found = sample(raw, { seed: 1, numRuns: PROBES }).filter(isFit);
    if (found.length === 0) return undefined;
    // A filter that lets little through asks for very long: then it is one of those found.
    return found.length * 8 < PROBES ? oneof(...found.map(value => constant(value))) : raw.filter(isFit);
  };
  const [usual, edge] = [among('usual'), among('edge')];
  if (!usual || !edge) return usual ?? edge;
  return oneof({ arbitrary: usual, weight: USUAL_FOR_EACH_EDGE }, { arbitrary: edge, weight: 1 });
}

/** One value: what its author gives as an example if it fits, else one that is made, else one that is found. The same every time. */
export function exampleOf(schema: JsonSchema, parts: Schemas, given: readonly Json[] = []): Json {
  const check = parts.misfit(schema);
  const example = given.find(value => check(value) === undefined);
  if (example !== undefined) return example;
  const built = [true, false].map(withGiven => builtExample(schema, parts.schemas, withGiven));
  const fitting = built.find(value => check(value) === undefined);
  if (fitting !== undefined) return fitting;
  const found = arbitraryOf(schema, parts);
  return found ? sample(found, { seed: 1, numRuns: 1 })[0]! : built[0]!;
}

/** In a path, what is empty or has slashes is another path; in a header, lines end. */
function isSendable({ in: place }: HttpParameter): (value: Json) => boolean {
  if (place === 'path') return value => !/^(\.{0,2}|.*[/\\].*)$/s.test(typeof value === 'object' ? JSON.stringify(value) : String(value));
  if (place === 'header' || place === 'cookie')
    return value => typeof value === 'object' || /^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/.test(String(value));
  // There is no way to write null beside a body.
  return value => value !== null;
}

/** The body that can be written, JSON before all others. */
export const writableContent = (operation: HttpOperation): Content | undefined => {
  const contents = operation.body?.contents.filter(({ mediaType }) => isWritable(mediaType)) ?? [];
  return contents.find(({ mediaType }) => mediaType.includes('json')) ?? contents[0];
};

function valuesOf(parameter: HttpParameter, sent: Schemas): Arbitrary<Json> | undefined {
  const check = sent.misfit(parameter.schema);
  const given = parameter.examples.filter(value => check(value) === undefined && isSendable(parameter)(value));
  const made = arbitraryOf(parameter.schema, sent, isSendable(parameter));
  if (given.length === 0) return made;
  const examples = constantFrom(...given);
  return made ? oneof({ arbitrary: made, weight: 2 }, { arbitrary: examples, weight: 1 }) : examples;
}

/** Requests that an operation has to take. Undefined where something that it requires cannot be made. */
export function requestArbitrary(operation: HttpOperation, { sent, base }: OpenApi): Arbitrary<HttpRequest> | undefined {
  const values = operation.parameters.map(parameter => [parameter, valuesOf(parameter, sent)] as const);
  const content = writableContent(operation);
  const body = content && arbitraryOf(content.schema, sent);
  const isRequired = operation.body?.required === true;
  if (values.some(([{ required }, value]) => required && !value) || (isRequired && !body)) return undefined;
  const known = values.filter((pair): pair is readonly [HttpParameter, Arbitrary<Json>] => pair[1] !== undefined);
  const parts = record({
    values: record(Object.fromEntries(known.map(([parameter, value]) => [keyOf(parameter), value])), {
      requiredKeys: known.filter(([{ required }]) => required).map(([parameter]) => keyOf(parameter)),
      noNullPrototype: true,
    }),
    ...(body && { body: isRequired ? body : option(body, { nil: undefined, freq: 5 }) }),
  });
  return parts.map(made => httpRequest(operation, { ...(content && { mediaType: content.mediaType }), ...(made as Parts) }, base));
}

/** One request that an operation has to take, with every parameter that has an example or is required. */
export function exampleRequest(operation: HttpOperation, { sent, base }: OpenApi): HttpRequest {
  const wanted = operation.parameters.filter(({ required, examples }) => required || examples.length > 0);
  const values = Object.fromEntries(wanted.map(parameter => [keyOf(parameter), exampleOf(parameter.schema, sent, parameter.examples)]));
  const content = writableContent(operation);
  const body = content && { mediaType: content.mediaType, body: exampleOf(content.schema, sent, content.examples) };
  return httpRequest(operation, { values, ...body }, base);
}
