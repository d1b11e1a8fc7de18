import { expect, test } from 'vitest';
import { usesOf } from './asked.ts';

const USER = 'export interface User { id: number; name: string; mail?: string }\nexport interface Shop { id: number; name: string }';

const ofName = (text: string, path = 'app.ts'): Promise<string[]> => usesOf('user.ts#User.name', { 'user.ts': USER, [path]: text });

const withUser = (text: string): string => `import { User, Shop } from './user';\n${text}`;

test('a member is read where a value of the type is, and nowhere else', async () => {
  const text = withUser('export const f = (user: User, shop: Shop, other: { name: string }) => [user.name, shop.name, other.name];');
  expect(await ofName(text)).toEqual([
    'app.ts reads export const f = (user: User, shop: Shop, other: { name: string }) => [user.«name», shop.name, other.name];',
  ]);
});

test.each([
  ['after ?. and !', 'f = (user?: User) => user?.name ?? user!.name', ['reads user?.«name»', 'reads user!.«name»']],
  ['by its text', "f = (user: User) => user['name']", ["reads user[«'name'»]"]],
  ['taken apart', 'f = (user: User) => { const { name } = user; return name; }', ['reads { «name» } = user']],
  ['taken apart under another name', 'f = ({ name: label }: User) => label', ['reads ({ «name»: label }']],
  ['taken apart into what exists', 'f = (user: User) => { let name; ({ name } = user); return name; }', ['reads ({ «name» } = user']],
  [
    'set',
    "f = (user: User) => { user.name = 'a'; user.name += 'b'; delete user.name; }",
    ['sets user.«name» =', 'sets user.«name» +=', 'sets delete user.«name»'],
  ],
  ['given in an object', "user: User = { id: 1, name: 'a' }", ['sets { id: 1, «name»: ']],
  ['given in short', 'f = (name: string): User => ({ id: 1, name })', ['sets ({ id: 1, «name» })']],
  ['given to a function', "f = (take: (users: User[]) => void) => take([{ id: 1, name: 'a' }])", ['sets id: 1, «name»: ']],
  ['of a part of the type', "part: Partial<User> = { name: 'a' }", ['sets { «name»: ']],
  ['of a picked type', "f = (user: Pick<User, 'id' | 'name'>) => user.name", ["names 'id' | «'name'»>", 'reads user.«name»']],
  ['by the type of its key', "name: User['name'] = ''", ["names User[«'name'»]"]],
  [
    'by a key that is handed over',
    "f = (pick: <T>(from: T, key: keyof T) => unknown, user: User) => pick(user, 'name')",
    ["names pick(user, «'name'»)"],
  ],
  ['given to one type of a union', "either: User | { other: number } = { id: 1, name: 'a' }", ['sets { id: 1, «name»: ']],
  ['counted up in parentheses', 'f = (user: User) => { (user.name!)++; }', ['sets (user.«name»!)++']],
  [
    'by keys that are handed over',
    "f = (pick: <T>(from: T, keys: (keyof T)[]) => unknown, user: User) => pick(user, ['id', 'name'])",
    ["names ['id', «'name'»]"],
  ],
  ['of the rest of it', 'f = ({ id, ...name }: User) => name', []],
  ['of either type of a union', 'f = (either: User | Shop) => either.name', ['reads either.«name»']],
  ['of a list', 'f = (users: User[]) => users.map(one => one.name)', ['reads one.«name»']],
  ['of a map', 'f = (users: Map<string, User>) => users.get("a")?.name', ['reads ?.«name»']],
  ['after await', 'f = async (load: () => Promise<User>) => (await load()).name', ['reads (await load()).«name»']],
  ['of a generic of the workspace', 'f = (box: Box<User>) => box.value.name; interface Box<T> { value: T }', ['reads box.value.«name»']],
  [
    'of what an object was spread into',
    'f = (user: User) => { const copy = { ...user, age: 1 }; return copy.name; }',
    ['reads copy.«name»'],
  ],
  ['through a field', 'class A { constructor(private user: User) {} f() { return this.user.name; } }', ['reads this.user.«name»']],
  ['after a check', 'f = (it: unknown) => isUser(it) && it.name; const isUser = (it: unknown): it is User => true', ['reads it.«name»']],
  ['after a cast', 'f = (response: { data: unknown }) => (response.data as User).name', ['reads as User).«name»']],
])('a member is used %s', async (_, code, expected) => {
  const found = await ofName(withUser(`export ${code.startsWith('class') ? '' : 'const '}${code};`));
  expect(found.map(use => use.split(' ')[1])).toEqual(expected.map(use => use.split(' ')[0]));
  for (const [index, use] of expected.entries()) expect(found[index]).toContain(use.slice(use.indexOf(' ') + 1));
});

test('a member is used in files that never name its type', async () => {
  const files = {
    'libs/contracts/src/index.ts': "export * from './user';",
    'libs/contracts/src/user.ts': USER,
    'client.ts':
      "import { User } from '@shop/contracts';\nexport class Client { async find(id: number): Promise<User | undefined> { return undefined; } }",
    'app.ts': "import { Client } from './client';\nexport const f = async (client: Client) => (await client.find(1))?.name;",
    'else.ts': 'export const f = (thing: any) => thing.name;',
  };
  expect(await usesOf('libs/contracts/src/user.ts#User.name', files)).toEqual([
    'app.ts reads export const f = async (client: Client) => (await client.find(1))?.«name»;',
  ]);
});

test('generic types come from files that know nothing of it', async () => {
  const files = {
    'user.ts': USER,
    'box.ts': 'export interface Box<T> { value: T }',
    'app.ts': "import { Box } from './box';\nimport { User } from './user';\nexport const f = (box: Box<User>) => box.value.name;",
  };
  expect(await usesOf('user.ts#User.name', files)).toEqual(['app.ts reads export const f = (box: Box<User>) => box.value.«name»;']);
});

test('a type of a namespace has its own members', async () => {
  const files = {
    'shop.ts': 'export namespace Shop { export interface Order { id: number } export interface Line { id: number } }',
    'app.ts': "import { Shop } from './shop';\nexport const f = (order: Shop.Order, line: Shop.Line) => order.id + line.id;",
  };
  expect(await usesOf('shop.ts#Shop/Order.id', files)).toEqual([
    'app.ts reads export const f = (order: Shop.Order, line: Shop.Line) => order.«id» + line.id;',
  ]);
});

test('the shortest way by which a type comes is looked at before all others', async () => {
  const filler = `/* ${'x'.repeat(9_000)} */`;
  const ways = Array.from({ length: 150 }, (_, index) => `way${index}`);
  const files = {
    'user.ts': USER,
    'client.ts': `import { User } from './user';\nexport const find = (): User => undefined!;\n${filler}`,
    'service.ts': `import { find } from './client';\nexport const load = () => find();\n${filler}`,
    'near.ts': "import './user';",
    'far.ts': "import './near';",
    'farther.ts': "import './far';",
    ...Object.fromEntries(ways.map(way => [`${way}.ts`, `import './farther';\n${filler}`])),
    'app.ts': `${ways.map(way => `import './${way}';`).join('\n')}\nimport { load } from './service';\nexport const f = load().name;`,
  };
  expect(await usesOf('user.ts#User.name', files)).toEqual(['app.ts reads export const f = load().«name»;']);
});

test('a method is called, and classes implement it', async () => {
  const files = {
    'client.ts': 'export interface Client { find(id: number): string }',
    'http.ts': "import { Client } from './client';\nexport class Http implements Client { find(id: number) { return ''; } }",
    'app.ts': "import { Client } from './client';\nexport const f = (client: Client) => client.find(1);",
  };
  expect(await usesOf('client.ts#Client.find', files)).toEqual([
    'app.ts calls export const f = (client: Client) => client.«find»(1);',
    "http.ts implements export class Http implements Client { «find»(id: number) { return ''; } }",
  ]);
});

test('what a subclass says again is its own: the member of the base is only implemented there', async () => {
  const files = {
    'base.ts': "export class Base { name = ''; }",
    'sub.ts':
      "import { Base } from './base';\nexport class Sub extends Base { override name = 'a'; }\nexport const f = (sub: Sub, base: Base) => sub.name + base.name;",
  };
  expect(await usesOf('base.ts#Base.name', files)).toEqual([
    "sub.ts implements export class Sub extends Base { override «name» = 'a'; }",
    'sub.ts reads export const f = (sub: Sub, base: Base) => sub.name + base.«name»;',
  ]);
});

test('what a package makes of a class may be implemented by who says its member again', async () => {
  const files = {
    'user.ts': "export class User { name = ''; }",
    'app.ts':
      "import { PartialType } from 'far-away';\nimport { User } from './user';\nexport class Update extends PartialType(User) { override name = 'a'; }",
  };
  expect(await usesOf('user.ts#User.name', files)).toEqual([
    "app.ts implements? export class Update extends PartialType(User) { override «name» = 'a'; }",
  ]);
});

test('a parameter of a constructor is only a member where it is declared as one', async () => {
  const files = {
    'base.ts': "export class Base { name = ''; }",
    'sub.ts':
      "import { Base } from './base';\nexport class A extends Base { constructor(name: string) { super(); } }\nexport class B extends Base { constructor(public override name: string) { super(); } }",
  };
  expect(await usesOf('base.ts#Base.name', files)).toEqual([
    'sub.ts implements export class B extends Base { constructor(public override «name»: string) { super(); } }',
  ]);
});

test('a member of an enum is read, as a value and as a type', async () => {
  const files = {
    'role.ts': 'export enum Role { User, Admin }',
    'app.ts':
      "import * as roles from './role';\nimport { Role } from './role';\nexport const f = (role: Role.Admin) => role === Role.Admin || roles.Role.Admin;",
  };
  const found = await usesOf('role.ts#Role.Admin', files);
  expect(found.map(use => use.split(' ')[1])).toEqual(['names', 'reads', 'reads']);
});

test('a static member is told from one of the objects', async () => {
  const files = {
    'clock.ts': 'export class Clock { static now() { return 1; } now() { return 2; } }',
    'app.ts': "import { Clock } from './clock';\nexport const f = (clock: Clock) => clock.now() + Clock.now();",
  };
  expect(await usesOf('clock.ts#Clock.now', files)).toEqual([
    'app.ts calls export const f = (clock: Clock) => clock.«now»() + Clock.now();',
  ]);
});

test('attributes of a component set its properties', async () => {
  const files = {
    'button.tsx': 'export interface Props { label: string }\nexport const Button = (props: Props) => props.label;',
    'page.tsx':
      'import { Button } from \'./button\';\ndeclare namespace JSX { interface ElementAttributesProperty { props: {} } }\nexport const page = <Button label="go" />;',
  };
  expect(await usesOf('button.tsx#Props.label', files)).toEqual(['page.tsx sets export const page = <Button «label»="go" />;']);
});

test.each([
  [
    'by a field of a generic type',
    'class A { users: Repository<User>; async f() { const one = await this.users.findOne(1); return one.name; } }',
  ],
  ['by a type argument of a call', 'const f = async (http: Http) => { const { data } = await http.get<User>(""); return data.name; }'],
  ['by a callback', 'const f = (http: Http) => http.get<User>("").pipe(map(one => one.name))'],
  ['by a loop', 'const f = async (users: Repository<User>) => { for (const one of await users.find()) one.name; }'],
  ['by a class that is handed over', 'const f = (body: unknown) => plainToInstance(User, body).name'],
  ['by either of two', 'const f = (a: boolean, users: Repository<User>) => (a ? map() : users.find()).name'],
  ['by what stands in for nothing', 'const f = (users: Repository<User>) => (map() ?? users.find()).name'],
  ['by a cast of a list', 'const f = () => (map() as Repository<User>)[0]!.name'],
  ["by a package's class", 'const f = () => new Repository<User>().first.name'],
  ['by a class made of it', 'class Update extends PartialType(User) {}\nexport const f = (update: Update) => update.name'],
  [
    'by what a function without a written type gives',
    'const load = (http: Http) => http.get<User>("");\nexport const f = (http: Http) => load(http).name',
  ],
])('where the types of a package are missing, a member is possibly used, known %s', async (_, code) => {
  const text = `import { Http, Repository, map, plainToInstance, PartialType } from 'far-away';\nimport { User } from './user';\nexport ${code};`;
  const found = await usesOf('user.ts#User.name', { 'user.ts': 'export class User { name: string }', 'app.ts': text });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^app.ts reads\? .*\.«name»/);
});

test.each([
  ['another type of the same package', 'const f = (shops: Repository<Shop>, users: Repository<User>) => shops.findOne().name'],
  [
    'what a function of the workspace gives when it is handed one',
    'const g = (user: User): Far => far(user);\nexport const f = (user: User) => g(user).name',
  ],
  ['a part with a type of its own', 'const f = (row: Row) => row.far.name;\ninterface Row { far: Far; user: User }'],
  ['a part that is taken out', 'const f = ({ far }: Row) => far.name;\ntype Row = { far: Far; user: User }'],
  ['anything', 'const f = (thing: any, user: User) => thing.name'],
])('where types are missing, %s is no use', async (_, code) => {
  const text = `import { Repository, Far, far } from 'far-away';\nimport { User, Shop } from './user';\nexport ${code};`;
  expect(await ofName(text)).toEqual([]);
});

test('what an untyped function of a package is called with may set a member', async () => {
  const text =
    "import { Repository } from 'far-away';\nimport { User } from './user';\nexport const f = (users: Repository<User>) => users.create({ name: 'a' });";
  expect(await ofName(text)).toEqual(["app.ts sets? export const f = (users: Repository<User>) => users.create({ «name»: 'a' });"]);
});

test('what a function or a class of the workspace is given is decided by its parameter', async () => {
  const files = {
    'failure.ts':
      "import { Far } from 'far-away';\nexport class Failure { name = ''; constructor(data?: Far) {} }\nexport const some = (part: Far<Failure>) => part;\nexport const none = (part: Far): Failure => new Failure(part);",
    'app.ts': "import { Failure, some, none } from './failure';\nnew Failure({ name: 'a' });\nnone({ name: 'b' });\nsome({ name: 'c' });",
  };
  expect(await usesOf('failure.ts#Failure.name', files)).toEqual(["app.ts sets? some({ «name»: 'c' });"]);
});

test('JavaScript is read by what it requires and by its comments', async () => {
  const files = {
    'order.js': 'class Order { constructor() { this.total = 0; } }\nmodule.exports = { Order };',
    'app.js':
      "const { Order } = require('./order');\nconst order = new Order();\nconsole.log(order.total);\n/** @param {Order} it */\nfunction f(it) { return it.total; }",
  };
  expect(await usesOf('order.js#Order.total', files)).toEqual([
    'app.js reads console.log(order.«total»);',
    'app.js reads function f(it) { return it.«total»; }',
  ]);
});

test('the script of a Vue component counts, at its own place', async () => {
  const vue =
    '<template><p :title="user.name">{{ `${user.name }}</p></template>\n<script setup lang="ts">\nimport { User } from \'./user\';\nconst f = (user: User) => user.name;\n</script>';
  expect(await ofName(vue, 'Card.vue')).toEqual(['Card.vue reads const f = (user: User) => user.«name»;']);
});

test('a type that others cannot import is asked about by its name in the file', async () => {
  const files = {
    'event.ts': 'interface Commit { title: string }\nexport interface Event { commit: Commit }',
    'app.ts': "import { Event } from './event';\nexport const f = (event: Event) => event.commit.title;",
  };
  expect(await usesOf('event.ts#Commit.title', files)).toEqual(['app.ts reads export const f = (event: Event) => event.commit.«title»;']);
});
