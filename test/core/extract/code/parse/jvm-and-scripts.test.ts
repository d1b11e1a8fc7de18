import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilePath, Source } from '../../../../../src/core/model/source.ts';
import { javaModule } from '../../../../../src/core/extract/code/parse/java.ts';
import { kotlinModule } from '../../../../../src/core/extract/code/parse/kotlin.ts';
import { phpModule } from '../../../../../src/core/extract/code/parse/php.ts';
import { pythonModule } from '../../../../../src/core/extract/code/parse/python.ts';
import { rubyModule } from '../../../../../src/core/extract/code/parse/ruby.ts';
import { javaGate, javaImports } from '../../../../../src/core/extract/code/read/java/gate.ts';
import { javaReaders } from '../../../../../src/core/extract/code/read/java/java-readers.ts';
import { phpGate, phpImports } from '../../../../../src/core/extract/code/read/php/gate.ts';
import { phpReaders } from '../../../../../src/core/extract/code/read/php/php-readers.ts';
import { pythonGate, pythonImports } from '../../../../../src/core/extract/code/read/python/gate.ts';
import { pythonReaders } from '../../../../../src/core/extract/code/read/python/python-readers.ts';
import { rubyGate, rubyImports } from '../../../../../src/core/extract/code/read/ruby/gate.ts';
import { rubyReaders } from '../../../../../src/core/extract/code/read/ruby/ruby-readers.ts';
import { factsOf } from '../../../../../src/core/extract/code/walk.ts';
import { statementShape } from './shape.ts';

const source = (text: string): Source => ({ path: 'code' as FilePath, text });

describe('Java', () => {
  test.each([
    [
      'an import of a class, of a member and of everything',
      'import a.B; import static a.B.C; import a.*;',
      ['import a.B (B)', 'import a.B (B.C as C)', 'import a ()'],
    ],
    [
      'annotations have values by place and name',
      '@A("x") @B(y = {"1", "2"}) class C extends D<E> implements F {}',
      ['@A("x") @B(y: ["1", "2"]) class C < D<E> < F {}'],
    ],
    [
      'texts are joined and formatted',
      'class A { String s = "a" + b + 1; String t = String.format("%s:%d", h, 80); }',
      ['class A {s: String = "a" + b + 1; t: String = h + ":" + 80}'],
    ],
    ['a text block loses its indentation', 'class A { String s = """\n    a\n      b"""; }', ['class A {s: String = "a\\n  b"}']],
    [
      'the value that is wanted comes first',
      'class A { Object a = x == null ? "d" : x; Object b = Optional.of(x).orElse("d"); }',
      ['class A {a: Object = (x | "d"); b: Object = (Optional.of(x) | "d")}'],
    ],
    ['members of an enum are their texts', 'enum T { A("a.b"), C; }', ['class T {A = "a.b"; C}']],
    [
      'records, lambdas, references and constructions',
      'record P(@X String a) {} class A { Object o = f(x -> x.y(), A::b, new Q<R>(1)); }',
      ['class P {}', 'class A {o: Object = f((x) => {return x.y()}, A.b, new Q(1))}'],
    ],
    ['a chain keeps its whole path', 'class A { void f() { a.b(1).c(2); } }', ['class A {f() {a.b.c(2)}}']],
    [
      'control flow is opened',
      'class A { void f() { if (a.b()) { c = d; } try (R r = e()) { return r; } finally {} } }',
      ['class A {f() {a.b(); c = d; r: R = e(); return r}}'],
    ],
  ])('%s', (_rule, text, shapes) => expect(javaModule(source(text)).module.statements.map(statementShape)).toEqual(shapes));

  test('the package is the namespace', () => expect(javaModule(source('package a.b;')).module.namespace).toBe('a.b'));
});

describe('Python', () => {
  test.each([
    [
      'imports as they are written',
      'import a.b, c as d\nfrom . import x\nfrom ..y import z as w\nfrom q import *',
      ['import a.b (* as a.b)', 'import c (* as d)', 'import . (x)', 'import ..y (z as w)', 'import q ()'],
    ],
    [
      'texts in all their ways',
      'a = f"x{b!r}{{c}}"\nd = "%s:%s" % (e, 1)\ng = "{}/{h}".format(i, h=2)\nj = "a" "b"',
      ['a = "x" + b + "{c}"', 'd = e + ":" + 1', 'g = i + "/" + 2', 'j = "ab"'],
    ],
    ['alternatives', 'a = b or "c"\nd = "e" if f is None else f', ['a = (b | "c")', 'd = (f | "e")']],
    ['keywords are named, and self is dropped', 'self.a = B(1, c="d", **{"e": 2})', ['a = B(1, c: "d", e: 2)']],
    [
      'decorators, types and defaults',
      'class A(B):\n  x: int = 1\n  @c.d("e", f=2)\n  def g(self, h: "I", j=3): return h',
      ['class A < B {x: int = 1; @c.d("e", f: 2) g(h: I, j) {return h}}'],
    ],
    ['with gives a name its value', 'with a(1) as b:\n  b.c()', ['b = a(1)', 'b.c()']],
    ['a setting by key', 'app.config["X"] = {"a": [1, "b"]}', ['app.config.X = {a: [1, "b"]}']],
    ['a text alone is documentation', '"""http://docs"""', []],
  ])('%s', (_rule, text, shapes) => expect(pythonModule(source(text)).module.statements.map(statementShape)).toEqual(shapes));
});

describe('Ruby', () => {
  test.each([
    ['requires', "require 'a/b'\nrequire_relative 'c'", ['import a/b ()', 'import ./c ()']],
    ['interpolation, symbols and alternatives', 'a = "x#{b}" || :c', ['a = ("x" + b | "c")']],
    ['keywords are named and blocks are functions', 'A::B.new(1, c: 2) { |d| d.e(1) }', ['new A.B(1, (d) => {d.e(1)}, c: 2)']],
    ['the block of a fetch is its fallback', "ENV.fetch('A') { 'b' }", ['ENV.fetch("A", "b")']],
    [
      'classes and methods',
      'module M\n class A < B::C\n  X = 1\n  def f(a) = g(a)\n end\nend',
      ['class M {class A < B.C {X = 1; f(a) {return g(a)}}}'],
    ],
  ])('%s', (_rule, text, shapes) => expect(rubyModule(source(text)).module.statements.map(statementShape)).toEqual(shapes));
});

describe('PHP', () => {
  test.each([
    [
      'uses and requires',
      'use A\\B as C; use D\\{E, F}; require __DIR__ . "/x.php";',
      ['import A\\B (B as C)', 'import D\\E (E)', 'import D\\F (F)', 'import ./x.php ()'],
    ],
    ['texts are joined and interpolated', '$a = "x$b{$c->d}" . sprintf("%s", $e);', ['a = "x" + b + c.d + e']],
    ['alternatives', '$a = getenv("X") ?: "y"; $b = $_ENV["Z"] ?? "w";', ['a = (getenv("X") | "y")', 'b = (_ENV["Z"] | "w")']],
    ['arrays are objects or lists, and this is dropped', '$this->a = ["b" => [1, 2]];', ['a = {b: [1, 2]}']],
    ['calls of all kinds', 'A::b(1)->c(d: 2); new \\E\\F($g);', ['A.b.c(d: 2)', 'new E.F(g)']],
    [
      'attributes and promoted parameters',
      'class A extends B { const C = "c"; #[Route("/x")] function f(private D $d) { return 1; } }',
      ['class A < B {C = "c"; @Route("/x") f(d: D) {return 1}}'],
    ],
  ])('%s', (_rule, text, shapes) => expect(phpModule(source(`<?php ${text}`)).module.statements.map(statementShape)).toEqual(shapes));
});

describe('a gate', () => {
  test.each([
    ['is not opened by a licence', javaGate('/* http://www.apache.org/licenses/LICENSE-2.0 */\nclass A { int b; }'), false],
    [
      'is closed to a test, whose requests no service sends',
      javaGate('import org.junit.jupiter.api.Test;\nclass A { RestTemplate rest; }'),
      false,
    ],
    ['is closed to a test in Python', pythonGate('import pytest\nimport requests'), false],
    ['is opened by an injected value', javaGate('class A { @Value("${x}") String x; }'), true],
    [
      'is closed to what protoc writes',
      javaGate('@javax.annotation.Generated(value = "by gRPC proto compiler") class AGrpc { ManagedChannel c; }'),
      false,
    ],
    ['is not opened by a licence in Python', pythonGate('# http://www.apache.org/licenses\ndef f(): pass'), false],
    [
      'is closed to what protoc writes in Python',
      pythonGate('# Generated by the protocol buffer compiler.  DO NOT EDIT!\nimport grpc'),
      false,
    ],
    ['is opened by a library', pythonGate('import requests'), true],
    ['is opened by a route of Laravel', phpGate('<?php Route::get("/x", f);'), true],
    ['is closed to plain PHP', phpGate('<?php class A { function f() { return 1; } }'), false],
    ['is opened by the environment in Ruby', rubyGate('a = ENV["B"]'), true],
    ['is closed to plain Ruby', rubyGate('class A\n def f = 1\nend'), false],
  ])('%s', (_rule, open, expected) => expect(open).toBe(expected));

  test.each([
    ['Java', javaImports('import a.B;\nimport static a.B.C;\nimport a.*;'), 'import a.B; import static a.B.C; import a.*;', javaModule],
    ['Python', pythonImports('import a.b\nfrom .c import (d,\n  e as f)\n'), 'import a.b\nfrom .c import (d,\n  e as f)\n', pythonModule],
    ['Ruby', rubyImports("require 'a'\nrequire_relative 'b'"), "require 'a'\nrequire_relative 'b'", rubyModule],
    ['PHP', phpImports('<?php\nuse A\\B as C;\nuse D;'), '<?php\nuse A\\B as C;\nuse D;', phpModule],
  ] as const)('whose scan finds the imports that the parser finds: %s', (_language, found, text, parse) => {
    const parsed = parse(source(text)).module.statements.flatMap(statement =>
      statement.kind === 'import' ? [{ specifier: statement.from, names: statement.names }] : [],
    );
    expect(found.map(({ specifier, names }) => ({ specifier, names }))).toEqual(parsed);
  });
});

describe('no text throws', () => {
  const samples = [
    'class A { @KafkaListener(topics = {"a"}) String f() { return rest.exchange("http://b/" + c, HttpMethod.GET).d(e -> new F()); } }',
    'import requests\n@app.route("/x")\ndef f(a: B = 1):\n  with g(f"{h}") as i: return requests.get("http://%s" % j or {"k": [1]})\n',
    'class A < B\n def c(d: 1)\n  Redis.new(url: ENV["E"] || "f#{g}").get(:h) { |i| i }\n end\nend',
    '<?php namespace A; class B { #[Route("/c")] function d($e = []) { return new PDO("mysql:host=$f") ?? $g["h"]->i(j: 1); } }',
    'class A(@Value("\\${b:c}") private val d: String) : E by f { fun g() = rest.getForObject("http://$h/${i}", J::class.java) }',
  ];
  const broken = fc
    .tuple(fc.constantFrom(...samples), fc.nat(160), fc.nat(40), fc.string({ unit: 'grapheme', maxLength: 12 }))
    .map(([text, at, length, between]) => text.slice(0, at) + between + text.slice(at + length));
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), broken);

  test.each([
    ['Java', javaModule, javaReaders, javaGate, javaImports],
    ['Kotlin', kotlinModule, javaReaders, javaGate, javaImports],
    ['Python', pythonModule, pythonReaders, pythonGate, pythonImports],
    ['Ruby', rubyModule, rubyReaders, rubyGate, rubyImports],
    ['PHP', phpModule, phpReaders, phpGate, phpImports],
  ] as const)('%s', (_language, parse, readers, gate, scan) => {
    fc.assert(
      fc.property(texts, text => {
        gate(text);
        for (const fact of [...scan(text), ...factsOf(parse(source(text)).module, source(text), readers)]) {
          const [start, end] = fact.at;
          if (start < 0 || start > end || end > text.length) throw new Error(`The span ${start} to ${end} is outside.`);
        }
      }),
      { numRuns: 300 },
    );
  });
});
