import { expect, test } from 'vitest';
import { unsetInterpolation } from '../../../../src/core/detect/checks/env/unset-interpolation.ts';
import { found } from '../workspace.ts';

const project = (line: string, env = 'OTHER=1\n') => ({
  'compose.yaml': `services:\n  db:\n    image: mysql:8\n    ${line}\n`,
  '.env': env,
});

test('a variable that .env does not have becomes an empty text', () => {
  expect(found(unsetInterpolation, project('environment: ["MYSQL_ROOT_PASSWORD=$ROOT"]'))).toEqual(['high . ROOT @ compose.yaml:4 .env:1']);
  expect(found(unsetInterpolation, project('ports: ["${DB_PORT}:3306"]'))).toEqual(['high . DB_PORT @ compose.yaml:4 .env:1']);
  expect(found(unsetInterpolation, project('labels: {team: "${TEAM}"}'))).toEqual(['medium . TEAM @ compose.yaml:4 .env:1']);
});

test('a default, a demand, a dollar of its own and a variable that is set are right', () => {
  const right = ['${NAME:-db}', '${NAME-}', '${NAME:?set it}', '${NAME:+x}', '$$NAME', '${OTHER}'];
  for (const text of right) expect(found(unsetInterpolation, project(`hostname: ${text}`)), text).toEqual([]);
});

test('what shells and CI systems have is left alone; where no env file is kept it is told as low', () => {
  expect(found(unsetInterpolation, project('volumes: ["${PWD}/data:/data", "$HOME/.aws:/root/.aws"]'))).toEqual([]);
  expect(found(unsetInterpolation, project('image: acme/db:${CI_COMMIT_SHA}'))).toEqual([]);
  const { 'compose.yaml': compose } = project('environment: {MYSQL_ROOT_PASSWORD: "${ROOT}"}');
  expect(found(unsetInterpolation, { 'compose.yaml': compose })).toEqual(['low . ROOT @ compose.yaml:4']);
});
