import { expect, test } from 'vitest';
import { expansions } from '../../../../src/core/extract/shell/expansions.ts';

const names = (text: string) =>
  expansions(text).flatMap(fact => fact.names.map(({ name, at, falls }) => `${name}${falls ? '?' : ''} ${text.slice(...at)}`));

test('what a script takes from outside, each in its first place', () => {
  expect(names('echo "$TOKEN" | login\nrun ${STORE_URL} ${LEVEL:-info} $TOKEN\n')).toEqual([
    'TOKEN $TOKEN',
    'STORE_URL ${STORE_URL}',
    'LEVEL? ${LEVEL:-',
  ]);
});

test('what it sets itself, escapes and comments count for nothing', () => {
  expect(names('NAME=x\nexport OTHER=y\nfor FILE in a b; do echo $FILE $NAME $OTHER; done\n# $COMMENT\necho \\$ESCAPED\n')).toEqual([]);
});
