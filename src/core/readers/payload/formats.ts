import type { Call, Expression } from '../../extract/code/syntax.ts';
import { words } from '../words.ts';

/** Which calls turn a text into a value, and a value into a text, whatever the language. */

const PARSES_ARGUMENT = words(`
  loads json_decode DeserializeObject DeserializeAnonymousType Deserialize DeserializeAsync readValue readTree convertValue fromJson
  parseString parseObject from_str from_slice from_json from_reader from_value decodeFromString Unmarshal UnmarshalFromString parse_raw
  parse_obj model_validate model_validate_json unpackb JSONObject toBean
`);
const PARSES_AFTER = new Map<string, RegExp>([
  ['parse', /^(JSON|json5|devalue|parser)$/i],
  ['Parse', /^(JObject|JToken|JArray|JsonDocument|JsonNode|JsonObject|JSON)$/],
  ['load', /^(json|simplejson|ujson)$/],
]);
const PARSES_RECEIVER = words(`
  json get_json Decode BindJSON ShouldBindJSON ShouldBind ShouldBindBodyWith Bind BodyParser ReadJSON ReadFromJsonAsync ReadAsAsync
  ToObjectFromJson bodyToMono bodyToFlux readEntity json_body DecodeJSONBody
`);

export interface Parsed {
  /** What is parsed. */
  readonly from: Expression;
  /** The variable that takes the value, where it is given by reference: `json.Unmarshal(body, &order)`. */
  readonly into?: Expression;
}

/** What a call parses; nothing where it is no parser. */
export function parsedBy(call: Call): Parsed | undefined {
  const name = call.path.at(-1) ?? '';
  const [first, second] = call.arguments;
  if (isBinary(call)) return undefined;
  if (PARSES_ARGUMENT.has(name) || PARSES_AFTER.get(name)?.test(call.path.at(-2) ?? '')) {
    if (!first) return undefined;
    return name.startsWith('Unmarshal') && second ? { from: first, into: second } : { from: first };
  }
  if (/^(plainToClass|plainToInstance)$/.test(name) && second) return { from: second };
  if (!PARSES_RECEIVER.has(name) || (name === 'json' && call.arguments.length > 0)) return undefined;
  const from = decoded(call) ?? receiverOf(call);
  if (!from || (name === 'Decode' && !decoded(call) && !/dec(oder)?$/i.test(call.path.at(-2) ?? ''))) return undefined;
  return first?.kind === 'name' ? { from, into: first } : { from };
}

/** `json.NewDecoder(r.Body).Decode(&order)` */
const decoded = (call: Call): Expression | undefined =>
  call.on?.kind === 'call' && call.on.path.at(-1)?.endsWith('Decoder') ? call.on.arguments[0] : undefined;

/** Messages of a schema have a contract of their own. */
const isBinary = ({ path }: Call): boolean => /^(proto|protojson|avro|thrift|xml|yaml|toml|binary|gob)$/.test(path.at(-2) ?? '');

const WRITES_ARGUMENT = words(`
  stringify dumps dump json_encode Marshal MarshalIndent MarshalToString SerializeObject Serialize SerializeAsync SerializeToUtf8Bytes
  writeValueAsString writeValueAsBytes toJson toJSON toJSONString toJsonString to_string to_vec to_value encodeToString jsonify packb
  jsonEncode asdict JsonContent json_dumps
`);
const WRITES_RECEIVER = /^(to_json|as_json|model_dump|model_dump_json|toJson|toJSON|to_dict|toJsonString|__dict__|json|dict|ToJson)$/;

/** What a call writes as text; nothing where it is no serializer. */
export function writtenBy(call: Call): Expression | undefined {
  const name = call.path.at(-1) ?? '';
  const [first] = call.arguments;
  if (isBinary(call)) return undefined;
  if (name === 'Encode' && /enc(oder)?$/i.test((call.on?.kind === 'call' ? call.on.path.at(-1) : call.path.at(-2)) ?? '')) return first;
  if (name === 'Create' && call.path.at(-2) === 'JsonContent') return first;
  if (WRITES_ARGUMENT.has(name) && first && !isRustText(call)) return first;
  return WRITES_RECEIVER.test(name) && call.arguments.length === 0 ? receiverOf(call) : undefined;
}

/** `to_string` of anything but a serializer is about a text. */
const isRustText = (call: Call): boolean =>
  /^to_(string|vec|value)$/.test(call.path.at(-1) ?? '') && !/json|serde/.test(call.path.at(-2) ?? '');

/** What a method is called on: a value, or the name before it. */
export function receiverOf(call: Call): Expression | undefined {
  if (call.on) return call.on;
  const path = call.path.slice(0, -1);
  return path.length > 0 && !call.constructs ? { kind: 'name', path, span: [call.span[0], call.span[1]] } : undefined;
}

/** The type that a value is read into or a text is written from, where the call names it. */
export function typeNamed(call: Call): string | undefined {
  if (call.types[0] !== undefined) return call.types[0];
  for (const argument of call.arguments) {
    if (argument.kind === 'name' && argument.path.at(-1) === 'class') return argument.path.at(-2);
    if (
      argument.kind === 'call' &&
      argument.types[0] !== undefined &&
      /TypeReference|TypeToken|typeof|ParameterizedTypeReference/.test(argument.path.at(-1) ?? '')
    )
      return argument.types[0];
  }
  if (/^(parse_raw|parse_obj|model_validate|model_validate_json|fromJson|from_json)$/.test(call.path.at(-1) ?? '')) return call.path.at(-2);
  const [first] = call.arguments;
  return call.path.at(-1)?.startsWith('plainTo') && first?.kind === 'name' ? first.path.at(-1) : undefined;
}
