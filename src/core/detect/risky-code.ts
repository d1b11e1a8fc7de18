import type { Placed } from '../link/facts-view.ts';
import type { Evidence } from '../model/finding.ts';
import type { Risk, RisksCode } from '../model/resilience-fact.ts';
import type { Check, Found } from './check.ts';
import { evidence, factEvidence } from './places.ts';
import { wayTo, type Way } from './reach/way.ts';
import { ownerOf, runs, serves, servicesOf } from './running-code.ts';
import type { System } from './system.ts';

/** What a check of one risk says, beside the texts of its page. */
export interface RiskTexts extends Omit<Check, 'run' | 'stage'> {
  readonly risk: Risk;
  /** Completes `orders …`. */
  readonly says: (risk: Placed<RisksCode>) => string;
  /** Names the place in `evidence`. */
  readonly note: string;
  /** Completes `orders … in 12 places: `. */
  readonly many: string;
}

/** A check of one risk in code of services that answer others. Places of one service are one finding once there are many. */
export const riskCheck = ({ risk, says, note, many, ...texts }: RiskTexts): Check => ({
  ...texts,
  stage: 'code',
  *run(system) {
    for (const fact of system.all('risks-code')) {
      if (fact.risk !== risk || !counts(system, fact)) continue;
      const way = wayTo(system, { file: fact.file, span: fact.at }, fact.needs ?? 'handler');
      if (way || fact.needs === undefined) yield found(system, { fact, way }, { says, note, many });
    }
  },
});

/** Code of a workspace without services counts too: nothing tells that it does not run. */
function counts(system: System, { file }: Placed<RisksCode>): boolean {
  const services = servicesOf(system, file);
  return runs(file) && (services.length === 0 || services.some(serves));
}

interface Met {
  readonly fact: Placed<RisksCode>;
  readonly way: Way | undefined;
}

function found(system: System, { fact, way }: Met, { says, note, many }: Pick<RiskTexts, 'says' | 'note' | 'many'>): Found {
  const { about, name } = ownerOf(system, fact.file);
  const { because, fix } = fact;
  return {
    subject: `${fact.file} ${fact.within ?? ''} ${fact.what}`.replace(/ {2,}/g, ' '),
    message: `${name} ${says(fact)}.`,
    evidence: [
      factEvidence(fact, note),
      ...(because ? [evidence({ file: fact.file, span: because.at }, because.note)] : []),
      ...(way ? wayEvidence(way) : []),
    ],
    about,
    ...(fix && { fix: { title: fix.title, edits: fix.edits.map(({ at, text }) => ({ file: fact.file, span: at, text })) } }),
    group: { subject: name, message: subjects => `${name} ${many} in ${subjects.length} places.` },
  };
}

/** Heads of functions can be long. */
const MOST_SHOWN = 120;

/** From the handler to the place, call by call. */
function wayEvidence({ start, note, calls }: Way): readonly Evidence[] {
  const [from, to] = start.span;
  return [
    evidence({ file: start.file, span: [from, Math.min(to, from + MOST_SHOWN)] }, note),
    ...calls.map(({ at, name }) => evidence(at, `runs ${name}`)),
  ];
}
