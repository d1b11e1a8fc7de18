import { riskCheck } from '../../risky-code.ts';

export const clientPerRequest = riskCheck({
  risk: 'client-per-request',
  id: 'code.client-per-request',
  severity: 'high',
  title: 'A connection for each request',
  why: 'Under load the connections run out, here or at the server, and every request pays for the handshake.',
  fix: 'Make the client once, when the program starts.',
  guard: 'Only in handlers and in what they run; a client that is kept, or made where there is none yet, is left alone.',
  sources: ['https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/databases-connections'],
  note: 'made anew',
  many: 'makes clients for each request',
  says: ({ what, within }) => `makes a new ${what}${within === undefined ? '' : ` in ${within}`} for each request`,
});
