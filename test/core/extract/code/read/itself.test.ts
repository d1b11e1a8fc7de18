import { expect, test } from 'vitest';
import { csharpModule } from '../../../../../src/core/extract/code/parse/csharp.ts';
import { csharpReaders } from '../../../../../src/core/extract/code/read/csharp/csharp-readers.ts';
import { factLines } from './fact-lines.ts';

const facts = factLines({ parse: csharpModule, readers: csharpReaders });

test('an address that is parsed from itself ends the looking', () => {
  const text = `using System.Net.Http;
class Peers {
  Uri address = new Uri(address);
  async Task Ask(HttpClient client) { await client.GetAsync(address); }
}`;
  expect(facts(text)).toEqual([expect.stringContaining('uses http GET')]);
});
