import { expect, test } from 'vitest';
import { uses } from './asked.ts';

const ENDINGS = ['go', 'java', 'kt', 'py', 'cs', 'rb', 'php', 'rs', 'ts', 'html'];
const WORDS =
  'ad Ad text Text getText setText GetAds getAds get_ads pb . :: -> => = := ( ) [ ] { } < > , ; : ? ! | & "a" \'b\' `c${ad.text}` for of in range return const let var func def end do class new await if match Some switch import from // /* # $ @ \n'.split(
    ' ',
  );

/** The same numbers each time. */
function* numbers(): Generator<number> {
  for (let last = 7; ;) yield (last = (last * 1_103_515_245 + 12_345) % 2_147_483_648);
}

test('no text throws or takes long', () => {
  const random = numbers();
  const next = (most: number): number => Math.floor((random.next().value as number) / 7) % most;
  for (let round = 0; round < 2_000; round++) {
    const words = Array.from({ length: next(120) }, () => WORDS[next(WORDS.length)]!);
    expect(uses({ [`a.${ENDINGS[round % ENDINGS.length]!}`]: words.join(next(2) === 0 ? ' ' : '') })).toBeInstanceOf(Array);
  }
}, 120_000);

test.each([
  '(',
  '[',
  '{',
  '`${',
  'a.',
  'a(',
  'x => ',
  'f(ad.text,',
  'ad = ad.ad\n',
  '"',
  '<',
  'if (ad) {',
  '{a:',
  '({ad:',
  ').(',
  '{{range .ad}}{{.Text}}',
  '{{#each ad}}{{text}}',
  'a ? ',
  'ad => ({ text: ',
  'new Ad { Text = ',
  '${ad.text}',
])(
  'many of %s end',
  repeated => {
    for (const ending of ENDINGS) {
      const start = performance.now();
      uses({ [`a.${ending}`]: `ad.text\n${repeated.repeat(5_000)}ad.text` });
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  },
  60_000,
);
