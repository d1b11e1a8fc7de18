/** Statuses that code names by a word, and what a response of a contract says of them. */
const STATUSES: Readonly<Record<number, readonly [name: string, description: string]>> = {
  200: ['ok', 'Done.'],
  201: ['created', 'Created.'],
  202: ['accepted', 'Accepted, and not done yet.'],
  204: ['no content', 'Done, and there is nothing to tell.'],
  301: ['moved permanently', 'It has another address.'],
  302: ['found', 'It is at another address for now.'],
  303: ['see other', 'The answer is at another address.'],
  304: ['not modified', 'What the caller has is still valid.'],
  307: ['temporary redirect', 'Ask another address for now.'],
  308: ['permanent redirect', 'Ask another address from now on.'],
  400: ['bad request', 'The request is not valid.'],
  401: ['unauthorized', 'The caller is not known.'],
  402: ['payment required', 'Payment is required or was refused.'],
  403: ['forbidden', 'The caller may not do this.'],
  404: ['not found', 'There is no such thing.'],
  405: ['method not allowed', 'The method is not served here.'],
  406: ['not acceptable', 'It cannot be answered in a form that the caller takes.'],
  408: ['request timeout', 'The request took too long to arrive.'],
  409: ['conflict', 'It conflicts with what is there.'],
  410: ['gone', 'It is not there any more.'],
  412: ['precondition failed', 'A condition of the request does not hold.'],
  413: ['payload too large', 'The request is too large.'],
  415: ['unsupported media type', 'The request has a form that is not read here.'],
  418: ['i am a teapot', 'It is refused for good.'],
  422: ['unprocessable entity', 'The request is well formed and cannot be done.'],
  423: ['locked', 'It is locked.'],
  424: ['failed dependency', 'Something that it depends on has failed.'],
  425: ['too early', 'It is too early; ask again.'],
  428: ['precondition required', 'The request needs a condition.'],
  429: ['too many requests', 'Too many requests; ask again later.'],
  500: ['internal server error', 'The service failed.'],
  501: ['not implemented', 'It is not implemented.'],
  502: ['bad gateway', 'What stands behind the service failed.'],
  503: ['service unavailable', 'The service cannot answer now; ask again later.'],
  504: ['gateway timeout', 'What stands behind the service did not answer in time.'],
};

const bare = (name: string): string => name.replace(/[^a-z]/gi, '').toLowerCase();

const CODES = new Map(Object.entries(STATUSES).map(([code, [name]]) => [bare(name), Number(code)]));
CODES.set('unprocessablecontent', 422)
  .set('contenttoolarge', 413)
  .set('requestentitytoolarge', 413)
  .set('internalservererror', 500)
  .set('teapot', 418);

export const descriptionOf = (code: number): string => STATUSES[code]?.[1] ?? `Status ${code}.`;

/** `NotFound`, `NOT_FOUND`, `not_found`, `StatusNotFound`, `HTTP_404_NOT_FOUND`, `Status404NotFound`, `SC_NOT_FOUND`. */
export function codeNamed(name: string): number | undefined {
  const numbered = /^(?:HTTP_?|Status)(\d{3})/i.exec(name)?.[1];
  if (numbered !== undefined) return codeOf(numbered);
  return CODES.get(bare(name.replace(/^(HTTP_|SC_|STATUS_)|^Status(?=[A-Z])/, '')));
}

/** A number that an answer can have. */
export function codeOf(text: string): number | undefined {
  const code = Number(text);
  return Number.isInteger(code) && code >= 200 && code <= 599 ? code : undefined;
}
