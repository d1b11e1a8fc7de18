import type { Location } from '../../model/source.ts';
import { elements, field, fieldAt, fields, located, named, ownFields, written, type Field, type Place } from '../openapi/place.ts';
import type { Reader } from '../openapi/reader.ts';
import { isAbsent, textOf } from '../openapi/value.ts';

/** What the described application does, seen from itself: it sends what others read, and receives what others write. */
type Action = 'send' | 'receive';

/** What an application does with one channel, in both versions of AsyncAPI alike. */
export interface Operation {
  /** `send orders.created`. */
  readonly name: string;
  readonly action: Action;
  readonly address: string;
  readonly at: Location;
  readonly messages: readonly Message[];
}

export interface Message {
  readonly name: string;
  readonly place: Place;
  readonly at: Location;
}

export interface Channel {
  /** What brokers call it; its key where the document leaves that open. */
  readonly address: string;
  readonly at: Location;
  readonly place: Place;
  readonly operations: readonly Operation[];
}

const isVersion3 = (root: Place): boolean => textOf(field(root, 'asyncapi')?.node).startsWith('3');

export const channelsOf = (root: Place, reader: Reader): readonly Channel[] =>
  isVersion3(root) ? channels3(root, reader) : channels2(root, reader);

/** In version 2 `publish` says what others may publish, so the application receives it. */
const ACTIONS: readonly (readonly [key: string, action: Action])[] = [
  ['publish', 'receive'],
  ['subscribe', 'send'],
];

const channels2 = (root: Place, reader: Reader): readonly Channel[] =>
  ownFields(field(root, 'channels')).map(channel => {
    const place = reader.follow(channel);
    const operations = ACTIONS.flatMap(([key, action]): readonly Operation[] => {
      const operation = field(place, key);
      if (!operation) return [];
      const messages = messagesOf2(field(operation, 'message'), reader);
      return [{ name: `${action} ${channel.key}`, action, address: channel.key, at: named(operation), messages }];
    });
    return { address: channel.key, at: named(channel), place, operations };
  });

function messagesOf2(message: Field | undefined, reader: Reader): readonly Message[] {
  if (!message) return [];
  const several = field(reader.follow(message), 'oneOf');
  if (several) return elements(several).map(item => messageOf(item, located(item), reader));
  return [messageOf(message, named(message), reader)];
}

/** By its own name, else by that of the definition that is referred to, else by its key. */
function messageOf(written: Place & { readonly key?: string }, at: Location, reader: Reader): Message {
  const place = reader.follow(written);
  const reference = textOf(field(written, '$ref')?.node).split('/').at(-1) ?? '';
  const own = ['name', 'messageId', 'title'].map(key => textOf(field(place, key)?.node)).find(text => text !== '');
  return { name: own ?? (reference || (written.key ?? 'message')), place, at };
}

function channels3(root: Place, reader: Reader): readonly Channel[] {
  const channels = ownFields(field(root, 'channels')).map(channel => ({ channel, place: reader.follow(channel) }));
  const operations = ownFields(field(root, 'operations')).map(operation => ({ operation, place: reader.follow(operation) }));
  return channels.map(({ channel, place }) => {
    const written = field(place, 'address');
    const address = isAbsent(written?.node) ? channel.key : textOf(written!.node);
    const of = operations.filter(({ place: operation }) => channelOf(operation, reader) === place.node);
    return {
      address,
      at: named(channel),
      place,
      operations: of.flatMap(found => operation3(found, { address, channel: place }, reader)),
    };
  });
}

const channelOf = (operation: Place, reader: Reader): Place['node'] | undefined => {
  const channel = field(operation, 'channel');
  return channel && reader.follow(channel).node;
};

function operation3(
  { operation, place }: { readonly operation: Field; readonly place: Place },
  { address, channel }: { readonly address: string; readonly channel: Place },
  reader: Reader,
): readonly Operation[] {
  const action = textOf(field(place, 'action')?.node);
  if (action !== 'send' && action !== 'receive') return [];
  const own = field(place, 'messages');
  const messages = own
    ? elements(own).map(item => messageOf(item, located(item), reader))
    : fields(field(channel, 'messages')).map(message => messageOf(message, named(message), reader));
  return [{ name: `${action} ${address}`, action, address, at: named(operation), messages }];
}

/** What a message carries: where its schema stands, and the language that it is written in. */
interface Carried {
  readonly schema: Field | undefined;
  readonly language: string;
}

export function payloadOf({ place }: Message): Carried {
  const payload = field(place, 'payload');
  const inner = field(payload, 'schema');
  const language = field(payload, 'schemaFormat') ?? field(place, 'schemaFormat');
  return { schema: inner && field(payload, 'schemaFormat') ? inner : payload, language: textOf(language?.node) };
}

/** Its own headers, else those of the first trait that has any. */
export function headersOf({ place }: Message, reader: Reader): Field | undefined {
  const own = field(place, 'headers');
  if (own) return own;
  return elements(field(place, 'traits'))
    .map(trait => field(reader.follow(trait), 'headers'))
    .find(found => found !== undefined);
}

/** Whether a schema is written in JSON Schema, as it is where nothing is said. */
export const isJsonSchemaLanguage = (language: string): boolean => language === '' || /aai\.asyncapi|schema\+(?:json|yaml)/.test(language);

export function contentTypeOf({ place }: Message, root: Place): { readonly text: string; readonly at: Location } {
  const found = field(place, 'contentType') ?? field(root, 'defaultContentType');
  return { text: textOf(found?.node), at: found ? written(found) : located(place) };
}

export const parametersOf = ({ place }: Channel): readonly Field[] => fields(fieldAt(place, 'parameters'));
