import '../../../grammars.ts';
import { describe, expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { handlingOf } from '../../../../src/core/plan/modelling/answers.ts';

/** The codes of the handler that stands at the text between the marks. */
function codes(file: string, marked: string, others: Readonly<Record<string, string>> = {}): readonly number[] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const texts: Readonly<Record<string, string>> = { [file]: marked.replace(/[«»]/g, ''), ...others };
  const paths = Object.keys(texts) as FilePath[];
  const handling = handlingOf({ file: file as FilePath, span: [start, end] }, { paths, read: path => texts[path] });
  return handling.answers.map(({ code }) => code);
}

describe('what a handler answers is read', () => {
  test.each([
    ['of express', 'a.ts', "«app.get('/x', (req, res) => { if (a) return res.status(404).json({}); res.sendStatus(204); })»", [204, 404]],
    [
      'of fastify, by options and by koa’s status',
      'a.js',
      "«app.get('/x', (ctx, reply) => { reply.code(409); ctx.status = 410; return Response.json({}, { status: 503 }); })»",
      [409, 410, 503],
    ],
    [
      'of Nest, by decorator and exception',
      'a.ts',
      "import { NotFoundException } from '@nestjs/common';\nclass A { «@Get('x')» @HttpCode(202) find() { throw new NotFoundException(); } }",
      [202, 404],
    ],
    ['of Flask', 'a.py', '«@app.get("/x")»\ndef f():\n  if a:\n    abort(403)\n  return jsonify(a=1), 404\n', [403, 404]],
    [
      'of FastAPI',
      'a.py',
      '«@app.post("/x", status_code=201)»\ndef f():\n  raise HTTPException(status_code=status.HTTP_409_CONFLICT)\n',
      [201, 409],
    ],
    [
      'of Go',
      'a.go',
      'package a\nfunc main() { «http.HandleFunc("/x", get)» }\nfunc get(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusNotFound); w.WriteHeader(409) }',
      [404, 409],
    ],
    [
      'of Spring',
      'A.java',
      'class A { «@GetMapping("/x")» ResponseEntity<X> f() { if (a) return ResponseEntity.notFound().build(); if (b) throw new ResponseStatusException(HttpStatus.CONFLICT); return new ResponseEntity<>(x, HttpStatus.CREATED); } }',
      [201, 404, 409],
    ],
    [
      'of ASP.NET',
      'A.cs',
      'class A { «[HttpGet("/x")]» public IResult F() { if (a) return TypedResults.NotFound(); if (b) return BadRequest("x"); return StatusCode(409); } }',
      [400, 404, 409],
    ],
    ['of Rails', 'a.rb', "«get '/x' do\n  halt 404\nend»\n", [404]],
    [
      'of Rust',
      'a.rs',
      '#[«get("/x")»]\nasync fn f() -> impl Responder { if a { return HttpResponse::NotFound().finish(); } HttpResponse::Ok().finish() }',
      [200, 404],
    ],
  ])('%s', (_, file, text, expected) => {
    expect(codes(file, text)).toEqual(expected);
  });
});

test('a status that the handler only compares is no answer', () => {
  expect(
    codes('a.ts', "«app.get('/x', async (req, res) => { const r = await fetch(u); if (r.status === 402) res.status(502).end(); })»"),
  ).toEqual([502]);
});

test('a function that the handler calls answers for it', () => {
  expect(
    codes('a.ts', "import { refuse } from './refuse';\n«app.get('/x', (req, res) => refuse(res))»", {
      'refuse.ts': 'export function refuse(res) { res.status(403).end(); }',
    }),
  ).toEqual([403]);
});

test('an exception that no library turns into an answer is none', () => {
  expect(codes('a.ts', "import { NotFoundException } from './errors';\n«app.get('/x', () => { throw new NotFoundException(); })»")).toEqual(
    [],
  );
});

test('any text is read without a throw', () => {
  for (const text of ['', '«»', '«((((', 'class { «@»', '\0«\uFFFF»']) expect(codes('a.ts', text)).toEqual([]);
});
