import { expect, test } from 'vitest';
import { deepLink, findingLink, folderName, linked } from '../../src/extension/deep-link.ts';
import { newSession, regraphed, visited } from '../../src/extension/map/map-session.ts';
import type { MapGraph } from '../../src/protocol/panels/map.ts';
import { shop } from '../webview/fixtures.ts';
import { shopRoot } from './fixtures.ts';
import { Uri } from './vscode.ts';

const at = (hash: string, graph: MapGraph = shop, uri = shopRoot.uri) => visited(regraphed(newSession(['calls']), uri, graph), hash);

/** What an editor makes of a link before it hands it over. */
const followed = (link: string) => linked(Uri.parse(link));

test('a link to a place in the map leads back to that place', () => {
  const edge = shop.edges.find(({ from }) => from === 'service:admin')!;
  const there = at(`focus=service%3Aadmin&edge=${encodeURIComponent(edge.id)}`);
  const link = deepLink('vscode', there);
  expect(link).toMatch(/^vscode:\/\/faultline\.faultline\/map\?focus=service%3Aadmin&edge=/);
  const place = followed(link);
  expect(place).toMatchObject({ kind: 'place', node: 'service:admin', folder: 'shop' });
  expect(at(place?.kind === 'place' ? place.hash : '').place).toEqual(there.place);
});

test.each(['a&b=c', 'orders+payments', '100%', '50%25', 'größe/ä ö', '#1'])(
  'a link to %s, and in a folder of that name, leads back',
  name => {
    const id = `topic:${name}`;
    const graph = { ...shop, nodes: [...shop.nodes, { ...shop.nodes[0]!, id, name }] };
    const there = at(`focus=${encodeURIComponent(id)}`, graph, `file:///work/${encodeURIComponent(name.replaceAll('/', '-'))}`);
    expect(followed(deepLink('vscode', there))).toMatchObject({ node: id, folder: name.replaceAll('/', '-') });
  },
);

test('a link to a finding names it and its folder', () => {
  expect(followed(findingLink('vscode', 'file:///work/my%20shop', 'env.unset orders A&B'))).toEqual({
    kind: 'finding',
    id: 'env.unset orders A&B',
    folder: 'my shop',
  });
});

test.each([
  ['runs nothing', '/run', 'command=workbench.action.terminal.new'],
  ['opens no file', '/open', 'file=/etc/passwd'],
  ['is no finding', '/finding', 'folder=shop'],
  ['is endless', '/map', `focus=${'a'.repeat(10_000)}`],
  ['says nothing', '', ''],
])('what is not ours %s', (_what, path, query) => {
  expect(linked({ path, query })).toBeNull();
});

test('of a link to the map only the place is taken', () => {
  expect(linked({ path: '/map', query: 'focus=service:a&command=x&file=../../etc/passwd&folder=shop&view=tree' })).toEqual({
    kind: 'place',
    hash: 'focus=service%3Aa&view=tree',
    node: 'service:a',
    folder: 'shop',
  });
});

test('a folder is called as its name is written, also where that is no text that was encoded', () => {
  expect([folderName('file:///work/a%20b'), folderName('file:///work/100%')]).toEqual(['a b', '100%']);
});
