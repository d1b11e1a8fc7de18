import type { Fact } from '../../../src/core/model/fact.ts';

/** What facts say of waiting and trying again, each in one line: `nginx 60000 usual @ proxy_pass http://a;`. */
export const policies = (facts: readonly Fact[], text: string): readonly string[] =>
  facts.flatMap(fact => {
    if (fact.kind !== 'limits-calls' && fact.kind !== 'retries') return [];
    const reach = [
      fact.over && `over ${firstLine(text.slice(...fact.over))}`,
      fact.client && `by ${fact.client}`,
      fact.types && `types ${fact.types.join(' ')}`,
      fact.services && `services ${fact.services.join(' ')}`,
      fact.everywhere && `every ${fact.library ?? fact.everywhere}`,
      fact.named && `named ${fact.named}`,
    ].filter(part => part !== undefined);
    const told =
      fact.kind === 'retries'
        ? [fact.endless ? 'endless' : fact.more === undefined ? 'again' : `+${fact.more}`, fact.pace, fact.jitter && 'jitter', fact.methods]
        : [
            fact.timeout !== undefined && `waits ${fact.timeout}`,
            fact.total !== undefined && `all ${fact.total}`,
            fact.usual && 'usual',
            fact.breaks && 'breaks',
            fact.most !== undefined && `most ${fact.most}`,
          ];
    return [[fact.via, ...told.filter(Boolean), ...reach].join(' · ')];
  });

const firstLine = (text: string): string => text.trim().split('\n')[0]!;
