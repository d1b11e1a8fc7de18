import { expect, test } from 'vitest';
import { csharpModule } from '../../../../../src/core/extract/code/parse/csharp.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';
import { written } from './written.ts';

const module = (text: string) => csharpModule({ path: 'Program.cs' as FilePath, text }).module;
const meaning = (text: string): string[] => written(module(text));

test('usings are imports, an alias with its name', () => {
  expect(meaning('global using Shop.Orders;\nusing static System.Math;\nusing C = Shop.Carts.Cart;')).toEqual([
    'import Shop.Orders',
    'import System.Math',
    'import Shop.Carts.Cart C=*',
  ]);
});

test('the namespace is known in both of its forms', () => {
  expect(module('namespace A.B;').namespace).toBe('A.B');
  expect(module('namespace A.B { class C {} }').namespace).toBe('A.B');
});

test('every form of text is read as what it says', () => {
  expect(
    meaning('var a = $"http://{host}:{port:D2}/x"; var b = @"a""b\\c"; var c = $@"x{y}"; var d = """\n  raw\n  """; var e = "a\\tb";'),
  ).toEqual(['a = "http://" + host + ":" + port + "/x"', String.raw`b = "a\"b\\c"`, 'c = "x" + y', 'd = "raw"', String.raw`e = "a\tb"`]);
});

test('alternatives are choices, and throwing is none', () => {
  expect(meaning('var a = x ?? "y"; var b = c ? "d" : "e"; var f = g["H"] ?? throw new E("i");')).toEqual([
    'a = (x | "y")',
    'b = ("d" | "e")',
    'f = g["H"]',
  ]);
});

test('formats and joins are one text with holes', () => {
  expect(meaning('var a = string.Format("http://{0}:{1}", h, p); var b = nameof(Shop.Order);')).toEqual([
    'a = "http://" + h + ":" + p',
    'b = "Order"',
  ]);
});

test('an object initialiser names its values', () => {
  expect(meaning('var a = new Options(x) { Url = "u" }; Options b = new() { Url = "v" };')).toEqual([
    'a = new Options(x, Url="u")',
    'b: Options = new Options(Url="v")',
  ]);
});

test('dictionaries are objects and collections are lists', () => {
  expect(
    meaning('var a = new Dictionary<string, string> { ["k"] = "v", { "l", "w" } }; string[] b = ["x", "y"]; var c = new[] { "z" };'),
  ).toEqual(['a = {k: "v", l: "w"}', 'b: string[] = ["x", "y"]', 'c = ["z"]']);
});

test('a class has attributes, primary parameters, bases and properties', () => {
  expect(
    meaning(
      '[Route("api/[controller]")] public class A(IB b, string c = "d") : Base<T>(b), IA { public string U { get; set; } = "u"; public string V => $"{U}/v"; }',
    ),
  ).toEqual(['@Route("api/[controller]") class A(b: IB, c: string = "d") Base<T>,IA', '  U: string = "u"', '  V: string = U + "/v"']);
});

test('generic arguments, named arguments and lambdas stay with their call', () => {
  expect(meaning('s.Add<IA, A>(c => c.BaseAddress = new("http://x")).With(name: "y");')).toEqual([
    '[s.Add<IA,A>({c.BaseAddress = new Uri("http://x")})].s.Add.With(name="y")',
  ]);
});

test('null marks, awaits and casts do not change a value', () => {
  expect(meaning('var a = (string)(await b?.C("d"))!;')).toEqual(['a = b.C("d")']);
});

test('a link of a chain has a span of its own', () => {
  const text = 'a.B("x")\n  .C("y");';
  const [statement] = module(text).statements;
  expect(statement?.kind === 'expression' ? text.slice(...statement.value.span) : '').toBe('C("y")');
});
