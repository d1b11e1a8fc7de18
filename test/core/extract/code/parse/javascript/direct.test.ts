import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsedModule, typescriptModule } from '../../../../../../src/core/extract/code/parse/typescript.ts';
import { directStatements } from '../../../../../../src/core/extract/code/parse/typescript/direct/direct.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';

const source = (text: string, path = 'a.ts') => ({ path: path as FilePath, text });
const direct = (text: string, path?: string) => directStatements(source(text, path));
const whole = (text: string, path?: string) => parsedModule(source(text, path)).module.statements;

/** Texts of every kind of statement and expression; each is read the same by both readers. */
const TYPED: readonly string[] = [
  `import a, { type B, c as d } from './a'; import * as e from "e"; import type { F } from 'f'; import type from 't'; import 'g'; import h = require('h'); import I = j.K; import k from 'k' with { type: 'json' };`,
  `export * from 'a'; export * as b from 'b'; export { c, d as e } from 'f'; export type { G } from 'g'; const h = 1; export { h as i }; export default h; export = h;`,
  `export default class A {}\nexport default abstract class B<T> extends c.D<T> implements E<F>, G {}\nexport default async function f() {}\nexport default interface H { a: string }`,
  `const a = 1, b: Map<string, Array<number>> = new Map(), c = <string>b, d = b as unknown as string[], e = b!, f = x satisfies Y; let g: typeof import('./g'); declare const h: number;`,
  `const { A, B = 'b', c: { d = [e] }, ...rest } = process.env; const [f, , g = h()] = [1, 2, i]; const { j } = k(); const { l } = m.n(o);`,
  `const a = require('a'), { b, c: d } = require("b"), e = require('c').default, f = (await import('f')).g, { h } = await import(\`h\`); require('i').j(k); foo(require('./l'));`,
  `@A() @b.C({ d: e ? f : g }) export class H<T> extends I { @J(k) private readonly l?: M = n || o; static p!: string; [q: string]: r; static { s(); } get t() { return u; } set t(v) {} async *w<X>(@Y() public z: A, { b, c = d }: E = {}): F {} constructor(private readonly g: H); abstract i(): j; '#k' = 1; #l = 2; ['m'] = 3; [n.o]() {} declare p: q; accessor r = 1; override s() {} async = 1; get = 2; }`,
  `function a(this: B, c?: D, ...e: F[]): asserts c is G { return; } async function* h() { yield; yield* i(); yield j; } function k(): void; declare function l(): m; const n = async function o() {}, p = async q => r, s = async <T>(t: T): Promise<T> => t, u = (v, w = 1) => ({ x: v }), y = () => {}, z = ([a], { b }) => b;`,
  `a ? (b) : c; a ? (b, c) : (d); const e = f ? g => h : (i): j => k; (l) => m; (n); (o, p); (q = 1); ({ r: s }); ({ t }) => u;`,
  `f<T>(x); g<T, U[]>\`y\`; new H<I>(j); k < l > (m); n < o; p<q>; r<s>.t; new u.V; new (w())(x); new.target; a?.b?.[c]?.(d)!.e!(f); this.g.h(); super.i(); (j as any).k(l); a['b'](c); a[b ? c : d](e);`,
  `x = a + b + \`c\${d + e}f\` + (g - h - i) * j ** k ** l; m ||= n ?? o; p ??= q; r += s; t.u['v'] = w; y = z = class {}; a = class B {}; c && d || !e; typeof f === 'g'; i++; --j; void k; delete l.m; n in o; p instanceof q; r >> s >>> t >= u; v >>= 1; +w; -x; ~y; await z;`,
  `if (a(b)) c(); else if (d) { e(); } else f(); for (const g of ['h', i]) j(g); for (k in l) m(); for (let n = o(), p = 1; n < p; n++) q(); for (;;) break; for await (const r of s) t(); while (u()) v(); do w(); while (x()) switch (y()) { case z: a(); break; default: b(); } try { c(); } catch ({ message }) { d(); } finally { e(); } throw new F(); g: for (const h of i) continue g; return j`,
  `enum A { B = 'b', 'c' = d(), E }\nconst enum F { G = 1 }\ndeclare enum H { I }\nnamespace J { export const k = l(); }\nnamespace M.N { o(); }\ndeclare module 'p' { q: r }\ndeclare global { interface S {} }\ninterface T<U> extends V, W<X> { y(): z; new (a: b): c; readonly [d in e]?: f }\ntype G<H> = I extends J<infer K> ? { l: K } : M & ((n: o) => p) | keyof typeof q[number] | \`r\${S}\` | -1 | readonly string[] | unique symbol | (new () => t);`,
  `const a = /[/'"]\\/\`/g.test(b / c / d); e = f\n/g/i; const h = '\\u{1F600}\\x41\\n\\'\\\nj', k = "l", m = 0x1F + 1_000 + 1e-3 + .5.n, o = 12n, p = null, q = [true, , ...r];`.replace(
    '.5.n',
    '1.5',
  ),
  `const a = { b, 'c': d, 1: e, [f.g]: h, ['i']: j, k() {}, get l() { return m; }, async *n() {}, async o() {}, get: 1, async, ...p, q: r ? s : t };`,
  `let a = b\nlet c = () => {}\n(d)\nlet e = f\n[g].h()\ntype I = j\ntype = k\ndeclare\nnamespace\nasync\nfunction l() {}\nabstract\nclass M {}\nof = get = set = from`,
  `type A = { b: '}'; c: "\\"}"; /* } */ d: \`{\${E}}\`; // )\n f: [g: '(', h?: I]; 'j/k': /* ' */ l }; interface M { n(o: '{', p: { q: ")" }): void } let r: (s: '(', t: { u: v }) => w = x / y / z;`,
  `#!/usr/bin/env node\n'use strict';\n// a\n/* b\n*/ c() /* d */\ne`,
];

const JSX: readonly string[] = [
  'const a = <b href={`/c/${d}`} to={e("f")} x:href={`g${h}`} i={`j${k}`}>{l.m}</b>;',
  `const A = () => <B.C d="e'f" g={h} i={<J k />} {...l}>it's {m} {n()} {/* o */} {...p} <></> <q:r s-t='u\nv'>w</q:r></B.C>;`,
  `const a = <T,>(b: T) => b, c = <T extends D>(e: T) => e; f(<G<H> i />); return j < k ? <l>{m < n && <o>don't</o>}</l> : (<p>can't</p>);`,
];

test.each(TYPED)('reads without another tree what is written as %.60s', text => {
  expect(direct(text)).toEqual(whole(text));
});

test.each(JSX)('reads elements without another tree: %.60s', text => {
  expect(direct(text, 'a.tsx')).toEqual(whole(text, 'a.tsx'));
});

test.each(TYPED)('reads as a script, or leaves to the whole parser, %.60s', text => {
  const read = direct(text, 'a.js');
  if (read !== 'unknown') expect(read).toEqual(whole(text, 'a.js'));
});

test.each([
  'const a = ;',
  'a b',
  '({ a } = b)',
  "'a",
  '/*',
  'const \\u0061 = 1',
  'with (a) b()',
  '012',
  'if',
  '<a></b>',
  'a ? (b): c => d : e',
])('leaves to the whole parser what it does not know: %s', text => {
  expect(direct(text, 'a.tsx')).toBe('unknown');
});

test('what is nested without brackets is too deep too', () => {
  for (const part of ['a<', 'a=>', 'for(;;)', '!', 'a?b:'])
    expect(typescriptModule(source(`${part.repeat(20_000)}x`)).problems.map(({ message }) => message)).toEqual([
      'This is nested too deep to be read.',
    ]);
});

test('what is read is what the whole parser reads, however the text is cut', () => {
  const pieces = [...TYPED, ...JSX].flatMap(text => text.split(/(?<=[;{}(),\n ])/)).filter(piece => !piece.includes('yield'));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), parts => {
      const text = parts.join('');
      const read = direct(text);
      if (read === 'unknown' || read === 'too deep') return;
      const { module, problems } = parsedModule(source(text));
      if (problems.length === 0) expect(read).toEqual(module.statements);
    }),
    { numRuns: 3000, seed: 7 },
  );
});
