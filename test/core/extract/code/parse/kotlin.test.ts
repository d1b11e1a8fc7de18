import { expect, test } from 'vitest';
import { kotlinModule } from '../../../../../src/core/extract/code/parse/kotlin.ts';
import { javaReaders } from '../../../../../src/core/extract/code/read/java/java-readers.ts';
import { sayings } from '../read/said.ts';
import { statementShape } from './shape.ts';

const shapes = (text: string) => kotlinModule({ path: 'a.kt' as never, text }).module.statements.map(statementShape);
const said = sayings(kotlinModule, javaReaders);

test.each([
  [
    'imports and the package stand at their own lines',
    'package a.b\nimport c.D\nimport e.f as g\nimport h.*',
    ['import c.D (D)', 'import e.f (f as g)', 'import h ()'],
  ],
  [
    'a constructor has parameters with annotations',
    'class A(@Value("x") private val b: String = "c") : D(), E<F> { val g = 1 }',
    ['class A < D < E<F> {g = 1}'],
  ],
  ['texts have holes', 'val a = "x$b/${c.d("e")}"', ['a = "x" + b + "/" + c.d("e")']],
  ['alternatives', 'val a = System.getenv("B") ?: "c"', ['a = (System.getenv("B") | "c")']],
  ['what stands in a companion belongs to the class', 'class A { companion object { const val B = "c" } }', ['class A {B = "c"}']],
  ['chains, lambdas and constructions', 'fun a(): B = C(1).d { e -> e.f() }', ['a() {return C.d((e) => {e.f()})}']],
])('%s', (_rule, text, expected) => expect(shapes(text)).toEqual(expected));

test.each([
  [
    'an injected value of a constructor',
    'class A(@Value("\\${b.c:http://d}") private val e: String)',
    ['reads b.c http://d', 'binds A.e ${b.c|http://d}'],
  ],
  [
    'a controller with its prefix',
    '@RestController\n@RequestMapping("/a")\nclass A { @GetMapping("/{id}") fun f(@PathVariable id: String) = g(id) }',
    ['serves GET /a/{id}'],
  ],
  [
    'a request with a text that has holes',
    'class A(val rest: RestTemplate) { fun f(id: String) = rest.getForObject("http://b/$id", C::class.java) }',
    ['uses http GET http://b/<id>'],
  ],
  [
    'a listener with a list',
    'class A { @KafkaListener(topics = ["b", "c"]) fun f(d: E) {} }',
    ['subscribes kafka b', 'subscribes kafka c'],
  ],
  [
    'a Feign client',
    '@FeignClient(name = "b", url = "\\${c}") interface A { @PostMapping("/d") fun e() }',
    ['reads c', 'uses http ${c}', 'uses http POST ${c} /d'],
  ],
])('%s', (_rule, text, expected) => expect(said(text)).toEqual(expected));
