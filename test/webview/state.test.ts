import { describe, expect, test } from 'vitest';
import { mapIntent, mapState } from '../../src/protocol/panels/map.ts';
import type { MapIntent, MapState } from '../../src/protocol/panels/map.ts';
import { neighbourhood } from '../../src/webview/map/neighbourhood.ts';
import { atHash, hashOf, reduce, started } from '../../src/webview/map/reduce.ts';
import { railRows } from '../../src/webview/map/rows.ts';
import { found } from '../../src/webview/map/search.ts';
import { nextSpot } from '../../src/webview/map/spatial.ts';
import { systems } from '../../src/webview/map/systems.ts';
import { treeMove, treeRows } from '../../src/webview/map/tree.ts';
import { defaultFocus, visible } from '../../src/webview/map/visible.ts';
import { listed, summary } from '../../src/webview/map/words.ts';
import { generated, nothing, shop } from './fixtures.ts';

const start = mapState(shop);
const after = (...intents: readonly MapIntent[]): MapState => intents.reduce(reduce, start);
const edge = 'service:storefront http service:orders';
const shown = (state: MapState) => visible(state).edges.length;

const missing = (environment: string) => {
  const all = new Set(visible(after({ kind: 'choose-environment', environment })).edges.map(one => one.id));
  return visible(start)
    .edges.filter(one => !all.has(one.id))
    .map(one => one.id);
};

const needs = (graph: typeof shop) =>
  visible(mapState(graph))
    .needs.get('service:notifications')
    ?.map(one => one.kind)
    .sort();

const around = (focus: string, expanded: readonly string[] = []) => neighbourhood(visible(start), focus, expanded).boxes.map(box => box.id);

const titles = (query: string) => found(shop, query).map(hit => hit.title);

describe('a state after an intent', () => {
  test('a focus shows its neighbourhood and closes what was open around the last one', () => {
    const state = after({ kind: 'expand', box: '1/x' }, { kind: 'show', view: 'tree' }, { kind: 'focus', node: 'service:users' });
    expect([state.focus, state.view, state.expanded]).toEqual(['service:users', 'focus', []]);
  });

  test.each<MapIntent>([
    { kind: 'focus', node: 'service:gone' },
    { kind: 'select-edge', edge: 'gone' },
    { kind: 'select-unresolved', index: 99 },
    { kind: 'choose-environment', environment: 'mars' },
  ])('$kind of something that is not there changes nothing', intent => {
    expect(reduce(start, intent)).toBe(start);
  });

  test('an intent from outside that is malformed is not an intent', () => {
    expect(mapIntent.safeParse({ kind: 'select-unresolved', index: 'first' }).success).toBe(false);
    expect(mapIntent.safeParse({ kind: 'focus', node: 'service:orders' }).success).toBe(true);
  });

  test('a chevron opens and closes', () => {
    expect(after({ kind: 'expand', box: 'a' }, { kind: 'expand', box: 'b' }, { kind: 'expand', box: 'a' }).expanded).toEqual(['b']);
  });

  test('a map without a focus starts at the best connected service', () => {
    expect([started(start).focus, started(mapState(nothing)).focus]).toEqual(['service:orders', null]);
  });
});

describe('what the filters let through', () => {
  test('start order, contracts and code are out of the way at first', () => {
    expect([
      shown(start),
      shown(after({ kind: 'toggle-group', group: 'start' })),
      shown(after({ kind: 'toggle-group', group: 'events' })),
    ]).toEqual([24, 26, 19]);
  });

  test('an environment hides what does not hold in it', () => {
    expect(missing('prod')).toEqual(['service:storefront http service:recommendations']);
    expect(missing('dev')).toEqual(['service:orders http service:pricing']);
  });

  test('a subscriber needs its topic, whichever way round the edge was written', () => {
    const turned = shop.edges.map(one => (one.kind === 'subscribe' ? { ...one, from: one.to, to: one.from } : one));
    expect(needs({ ...shop, edges: turned })).toEqual(needs(shop));
  });

  test('a kind nobody has heard of counts as a call, and is shown', () => {
    const graph = { ...shop, edges: [{ ...shop.edges[0]!, kind: 'carrier-pigeon' }] };
    expect(shown(mapState(graph))).toBe(1);
  });
});

describe('a link', () => {
  test.each<Partial<MapState>>([
    { view: 'focus', focus: 'service:a b&c' },
    { view: 'whole', focus: 'service:orders' },
    { view: 'focus', focus: 'service:orders', selection: { kind: 'edge', edge } },
  ])('to %j leads back to it', place => {
    const node = { ...shop.nodes[0]!, id: 'service:a b&c' };
    const state = { ...start, graph: { ...shop, nodes: [...shop.nodes, node] }, ...place };
    const back = atHash({ ...state, view: 'tree', selection: null }, hashOf(state));
    expect([back.view, back.focus, back.selection]).toEqual([state.view, state.focus, state.selection]);
  });

  test('to something that is gone leads to where one was', () => {
    expect(atHash(started(start), '#focus=service:gone&edge=gone&view=sideways')).toEqual(started(start));
  });
});

describe('around a focus', () => {
  test('one hop, and what could not be resolved', () => {
    expect(around('service:search')).toEqual([
      '0/service:search',
      '-1/service:storefront',
      '1/datastore:catalogue-index',
      '1/unresolved 1',
    ]);
  });

  test('a topic that is published to opens to who listens', () => {
    expect(around('service:orders', ['1/topic:order.created'])).toContain('2/service:notifications');
  });

  test('a hub shows twelve, and the rest on request', () => {
    const callers = Array.from({ length: 30 }, (_, i) => ({ ...shop.nodes[0]!, id: `service:c${i}`, name: `c${i}` }));
    const calls = callers.map(one => ({ ...shop.edges[0]!, id: one.id, from: one.id, to: 'service:orders' }));
    const view = visible(mapState({ ...shop, nodes: [...shop.nodes, ...callers], edges: calls }));
    const more = '-1/more 0/service:orders';
    expect(neighbourhood(view, 'service:orders', []).boxes.filter(box => box.depth < 0)).toHaveLength(13);
    expect(neighbourhood(view, 'service:orders', [more]).boxes.filter(box => box.depth < 0)).toHaveLength(30);
  });

  test('the narrow map lists the next hop under what opened it', () => {
    const rows = railRows(neighbourhood(visible(start), 'service:orders', ['-1/service:storefront']), -1);
    expect(rows.map(row => `${row.indent} ${row.box.id}`)).toEqual([
      '0 -1/service:admin',
      '0 -1/service:storefront',
      '1 -2/service:gateway',
    ]);
  });
});

describe('search', () => {
  test('a name that begins so comes first, and a service before the rest', () =>
    expect(titles('order').slice(0, 3)).toEqual(['orders', 'order.created', 'orders-db']));
  test('an operation leads to its edge', () => {
    expect(found(shop, 'charges')[0]).toMatchObject({
      title: 'POST /charges',
      intents: [{ kind: 'focus', node: 'service:orders' }, { kind: 'select-edge' }],
    });
  });
  test('nothing asked, nothing found', () => expect(titles('  ')).toEqual([]));
});

describe('the tree', () => {
  const rows = treeRows(visible(start), [], 'kinds');
  const at = (label: string) => rows.findIndex(row => row.label === label);

  test('has a section for each kind, and one for what is unresolved', () => {
    expect(rows.filter(row => row.level === 1).map(row => `${row.label} ${row.note}`)).toEqual([
      'Services 12',
      'Data stores 4',
      'Brokers and topics 3',
      'Contracts 1',
      'External systems 1',
      'Unresolved 2',
    ]);
  });

  test('a branch opens to who needs it and what it needs', () => {
    const open = treeRows(visible(start), ['service:gateway'], 'kinds').filter(row => row.level === 3);
    expect(open.map(row => row.label)).toEqual(['needed by web', 'needs storefront', 'needs users']);
  });

  test.each([
    ['ArrowRight', 'orders', { kind: 'toggle' }],
    ['ArrowLeft', 'orders', { kind: 'go', row: 0 }],
    ['ArrowLeft', 'Services', { kind: 'toggle' }],
    ['ArrowRight', 'Services', { kind: 'go', row: 1 }],
    ['Enter', 'orders', { kind: 'open' }],
    ['ArrowUp', 'Services', null],
    ['r', 'orders', { kind: 'go', row: at('recommendations') }],
  ])('%s on %s', (key, label, move) => {
    expect(treeMove(rows, at(label), key)).toEqual(move);
  });

  test('of systems names each node once as a hub or as a neighbour', () => {
    const view = visible(mapState(generated(120, 260, 4)));
    const members = systems(view).flatMap(system =>
      system.neighbourhoods.length ? system.neighbourhoods.flatMap(one => [one.hub, ...one.members]) : [system.hub],
    );
    expect(new Set(members.map(node => node.id)).size).toBe(members.length);
    expect(systems(view).reduce((sum, system) => sum + system.size, 0)).toBe(members.length);
  });
});

test('an arrow key prefers what lies straight ahead', () => {
  const spots = [
    { id: 'a', x: 0, y: 0 },
    { id: 'near but aside', x: 20, y: 60 },
    { id: 'ahead', x: 80, y: 4 },
  ];
  expect([nextSpot(spots, 'a', 'ArrowRight'), nextSpot(spots, 'a', 'ArrowDown'), nextSpot(spots, 'a', 'ArrowLeft')]).toEqual([
    'ahead',
    'near but aside',
    null,
  ]);
});

test('the first sentence counts what matters', () => {
  expect(summary(shop)).toBe('12 services, 24 dependencies, 2 unresolved.');
});

test('a list reads as a sentence', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c', 'd', 'e'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b, c and 2 more',
  ]);
});

test('every graph of every size has a focus to start from', () => {
  expect([5, 60, 200].map(size => typeof defaultFocus(visible(mapState(generated(size, size * 2)))))).toEqual([
    'string',
    'string',
    'string',
  ]);
});
