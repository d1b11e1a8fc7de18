import { describe, expect, test } from 'vitest';
import { compared, proto3, type Texts } from './compared.ts';

const problems = (texts: Texts): readonly string[] =>
  compared(texts, texts)
    .problems.filter(({ side }) => side === 'after')
    .map(({ at, message }) => `${texts[at.file]!.slice(...at.span)}: ${message}`);

const cutOffBefore = (next: string): Texts => proto3(`message M {\n int32 x = 1 [json_name = "y];\n ${next}\n}`);

describe('what keeps a part from being compared is said in one sentence', () => {
  test.each<readonly [rule: string, texts: Texts, sentence: string]>([
    ['a field without its number', proto3('message M { int32 x; }'), ';: Expected "=", but ";" stands here.'],
    ['a block that is never closed', proto3('message M { int32 x = 1;'), '{: This "{" is never closed; add the "}" that ends its block.'],
    ['a text that is never closed', { 'a.proto': 'syntax = "proto3;' }, '"proto3;: This text is not closed; add " at its end.'],
    ['a syntax that does not exist', { 'a.proto': 'syntax = "proto4";' }, '"proto4": There is no syntax "proto4"; it is read as proto2.'],
    [
      'an import that is not there',
      proto3('import "b.proto";'),
      'import "b.proto": The import "b.proto" is not among the files compared; types from it are known by their written names only. Add the file, or compare a folder that holds it.',
    ],
    [
      'imports in a circle',
      { 'a.proto': 'import "b.proto";', 'b.proto': 'import "a.proto";' },
      'import "a.proto": The import "a.proto" leads back to this file, which no protobuf compiler accepts; move what both need into a file of its own.',
    ],
    [
      'a type that nobody declares',
      proto3('message M { Nowhere x = 1; Nowhere y = 2; }'),
      'Nowhere x = 1: No file here declares Nowhere, so it is compared by its written name only; import the file that declares it.',
    ],
  ])('%s', (_, texts, sentence) => {
    const found = compared({ ...texts, 'z.proto': '' }, texts).problems.filter(({ side }) => side === 'after');
    expect(found.map(({ at, message }) => `${texts[at.file]!.slice(...at.span)}: ${message}`)).toEqual([sentence]);
  });

  test('the rest of a broken file is compared', () => {
    const found = compared(
      proto3('message M { int32 ; int32 x = 1; } message N { int32 y = 1; }'),
      proto3('message M { int32 ; int32 x = 1; } message N {}'),
    );
    expect(found.changes.map(({ rule, element }) => `${rule} ${element}`)).toEqual(['FIELD_NO_DELETE a.N.y']);
  });

  test('a text that is not closed ends with its line, and the next statement is read', () => {
    const found = compared(cutOffBefore('int32 z = 2;'), cutOffBefore('bool z = 2;'));
    expect(found.changes.map(({ rule, element }) => `${rule} ${element}`)).toEqual(['FIELD_SAME_TYPE a.M.z']);
  });

  test('where a declaration is missing, a name that ends alike is the same type', () => {
    const after = proto3('message M { b.T x = 1; }');
    expect(compared(proto3('message M { .a.b.T x = 1; }'), after).changes).toEqual([]);
    expect(compared(proto3('message M { .c.U x = 1; }'), after).changes).toHaveLength(1);
  });

  test('an import is found by the end of its path, the closest first', () => {
    const texts = {
      'x/proto/a.proto': 'import "b.proto"; message M { optional T t = 1; }',
      'x/proto/b.proto': 'message T {}',
      'y/b.proto': '',
    };
    expect(problems(texts)).toEqual([]);
  });
});
