import { diffAsyncApi } from './asyncapi/diff-asyncapi.ts';
import { isAsyncApi } from './asyncapi/is-async-api.ts';
import type { ContractFormat } from './format.ts';
import { diffGraphQl, isGraphQlFile, isGraphQlSchema } from './graphql/diff-graphql.ts';
import { diffJsonSchema } from './jsonschema/diff-json-schema.ts';
import { isJsonSchema } from './jsonschema/is-json-schema.ts';
import { diffOpenApi, isOpenApi } from './openapi/diff-openapi.ts';
import { importedFiles } from './protobuf/imported-files.ts';
import { diffProtobuf } from './protobuf/diff-protobuf.ts';

const isDocument = (path: string): boolean => /\.(?:ya?ml|json)$/i.test(path);

/** Every kind of contract that is compared. Who needs it loads it late: the parsers behind it are large. */
export const FORMATS: readonly ContractFormat[] = [
  {
    name: 'protobuf',
    isContract: ({ path }) => path.endsWith('.proto'),
    comparedWith: importedFiles,
    diff: (before, after, { category }) => diffProtobuf(before, after, category && { category }),
  },
  {
    name: 'openapi',
    isContract: ({ path, text }, isNamed) => (isNamed || isDocument(path)) && isOpenApi(text),
    diff: diffOpenApi,
  },
  {
    name: 'asyncapi',
    isContract: ({ path, text }, isNamed) => (isNamed || isDocument(path)) && isAsyncApi(text),
    diff: diffAsyncApi,
  },
  {
    name: 'graphql',
    isContract: ({ path, text }, isNamed) => (isNamed || isGraphQlFile(path)) && isGraphQlSchema(text),
    // Which types exist is said in any of them.
    comparedWith: (_, files) => files.under('').filter(isGraphQlFile),
    diff: diffGraphQl,
  },
  { name: 'json-schema', isContract: isJsonSchema, diff: diffJsonSchema },
];
