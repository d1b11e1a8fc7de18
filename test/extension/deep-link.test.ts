import { expect, test } from 'vitest';
import { deepLink, linkedPlace } from '../../src/extension/deep-link.ts';
import { newSession, regraphed, visited } from '../../src/extension/map/map-session.ts';
import { shop } from '../webview/fixtures.ts';
import { shopRoot } from './fixtures.ts';

const at = (hash: string) => visited(regraphed(newSession(['calls']), shopRoot.uri, shop), hash);

test('a link to a place in the map leads back to that place', () => {
  const edge = shop.edges.find(({ from }) => from === 'service:admin')!;
  const there = at(`focus=service%3Aadmin&edge=${encodeURIComponent(edge.id)}`);
  const link = new URL(deepLink('vscode', there));
  expect([link.protocol, link.host, link.searchParams.get('folder')]).toEqual(['vscode:', 'faultline.faultline', 'shop']);
  const place = linkedPlace({ path: link.pathname, query: link.search.slice(1) })!;
  expect(at(place.hash).place).toEqual(there.place);
});

test('a link to anything else is not ours', () => {
  expect(linkedPlace({ path: '/run', query: 'command=rm' })).toBeNull();
});
