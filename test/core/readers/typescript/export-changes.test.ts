import { expect, test } from 'vitest';
import { exportChanges, type ExportChange } from '../../../../src/core/readers/typescript/export-changes.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';

const between = (before: string, after: string, path = 'api.ts'): Promise<readonly ExportChange[]> =>
  exportChanges({ path: path as FilePath, text: before }, { path: path as FilePath, text: after });

/** `member-removed User.name → readers, makers`; what is safe breaks nobody. */
async function changes(before: string, after: string, path?: string): Promise<string[]> {
  const found = await between(before, after, path);
  return found.map(
    ({ rule, level, element, breaks }) =>
      `${rule} ${element} → ${breaks.join(', ') || 'nobody'}${level === 'behaviour' ? ' (behaviour)' : ''}`,
  );
}

test.each([
  [
    'comments and layout',
    'export interface A { a: string; b: number }',
    '/** An A. */\nexport interface A {\n  a: string, // text\n  b: number\n}\n',
  ],
  ['the order of members', 'export interface A { a: string; b: number }', 'export interface A { b: number; a: string }'],
  ['the order of alternatives', "export type A = 'a' | 'b';", 'export type A =\n  | "b"\n  | "a";'],
  [
    'another spelling of a list',
    'export interface A { a: Array<string>; b: (number)[] }',
    'export interface A { a: string[]; b: number[] }',
  ],
  ['what a function does inside', 'export const f = (a: string) => a;', 'export const f = (b: string) => b + b;'],
  ['what is not exported', 'export const a = 1;\nfunction f(a: string) {}\ninterface B { b: string }', 'export const a = 1;'],
  ['a private member', 'export class A { private a = 1; #b = 2; }', 'export class A {}'],
  ['the place where it is exported', 'export class A { a = 1 }', 'class A { a = 1 }\nexport { A };'],
  ['the order of what a type combines', 'export type A = B & C;', 'export type A = C & B;'],
  ['the order within a type', 'export interface A { a: { x: string; y: string } }', 'export interface A { a: { y: string, x: string } }'],
  ['another spelling of a number', 'export const a = 30_000;', 'export const a = 30000;'],
  ['a receiver that is told', 'export function f(a: string) {}', 'export function f(this: object, a: string) {}'],
  ['what is no longer told of a type', 'export interface A { a: any }', 'export interface A { a: string }'],
  ['a declaration that moves to another file', 'export class A { a = 1 }', "export { A } from './a';"],
  ['an alias as an interface', 'export type A = { a: string };', 'export interface A { a: string }'],
])('%s changes nothing', async (_, before, after) => {
  expect(await changes(before, after)).toEqual([]);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  [
    'export that is gone breaks who imports it',
    'export class A {}\nexport const b = 1;',
    'export const b = 1;',
    ['export-removed A → importers'],
  ],
  ['new export breaks nobody', '', 'export class A {}', ['export-added A → nobody']],
  [
    'export under another name is known by its content',
    'export class A { a: string; next: A }',
    'export class B { a: string; next: B }',
    ['export-renamed A → importers'],
  ],
  [
    'class that becomes an interface can no longer be made',
    'export class A { a: string }',
    'export interface A { a: string }',
    ['export-kind-changed A → importers'],
  ],
  [
    're-export that is gone breaks who imports it',
    "export { A, B as C } from './a';\nexport * from './d';",
    "export { A } from './a';",
    ['export-removed C → importers', 'export-removed * from ./d → importers'],
  ],
  [
    'default export counts',
    'export default function f(a: string) {}',
    'export default function f(a: string, b: string) {}',
    ['parameter-added-required default(b) → callers'],
  ],
  [
    'export is not renamed where two could be',
    'export class A { a: string }\nexport class B { a: string }',
    'export class C { a: string }',
    ['export-removed A → importers', 'export-removed B → importers', 'export-added C → nobody'],
  ],
  [
    'export is not renamed where it could be two',
    'export class A { a: string }',
    'export class B { a: string }\nexport class C { a: string }',
    ['export-removed A → importers', 'export-added B → nobody', 'export-added C → nobody'],
  ],
  ['export of a whole other file counts', "export * as a from './a';", '', ['export-removed a → importers']],
  [
    'exported type that was its own is told once',
    'interface B { b: string }\nexport interface A { a: B }\nexport { B };',
    'interface B {}\nexport interface A { a: B }\nexport { B };',
    ['member-removed B.b → readers, makers, implementers'],
  ],
])('an %s', async (_, before, after, expected) => {
  expect(await changes(before, after)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  ['that is gone breaks readers and makers', 'a: string; b: number', 'b: number', ['member-removed It.a → readers, makers, implementers']],
  [
    'with another name at its place is renamed',
    'x: string; a: string; b: number',
    'x: string; c: string; b: number',
    ['member-renamed It.a → readers, makers, implementers'],
  ],
  [
    'that is gone and a new one elsewhere are two',
    'a: string; x: string',
    'x: string; c?: string',
    ['member-removed It.a → readers, makers, implementers', 'member-added It.c → nobody'],
  ],
  [
    'of another type at its place is no rename',
    'a: string',
    'c?: number',
    ['member-removed It.a → readers, makers, implementers', 'member-added It.c → nobody'],
  ],
  ['with another type breaks both sides', 'a: string', 'a: number', ['member-type-changed It.a → readers, makers, implementers']],
  ['that may be more breaks readers', 'a: string', 'a: string | null', ['member-type-widened It.a → readers']],
  ['that may be anything breaks readers', 'a: string', 'a: unknown', ['member-type-widened It.a → readers']],
  ['that may be less breaks makers', "a: 'x' | 'y'", "a: 'x'", ['member-type-narrowed It.a → makers, implementers']],
  ['that may be missing breaks readers', 'a: string', 'a?: string', ['member-became-optional It.a → readers, callers']],
  ['that has to be there breaks makers', 'a?: string', 'a: string', ['member-became-required It.a → makers, implementers']],
  ['that is new and required breaks makers', 'a: string', 'a: string; b: string', ['member-added-required It.b → makers, implementers']],
  ['that is new and optional breaks nobody', 'a: string', 'a: string; b?: string', ['member-added It.b → nobody']],
  ['that cannot be set breaks who sets it', 'a: string', 'readonly a: string', ['member-became-readonly It.a → makers']],
  ['that is a method breaks callers', 'f(a: string): void', '', ['member-removed It.f → callers, implementers']],
  ['that becomes a method breaks who reads it', 'a: string', 'a(): string', ['member-kind-changed It.a → readers, callers, makers']],
  ['that takes more breaks callers', 'f(a: string): void', 'f(a: string, b: number): void', ['parameter-added-required It.f(b) → callers']],
  [
    'that is gone, and a new one elsewhere, are two',
    'a: string; x: string',
    'x: string; c?: string',
    ['member-removed It.a → readers, makers, implementers', 'member-added It.c → nobody'],
  ],
  [
    'that is gone with the one before it is no rename',
    'x: number; a: string',
    'a2: string',
    [
      'member-removed It.x → readers, makers, implementers',
      'member-removed It.a → readers, makers, implementers',
      'member-added-required It.a2 → makers, implementers',
    ],
  ],
])('a member %s', async (_, before, after, expected) => {
  expect(await changes(`export interface It { ${before} }`, `export interface It { ${after} }`)).toEqual(expected);
  expect(await changes(`export type It = Base & { ${before} };`, `export type It = Base & { ${after} };`)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  ['that becomes protected is hidden from readers', 'a = 1', 'protected a = 1', ['member-hidden It.a → readers, makers, callers']],
  ['that only subclasses saw breaks them', 'protected a = 1', '', ['member-removed It.a → implementers']],
  [
    'that is made in the constructor counts',
    'constructor(readonly a: string) {}',
    'constructor(a: string) {}',
    ['member-removed It.a → readers, makers, implementers'],
  ],
  [
    'that is set by a setter has its type',
    'set a(to: string) {}',
    'set a(to: number) {}',
    ['member-type-changed It.a → readers, makers, implementers'],
  ],
  ['that is a new method breaks nobody', '', 'f() {}', ['member-added It.f → nobody']],
])('a member of a class %s', async (_, before, after, expected) => {
  expect(await changes(`export class It { ${before} }`, `export class It { ${after} }`)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  [
    'a new abstract member has to be implemented',
    'export abstract class A {}',
    'export abstract class A { abstract f(): void }',
    ['member-added-required A.f → implementers'],
  ],
  [
    'a class that becomes abstract can no longer be made',
    'export class A {}',
    'export abstract class A {}',
    ['class-became-abstract A → makers'],
  ],
  [
    'a constructor that takes more breaks who calls it',
    'export class A { constructor(a: string) {} }',
    'export class A { constructor(a: string, b: string) {} }',
    ['parameter-added-required new A(b) → callers'],
  ],
  ['a base that is gone takes its members along', 'export class A extends B {}', 'export class A {}', ['base-removed A → readers, makers']],
  [
    'a new type parameter breaks who names the type',
    'export interface A {}',
    'export interface A<T> {}',
    ['type-parameters-changed A → importers'],
  ],
  ['a new type parameter with a default breaks nobody', 'export interface A {}', 'export interface A<T = string> {}', []],
])('%s', async (_, before, after, expected) => {
  expect(await changes(before, after)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  ['that is new and required breaks callers', 'a: string', 'a: string, b: string', ['parameter-added-required f(b) → callers']],
  ['that is new and optional breaks nobody', 'a: string', "a: string, b = ''", ['parameter-added-optional f(b) → nobody']],
  [
    'that is new in the middle breaks callers',
    'a: string, b: string',
    'a: string, x?: string, b?: string',
    ['parameter-added-required f(x) → callers', 'parameter-became-optional f(b) → nobody'],
  ],
  ['that is gone breaks callers', 'a: string, b: number, c: string', 'a: string, c: string', ['parameter-removed f(b) → callers']],
  ['that has to be given breaks callers', 'a?: string', 'a: string', ['parameter-became-required f(a) → callers']],
  ['that takes more breaks nobody', 'a: string', 'a: string | number', ['parameter-type-widened f(a) → nobody']],
  ['that takes less breaks callers', 'a: string | number', 'a: string', ['parameter-type-narrowed f(a) → callers']],
  ['that takes something else breaks callers', 'a: string', 'a: number', ['parameter-type-changed f(a) → callers']],
  [
    'that changes places is given the wrong argument',
    'a: string, b: string',
    'b: string, a: string',
    ['parameters-reordered f → callers (behaviour)'],
  ],
])('a parameter %s', async (_, before, after, expected) => {
  expect(await changes(`export function f(${before}) {}`, `export function f(${after}) {}`)).toEqual(expected);
  expect(await changes(`export const f = async (${before}) => {};`, `export const f = async (${after}) => {};`)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  ['gives something else breaks callers', 'string', 'number', ['return-type-changed f → callers']],
  ['may give more breaks callers', 'string', 'string | undefined', ['return-type-widened f → callers']],
  ['gives less breaks nobody', 'string | undefined', 'string', ['return-type-narrowed f → nobody']],
])('a function that %s', async (_, before, after, expected) => {
  expect(await changes(`export declare function f(): ${before};`, `export declare function f(): ${after};`)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  [
    'an enum member that is gone moves those after it',
    'export enum E { A, B, C }',
    'export enum E { A, C }',
    ['member-removed E.B → readers', 'value-changed E.C → readers (behaviour)'],
  ],
  [
    'an enum member with another value behaves otherwise',
    "export enum E { A = 'a' }",
    "export enum E { A = 'b' }",
    ['value-changed E.A → readers (behaviour)'],
  ],
  ['a new enum member breaks nobody', 'export enum E { A }', 'export enum E { A, B }', ['member-added E.B → nobody']],
  [
    'a constant with another value behaves otherwise',
    "export const topic = 'orders';",
    "export const topic = 'orders.v2';",
    ['value-changed topic → readers (behaviour)'],
  ],
  [
    'a member of a constant object counts, through calls',
    'export const routes = Object.freeze({ a: "/a", b: "/b" });',
    'export const routes = Object.freeze({ a: "/a" });',
    ['member-removed routes.b → readers, makers, implementers'],
  ],
  ['an alternative that is gone breaks who gives it', "export type A = 'a' | 'b';", "export type A = 'a';", ['type-narrowed A → makers']],
  ['a new alternative breaks who reads it', "export type A = 'a';", "export type A = 'a' | 'b';", ['type-widened A → readers']],
  [
    'a type of the file that an exported one leads to counts',
    'interface B { b: string; c: string }\nexport interface A { a: B[] }',
    'interface B { c: string }\nexport interface A { a: B[] }',
    ['member-removed B.b → readers, makers, implementers'],
  ],
  [
    'a member of a constant counts, whatever its type is said to be',
    'export const a = { b: 1, c: 2 } as const;',
    'export const a = { b: 1 } as const;',
    ['member-removed a.c → readers, makers, implementers'],
  ],
  [
    'an overload that is gone breaks callers',
    'export function f(a: string): void;\nexport function f(a: number): void;',
    'export function f(a: string): void;',
    ['overload-removed f → callers'],
  ],
  [
    'a new overload breaks nobody',
    'export function f(a: string): void;',
    'export function f(a: string): void;\nexport function f(a: number): void;',
    [],
  ],
])('%s', async (_, before, after, expected) => {
  expect(await changes(before, after)).toEqual(expected);
});

test.each<[rule: string, before: string, after: string, expected: readonly string[]]>([
  [
    'nobody can import is never gone by itself',
    'interface B { b: string }\nexport interface A { a: B }',
    'export interface A { a: string }',
    ['member-type-changed A.a → readers, makers, implementers'],
  ],
  [
    'nobody can import may have any name',
    'interface B { b: string }\nexport interface A { a: B }',
    'interface C { b: string }\nexport interface A { a: C }',
    [],
  ],
  [
    'is no longer exported is gone for others',
    'export interface B { b: string }\nexport interface A { a: B }',
    'interface B { b: string }\nexport interface A { a: B }',
    ['export-removed B → importers'],
  ],
  [
    'is exported from now on is new',
    'interface B { b: string }\nexport interface A { a: B }',
    'export interface B { b: string }\nexport interface A { a: B }',
    ['export-added B → nobody'],
  ],
  [
    'has another name changes nothing that is made of it',
    'export interface B { b: string }\nexport class A { a: B; f(b: B[]): B }',
    'export interface C { b: string }\nexport class A { a: C; f(b: C[]): C }',
    ['export-renamed B → importers'],
  ],
])('a type that %s', async (_, before, after, expected) => {
  expect(await changes(before, after)).toEqual(expected);
});

test('CommonJS exports count', async () => {
  const before = 'const a = (x, y) => x;\nfunction b() {}\nmodule.exports = { a, b };\nexports.c = 1;';
  const after = 'const a = x => x;\nmodule.exports = { a };\nexports.c = 2;';
  expect(await changes(before, after, 'api.js')).toEqual(['parameter-removed a(y) → callers', 'export-removed b → importers']);
});

test('CommonJS exports count that a function puts together', async () => {
  const before = 'const a = (x, y) => x;\nmodule.exports = Object.assign({}, { a, b: () => 1 });';
  expect(await changes(before, 'const a = x => x;\nmodule.exports = Object.assign({}, { a });', 'api.js')).toEqual([
    'parameter-removed a(y) → callers',
    'export-removed b → importers',
  ]);
});

test('a change says where it is, in both versions, and in one sentence', async () => {
  const before = 'export interface A { name: string }';
  const after = 'export interface A { id: string; name?: string }';
  const [optional] = await between(before, after);
  expect(before.slice(...optional!.before!.span)).toBe('name');
  expect(after.slice(...optional!.after!.span)).toBe('name');
  expect(optional).toMatchObject({
    symbol: 'A',
    member: 'name',
    level: 'source',
    message: 'A.name was always there and may be missing now.',
  });
});

test('a change of a parameter asks for the calls of its function', async () => {
  const [added] = await between('export class A { f() {} }', 'export class A { f(a: string) {} }');
  expect(added).toMatchObject({ element: 'A.f(a)', symbol: 'A', member: 'f' });
});

test.each([
  ['broken text', 'export class { a: ; }}} export'],
  ['brackets without end', `export const a = ${'['.repeat(50_000)}`],
  ['a chain without end', `export const a = b${'.c()'.repeat(50_000)};`],
  ['any bytes', '\u0000\uD800export * from\u2028`${'],
])('%s stops nothing', async (_, text) => {
  expect(await between('export const a = 1;', text)).toBeInstanceOf(Array);
  expect(await between(text, 'export const a = 1;')).toBeInstanceOf(Array);
});
