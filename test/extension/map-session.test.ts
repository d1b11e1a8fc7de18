import { describe, expect, test } from 'vitest';
import { answered, newSession, regraphed, restored, visited } from '../../src/extension/map/map-session.ts';
import type { MapGraph } from '../../src/protocol/panels/map.ts';
import { shop } from '../webview/fixtures.ts';
import { shopRoot } from './fixtures.ts';

const fresh = newSession(['calls']);
const there = regraphed(fresh, shopRoot.uri, shop);
const without = (id: string): MapGraph => ({
  ...shop,
  nodes: shop.nodes.filter(node => node.id !== id),
  edges: shop.edges.filter(({ from, to }) => from !== id && to !== id),
});
const kept = {
  root: shopRoot.uri,
  view: 'focus',
  focus: 'service:gateway',
  expanded: [],
  toggled: [],
  groups: ['calls'],
  environment: null,
  query: '',
  edge: null,
} as const;
const keptPlace = { ...kept, expanded: [], toggled: [], groups: [...kept.groups] };

describe('a map in the editor', () => {
  test('opens on the best connected service', () => expect(there.place.focus).toBe('service:orders'));

  test('stays where its reader is when the graph is another', () => {
    const reader = answered(there, { kind: 'focus', node: 'service:gateway' });
    expect(regraphed(reader, shopRoot.uri, { ...shop, unresolved: [] }).place.focus).toBe('service:gateway');
  });

  test('shows something else when the node is gone, and goes back to it when it is there again', () => {
    const reader = answered(there, { kind: 'focus', node: 'service:gateway' });
    const gone = regraphed(reader, shopRoot.uri, without('service:gateway'));
    expect(gone.place.focus).not.toBe('service:gateway');
    expect(regraphed(gone, shopRoot.uri, shop).place.focus).toBe('service:gateway');
  });

  test('does not go back where the reader has gone on since', () => {
    const gone = regraphed(answered(there, { kind: 'focus', node: 'service:gateway' }), shopRoot.uri, without('service:gateway'));
    const on = answered(gone, { kind: 'focus', node: 'service:payments' });
    expect(regraphed(on, shopRoot.uri, shop).place.focus).toBe('service:payments');
  });

  test('after a reload waits for the node that it showed', () => {
    const partly = regraphed(restored(fresh, keptPlace), shopRoot.uri, without('service:gateway'));
    expect(regraphed(partly, shopRoot.uri, shop).place.focus).toBe('service:gateway');
  });

  test('after a reload is as its reader left it: search, filters, what is expanded, and the dependency in hand', () => {
    const edge = shop.edges.find(({ to }) => to === 'service:orders')!.id;
    const left = {
      ...keptPlace,
      view: 'whole' as const,
      query: 'pay',
      groups: ['events' as const],
      expanded: ['needs'],
      toggled: ['x'],
      edge,
    };
    const { place } = regraphed(restored(fresh, left), shopRoot.uri, shop);
    expect(place).toMatchObject({
      view: 'whole',
      query: 'pay',
      groups: ['events'],
      expanded: ['needs'],
      toggled: ['x'],
      selection: { kind: 'edge', edge },
    });
  });

  test('keeps the proofs of a dependency open as long as it exists', () => {
    const edge = shop.edges.find(({ to }) => to === 'service:orders')!;
    const reader = answered(there, { kind: 'select-edge', edge: edge.id });
    expect(regraphed(reader, shopRoot.uri, { ...shop }).place.selection).toEqual({ kind: 'edge', edge: edge.id });
    expect(regraphed(reader, shopRoot.uri, { ...shop, edges: shop.edges.filter(one => one !== edge) }).place.selection).toBeNull();
  });

  test('a link to a node that is not read yet leads there once it is', () => {
    const early = visited(regraphed(fresh, shopRoot.uri, without('service:users')), 'focus=service%3Ausers');
    expect(regraphed(early, shopRoot.uri, shop).place.focus).toBe('service:users');
  });

  test('a link that names nothing leads nowhere', () =>
    expect(visited(there, 'focus=service%3Anobody&view=no').place.focus).toBe('service:orders'));
});
