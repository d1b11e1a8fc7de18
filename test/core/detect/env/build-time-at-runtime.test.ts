import { expect, test } from 'vitest';
import { buildTimeAtRuntime } from '../../../../src/core/detect/checks/env/build-time-at-runtime.ts';
import { found } from '../workspace.ts';

const web = (docker: string, service = '', more: Readonly<Record<string, string>> = {}) => ({
  'compose.yaml': `services:\n  web:\n    build:\n      context: ./web\n${service}    environment:\n      - VITE_API=https://api.shop.test\n`,
  'web/Dockerfile': docker,
  'web/package.json': '{"dependencies":{"vite":"6.0.0"}}',
  'web/src/api.ts': 'export const api = import.meta.env.VITE_API;\n',
  ...more,
});

test('the image was built before the variable was there', () => {
  expect(found(buildTimeAtRuntime, web('FROM node AS build\nCOPY . .\nRUN pnpm build\nFROM nginx\nCOPY --from=build dist /srv\n'))).toEqual(
    ['high web VITE_API @ compose.yaml:6 web/Dockerfile:3 web/src/api.ts:1'],
  );
});

test('an argument that is given no value, or comes after the build, does not help', () => {
  expect(found(buildTimeAtRuntime, web('FROM node\nARG VITE_API\nCOPY . .\nRUN npx vite build\n'))).toHaveLength(1);
  const late = web('FROM node\nCOPY . .\nRUN yarn build\nARG VITE_API\n', '      args: {VITE_API: x}\n');
  expect(found(buildTimeAtRuntime, late)).toHaveLength(1);
});

test('an argument that is handed to the build, a file that comes with it, and what is put in on start are right', () => {
  const handed = web('FROM node\nARG VITE_API\nCOPY . .\nRUN npm run build\n', '      args: {VITE_API: x}\n');
  expect(found(buildTimeAtRuntime, handed)).toEqual([]);
  const build = 'FROM node\nCOPY . .\nRUN npm run build\n';
  expect(found(buildTimeAtRuntime, web(build, '', { 'web/.env.production': 'VITE_API=x\n' }))).toEqual([]);
  expect(found(buildTimeAtRuntime, web(`${build}ENTRYPOINT ["./replace-placeholders.sh"]\n`))).toEqual([]);
  expect(found(buildTimeAtRuntime, web('FROM node\nCOPY . .\nCMD ["npx", "vite"]\n'))).toEqual([]);
});
