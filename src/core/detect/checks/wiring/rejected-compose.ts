import { isTest } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';

export const rejectedCompose: Check = {
  id: 'wiring.rejected-compose',
  stage: 'wiring',
  severity: 'high',
  title: 'Compose does not take the file as it is',
  why: 'Compose stops before it starts anything: a name that is not defined, a circle, a value that is none.',
  fix: 'Define what is referred to, or correct the name.',
  guard:
    'Only compose.yaml and docker-compose.yml, for other files may be read with some that are not known; what depends on variables from outside, and files of the first format without services, are left alone.',
  sources: [
    'https://github.com/arriven/db1000n/issues/444',
    'https://github.com/compose-spec/compose-spec/issues/144',
    'https://github.com/Accenture/adop-docker-compose/issues/228',
  ],
  *run({ environments }) {
    for (const { platform, problems } of environments) {
      if (platform !== 'compose') continue;
      for (const { at, message } of problems) {
        if (isTest(at.file) || !WHOLE.test(at.file) || message.includes('$') || !REJECTED.test(message)) continue;
        yield {
          subject: `${at.file} ${message}`,
          message: `${message.replace(/\.$/, '')}: compose rejects ${at.file}.`,
          evidence: [evidence(at, 'compose stops here')],
          about: [],
        };
      }
    }
  },
};

/** Files that compose reads by themselves; others may only be read with one of these. */
const WHOLE = /(^|\/)(docker-)?compose\.ya?ml$/;

/** What holds whatever is outside of the files: references to what is not there, circles, and forms that compose refuses. */
const REJECTED =
  /wait for each other in a circle|, which is not defined|must start with CMD|has both network_mode and networks|must be one of|has no valid (container|host) port|mounts .* twice|^services\..* is not known here/;
