import type { Files } from '../../../../src/core/manifests/files.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import type { ContractDiff } from '../../../../src/core/contract/change.ts';
import { diffOpenApi } from '../../../../src/core/contract/openapi/diff-openapi.ts';

export type Texts = Readonly<Record<string, string>>;

const files = (texts: Texts): Files => ({
  read: path => (Object.hasOwn(texts, path) ? texts[path] : undefined),
  under: () => Object.keys(texts).toSorted() as FilePath[],
});

export const diffOf = (before: Texts, after: Texts, today = '2026-06-15'): ContractDiff =>
  diffOpenApi(files(before), files(after), { today });

export const documentDiff = (before: string, after: string): ContractDiff => diffOf({ 'api.yaml': before }, { 'api.yaml': after });

/** `error rule`, each once, in order of their names. */
export const rulesOf = ({ changes }: ContractDiff): readonly string[] =>
  [...new Set(changes.map(({ severity, rule }) => `${severity} ${rule}`))].toSorted();

/** A document of one operation, whose parts are given as they stand in YAML's brackets. */
export const api = (operation: string, rest = '', version = '3.1.0'): string =>
  [`openapi: ${version}`, 'info: {title: Shop, version: "1"}', 'paths:', '  /orders:', `    post: ${operation}`, rest]
    .filter(Boolean)
    .join('\n');

export const asked = (schema: string): string => api(`{requestBody: {content: {application/json: {schema: ${schema}}}}, responses: {}}`);
export const answered = (schema: string): string => api(`{responses: {"200": {content: {application/json: {schema: ${schema}}}}}}`);
export const parameter = (parts: string): string => api(`{parameters: [{name: q, in: query, ${parts}}], responses: {}}`);

export const pathsDocument = (paths: string): string => `openapi: 3.0.3\ninfo: {title: Shop, version: "1"}\npaths: ${paths}`;
