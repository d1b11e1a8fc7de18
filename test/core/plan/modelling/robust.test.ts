import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelledOf } from './modelled.ts';

const API = "openapi: 3.0.0\npaths:\n  '/x{':\n    post: { responses: { '201': { description: a } } }\n";
const CODE = "const app = require('express')();\napp.post('/x', (req, res) => res.status(404).end());\napp.listen(80);\n";
const PROTO = 'syntax = "proto3";\nservice A { rpc GetB(C) returns (C); }\nmessage C {}\n';
const OBJECT =
  'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\nspec: { hosts: [a], http: [{ route: [{ destination: { host: a } }], timeout: 1s }] }\n';

/** A text with a part of it replaced by any other. */
const broken = (text: string) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(30), fc.string({ maxLength: 20 }))
    .map(([at, length, other]) => text.slice(0, at) + other + text.slice(at + length));

test('whatever the texts are, nothing is thrown, and every action has a reason and a place', () => {
  fc.assert(
    fc.property(broken(API), broken(CODE), broken(PROTO), broken(OBJECT), (api, code, proto, object) => {
      const { overlays } = modelledOf({
        'a/package.json': '{ "name": "a" }',
        'a/openapi.yaml': api,
        'a/index.js': code,
        'a/a.proto': proto,
        'k8s.yaml': object,
      });
      for (const { overlay } of overlays)
        for (const action of overlay.actions)
          expect(action['x-faultline']).toMatchObject({ why: expect.any(String), evidence: expect.arrayContaining([expect.any(String)]) });
    }),
    { numRuns: 150 },
  );
});
