import { expect, test } from 'vitest';
import { clientServerMismatch } from '../../../../src/core/detect/checks/version/client-server-mismatch.ts';
import { imageMountIncompatible } from '../../../../src/core/detect/checks/version/image-mount-incompatible.ts';
import { removedApi } from '../../../../src/core/detect/checks/version/removed-api.ts';
import { unpinnedImage } from '../../../../src/core/detect/checks/version/unpinned-image.ts';
import { findingsIn, found } from '../workspace.ts';

const store = (image: string, volume: string, more = '') => ({
  'compose.yaml': `services:\n  stock:\n    image: ${image}\n    ${more}\n    volumes:\n      - ${volume}\nvolumes: {kept: {}}\n`,
});

test('a volume that is mounted where the image keeps nothing', () => {
  expect(found(imageMountIncompatible, store('postgres:18-alpine', 'kept:/var/lib/postgresql/data'))).toEqual([
    'high stock /var/lib/postgresql/data @ compose.yaml:6 compose.yaml:3',
  ]);
  expect(
    found(imageMountIncompatible, store('postgres:18', '{type: volume, source: kept, target: /var/lib/postgresql/data}')),
  ).toHaveLength(1);
  expect(found(imageMountIncompatible, store('postgres:16', 'kept:/var/lib/postgresql'))).toHaveLength(1);
  expect(found(imageMountIncompatible, store('mongo:8', 'kept:/var/lib/mongodb'))).toHaveLength(1);
  const cluster =
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: stock}\nspec:\n  template:\n    metadata: {labels: {app: stock}}\n    spec:\n      containers:\n        - name: stock\n          image: postgres:18.1\n          volumeMounts: [{name: kept, mountPath: /var/lib/postgresql/data}]\n';
  expect(found(imageMountIncompatible, { 'stock.yaml': cluster })).toEqual([
    'high stock /var/lib/postgresql/data @ stock.yaml:11 stock.yaml:10',
  ]);
});

test('the folder of the version, one that is set, and versions that are not known', () => {
  expect(found(imageMountIncompatible, store('postgres:17', 'kept:/var/lib/postgresql/data'))).toEqual([]);
  expect(found(imageMountIncompatible, store('postgres:18', 'kept:/var/lib/postgresql'))).toEqual([]);
  expect(
    found(imageMountIncompatible, store('postgres:18', 'kept:/var/lib/postgresql/data', 'environment: {PGDATA: /var/lib/postgresql/data}')),
  ).toEqual([]);
  expect(found(imageMountIncompatible, store('postgres', 'kept:/var/lib/postgresql/data'))).toEqual([]);
  expect(found(imageMountIncompatible, store('acme/postgres:18', 'kept:/var/lib/postgresql/data'))).toEqual([]);
});

const search = (image: string) => ({ 'compose.yaml': `services:\n  search:\n    image: ${image}\n` });

test('a client of another major than the server, in several package managers', () => {
  const old = search('docker.elastic.co/elasticsearch/elasticsearch:7.17.0');
  expect(found(clientServerMismatch, { ...old, 'package.json': '{"dependencies": {"@elastic/elasticsearch": "^8.2.0"}}' })).toEqual([
    'high package.json @elastic/elasticsearch search @ package.json:1 compose.yaml:3',
  ]);
  expect(found(clientServerMismatch, { ...old, 'requirements.txt': 'elasticsearch==8.11.0\n' })).toHaveLength(1);
  expect(
    found(clientServerMismatch, { ...old, 'go.mod': 'module shop\n\nrequire github.com/elastic/go-elasticsearch/v8 v8.1.0\n' }),
  ).toHaveLength(1);
  expect(
    found(clientServerMismatch, { ...search('opensearchproject/opensearch:2.11.0'), 'requirements.txt': 'elasticsearch==7.17.0\n' }),
  ).toHaveLength(1);
});

const clientOf = (version: string) => ({ 'package.json': `{"dependencies": {"@elastic/elasticsearch": "${version}"}}` });

test('the same major, an older client that is still served, ranges and images without a version', () => {
  expect(found(clientServerMismatch, { ...search('elasticsearch:8.19.0'), ...clientOf('8.2.0') })).toEqual([]);
  expect(found(clientServerMismatch, { ...search('elasticsearch:8.19.0'), ...clientOf('7.17.0') })).toEqual([]);
  expect(found(clientServerMismatch, { ...search('elasticsearch:7.17.0'), ...clientOf('>=7') })).toEqual([]);
  expect(found(clientServerMismatch, { ...search('elasticsearch'), ...clientOf('8.2.0') })).toEqual([]);
});

const object = (version: string, kind: string) => ({
  'object.yaml': `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: stock}\nspec: {}\n`,
});

test('an object of a version that Kubernetes no longer serves', () => {
  expect(found(removedApi, object('batch/v1beta1', 'CronJob'))).toEqual(['high object.yaml CronJob stock @ object.yaml:1 object.yaml:3']);
  expect(findingsIn(object('policy/v1beta1', 'PodDisruptionBudget'), [removedApi])[0]!.fix?.edits.map(({ text }) => text)).toEqual([
    'policy/v1',
  ]);
  expect(found(removedApi, object('extensions/v1beta1', 'Ingress'))).toHaveLength(1);
  expect(found(removedApi, object('networking.k8s.io/v1', 'Ingress'))).toEqual([]);
  expect(found(removedApi, object('networking.istio.io/v1beta1', 'Gateway'))).toEqual([]);
});

test('an image of whatever version is newest: a store, a program of others, what another image is built from', () => {
  expect(found(unpinnedImage, search('postgres'))).toEqual(['low search @ compose.yaml:3']);
  expect(found(unpinnedImage, search('mongo:latest'))).toHaveLength(1);
  expect(found(unpinnedImage, search('nginx:latest'))).toHaveLength(1);
  expect(found(unpinnedImage, { Dockerfile: 'FROM node:latest\nCMD ["node", "s.js"]\n' })).toEqual([
    'low Dockerfile node:latest @ Dockerfile:1',
  ]);
  for (const image of ['postgres:17', 'postgres@sha256:0123', 'nginx:1', 'acme/postgres:2', 'postgres:${VERSION}'])
    expect(found(unpinnedImage, search(image)), image).toEqual([]);
  for (const from of ['node:20', 'scratch', '${BASE}']) expect(found(unpinnedImage, { Dockerfile: `FROM ${from}\n` }), from).toEqual([]);
  expect(found(unpinnedImage, { Dockerfile: 'FROM node:20 AS base\nFROM base\n' })).toEqual([]);
});
