import type { Placed } from '../../../link/facts-view.ts';
import type { Retries } from '../../../model/resilience-fact.ts';
import type { Check } from '../../check.ts';
import { evidence, factEvidence } from '../../places.ts';
import { ownerOf, runs } from '../../running-code.ts';

export const noJitter: Check = {
  id: 'resilience.no-jitter',
  stage: 'resilience',
  severity: 'medium',
  title: 'Everybody comes back at the same moment',
  why: 'After a restart of the server all instances reconnect or retry in step, and the wave of them takes it down again.',
  fix: 'Let the pause grow with each try and depend on chance (full jitter).',
  guard:
    'A pause that grows is left alone, so are libraries that try twice more, and so are waits for something to start up, tests and scripts.',
  sources: [
    'https://github.com/ueberdosis/hocuspocus/issues/175',
    'https://github.com/Kazmirchuk/nats-tcl/issues/33',
    'https://github.com/jenkinsci/swarm-plugin/pull/163',
    'https://github.com/nats-io/nats-server/issues/1368',
    'https://github.com/rails/rails/pull/40873',
  ],
  *run(system) {
    for (const retries of system.all('retries')) {
      if (!runs(retries.file) || !inStep(retries)) continue;
      const { about, name } = ownerOf(system, retries.file);
      const at = retries.pause ? { file: retries.file, span: retries.pause.at } : undefined;
      yield {
        subject: `${retries.file} ${retries.via}`,
        message: `${name} ${retries.reconnects ? 'reconnects' : 'tries again'} ${retries.pace === 'none' ? 'at once, without a pause' : 'after the same pause each time'}, so all of its instances do so in step.`,
        evidence: at
          ? [evidence(at, 'always as long'), factEvidence(retries, 'tries again')]
          : [factEvidence(retries, retries.pace === 'none' ? 'tries again at once' : 'always as long')],
        about,
        ...(retries.pause?.jittered !== undefined && {
          fix: {
            title: 'Let the pause depend on chance',
            edits: [{ file: retries.file, span: retries.pause.at, text: retries.pause.jittered }],
          },
        }),
      };
    }
  },
};

/** Two more tries of a call, and not a loop that waits for somebody, end before there is a wave. */
const FEW = 2;

const inStep = ({ pace, jitter, client, more, via }: Placed<Retries>): boolean =>
  !(more !== undefined && more <= FEW && via !== 'loop') &&
  ((pace === 'fixed' && jitter !== true) || (pace === 'none' && client === undefined));
