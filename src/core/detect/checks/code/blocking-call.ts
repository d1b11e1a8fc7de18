import { riskCheck } from '../../risky-code.ts';

export const blockingCall = riskCheck({
  risk: 'blocks-loop',
  id: 'code.blocking-call',
  severity: 'high',
  title: 'A handler holds the thread that serves everybody',
  why: 'One slow disk, child process or server stops all requests of the process, health checks included.',
  fix: 'Use the asynchronous form, or hand the work to a thread.',
  guard:
    'Only in handlers and in what they run, over calls that can mean one function of the workspace only; in Python only what runs on the event loop. What runs once at the start is left alone.',
  sources: [
    'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
    'https://docs.python.org/3/library/asyncio-dev.html',
  ],
  note: 'holds the thread',
  many: 'holds the thread that answers all requests',
  says: ({ what, within }) =>
    `calls ${what}${within === undefined ? '' : ` in ${within}`}, which holds the thread that answers all requests`,
});
