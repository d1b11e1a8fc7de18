/** Whether a text may be the top of an AsyncAPI document, and no part that others refer to. */
export const isAsyncApi = (text: string): boolean => /(?:^|[{,])\s*["']?asyncapi["']?\s*:\s*["']?[23]\.\d/m.test(text);
