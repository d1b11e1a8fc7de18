import { isAsyncApi } from '../asyncapi/is-async-api.ts';
import { isOpenApi } from '../openapi/diff-openapi.ts';

const DIALECT = /["']?\$schema["']?\s*:\s*["']?https?:\/\/json-schema\.org\//;
const KEYWORD = /(?:^|[{,])\s*["']?(?:properties|\$defs|definitions|type|enum|const|oneOf|anyOf|allOf|\$ref|items)["']?\s*:/m;

/** What a document is stands at its top. */
const TOP = 2_000;

/** Whether a file says that it is a JSON Schema, in itself or by its name. One that is named as the contract need only look like one. */
export function isJsonSchema({ path, text }: { readonly path: string; readonly text: string }, isNamed: boolean): boolean {
  const top = text.slice(0, TOP);
  if (!/\.(?:json|ya?ml|jsonschema)$/i.test(path) || isOpenApi(top) || isAsyncApi(top)) return false;
  return DIALECT.test(top) || ((isNamed || /\.(?:schema\.(?:json|ya?ml)|jsonschema)$/i.test(path)) && KEYWORD.test(text));
}
