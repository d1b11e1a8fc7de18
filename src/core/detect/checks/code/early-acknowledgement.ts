import { riskCheck } from '../../risky-code.ts';

export const earlyAcknowledgement = riskCheck({
  risk: 'acknowledges-early',
  id: 'code.early-acknowledgement',
  severity: 'medium',
  title: 'A message is acknowledged before it is worked on',
  why: 'The broker forgets the message as it hands it out; a crash or an error while it is worked on loses it.',
  fix: 'Acknowledge by hand once the work is done.',
  guard: 'Replies of a call over messages are left alone: they are of use to the caller only.',
  sources: ['https://www.rabbitmq.com/docs/confirms'],
  note: 'acknowledged at once',
  many: 'acknowledges messages early',
  says: () => 'acknowledges messages before it has worked on them',
});
