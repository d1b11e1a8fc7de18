import { riskCheck } from '../../risky-code.ts';

export const unclosedBody = riskCheck({
  risk: 'body-left-open',
  id: 'code.unclosed-body',
  severity: 'high',
  title: 'The body of an answer is never closed',
  why: 'Each request keeps its connection and goroutine, until the program has no sockets left.',
  fix: 'Close it with defer right after the error was looked at.',
  guard: 'An answer that is returned or handed to another function is left alone.',
  sources: ['https://pkg.go.dev/net/http#Response'],
  note: 'its body stays open',
  many: 'leaves bodies of answers open',
  says: ({ what, within }) => `never closes the body of what ${what} gives${within === undefined ? '' : ` in ${within}`}`,
});
