import type { Placed, PlacedCall, Unit } from '../../readers/payload/unit.ts';
import { codeNamed, codeOf } from './status-codes.ts';

export type Expression = Placed['expression'];
export type Call = PlacedCall['call'];
type Entry = Call['named'][number];

/** Where a constant says a status: `HttpStatus.NOT_FOUND`, `http.StatusNotFound`, `StatusCode::CONFLICT`, `status.HTTP_404_NOT_FOUND`. */
const HOLDS_STATUSES =
  /^(HttpStatus(Code)?s?|StatusCodes?|http|HTTPStatus|Status|status|Response|HttpURLConnection|HttpServletResponse|constants)$/;

/** The status that a value is, where it is written as one. */
export function statusOf(value: Expression): number | undefined {
  switch (value.kind) {
    case 'number':
      return codeOf(value.text);
    case 'text':
      return /^\d{3}$/.test(value.text) ? codeOf(value.text) : /^[a-z_]+$/.test(value.text) ? codeNamed(value.text) : undefined;
    case 'name':
      return constantOf(value.path);
    case 'call':
      return value.path.at(-1) === 'value' && value.on ? statusOf(value.on) : undefined;
    case 'other':
      return value.children.length === 1 ? statusOf(value.children[0]!) : undefined;
    default:
      return undefined;
  }
}

function constantOf(path: readonly string[]): number | undefined {
  const held = path.findIndex(part => HOLDS_STATUSES.test(part));
  const name = path.slice(held + 1).find(part => codeNamed(part) !== undefined);
  if (held >= 0 && name !== undefined) return codeNamed(name);
  const last = path.at(-1) ?? '';
  return path.length === 1 && /^(HTTP_\d{3}|Status[A-Z]|SC_)/.test(last) ? codeNamed(last) : undefined;
}

/** Calls whose argument at a place is the status of the answer. */
const FIRST =
  /^(status|sendStatus|code|writeHead|WriteHeader|abort|halt|StatusCode|withStatus|head|AbortWithStatus|AbortWithStatusJSON|AbortWithError|JSON|IndentedJSON|String|NoContent|Status|SendStatus|NewHTTPError|setStatus|setStatusCode|createError|send_error|Error|statusCode|rawStatus|sendError|set_status)$/;
const SECOND =
  /^(json|make_response|Response|JsonResponse|jsonify|text|ResponseEntity|HttpException|html|body|JSONResponse|send_response|response|TextResponse)$/;
const THIRD = /^(Error|JSONError|RespondError|error)$/;
const NAMED = /^(status|status_code|statusCode|StatusCode|code)$/;

/** What a call answers the caller with. */
export function answeredBy(call: Call, unit: Unit): number | undefined {
  return (
    byName(call, unit) ??
    byArgument(call) ??
    byKey(call.named, call) ??
    call.arguments
      .flatMap(optionsOf)
      .map(entries => byKey(entries, call))
      .find(Boolean)
  );
}

function byArgument({ path, arguments: given, constructs }: Call): number | undefined {
  const name = path.at(-1) ?? '';
  const [first, second, third] = given;
  if (FIRST.test(name) && first && !(constructs && name === 'Error')) {
    const code = statusOf(first);
    if (code !== undefined && (first.kind !== 'text' || /^(head|halt|status|sendStatus)$/.test(name))) return code;
  }
  if (SECOND.test(name) && second && (second.kind === 'number' || second.kind === 'name')) return statusOf(second);
  if (THIRD.test(name) && third && path.length > 1) return statusOf(third);
  // A constant that is a status is given to what answers: exceptions, entities, builders.
  if (constructs || /(Exception|Error|Response|Entity|Problem)$/.test(name))
    return given
      .filter(({ kind }) => kind === 'name')
      .map(statusOf)
      .find(Boolean);
  return undefined;
}

/** `{ status: 404 }` of a response, `status_code=404` of an exception, `status: :not_found` of render. */
function byKey(entries: readonly Entry[], { path }: Call): number | undefined {
  if (!/(Response|HTTPException|HTTPError|Exception|render|json|Json|Problem|error|redirect|reply|send|Result)$/.test(path.join('.')))
    return undefined;
  const entry = entries.find(({ key }) => NAMED.test(key));
  return entry && statusOf(entry.value);
}

const optionsOf = (value: Expression): readonly (readonly Entry[])[] => (value.kind === 'object' ? [value.entries] : []);

/** Who offers answers under their names: `Results.NotFound()`, `ResponseEntity.notFound()`, `HttpResponse::NotFound()`, `Boom.conflict()`. */
const BUILDERS = /^(Results|TypedResults|ResponseEntity|ServerResponse|HttpResponse|Response|Boom|boom|HttpErrors|createError|Http)$/;
/** Libraries whose exceptions are answers. */
const ANSWERING_LIBRARIES =
  /^(@nestjs\/common|http-errors|@hapi\/boom|@feathersjs\/errors|@loopback\/rest|werkzeug\.exceptions|werkzeug|rest_framework(\.exceptions)?|django\.http|routing-controllers|micro|h3)$/;

function byName({ path, constructs }: Call, unit: Unit): number | undefined {
  const name = path.at(-1) ?? '';
  const on = path.at(-2);
  if (on !== undefined && BUILDERS.test(on)) return codeNamed(name);
  if (unit.language === 'C#' && path.length === 1 && !constructs && /^[A-Z]/.test(name))
    return codeNamed(name.replace(/(At(Action|Route))$/, ''));
  const plain = name.replace(/(Http)?(Exception|Error)$/, '');
  const from = unit.imports.find(({ names }) => names.some(({ local }) => local === name || local === on))?.from;
  return from !== undefined && ANSWERING_LIBRARIES.test(from) ? (name === 'Http404' ? 404 : codeNamed(plain)) : undefined;
}

/** Answers that a value holds without a call: `return body, 404`, `(StatusCode::NOT_FOUND, body)`. */
export function codesIn(value: Expression): readonly number[] {
  const members = value.kind === 'list' ? value.items : value.kind === 'other' ? value.children : value.kind === 'name' ? [value] : [];
  if (value.kind === 'list' && members.length > 3) return [];
  const told = members.filter(({ kind }, at) => kind === 'name' || (value.kind === 'list' && kind === 'number' && at === 1));
  return told.map(statusOf).filter(code => code !== undefined);
}
