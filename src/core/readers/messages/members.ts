import { NO_MESSAGE, type Typed, weakened } from './inquiry.ts';
import type { ContractSchema, FieldShape } from './schema.ts';
import { fieldSpelled } from './spelling.ts';
import { words } from '../words.ts';

/** What hands on what it is asked for: promises, lists, builders, streams, options and the answers of clients. */
const TRANSPARENT = words(`
  await async unwrap expect into_inner get_ref get_mut into iter iter_mut into_iter as_ref as_mut cloned copied clone to_owned unwrap_or_default unwrap_or ok ok_or
  build toBuilder newBuilder Build Clone DeepClone getDefaultInstance toObject toJson toJSON asObject
  get Get first First FirstOrDefault Single SingleOrDefault Last LastOrDefault last at find Find detect findFirst findLast orElse orElseThrow orElseGet peek head next
  stream parallelStream toList ToList ToArray toArray toSet collect values Values items entries filter Where where select sorted sort OrderBy OrderByDescending sort_by sortBy limit skip Take Skip
  distinct reversed reverse slice concat asSequence iterator asFlow filterNotNull orEmpty take drop compact limit
  forEach each each_with_index ForEach AsEnumerable AsQueryable
  then catch finally toPromise pipe subscribe block blockingGet result Result ResponseAsync GetAwaiter GetResult ConfigureAwait join
  request req call response data body message payload value Value Current ResponseStream ReadAllAsync RequestStream
  apply also let run copy tap dup freeze toCompletableFuture single singleOrNull firstOrNull awaitSingle toFuture Msg wait Recv recv message_mut extract push Add append
  json Content getBody getEntity body_json retrieve bodyToMono bodyToFlux toEntity Body ReadFromJsonAsync ReadAsAsync content parsed_response raise_for_status EnsureSuccessStatusCode
`);

/** What a member of something that carries a message carries: the message of a field, or the same. */
export function memberType(receiver: Typed, word: string, schema: ContractSchema): Typed | undefined {
  const found = receiver.messages.flatMap(name => {
    const message = schema.messages.get(name);
    const field = message && fieldSpelled(message, word);
    return field ? [{ field, name }] : [];
  });
  if (found.length > 0)
    return typeOfField(
      found.map(({ field }) => field),
      receiver,
      schema,
    );
  if (TRANSPARENT.has(word)) return receiver;
  return BUILDS.test(word) ? receiver : undefined;
}

/** A builder hands on itself; so do the setters of PHP and of protobuf for JavaScript. */
const BUILDS = /^(?:set|add|put|clear|merge|with|addAll|putAll|remove)[A-Z_]/;

const SETS = /^(?:set|add|put|clear|merge|addAll|putAll|Set|Clear)[A-Z_]/;

/** What a call of a member carries. */
export const calledMember = (receiver: Typed, word: string, schema: ContractSchema): Typed | undefined =>
  SETS.test(word) ? receiver : memberType(receiver, word, schema);

function typeOfField(fields: readonly FieldShape[], receiver: Typed, schema: ContractSchema): Typed {
  const messages = [...new Set(fields.map(({ type }) => type).filter(type => schema.messages.has(type)))];
  if (messages.length === 0) return NO_MESSAGE;
  return weakened(
    { messages, confidence: receiver.confidence, why: receiver.why },
    receiver.messages.length > 1 && fields.length > 1 ? 'possible' : 'certain',
  )!;
}

/** What a field of a message holds, by the word that code has for it. */
export const fieldType = (holder: Typed | undefined, word: string, schema: ContractSchema): Typed | undefined => {
  if (!holder) return undefined;
  const found = memberType(holder, word, schema);
  return found === holder && !holder.messages.some(name => schema.messages.get(name)?.fields.some(({ type }) => type === name))
    ? undefined
    : found;
};

const HANDS_ON = words(`
  map flatMap flat_map filter filter_map forEach for_each each each_with_index find find_all findIndex findLast some every any all none count
  sum sumOf sumBy sort_by sortBy sortedBy sortedByDescending groupBy group_by partition reduce fold then thenApply thenAccept thenCompose
  subscribe tap doOnNext doOnSuccess pipe let also apply run use onEach mapNotNull mapIndexed collect inspect and_then map_or is_some_and
  select Select SelectMany Where Any All Sum Max Min MaxBy MinBy ThenBy GroupBy ToDictionary ForEach Aggregate on once anyMatch allMatch
  noneMatch ifPresent ifPresentOrElse mapToDouble mapToInt mapToLong removeIf reject detect sum_by min_by max_by each_with_object inject to_h
  index_by flatMapMany flatMapIterable collectList map_err Count ToLookup firstOrNull singleOrNull joinToString concatMap mergeMap switchMap
  array_map
`);
const HANDS_ON_ALIKE = /^(?:associate\w*|mapTo\w+|First\w*|Single\w*|Last\w*|OrderBy\w*|Distinct\w*|maxBy\w*|minBy\w*)$/;

/** Whether what is handed to a function of this name is each of what the receiver carries. */
export const handsOn = (name: string): boolean => HANDS_ON.has(name) || HANDS_ON_ALIKE.test(name);

const TRANSFORMS = words(`
  map flatMap flat_map filter_map then thenApply thenCompose let run mapNotNull mapIndexed and_then Select SelectMany concatMap mergeMap
  switchMap array_map reduce fold inject Aggregate groupBy group_by GroupBy
`);
const TRANSFORMS_ALIKE = /^(?:associate\w*|mapTo\w+)$/;

/** A function of this name gives what its function gives. */
export const transforms = (name: string): boolean => TRANSFORMS.has(name) || TRANSFORMS_ALIKE.test(name);
