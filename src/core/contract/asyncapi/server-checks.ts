import { field, located, named, ownFields, written, type Field, type Place } from '../openapi/place.ts';
import { quote, textOf } from '../openapi/value.ts';
import type { Comparison } from './comparison.ts';

/** Where the broker is, and how it is spoken to. */
export function tellServers({ versions: { before, after }, tellHere }: Comparison): void {
  const [from, to] = [ownFields(field(before.root, 'servers')), ownFields(field(after.root, 'servers'))];
  for (const server of from) {
    const other = to.find(({ key }) => key === server.key);
    const element = `server ${server.key}`;
    if (!other) {
      tellHere({ rule: 'server-removed', element, says: `the server ${quote(server.key)} is gone`, before: named(server) });
      continue;
    }
    const [was, is] = [before.reader.follow(server), after.reader.follow(other)];
    const say = (rule: 'server-address-changed' | 'server-protocol-changed', says: string, keys: readonly string[]): void =>
      tellHere({ rule, element, says: `the server ${quote(server.key)} ${says}`, before: placeOf(was, keys), after: placeOf(is, keys) });
    if (addressOf(was) !== addressOf(is))
      say('server-address-changed', `is at ${quote(addressOf(is))} instead of ${quote(addressOf(was))}`, ['url', 'host']);
    if (protocolOf(was) !== protocolOf(is))
      say('server-protocol-changed', `speaks ${quote(protocolOf(is))} instead of ${quote(protocolOf(was))}`, ['protocol']);
  }
  for (const server of to)
    if (!from.some(({ key }) => key === server.key))
      tellHere({
        rule: 'server-added',
        element: `server ${server.key}`,
        says: `the server ${quote(server.key)} is new`,
        after: named(server),
      });
}

/** Version 2 writes in one what version 3 writes in parts. */
const addressOf = (server: Place): string =>
  textOf(field(server, 'url')?.node).replace(/^[a-z][\w+.-]*:\/\//i, '') ||
  `${textOf(field(server, 'host')?.node)}${textOf(field(server, 'pathname')?.node)}`;

const protocolOf = (server: Place): string => textOf(field(server, 'protocol')?.node);

function placeOf(server: Place, keys: readonly string[]): ReturnType<typeof located> {
  const found: Field | undefined = keys.map(key => field(server, key)).find(value => value !== undefined);
  return found ? written(found) : located(server);
}
