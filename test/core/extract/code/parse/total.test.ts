import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csharpModule } from '../../../../../src/core/extract/code/parse/csharp.ts';
import { goModule } from '../../../../../src/core/extract/code/parse/go.ts';
import { rustModule } from '../../../../../src/core/extract/code/parse/rust.ts';
import { csharpGate, csharpImports } from '../../../../../src/core/extract/code/read/csharp/gate.ts';
import { csharpReaders } from '../../../../../src/core/extract/code/read/csharp/csharp-readers.ts';
import { goGate, goImports } from '../../../../../src/core/extract/code/read/go/gate.ts';
import { goReaders } from '../../../../../src/core/extract/code/read/go/go-readers.ts';
import { rustGate, rustImports } from '../../../../../src/core/extract/code/read/rust/gate.ts';
import { rustReaders } from '../../../../../src/core/extract/code/read/rust/rust-readers.ts';
import { factsOf } from '../../../../../src/core/extract/code/walk.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';

const LANGUAGES = [
  {
    name: 'Go',
    parse: goModule,
    readers: goReaders,
    gate: goGate,
    imports: goImports,
    valid:
      'package main\nimport "net/http"\nfunc main() { u := fmt.Sprintf("http://%s", os.Getenv("X")); http.Get(u); r.HandleFunc("/a/{b}", f).Methods("GET"); pb.NewAClient(conn); c := map[string]string{"a": `b`} }',
  },
  {
    name: 'Rust',
    parse: rustModule,
    readers: rustReaders,
    gate: rustGate,
    imports: rustImports,
    valid:
      'use axum::{routing::get, Router};\n#[get("/x")]\nfn main() { let a = env::var("A").unwrap_or("b".into()); let c = format!("http://{}/{a}", vec!["x"]); match a { Ok(v) => v, _ => "d" }; select! { _ = f() => {} } }',
  },
  {
    name: 'C#',
    parse: csharpModule,
    readers: csharpReaders,
    gate: csharpGate,
    imports: csharpImports,
    valid:
      'using A.B;\nvar b = DistributedApplication.CreateBuilder(args); var r = b.AddRedis("r"); b.AddProject<P.X>("x").WithReference(r);\n[Route("a")] class C(HttpClient h) : D.DBase { [HttpGet("{id}")] string F() => $"{a}/{b:x}" ?? h.GetAsync(@"http://x"); }',
  },
] as const;

const mutated = (valid: string) =>
  fc.array(fc.tuple(fc.nat(valid.length), fc.nat(12), fc.string({ maxLength: 8, unit: 'grapheme' })), { maxLength: 6 }).map(edits => {
    let text = valid;
    for (const [at, length, inserted] of edits) text = text.slice(0, at) + inserted + text.slice(at + length);
    return text;
  });

describe.each(LANGUAGES)('$name', ({ parse, readers, gate, imports, valid }) => {
  test('no text throws, and every span lies in the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), mutated(valid)), text => {
        const source = { path: 'a' as FilePath, text };
        gate(text);
        const facts = [...factsOf(parse(source).module, source, readers), ...imports(text)];
        for (const { at } of facts) expect(at[0] >= 0 && at[0] <= at[1] && at[1] <= text.length).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('deep nesting does not end the stack', () => {
    const text = `${valid}\n${'f('.repeat(5_000)}${')'.repeat(5_000)}\n${'"a" + '.repeat(5_000)}"b"`;
    expect(() => parse({ path: 'a' as FilePath, text })).not.toThrow();
  });
});
