import { describe, expect, test } from 'vitest';
import { neighbourhood } from '../../src/webview/map/neighbourhood.ts';
import { focusDrawing } from '../../src/webview/map/focus-drawing.ts';
import { wholeDrawing } from '../../src/webview/map/whole-drawing.ts';
import type { Drawing } from '../../src/webview/map/drawing.ts';
import { layout } from '../../src/webview/map/layout.ts';
import type { Box, Layout, Link, Placed } from '../../src/webview/map/layout.ts';
import { crossings, ordered } from '../../src/webview/map/order.ts';
import { spread } from '../../src/webview/map/spread.ts';
import { defaultFocus, visible } from '../../src/webview/map/visible.ts';
import { generated, random, shop } from './fixtures.ts';

const all = (graph: typeof shop) =>
  visible({ graph, groups: ['calls', 'events', 'stores', 'start', 'contracts', 'code'], environment: null });
const box = (id: string): Box => ({ id, width: 140, height: 36 });
const link = (from: string, to: string): Link => ({ id: `${from}>${to}`, from, to, bundle: 'http' });

const fork = (width: number, height: number): Layout =>
  layout(['a', 'b', 'c'].map(box), [link('a', 'b'), link('a', 'c')], { width, height });

/** Points along the path that is really drawn, read back from its `d`. */
function sampled(path: string): { x: number; y: number }[] {
  const steps = [...path.matchAll(/([MCL])([^MCL]+)/g)].map(([, letter, numbers]) => ({
    letter: letter!,
    at: numbers!.trim().split(/\s+/).map(Number),
  }));
  const points: { x: number; y: number }[] = [];
  let here = { x: 0, y: 0 };
  for (const { letter, at } of steps) {
    const end = { x: at.at(-2)!, y: at.at(-1)! };
    if (letter === 'M') here = end;
    const [x1, y1, x2, y2] = letter === 'C' ? [at[0]!, at[1]!, at[2]!, at[3]!] : [here.x, here.y, end.x, end.y];
    for (let i = 0; i <= 24; i++) {
      const t = i / 24;
      const mix = (a: number, b: number, c: number, d: number) =>
        a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t ** 3;
      points.push({ x: mix(here.x, x1, x2, end.x), y: mix(here.y, y1, y2, end.y) });
    }
    here = end;
  }
  return points;
}

function overlaps(boxes: readonly Placed[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(b => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2)
      .map(b => `${a.id} on ${b.id}`),
  );
}

function through(boxes: readonly Placed[], routes: readonly { id: string; path: string }[]): string[] {
  return routes.flatMap(({ id, path }) => {
    const points = sampled(path);
    const inside = (card: Placed) =>
      points.some(({ x, y }) => Math.abs(x - card.x) < card.width / 2 - 0.5 && Math.abs(y - card.y) < card.height / 2 - 0.5);
    return boxes.filter(inside).map(card => `${id} through ${card.id}`);
  });
}

const faults = ({ cards, wires }: Drawing) => [...overlaps(cards), ...through(cards, wires)];
const ids = (result: Layout) => result.boxes.map(({ id, x, y }) => `${id} ${Math.round(x)} ${Math.round(y)}`).sort();

const shift = (drawing: Drawing) => {
  const centre = drawing.cards.find(card => card.focused)!;
  return new Map(drawing.cards.map(card => [card.id, `${Math.round(card.x - centre.x)} ${Math.round(card.y - centre.y)}`]));
};

describe('the whole drawing', () => {
  const sizes = [5, 12, 30, 60, 80].flatMap(size => [1, 2, 3].map(seed => ({ size, edges: Math.round(size * 1.9), seed })));

  test.each(sizes)('$size nodes, seed $seed: no card on a card, no line through a card', ({ size, edges, seed }) => {
    expect(faults(wholeDrawing(all(generated(size, edges, seed)), null))).toEqual([]);
  });

  test('200 nodes and 1000 edges keep the same promise', () => {
    const drawing = wholeDrawing(all(generated(200, 1000, 2)), null);
    expect([drawing.cards.length > 190, drawing.wires.length, faults(drawing)]).toEqual([true, 1000, []]);
  });

  test('any graph at all, cycles and islands too, keeps the same promise', () => {
    for (let seed = 0; seed < 40; seed++) {
      const next = random(seed);
      const size = 2 + Math.floor(next() * 25);
      const name = () => `n${Math.floor(next() * size)}`;
      const boxes = Array.from({ length: size }, (_, i) => ({ ...box(`n${i}`), width: 80 + Math.floor(next() * 120) }));
      const links = Array.from({ length: Math.floor(next() * 60) }, (_, i) => ({
        id: `e${i}`,
        from: name(),
        to: name(),
        bundle: `b${Math.floor(next() * 3)}`,
      }));
      const result = layout(boxes, links, { width: Math.floor(next() * 2000), height: Math.floor(next() * 1500) });
      expect([seed, result.routes.length, ...overlaps(result.boxes), ...through(result.boxes, result.routes)]).toEqual([
        seed,
        links.length,
      ]);
    }
  });

  test('every card and every line stands inside the drawing', () => {
    const drawing = wholeDrawing(all(generated(60, 110)), null);
    const points = drawing.wires.flatMap(wire => sampled(wire.path));
    expect(drawing.cards.filter(card => card.x - card.width / 2 < 0 || card.x + card.width / 2 > drawing.width)).toEqual([]);
    expect(points.filter(({ x, y }) => x < 0 || y < 0 || x > drawing.width || y > drawing.height)).toEqual([]);
  });

  test('a chain of calls reads from left to right', () => {
    const result = layout([box('c'), box('a'), box('b')], [link('a', 'b'), link('b', 'c')]);
    const x = (id: string) => result.boxes.find(one => one.id === id)!.x;
    expect([x('a') < x('b'), x('b') < x('c')]).toEqual([true, true]);
  });

  test('the order in which nodes and edges come in does not show', () => {
    const boxes = ['a', 'b', 'c', 'd', 'e'].map(box);
    const links = [link('a', 'c'), link('b', 'c'), link('c', 'd'), link('a', 'd'), link('e', 'a')];
    expect(ids(layout(boxes.toReversed(), links.toReversed()))).toEqual(ids(layout(boxes, links)));
  });

  test('a message runs from its publisher to its topic to its subscriber', () => {
    const drawing = wholeDrawing(all(shop), null);
    const x = (id: string) => drawing.cards.find(card => card.id === id)!.x;
    expect([x('service:orders') < x('topic:order.created'), x('topic:order.created') < x('service:notifications')]).toEqual([true, true]);
  });

  test('twenty calls in a row are folded onto a few columns', () => {
    const names = Array.from({ length: 20 }, (_, i) => `n${String(i).padStart(2, '0')}`);
    const result = layout(
      names.map(box),
      names.slice(1).map((name, i) => link(names[i]!, name)),
    );
    expect(new Set(result.boxes.map(one => one.x)).size).toBeLessThanOrEqual(9);
    expect([...overlaps(result.boxes), ...through(result.boxes, result.routes)]).toEqual([]);
  });

  test('lines of one kind end in one head, and another kind has a door of its own', () => {
    const result = layout(['a', 'b', 'c', 'd'].map(box), [link('a', 'd'), link('b', 'd'), { ...link('c', 'd'), bundle: 'store' }]);
    const doors = result.routes.map(({ end }) => end.y);
    expect([new Set(doors).size, doors[0] === doors[1]]).toEqual([2, true]);
  });

  test('a page with room gives a small drawing air, up to a bound, and a page without gives it what it needs', () => {
    const [least, roomy, vast] = [fork(0, 0), fork(400, 160), fork(4000, 4000)];
    expect([roomy.width > least.width, roomy.width <= 400, roomy.height <= 160]).toEqual([true, true, true]);
    expect([vast.width < 600, vast.height < 300]).toEqual([true, true]);
  });

  test('neighbours in a column change places where that saves a crossing that means do not see', () => {
    const ties = { before: [[], [], [], [], [1, 3], [2], [2, 0, 3], []], after: [[6], [4], [6, 5], [4, 6], [], [], [], []] };
    const start = [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ];
    expect([crossings(start, ties) > 0, crossings(ordered(start, ties), ties)]).toEqual([true, 0]);
  });

  test('nothing in, nothing out', () => {
    expect(layout([], [])).toMatchObject({ boxes: [], routes: [] });
  });
});

describe('the drawing around a focus', () => {
  test('callers stand on the left and needs on the right', () => {
    const drawing = focusDrawing(all(shop), 'service:orders', []);
    const side = (name: string) => drawing.cards.find(card => card.title === name)!.side;
    expect([side('storefront'), side('orders'), side('payments'), side('orders-db')]).toEqual([-1, 0, 1, 1]);
  });

  test.each([1, 2, 3])('generated graph %i, with hops open: no card on a card, no line through a card', seed => {
    const view = all(generated(60, 140, seed));
    const focus = defaultFocus(view)!;
    const first = neighbourhood(view, focus, []).boxes.map(one => one.id);
    expect(faults(focusDrawing(view, focus, first))).toEqual([]);
  });

  const rooms = [0, 560, 900, 2000].map(width => ({ width, height: 600 }));

  test.each(rooms)('in $width pixels opening a hop moves no card that was there, apart from the whole picture', room => {
    const view = all(shop);
    const before = focusDrawing(view, 'service:orders', [], room);
    const after = focusDrawing(view, 'service:orders', ['1/service:payments', '-1/service:storefront'], room);
    const later = shift(after);
    expect([...shift(before)].filter(([id, at]) => later.get(id) !== at)).toEqual([]);
    expect(after.cards.length).toBeGreaterThan(before.cards.length);
  });
});

test('things in a column keep their order and their distance, and stay where they like where they can', () => {
  expect(spread([0, 0, 100], [20, 20])).toEqual([-10, 10, 100]);
});

test('two lines that change places cross once', () => {
  expect(
    crossings(
      [
        [0, 1],
        [2, 3],
      ],
      { before: [], after: [[3], [2], [], []] },
    ),
  ).toBe(1);
});
