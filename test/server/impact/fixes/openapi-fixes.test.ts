import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { fixesFor } from '../../../../src/server/impact/fixes/fixes.ts';
import { edited } from './edited.ts';

interface Case {
  readonly element: string;
  readonly rule: string;
  readonly before: string;
  readonly now: string;
  /** A word of the line that changed, in the version before where it stands there. */
  readonly at: string;
}

function fixed({ element, rule, before, now, at }: Case): Record<string, string> {
  const lineIn = (text: string) => text.split('\n').findIndex(line => line.includes(at));
  const side = lineIn(now) < 0 ? ({ side: 'before' } as const) : {};
  const line = lineIn(side.side ? before : now);
  const change = {
    element,
    rule,
    line: line + 1,
    ...side,
    kind: 'operation',
    level: 'wire',
    breaking: true,
    message: '',
    file: 'openapi.yaml' as FilePath,
  } as const;
  const fixes = fixesFor({ change, place: { line, start: 0, end: 0 } }, { before, now });
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, edited(now, edits)]));
}

const API = `paths:
  /health:
    get:
      responses: {}
  /charges:
    post:
      parameters:
        - name: key
          in: header
          required: false
      requestBody:
        required: true
      responses: {}
components:
  schemas:
    Charge:
      required: [id]
      properties:
        id: { type: string }
        note:
          type: string
`;

test('a path that is gone is restored, or comes back with its operations deprecated', () => {
  const now = API.replace(/ {2}\/charges:[^]*(?=components)/, '');
  const found = fixed({ element: 'POST /charges', rule: 'api-path-removed-without-deprecation', before: API, now, at: '/charges:' });
  expect(found).toEqual({
    'Restore POST /charges as it was': API,
    'Deprecate POST /charges instead of removing it': API.replace('    post:\n', '    post:\n      deprecated: true\n'),
  });
});

test('a property is deprecated in braces or below, as it is written', () => {
  const rule = 'response-optional-property-removed';
  const block = API.replace('        note:\n          type: string\n', '');
  expect(
    fixed({ element: 'GET /charges response.200.body.note', rule, before: API, now: block, at: 'note:' })[
      'Deprecate GET /charges response.200.body.note instead of removing it'
    ],
  ).toBe(API.replace('        note:\n', '        note:\n          deprecated: true\n'));
  const braces = API.replace('        id: { type: string }\n', '');
  expect(Object.values(fixed({ element: 'GET /charges response.200.body.id', rule, before: API, now: braces, at: 'id: {' }))[1]).toBe(
    API.replace('id: {', 'id: { deprecated: true,'),
  );
});

test('a property that is new and required may be left out again', () => {
  const now = API.replace('[id]', '[id, note]');
  const asked = {
    element: 'POST /charges request.body.note',
    rule: 'request-property-became-required',
    before: API,
    now,
    at: '[id, note]',
  };
  expect(fixed(asked)['Make note optional']).toBe(API);
});

test('of a list of one item the list goes too', () => {
  const before = API.replace('      required: [id]\n', '');
  const now = before.replace('      properties:', '      required:\n        - note\n      properties:');
  const asked = { element: 'POST /charges request.body.note', rule: 'request-property-became-required', before, now, at: '- note' };
  expect(fixed(asked)['Make note optional']).toBe(before);
});

test('a parameter and a body that every request has to bring may be left out again', () => {
  const parameter = API.replace('required: false', 'required: true');
  expect(
    fixed({
      element: 'POST /charges request.header.key',
      rule: 'request-parameter-became-required',
      before: API,
      now: parameter,
      at: 'name: key',
    })['Make it optional'],
  ).toBe(API);
  const without = API.replace('required: true', 'required: false');
  expect(
    fixed({ element: 'POST /charges request.body', rule: 'request-body-became-required', before: without, now: API, at: 'requestBody' })[
      'Make it optional'
    ],
  ).toBe(without);
});

test('a parameter in a path cannot be left out', () => {
  const now = API.replace('in: header\n          required: false', 'in: path\n          required: true');
  const asked = { element: 'POST /charges request.path.key', rule: 'new-required-request-parameter', before: API, now, at: 'name: key' };
  expect(Object.keys(fixed(asked))).not.toContain('Make it optional');
});
