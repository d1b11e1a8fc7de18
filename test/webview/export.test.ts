import { describe, expect, test } from 'vitest';
import { html } from '../../src/cli/reporters/html.ts';
import { mapState } from '../../src/protocol/panels/map.ts';
import { mermaid } from '../../src/webview/map/mermaid.ts';
import { sourceHref } from '../../src/webview/map/source-href.ts';
import { visible } from '../../src/webview/map/visible.ts';
import { shop } from './fixtures.ts';

const start = mapState(shop);

test('mermaid text cannot be broken out of by a name', () => {
  const node = { ...shop.nodes[0]!, name: 'a"] --> #evil' };
  const text = mermaid(visible(mapState({ ...shop, nodes: [node], edges: [], unresolved: [] })));
  expect(text).toBe('flowchart LR\n  n0["a#quot;] --> #35;evil"]\n');
});

test('mermaid says what is not certain, and dots what is an event', () => {
  const text = mermaid(visible(start));
  expect(text).toContain('"HTTP · GET /orders · likely"');
  expect(text).toMatch(/n\d+ -\.->\|"publishes"\| n\d+/);
  expect(text).toContain('"unresolved: base URL comes from a database row"');
});

test('a link to a source is written as its reader takes it', () => {
  const at = { file: 'a b/c#.ts', line: 3, column: 5 };
  expect([sourceHref('vscode://file/x/', at), sourceHref('../', at)]).toEqual(['vscode://file/x/a%20b/c%23.ts:3:5', '../a%20b/c%23.ts#L3']);
});

describe('the exported page', () => {
  const evil = {
    ...shop,
    root: '<img src=x onerror=alert(1)>',
    problems: [{ file: 'a', message: '</script><script>alert(1)</script><!--' }],
  };
  const page = html(mapState(evil), { script: 'var a="</script>"', style: 'p{content:"</style>"}' });

  test('lets no name, line or bundle end the element that carries it', () => {
    expect([page.match(/<\/script>/g)?.length, page.match(/<\/style>/g)?.length, page.includes('<img')]).toEqual([2, 1, false]);
  });

  test('allows its own script and style by hash, and nothing else', () => {
    expect(page).toMatch(
      /default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'/,
    );
  });

  test('carries its state as it was', () => {
    const json = /id="state">(.*?)<\/script>/s.exec(page)![1]!;
    expect(JSON.parse(json)).toEqual(mapState(evil));
  });
});
