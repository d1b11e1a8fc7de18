import { expect, test } from 'vitest';
import { actions } from '../../../src/server/features/hover-actions.ts';
import { hoverText, type Offers } from '../../../src/server/features/hover-text.ts';
import { cursorIn, linkIn, shopAt } from '../system.ts';

const PLACE = { root: 'file:///shop', uri: 'file:///shop/a.ts', position: { line: 1, character: 2 } };

/** Each link as its title, its command and what that is given. */
const links = (offers: Offers): unknown[] =>
  actions(offers, PLACE).map(link => {
    const [, title, command, given] = /^\[(.*)\]\(command:([\w.]+)\?(.*)\)$/.exec(link) ?? [];
    return [title, command, JSON.parse(decodeURIComponent(given!))];
  });

const offered = (path: string, before: string, after: string): Offers | undefined => {
  const cursor = cursorIn(shopAt(path, before, after));
  return hoverText(cursor, linkIn(cursor.system))?.offers;
};

test('what can be done stands behind what is said, as commands of the editor', () => {
  expect(links({ impact: 'element', reveal: 'service:orders' })).toEqual([
    [
      'Show impact',
      'faultline.showImpact',
      [{ scope: { kind: 'symbol', at: { uri: PLACE.uri, position: PLACE.position } }, root: PLACE.root }],
    ],
    ['Show in map', 'faultline.revealInMap', [{ id: 'service:orders', root: PLACE.root }]],
  ]);
  expect(links({ impact: { node: 'service:web (old)' } })).toEqual([
    ['Show impact', 'faultline.explainEdge', [{ id: 'service:web (old)', root: PLACE.root }]],
  ]);
});

test('an element is taken away to see its impact, a service is explained; what leads somewhere is shown as its edge', () => {
  expect(offered('contracts/stock.proto', 'rpc Res', 'erve')).toEqual({ impact: 'element', reveal: 'service:stock' });
  expect(offered('compose.yaml', '  or', 'ders:\n    build')).toEqual({ impact: { node: 'service:orders' }, reveal: 'service:orders' });
  expect(offered('compose.yaml', 'ORDERS', '_URL')).toEqual({ impact: 'element', reveal: 'service:web http service:orders' });
});
