import { expect, test } from 'vitest';
import { compose } from '../../../../src/core/extract/compose/index.ts';
import { factsOf } from '../reading.ts';

const references = (text: string) =>
  factsOf(compose, 'compose.yaml', { kind: 'interpolates', text }).map(
    ({ name, otherwise, path, at }) => `${name} ${otherwise} ${path.join('.')} ${text.slice(...at)}`,
  );

test('each reference with what happens where it is not set, and where it stands', () => {
  expect(references('services:\n  db:\n    image: db:${TAG}\n    hostname: ${NAME:-db}\n    command: run ${KEY:?no key} $BARE\n')).toEqual([
    'TAG plain services.db.image ${TAG}',
    'NAME falls services.db.hostname ${NAME:-db}',
    'KEY required services.db.command ${KEY:?no key}',
    'BARE plain services.db.command $BARE',
  ]);
});

test('an entry of a list has its name, a doubled dollar is none, and an alias counts where it is written', () => {
  expect(references('services:\n  db:\n    image: db\n    environment:\n      - A=${B}\n      - C=$$D\n')).toEqual([
    'B plain services.db.environment.A ${B}',
  ]);
  expect(references('x-a: &a {A: "${B}"}\nservices:\n  db:\n    image: db\n    environment: *a\n')).toEqual(['B plain x-a.A ${B}']);
});
