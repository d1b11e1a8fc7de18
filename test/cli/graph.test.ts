import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf, well } from '../robustness/workspace-folder.ts';
import { built, command, environment, faultline } from './command-line.ts';
import { xmlFaults } from './xml-faults.ts';

beforeAll(built, 60_000);

const SHOP = 'examples/shop';

/** Names with everything that a format might trip over. */
const odd = {
  'compose.yaml':
    'services:\n  a&b<c>:\n    build: ./a\n    environment: { PEER: "http://quo-ted:80" }\n  \'q"uote\':\n    image: x\n    container_name: quo-ted\n',
  'a/package.json': '{ "name": "a" }',
  'a/index.js': "const app = require('express')();\napp.get('/\"<&>\\\\', () => fetch(process.env.PEER));\napp.listen(1234);\n",
};

function printed(folder: string, format: string): string {
  const { status, stdout, stderr } = faultline('graph', folder, '--format', format);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe.each([
  { what: 'the shop', folder: () => SHOP },
  { what: 'names with signs', folder: () => folderOf(odd) },
  { what: 'an empty folder', folder: () => folderOf({}) },
])('$what', ({ folder }) => {
  test('JSON has nodes and edges with their evidence, what is not known, and problems', () => {
    const graph = JSON.parse(printed(folder(), 'json'));
    const place = { file: expect.stringMatching(/^[^/].*/), line: expect.toSatisfy((line: number) => Number.isInteger(line) && line > 0) };
    expect(Object.keys(graph)).toEqual(expect.arrayContaining(['nodes', 'edges', 'unresolved', 'problems', 'environments']));
    for (const node of graph.nodes) {
      expect(node).toMatchObject({
        id: expect.any(String),
        name: expect.any(String),
        kind: expect.stringMatching(/^(service|datastore|broker|topic|external|contract|package)$/),
      });
      expect(['string', 'undefined']).toContain(typeof node.path);
      expect(node.evidence.length).toBeGreaterThan(0);
      for (const at of node.evidence) expect(at).toMatchObject(place);
    }
    const ids = new Set(graph.nodes.map(({ id }: { id: string }) => id));
    expect(ids.size).toBe(graph.nodes.length);
    for (const edge of graph.edges) {
      expect(edge).toMatchObject({
        kind: expect.any(String),
        confidence: expect.stringMatching(/^(certain|likely|possible)$/),
        environments: expect.any(Array),
      });
      expect([edge.from, edge.to].filter(end => !ids.has(end))).toEqual([]);
      expect(edge.evidence.length).toBeGreaterThan(0);
      for (const at of edge.evidence) expect(at).toMatchObject(place);
    }
    for (const entry of graph.unresolved)
      expect(entry).toMatchObject({ what: expect.any(String), why: expect.stringMatching(/\.$/), at: place });
  });

  test('GraphML is well-formed, and edges lead to nodes', () => {
    const xml = printed(folder(), 'graphml');
    expect(xmlFaults(xml)).toEqual([]);
    const nodes = new Set([...xml.matchAll(/<node id="([^"]*)"/g)].map(([, id]) => id));
    const ends = [...xml.matchAll(/<edge id="[^"]*" source="([^"]*)" target="([^"]*)"/g)].flatMap(([, from, to]) => [from, to]);
    expect(ends.filter(end => !nodes.has(end))).toEqual([]);
    const keys = new Set([...xml.matchAll(/<key id="([^"]*)"/g)].map(([, id]) => id));
    expect([...xml.matchAll(/<data key="([^"]*)"/g)].filter(([, key]) => !keys.has(key!))).toEqual([]);
  });

  test('DOT is one digraph of statements, its texts quoted', () => {
    const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
    const statement = new RegExp(
      String.raw`^  (rankdir=LR|${quoted} \[label=${quoted}, shape=\w+\]|${quoted} -> ${quoted} \[label=${quoted}(, style=dashed)?\]);$`,
    );
    const [first, ...rest] = printed(folder(), 'dot').trimEnd().split('\n');
    expect(first).toBe('digraph faultline {');
    expect(rest.at(-1)).toBe('}');
    expect(rest.slice(0, -1).filter(line => !statement.test(line))).toEqual([]);
  });

  test('Mermaid is a flowchart whose edges join nodes that it has', () => {
    const [first, ...lines] = printed(folder(), 'mermaid').trimEnd().split('\n');
    expect(first).toBe('flowchart LR');
    const nodes = lines.filter(line => /^ {2}n\d+[[({]/.test(line));
    const ids = new Set(nodes.map(line => /n\d+/.exec(line)![0]));
    for (const line of nodes) expect(line).toMatch(/^ {2}n\d+(\["[^"]*"\]|\[\("[^"]*"\)\]|\{\{"[^"]*"\}\}|\("[^"]*"\))$/);
    for (const line of lines.slice(nodes.length)) {
      const [, from, to] = /^ {2}(n\d+) -\.?->\|[a-z-]+\| (n\d+)$/.exec(line) ?? [];
      expect(
        [from, to].filter(id => id === undefined || !ids.has(id)),
        line,
      ).toEqual([]);
    }
  });
});

test('text says first how much was found, then each service with what it needs and a proof', () => {
  const lines = printed(folderOf(well), 'text').split('\n');
  expect(lines[0]).toMatch(/^2 services, 1 dependency, 0 not known/);
  expect(lines).toContain('    → depot  [http]  desk/index.js:2');
});

test('an empty folder gets a sentence that says what is looked for', () => {
  expect(faultline('graph', folderOf({}))).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^No services found\. .+\?\n/),
    stderr: '',
  });
});

test('one environment shows what holds in it', () => {
  const { status, stdout } = faultline('graph', SHOP, '--env', 'compose', '--format', 'json');
  expect(status).toBe(0);
  const { edges } = JSON.parse(stdout) as { edges: { environments: string[] }[] };
  expect(edges.length).toBeGreaterThan(5);
  expect(edges.filter(({ environments }) => environments.length > 0 && !environments.includes('compose'))).toEqual([]);
});

test('a folder may end with a slash', () => {
  const root = folderOf(well);
  expect(faultline('graph', `${root}/`)).toEqual(faultline('graph', root));
});

test('two runs print the same', () => {
  expect(printed(SHOP, 'json')).toBe(printed(SHOP, 'json'));
});

interface Mistake {
  readonly mistake: string;
  readonly args: readonly string[];
  readonly says: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  { mistake: 'an unknown command', args: ['grpah', SHOP], says: /"grpah"/ },
  { mistake: 'no folder', args: ['graph'], says: /folder/ },
  { mistake: 'a folder that is not there', args: ['graph', 'no/such/folder'], says: /no\/such\/folder/ },
  { mistake: 'a file for a folder', args: ['graph', 'package.json'], says: /package\.json is a file/ },
  { mistake: 'an unknown format', args: ['graph', SHOP, '--format', 'svg'], says: /text, json, mermaid, dot, graphml/ },
  { mistake: 'an unknown environment', args: ['graph', SHOP, '--env', 'moon'], says: /"moon".*compose/ },
  { mistake: 'an environment where there is none', args: ['graph', 'scripts', '--env', 'moon'], says: /"moon"/ },
  { mistake: 'an unknown option', args: ['graph', SHOP, '--depth', '3'], says: /--depth/ },
  { mistake: 'nothing to explain', args: ['explain', SHOP], says: /orders/ },
  { mistake: 'an unknown node', args: ['explain', SHOP, 'ordres'], says: /"ordres".*orders/ },
  { mistake: 'an edge that is not there', args: ['explain', SHOP, 'redis -> orders'], says: /"redis -> orders"/ },
  { mistake: 'no file for the map', args: ['map', SHOP], says: /--out/ },
  {
    mistake: 'a file for the map that cannot be written',
    args: ['map', SHOP, '--out', 'package.json/map.html'],
    says: /package\.json\/map\.html/,
  },
  { mistake: 'an option without its value', args: ['graph', SHOP, '--env'], says: /--env/ },
  { mistake: 'two folders', args: ['graph', SHOP, 'docs'], says: /docs|one folder/ },
  { mistake: 'an unknown format of explain', args: ['explain', SHOP, 'orders', '--format', 'dot'], says: /text, json/ },
];

function expectSaid({ args, says }: Mistake): void {
  const { status, stdout, stderr } = faultline(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+[.?]\n$/);
  expect(stderr).toMatch(says);
}

test.each(MISTAKES)('$mistake is said in one sentence on stderr, with exit code 2', expectSaid);

test('no arguments print the help with exit code 2, --help with 0', () => {
  expect(faultline()).toMatchObject({ status: 2, stdout: expect.stringContaining('faultline graph DIR') });
  for (const args of [['--help'], ['graph', '--help'], ['explain', '-h'], ['map', '--help']])
    expect(faultline(...args)).toMatchObject({ status: 0, stdout: expect.stringContaining('faultline'), stderr: '' });
});

test('a reader that stops early is no error', () => {
  const shell = `"${command.node}" "${command.script}" graph examples/shop --format json | head -1; exit \${PIPESTATUS[0]}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', shell], { encoding: 'utf8', env: environment });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
});

test('what is kept from an earlier start prints the same as a first look', () => {
  for (const format of ['text', 'json', 'dot'])
    expect(printed(SHOP, format)).toBe(faultline('graph', SHOP, '--no-cache', '--format', format).stdout);
});

test('a change is seen in spite of what is kept', () => {
  const root = folderOf(well);
  expect(printed(root, 'text')).toContain('→ depot');
  writeFileSync(join(root, 'desk/index.js'), "require('express')().listen(3000);\n");
  expect(printed(root, 'text')).not.toContain('→ depot');
});
