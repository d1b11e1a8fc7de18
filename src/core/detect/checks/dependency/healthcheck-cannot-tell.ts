import { healthTests, type HealthTest } from '../../health-tests.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';

export const healthcheckCannotTell: Check = {
  id: 'dependency.healthcheck-cannot-tell',
  stage: 'dependency',
  severity: 'medium',
  title: 'A healthcheck says the same whether the program is well or not',
  why: 'The container is called healthy while it answers with errors or not at all, or unhealthy for ever; whoever waits for it is misled.',
  fix: 'Let the test end with the status of what it asks: curl -f, no || true, a shell where the test needs one.',
  guard: 'Only what is certain from the words of the test alone.',
  sources: [
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
    'https://docs.docker.com/reference/compose-file/services/#healthcheck',
  ],
  *run(system) {
    for (const test of healthTests(system)) {
      const wrong = wrongIn(test);
      if (wrong === undefined) continue;
      const name = test.deployed?.name ?? test.at.file;
      yield {
        subject: name,
        message: `The healthcheck of ${name} ${wrong.says}.`,
        severity: wrong.isSure ? 'medium' : 'low',
        evidence: [evidence(test.at, wrong.note)],
        about: test.deployed ? [test.deployed.service.id] : [],
      };
    }
  },
};

interface Wrong {
  readonly says: string;
  readonly note: string;
  readonly isSure: boolean;
}

function wrongIn({ words, isShell, text }: HealthTest): Wrong | undefined {
  if (!isShell && words.length === 1 && /\s/.test(words[0]!.trim()))
    return {
      says: 'starts a program whose name is the whole line, for it runs without a shell',
      note: 'no program has this name',
      isSure: true,
    };
  if (!isShell && words.slice(1).some(word => /^(\|\||&&|\||;)$/.test(word)) && !/(^|\/)(ba|da|a)?sh$/.test(words[0] ?? ''))
    return { says: 'hands || and the like to a program as words, for it runs without a shell', note: 'no shell reads these', isSure: true };
  const script = isShell ? text : /(^|\/)(ba|da|a)?sh$/.test(words[0] ?? '') ? (words[2] ?? '') : '';
  if (/(\|\||;)\s*(true|exit\s+0|:|echo\b[^|&;]*)\s*$/.test(script))
    return { says: 'ends well whatever it finds', note: 'it cannot fail', isSure: true };
  const call = /(^|[\s;&|(])curl\s[^|;&]*/.exec(isShell ? text : words.join(' '))?.[0];
  if (
    call !== undefined &&
    /https?:\/\/|localhost|127\.0\.0\.1/.test(call) &&
    !/\s-\w*f|--fail|-w\b|--write-out|%\{http_code\}|\|\s*(grep|jq)/.test(isShell ? text : words.join(' '))
  )
    return {
      says: 'asks with curl without -f, which ends well on an answer of 500 too',
      note: 'an error status counts as well',
      isSure: false,
    };
  return undefined;
}
