import { z } from 'zod';
import { GRPC_CODES } from '../model/verify.ts';
import { isPath, namesUsed } from './journey-values.ts';

/** A part that may have these keys and no others; what it may have is said to whoever writes another one. */
const part = <Shape extends z.core.$ZodLooseShape>(what: string, shape: Shape) =>
  z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? `${what} has no ${issue.keys.map(key => `"${key}"`).join(' or ')}; it may have ${Object.keys(shape).join(', ')}`
        : `expected ${what} with ${Object.keys(shape).join(', ')}`,
  });

const text = (what: string, example: string) =>
  z.string({ error: `expected ${what}, as in ${example}` }).min(1, `expected ${what}, as in ${example}`);

const service = text('the name of a compose service', 'service: orders');

const port = z
  .int({ error: 'expected a port of the container, as in port: 8080' })
  .min(1, 'a port is at least 1')
  .max(65_535, 'a port is at most 65535')
  .optional()
  .describe("The port in the container; the service's only one where it is left out.");

const within = z
  .number({ error: 'expected seconds, as in within: 10' })
  .positive('expected more than 0 seconds')
  .max(3600, 'an hour is the longest that is waited');

const patience = within.optional().describe('Seconds after which the user gives up; 30.');

const json: z.ZodType<unknown> = z.unknown();

const path = z
  .string({ error: 'expected a path into the answer, as in $.order.id' })
  .refine(isPath, 'expected a path into the answer, as in $.order.id or $.items[0].id');

const save = z
  .record(z.string().regex(/^[A-Za-z_]\w*$/, 'a name has letters, digits and _ only'), path, {
    error: 'expected names with paths into the answer, as in save: { orderId: $.id }',
  })
  .optional()
  .describe('Values of the answer that later steps use as ${name}.');

const STATUS = "expected a status, a list of them or a class, as in 201, [200, 404] or '2xx'";
const code = z.int(STATUS).min(100, STATUS).max(599, STATUS);

const status = z
  .union([code, z.array(code, STATUS).min(1, STATUS), z.string().regex(/^[1-5]xx$/, STATUS)], { error: STATUS })
  .optional()
  .describe("The status that the user needs; '2xx' where it is left out.");

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const httpCall = part('an HTTP step', {
  service,
  port,
  method: z.enum(METHODS, { error: `expected one of ${METHODS.join(', ')}` }).default('GET'),
  path: z.string({ error: 'expected a path, as in path: /orders' }).regex(/^\//, 'a path begins with /, as in path: /orders'),
  headers: z.record(z.string(), z.string({ error: 'expected a text; put it in quotes' })).optional(),
  body: json.optional().describe('Sent as JSON; a text is sent as it is.'),
  within: patience,
  expect: part('what is expected', { status, body: json.optional().describe('The part of the answer that matters.') }).optional(),
  save,
});

const grpcCall = part('a gRPC step', {
  service,
  port,
  proto: z
    .string({ error: 'expected a file of the workspace, as in proto: protos/shop.proto' })
    .regex(/\.proto$/, 'expected a file of the workspace, as in proto: protos/shop.proto'),
  method: z
    .string({ error: 'expected package, service and method, as in shop.v1.Orders/Place' })
    .regex(/^[\w.]+\/\w+$/, 'expected package, service and method, as in shop.v1.Orders/Place'),
  message: z.record(z.string(), json, { error: 'expected the fields of the request' }).default({}),
  metadata: z.record(z.string(), z.string({ error: 'expected a text; put it in quotes' })).optional(),
  within: patience,
  expect: part('what is expected', {
    code: z.enum(GRPC_CODES, { error: `expected a gRPC code, one of ${GRPC_CODES.join(', ')}` }).optional(),
    message: json.optional().describe('The part of the answer that matters.'),
  }).optional(),
  save,
});

const PROTOCOLS = ['nats', 'redis-stream', 'redis-pubsub', 'rabbitmq', 'kafka'] as const;

const sentMessage = part('a message step', {
  broker: text('the compose service of the broker', 'broker: nats'),
  port,
  protocol: z.enum(PROTOCOLS, { error: `expected one of ${PROTOCOLS.join(', ')}` }),
  topic: text('the subject, stream, channel, queue or topic', 'topic: orders.placed'),
  payload: json.describe('Sent as JSON; a text is sent as it is. In a Redis stream, each key is a field.'),
});

const until = part('a wait', {
  http: httpCall,
  within: within.describe('Seconds after which it has not happened.'),
});

const KINDS = ['http', 'grpc', 'message', 'until'] as const;

const step = part('a step', {
  http: httpCall.optional(),
  grpc: grpcCall.optional(),
  message: sentMessage.optional(),
  until: until.optional(),
}).refine(step => KINDS.filter(kind => step[kind] !== undefined).length === 1, `expected exactly one of ${KINDS.join(', ')}`);

/** What a user does, as `.faultline/verify.yaml` has it: requests one after the other, each of which has to be answered well. */
export const journeySchema = part('a journey', {
  name: text('the name of the journey', 'name: checkout'),
  steps: z.array(step, { error: 'expected a list of steps' }).min(1, 'expected one step at least'),
})
  .superRefine(({ steps }, context) => {
    const known = new Set(['uuid', 'sequence']);
    for (const [at, step] of steps.entries()) {
      for (const name of namesUsed(step))
        if (!known.has(name))
          context.addIssue({
            code: 'custom',
            path: ['steps', at],
            message: `no earlier step saves \${${name}}; there is ${[...known].map(name => `\${${name}}`).join(', ')}`,
          });
      for (const name of Object.keys((step.http ?? step.grpc ?? step.until?.http)?.save ?? {})) known.add(name);
    }
  })
  .describe('What a user does.');

export type Journey = z.infer<typeof journeySchema>;
export type JourneyStep = Journey['steps'][number];
export type HttpCall = z.infer<typeof httpCall>;
export type GrpcCall = z.infer<typeof grpcCall>;
export type SentMessage = z.infer<typeof sentMessage>;
export type Until = z.infer<typeof until>;
