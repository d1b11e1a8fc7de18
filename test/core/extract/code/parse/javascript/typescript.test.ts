import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { typescriptModule } from '../../../../../../src/core/extract/code/parse/typescript.ts';
import type { Expression, Statement } from '../../../../../../src/core/extract/code/syntax.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';

const read = (text: string, path = 'a.ts') => typescriptModule({ path: path as FilePath, text });

/** One line for each statement, as short as it can be said. */
const said = (text: string, path?: string): string[] => read(text, path).module.statements.flatMap(one => line(one));

function line(statement: Statement): string[] {
  switch (statement.kind) {
    case 'import':
      return [`import ${statement.from}: ${statement.names.map(name => `${name.imported} as ${name.local}`).join(', ')}`];
    case 'assign':
      return [`${at(statement)}${statement.target.join('.')}${statement.type ? `: ${statement.type}` : ''} = ${shown(statement.value)}`];
    case 'class':
      return [
        `${at(statement)}class ${[statement.name, ...statement.bases].join(' < ')}`,
        ...statement.body.flatMap(line).map(inner => `  ${inner}`),
      ];
    case 'function': {
      const parameters = statement.parameters.map(
        parameter => `${at(parameter)}${parameter.name}${parameter.type ? `: ${parameter.type}` : ''}`,
      );
      return [`${at(statement)}${statement.name}(${parameters.join(', ')})`, ...statement.body.flatMap(line).map(inner => `  ${inner}`)];
    }
    case 'return':
      return [`return ${shown(statement.value)}`];
    case 'expression':
      return [shown(statement.value)];
  }
}

const at = (one: { annotations: readonly { name: string; arguments: readonly Expression[] }[] }) =>
  one.annotations.map(annotation => `@${annotation.name}(${annotation.arguments.map(shown).join(', ')}) `).join('');

function shown(value: Expression | undefined): string {
  switch (value?.kind) {
    case 'text':
      return `'${value.text}'`;
    case 'number':
      return value.text;
    case 'join':
      return value.parts.map(shown).join(' + ');
    case 'choice':
      return `(${value.options.map(shown).join(' | ')})`;
    case 'name':
      return value.path.join('.') || 'this';
    case 'index':
      return `${shown(value.object)}[${shown(value.key)}]`;
    case 'object':
      return `{ ${value.entries.map(entry => `${entry.key}: ${shown(entry.value)}`).join(', ')} }`;
    case 'list':
      return `[${value.items.map(shown).join(', ')}]`;
    case 'function':
      return `(${value.parameters.map(one => one.name).join(', ')}) => ${value.body.flatMap(line).join('; ')}`;
    case 'call':
      return `${value.constructs ? 'new ' : ''}${value.on ? `[${shown(value.on)}] ` : ''}${value.path.join('.')}${value.types.length ? `<${value.types.join()}>` : ''}(${value.arguments.map(shown).join(', ')})`;
    case 'other':
      return `?(${value.children.map(shown).join(', ')})`;
    case undefined:
      return '-';
  }
}

test('an import keeps what it takes under which name', () => {
  expect(said(`import a, { b, c as d } from './x'; import * as e from 'y'; import 'z'; import q = require('q');`)).toEqual([
    'import ./x: default as a, b as b, c as d',
    'import y: * as e',
    'import z: ',
    'import q: * as q',
  ]);
});

test('a require and an awaited import are imports', () => {
  expect(
    said(`const a = require('a'); const { b, c: d } = require('x'); const e = require('y').f; const { g } = await import('g');`, 'a.mjs'),
  ).toEqual(['import a: * as a', 'import x: b as b, c as d', 'import y: f as e', 'import g: g as g']);
});

test('a require without a name goes by the last part of its specifier', () => {
  expect(said(`require('amqplib').connect(url); app.use(require('./routes/orders.js'));`, 'a.js')).toEqual([
    'import amqplib: * as amqplib',
    'amqplib.connect(url)',
    'import ./routes/orders.js: * as orders',
    'app.use(orders)',
  ]);
});

test('a re-export is an import under the exported name', () => {
  expect(said(`export * from './a'; export { b as c } from './b'; export * as d from './d'; export { e as f };`)).toEqual([
    'import ./a: * as *',
    'import ./b: b as c',
    'import ./d: * as d',
    'f = e',
  ]);
});

test('a class keeps bases, decorators, parameter properties and members', () => {
  expect(
    said(`@Controller('orders') class Orders extends Base<A> implements Handler<B> {
      @Client({ transport: 1 }) private client: ClientKafka;
      static readonly topic = 'orders';
      constructor(@Inject('X') private readonly config: ConfigService<Env>, http: Http) { this.url = config.url; }
      @Get(':id') find(@Param('id') id: string): string { return id; }
      get base() { return this.config.base; }
    }`),
  ).toEqual([
    `@Controller('orders') class Orders < Base<A> < Handler<B>`,
    '  @Client({ transport: 1 }) client: ClientKafka = -',
    `  topic = 'orders'`,
    `  constructor(@Inject('X') config: ConfigService<Env>, http: Http)`,
    '    url = config.url',
    `  @Get(':id') find(@Param('id') id: string)`,
    '    return id',
    '  base()',
    '    return config.base',
  ]);
});

test('an enum is a class of its members', () => {
  expect(said(`export enum Topics { Created = 'order.created', Other }`)).toEqual([
    'class Topics',
    `  Created = 'order.created'`,
    '  Other = -',
  ]);
});

test('destructuring gives each name the member it takes', () => {
  expect(said(`const { A, B = 1, c: { d } } = process.env; const { url } = settings(); const [x, y] = ['1', 2];`)).toEqual([
    'A = process.env.A',
    'B = (process.env.B | 1)',
    'd = process.env.c.d',
    'url = settings.url',
    `x = '1'`,
    'y = 2',
  ]);
});

test('templates and additions are joins, alternatives are choices', () => {
  expect(said('a = `http://${host}:${port}/x`; b = "a" + b + 1; c = x || y ?? z; d = p ? q : r; e ??= 1;', 'a.js')).toEqual([
    `a = 'http://' + host + ':' + port + '/x'`,
    `b = 'a' + b + 1`,
    'c = (x | y | z)',
    'd = (q | r)',
    'e = (e | 1)',
  ]);
});

test('what a condition reads still counts', () => {
  expect(said(`const a = process.env.X === 'y' ? 1 : 2;`)).toEqual([`?(process.env.X, 'y')`, 'a = (1 | 2)']);
});

test('casts, awaits, optional chains and non-null marks are dropped', () => {
  expect(said(`const a = (await this.b?.c!.d(e as const))!; f!.g satisfies H; yielded = <any>x;`)).toEqual([
    'a = b.c.d(e)',
    'f.g',
    'yielded = x',
  ]);
});

test('a chain names every step and keeps the receiver apart', () => {
  expect(said(`a.b(1).c<T>(2); new K(x).producer(); list[0].run();`)).toEqual([
    '[a.b(1)] a.b.c<T>(2)',
    '[new K(x)] K.producer()',
    '[list[0]] run()',
  ]);
});

test('control flow is flattened', () => {
  expect(
    said(
      `if (ok()) { a(); } else b(); for (const t of ['x', 'y']) c(t); try { d() } catch { e() } finally { f() } switch (g) { case 1: h() } while (i()) j();`,
    ),
  ).toEqual(['ok()', 'a()', 'b()', `t = ('x' | 'y')`, 'c(t)', 'd()', 'e()', 'f()', 'g', 'h()', 'i()', 'j()']);
});

test('what a module exports is an assignment to its exports', () => {
  expect(said(`module.exports = { a: 1 }; exports.b = 2; module.exports.c = () => 3;`, 'a.cjs')).toEqual([
    'module.exports = { a: 1 }',
    'exports.b = 2',
    'module.exports.c = () => return 3',
  ]);
  expect(said(`export default { a: 1, ...b, 'c-d': 2, [E.F]: 3, g() { return 4 } };`)).toEqual([
    'default = { a: 1, c-d: 2, E.F: 3, g: () => return 4 }',
  ]);
});

test('a variable that holds a function is that function', () => {
  expect(said(`const f = async ({ topic, group = 'a' }: X, rest: Y = 1) => send(topic);`)).toEqual([
    'f(topic, group, rest: Y)',
    '  return send(topic)',
  ]);
});

test('JSX keeps the expressions inside it', () => {
  expect(said('const a = <A url={`/x/${id}`} title="t">{load(x)}<B c={d()}/></A>;', 'a.jsx')).toEqual([
    `a = ?('/x/' + id, load(x), ?(d()))`,
  ]);
});

test('spans are offsets in UTF-16 after text of any script', () => {
  const text = `const é = 'ü😀'; fetch('日本');`;
  const call = read(text).module.statements[1];
  expect(text.slice(...call!.span)).toBe(`fetch('日本')`);
});

test('a script may return at its top level, hold JSX or types of Flow', () => {
  expect(said(`a(); return 1;`, 'a.js')).toEqual(['a()', 'return 1']);
  expect(said(`type X = string; const a: X = f();`, 'a.js')).toEqual(['a: X = f()']);
});

test('a statement that does not parse is a problem, and the others count', () => {
  const { module, problems } = read(`const a = 'x';\nconst b = = 2;\nfunction c() {\n  d();\n}\n`);
  expect(module.statements.flatMap(line)).toEqual([`a = 'x'`, 'c()', '  d()']);
  expect(problems).toHaveLength(1);
});

test('a broken text may begin with an empty line', () => {
  expect(read('\n  }} = (').problems).toHaveLength(1);
});

test('text that is nested without end is a problem', () => {
  for (const open of ['(', '[', '{', 'a(()=>{', '`${(']) expect(read(open.repeat(60_000)).problems).toHaveLength(1);
  expect(read(`x = ${'a + '.repeat(3000)}1`).problems).toHaveLength(0);
  expect(read(`x = a${'.b()'.repeat(20_000)}`).problems.length).toBeLessThan(2);
});

const VALID = `import a from 'a'; const { B = 1 } = process.env; class C extends D<E> { @F(g) private h?: I = new J(\`k\${l}\`); constructor(@M() readonly n: O) {} }
enum P { Q = 'r' } export default () => ({ s: t?.u!.v(w => x), y: [z, ...aa] }); const j = <div a={b}>{c}</div>; for (const k of ['l']) m(k as const);`;

test('no text throws', () => {
  const mutated = fc
    .tuple(fc.nat(VALID.length), fc.nat(8), fc.string({ unit: 'binary' }))
    .map(([from, length, put]) => VALID.slice(0, from) + put + VALID.slice(from + length));
  const anything = fc.oneof(fc.string({ unit: 'binary' }), mutated);
  fc.assert(
    fc.property(anything, fc.constantFrom('a.ts', 'a.tsx', 'a.js', 'a.cjs', 'a.mts'), (text, path) => {
      for (const statement of read(text, path).module.statements) expect(statement.span[1]).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 300 },
  );
});
