import type { Call } from '../../extract/code/syntax.ts';
import { weaker } from '../../model/confidence.ts';
import type { Confidence } from '../../model/graph.ts';
import type { Unit } from './unit.ts';
import { words } from '../words.ts';

/** What is known of a value that came in from outside. */
export interface Origin {
  /** `envelope`: the message, request or answer as its library gives it; `value`: what it carries, parsed. */
  readonly state: 'envelope' | 'body' | 'value';
  readonly path: readonly string[];
  /** The type that it was read into, as the unit writes it. */
  readonly type?: string;
  readonly confidence: Confidence;
  /** Keys are taken from it by name in every language, as from a row. */
  readonly isRow?: true;
}

/** What a library's message has beside its content. */
const ASIDE = words(`
  key params args offset header headers partition topic timestamp properties fields ack nack term channel routingkey routing_key exchange
  redelivered deliverytag delivery_tag method url query cookies session status statuscode status_code statustext ok config ip hostname path
  originalurl user log app rawheaders raw_headers file files protocol get on length tostring subject sid reply metadata
`);
const CARRIES =
  /^(body|data|value|payload|content|json|form|message|messages|detail|msg|text|records?|event|command|batch|rawBody|result)$/i;

/** Languages in which a message without a type can be taken apart as it comes. */
const isLoose = ({ language }: Unit, { isRow }: Origin): boolean =>
  isRow === true || /^(TypeScript|JavaScript|Python|Ruby|PHP)$/.test(language);

/** A value under the type that it is given to; an answer under what its type says that it carries: `ResponseEntity<Order>`. */
export function typed(origin: Origin, type: string | undefined): Origin {
  if (type === undefined || (origin.type !== undefined && !PLAIN.test(origin.type))) return origin;
  const carried = origin.state === 'envelope' ? CARRIER.exec(type)?.[1] : type;
  return carried === undefined || origin.state === 'body' || PLAIN.test(carried) ? origin : { ...origin, type: carried };
}

const CARRIER = /^(?:ResponseEntity|HttpEntity|HttpResponse|AxiosResponse)<(.+)>$/s;

/** Types that name no fields. */
const PLAIN =
  /^(var|val|any|unknown|auto|object|Object|dynamic|String|string|str|Map\b.*|dict|interface\{\}|JsonNode|ObjectNode|JsonObject|JSONObject|JObject|JToken|JsonElement|JsonDocument|Record<.*|map\[.*)$/s;

/** Any member of a list. */
export const each = (origin: Origin): Origin => (origin.state === 'value' ? { ...origin, path: [...origin.path, '[]'] } : origin);

const METHODS_THAT_TAKE = words(`
  get fetch dig path at getString getInt getLong getDouble getBoolean getBool optString optInt getJSONObject getJSONArray getAsJsonObject
  getAsJsonArray GetProperty GetValue Value Get getOrDefault has pop SelectToken TryGetProperty TryGetValue getAsString required get_str
`);

/** What a method of a value gives: a part of it where it is asked for one, else mostly the value in another form. */
export function afterMethod(on: Origin, call: Call, unit: Unit): Origin | undefined {
  const key = keyTaken(call);
  if (key !== undefined && (on.state === 'value' || isLoose(unit, on))) return member(on, key, unit);
  if (on.state !== 'value') {
    const carried = accessed(call);
    return carried !== undefined && CARRIES.test(carried) ? opened(on) : on;
  }
  const last = call.path.at(-1) ?? '';
  if (
    /^(find|First|FirstOrDefault|Single|SingleOrDefault|findFirst|first|pop|shift|next|values|Last)$/.test(last) &&
    on.path.at(-1) !== '[]'
  )
    return each(on);
  const property = accessed(call);
  if (property !== undefined && /^(Java|C#)$/.test(unit.language) && call.arguments.length === 0 && isProperty(last, on))
    return member(on, property, unit);
  return /^(filter|Where|sort|stream|slice|ToList|collect|orElse\w*|unwrap\w*|expect|as\w*|ok|clone|iter|into_iter|items|toString|ToString|GetString|GetInt\d+|to_\w+|RootElement|Result|values|entrySet|EnumerateArray|ToObject|toList|orElseThrow|get)$/.test(
    last,
  )
    ? on
    : undefined;
}

const isProperty = (name: string, on: Origin): boolean =>
  /^(get|is)[A-Z]/.test(name) ||
  (on.type !== undefined &&
    /^[a-z]\w*$/.test(name) &&
    !/^(as[A-Z]\w*|to[A-Z]\w*|hashCode|stream|get|size|isEmpty|orElseThrow|toList|collect|iterator|values|clone|length)$/.test(name));

/** The key that a method is asked for: `.get("id")`, `GetProperty("id")`. */
export const keyTaken = (call: Call): string | undefined =>
  call.arguments[0]?.kind === 'text' && METHODS_THAT_TAKE.has(call.path.at(-1) ?? '') ? call.arguments[0].text : undefined;

/** `getCustomerId()` and `customerId()` are about customerId. */
export function accessed({ path }: Call): string | undefined {
  const name = path.at(-1) ?? '';
  const bare = /^(?:get|is)([A-Z]\w*)$/.exec(name)?.[1];
  return bare === undefined ? name : bare.charAt(0).toLowerCase() + bare.slice(1);
}

/** What a member of a value is. */
export function member(origin: Origin, name: string, unit: Unit): Origin | undefined {
  if (origin.state === 'value') return BUILT_IN.test(name) ? undefined : { ...origin, path: [...origin.path, name] };
  if (name === '[]') return origin;
  if (origin.state === 'envelope') {
    if (CARRIES.test(name)) return opened(origin);
    return ASIDE.has(name.toLowerCase()) || !isLoose(unit, origin)
      ? isLoose(unit, origin)
        ? undefined
        : origin
      : { state: 'value', path: [name], confidence: weak(origin) };
  }
  if (CARRIES.test(name) || ASIDE.has(name.toLowerCase()) || !isLoose(unit, origin))
    return CARRIES.test(name) || !isLoose(unit, origin) ? origin : undefined;
  return { state: 'value', path: [name], confidence: origin.confidence };
}

/** What a message carries: already a value where the message's type says of which type. */
const opened = (origin: Origin): Origin => ({ ...origin, state: origin.type === undefined ? 'body' : 'value' });

const weak = ({ confidence }: Origin): Confidence => weaker(confidence, 'likely');

/** Members that every list, text or map has. */
const BUILT_IN = /^(length|Length|Count|size|prototype|constructor|__dict__|Result|RootElement|HasValue)$/;
