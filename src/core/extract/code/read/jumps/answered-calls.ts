import type { CodeFact } from '../../../../model/fact.ts';
import type { AnswersCall } from '../../../../model/jump-fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { isOfGrpclib } from '../python/grpclib.ts';

type Class = Extract<Statement, { kind: 'class' }>;
type Method = Extract<Statement, { kind: 'function' }>;

const NONE: readonly CodeFact[] = [];

/** Methods that answer calls: of classes that extend what a generator made, and of Go types with the shape of a handler. */
export function answered(method: Method, context: Context): readonly CodeFact[] {
  if (context.language === 'Go') return answersInGo(method);
  if (method.annotations.length > 0) {
    const annotated = annotatedService(method);
    if (annotated) return [annotated];
  }
  if (takesCall(method, context.language)) return [{ ...answer(method, serviceAround(context)), over: 'grpc' }];
  const owner = context.around.at(-1);
  if (owner?.kind !== 'class' || owner.bases.length === 0 || method.name === owner.name || method.name === '__init__') return NONE;
  const service = generatedBase(owner, context);
  return service === undefined ? NONE : [answer(method, service)];
}

/** Handlers whose parameters give them away, whatever their class extends: `(self, request, context)`, `(call, callback)`, a `ServerCallContext`. */
function takesCall({ parameters }: Method, language: Context['language']): boolean {
  const names = parameters.map(({ name }) => name);
  const last = parameters.at(-1)?.type ?? '';
  switch (language) {
    case 'Python':
      return names.length <= 3 && names.at(-2) === 'request' && names.at(-1) === 'context';
    case 'TypeScript':
    case 'JavaScript':
      return names.length === 2 && names[0] === 'call' && /^(callback|cb|done)$/.test(names[1]!);
    case 'Java':
      return /^(\w+\.)*StreamObserver\b/.test(last);
    case 'C#':
      return last === 'ServerCallContext';
    default:
      return false;
  }
}

function serviceAround(context: Context): string | undefined {
  const owner = context.around.at(-1);
  return owner?.kind === 'class' ? generatedBase(owner, context) : undefined;
}

const answer = ({ name, span }: Method, service?: string): AnswersCall => ({
  kind: 'answers-call',
  at: span,
  name,
  ...(service !== undefined && { service }),
});

/** `(ctx context.Context, request *pb.X)` answers one call, `(stream pb.X_YServer)` and `(request *pb.X, stream …)` a stream of them; the others are HTTP. */
function answersInGo(method: Method): readonly CodeFact[] {
  const { name, parameters, returns = '', receiver } = method;
  if (receiver === undefined || !/^[A-Z]/.test(name)) return NONE;
  const [first = '', second = ''] = parameters.map(({ type = '' }) => type);
  if (/^(http\.ResponseWriter|echo\.Context|gin\.Context|fiber\.Ctx)$/.test(first)) return [{ ...answer(method), over: 'http' }];
  // What takes options of a call makes one: it is a client of the same shape.
  if (/(^|\.)CallOption$/.test(parameters.at(-1)?.type ?? '')) return NONE;
  // Parameters without names are not kept.
  const isUnary = parameters.length === 0 ? /^\w+\.[A-Z]\w*$/.test(returns) : /(^|\.)Context$/.test(first) && /^(\w+\.)?[A-Z]/.test(second);
  return isUnary || isStream(parameters.at(-1)?.type) ? [{ ...answer(method), over: 'grpc' }] : NONE;
}

const isStream = (type: string | undefined = ''): boolean => /Server$|ServerStream|StreamingServer/.test(type.replace(/\[.*\]$/, ''));

/** The service whose generated base a class extends or implements. */
function generatedBase({ bases, annotations }: Class, context: Context): string | undefined {
  const { language } = context;
  for (const written of bases) {
    const base = written.replace(/<.*$/, '');
    const [, service] =
      /(?:^|\.)(\w+?)(?:CoroutineImplBase|ImplBase)$/.exec(base) ??
      /(?:^|\.)(\w+)\.\1Base$/.exec(base) ??
      (language === 'Python' ? /(\w+?)Servicer$/.exec(base) : null) ??
      (language === 'Python' && isOfGrpclib(base, context) ? /(\w+?)Base$/.exec(base) : null) ??
      (language === 'Ruby' ? /(\w+)\.Service$/.exec(base) : null) ??
      (language === 'PHP' ? /(\w+?)(?:Interface|Stub)$/.exec(base) : null) ??
      /^I?(\w+?)Api(?:Delegate|Service|ServicerInterface|Interface)?$/.exec(base) ??
      (language === 'Java' ? /(?:^|\.)(\w+?)Resource$/.exec(base) : null) ??
      (isScript(language) ? /^I?(\w+?)(?:Controller|Server|ServiceImplementation|Implementation)$/.exec(base) : null) ??
      (language === 'Rust' && annotations.some(({ name }) => name === 'tonic.async_trait') ? /(\w+)$/.exec(base) : null) ??
      [];
    if (service !== undefined) return service;
  }
  return undefined;
}

const isScript = (language: Context['language']): boolean => language === 'TypeScript' || language === 'JavaScript';

/** Nest: `@GrpcMethod('Orders', 'place')`; without a name the method's own counts. */
function annotatedService(method: Method): CodeFact | undefined {
  const annotation = method.annotations.find(({ name }) => /^Grpc(Method|StreamMethod|StreamCall)$/.test(name));
  if (!annotation) return undefined;
  const [, named] = annotation.arguments;
  return { kind: 'answers-call', at: annotation.span, name: named?.kind === 'text' ? named.text : method.name };
}

/** `server.addService(proto.Orders.service, { place, list: handlers.list })`, or an instance of a class of the file. */
export function addedAnswers(call: Call, name: string, context: Context): readonly CodeFact[] {
  if (!ADDS.test(name)) return NONE;
  const [definition, handlers] = call.arguments;
  if (definition?.kind !== 'name' || handlers === undefined) return NONE;
  const service = (definition.path.at(-1) === 'service' ? definition.path.at(-2) : definition.path.at(-1))?.replace(
    /(?<=.)(Definition|Handlers)$/,
    '',
  );
  const object = handlers.kind === 'name' ? context.made.get(handlers.path.at(-1) ?? '') : handlers;
  return service === undefined
    ? NONE
    : entriesOf(object).map(({ key, span }): CodeFact => ({ kind: 'answers-call', at: span, name: key, service }));
}

const ADDS = /^(addService|addProtoService|add|service)$/;

const entriesOf = (object: Expression | undefined): Extract<Expression, { kind: 'object' }>['entries'] =>
  object?.kind === 'object' ? object.entries : object?.kind === 'call' ? object.named : [];
