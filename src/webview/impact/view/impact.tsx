import type { ReportedService } from '../../../protocol/impact.ts';
import type { ImpactAnswered, ImpactPanelState } from '../../../protocol/panels/impact.ts';
import { askedWords } from '../words.ts';
import { Changes } from './changes.tsx';
import { Next } from './next.tsx';
import { Place, type Send } from './place.tsx';
import { Asking, Nothing, Refused } from './states.tsx';
import { Services } from './services.tsx';

interface Props {
  readonly state: ImpactPanelState;
  readonly send: Send;
}

/** One sentence first; then who, where, why; then what to do. */
export function Impact({ state, send }: Props) {
  const { phase } = state;
  const answer = phase.kind === 'shown' ? phase.answer : phase.kind === 'asking' ? phase.earlier : null;
  return (
    <main class="impact" aria-busy={phase.kind === 'asking'}>
      {phase.kind === 'asking' && <Asking step={phase.step} send={send} />}
      {phase.kind === 'none' && <Refused reason={phase.reason} why={phase.why} send={send} />}
      {answer && <Answer answer={answer} state={state} send={send} />}
      <p class="notice" role="status">
        {state.notice ?? ''}
      </p>
    </main>
  );
}

function Answer({ answer, state, send }: Props & { readonly answer: ImpactAnswered }) {
  const { report, against, places } = answer;
  const { scope, folder, ticked, trusted } = state;
  return (
    <>
      <header>
        <h1>
          <Sentence text={report.summary} services={report.services} />
        </h1>
        <p class="dim">
          {folder !== null && `${folder}. `}
          {askedWords(scope, against)}. <Main answer={answer} trusted={trusted} send={send} />{' '}
          {(scope.kind === 'changes' || scope.kind === 'branch') && <Verify trusted={trusted} send={send} />}
        </p>
      </header>
      {report.changes.length === 0 ? (
        <Nothing send={send} />
      ) : (
        <>
          <Services services={report.services} send={send} />
          <Next report={report} ticked={ticked} trusted={trusted} send={send} />
          <Changes changes={report.changes} places={places} send={send} />
        </>
      )}
      <Waived waived={report.waived} />
      <Problems problems={report.problems} send={send} />
    </>
  );
}

const BREAKS = /\bbreaks? \d+ services?|\bbreaks? by rule|\bat risk/;

/** The words that decide stand out; they are words all the same. */
function Sentence({ text, services }: { readonly text: string; readonly services: readonly ReportedService[] }) {
  const found = BREAKS.exec(text);
  if (!found) return <>{text}</>;
  const worst = services.some(({ effect }) => effect === 'broken') ? 'broken' : 'at-risk';
  return (
    <>
      {text.slice(0, found.index)}
      <b class={worst}>{found[0]}</b>
      {text.slice(found.index + found[0].length)}
    </>
  );
}

/** The sandbox says whether what is only read here holds. */
const Verify = ({ trusted, send }: { readonly trusted: boolean; readonly send: Send }) => (
  <button type="button" class="second" disabled={!trusted} onClick={() => send({ kind: 'verify' })}>
    Verify in Sandbox
  </button>
);

/** One main button: the tests that would notice, else the first line that breaks. */
function Main({ answer: { report }, trusted, send }: { readonly answer: ImpactAnswered; readonly trusted: boolean; readonly send: Send }) {
  const tests = [...report.tests, ...report.contractTests].filter(({ command }) => command !== undefined);
  if (tests.length > 0)
    return (
      <button type="button" class="main" disabled={!trusted} onClick={() => send({ kind: 'run-tests' })}>
        Run {tests.length === 1 ? 'the test' : `${tests.length} tests`}
      </button>
    );
  const first = report.services
    .find(({ effect }) => effect === 'broken' || effect === 'at-risk')
    ?.evidence.find(({ side }) => side === undefined);
  if (!first) return null;
  return (
    <button type="button" class="main" onClick={() => send({ kind: 'open-source', file: first.file, line: first.line })}>
      Go to the first reader
    </button>
  );
}

function Waived({ waived }: { readonly waived: ImpactAnswered['report']['waived'] }) {
  if (waived.length === 0) return null;
  return (
    <section aria-label="Waived">
      <h2>Waived</h2>
      <ul>
        {waived.map(({ service, element, reason, expires }) => (
          <li key={`${service} ${element}`}>
            {service}, {element}: {reason} <span class="dim">until {expires}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Problems({ problems, send }: { readonly problems: ImpactAnswered['report']['problems']; readonly send: Send }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label="Not compared">
      <h2>Not compared</h2>
      <ul>
        {problems.map(({ message, file, line }) => (
          <li key={`${file}:${line} ${message}`}>
            {message} {file !== undefined && <Place place={{ file, line: line ?? 1 }} send={send} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
