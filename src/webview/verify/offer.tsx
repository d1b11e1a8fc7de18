import { useEffect, useRef } from 'preact/hooks';
import type { VerifyIntent, VerifyPanelState } from '../../protocol/panels/verify.ts';
import { imageWords, priceWords, sourceWords, type PreviewedService, type VerifyPreview } from '../../protocol/verify-preview.ts';

interface Props {
  readonly state: VerifyPanelState;
  readonly send: (intent: VerifyIntent) => void;
}

/** What a run would do and take, and the button that starts it; until then nothing has started. */
export function Offer({ state: { sentence, notes }, offer, send }: Props & { readonly offer: VerifyPreview }) {
  const { services, whyVoid } = offer;
  return (
    <main class="verify offer">
      <header>
        <div role="status">
          <h1>{sentence}</h1>
        </div>
        {whyVoid !== null && (
          <p>
            <b class="verdict void">The verdict will be void.</b> {whyVoid}
          </p>
        )}
        <p class="price">{priceWords(offer)}</p>
        <p class="dim">
          {imageWords(offer)} {sourceWords(offer)}
        </p>
        {notes.map(note => (
          <p key={note} class="verdict void">
            {note}
          </p>
        ))}
        <p class="ways">
          <Start send={send} />
          <button type="button" class="second" onClick={() => send({ kind: 'cancel' })}>
            Cancel
          </button>
        </p>
      </header>
      <Services services={services} />
      <Faults offer={offer} send={send} />
      <Notes offer={offer} />
      <footer>
        <span class="dim">
          Nothing has started. Containers run on this machine, no port is published, and all of it is removed afterwards.
        </span>
        <button type="button" class="link" onClick={() => send({ kind: 'open-setting' })}>
          Start without asking…
        </button>
      </footer>
    </main>
  );
}

/** What stands in for what, and what else is tried. */
function Notes({ offer: { mocks, tests, notes } }: { readonly offer: VerifyPreview }) {
  const told = [
    ...mocks.map(({ name, contract }) => `${name} does not run; a mock made from ${contract} stands in for it.`),
    ...tests.map(({ tool, file }) => `${tool} runs the contract test ${file} against both.`),
    ...notes,
  ];
  if (told.length === 0) return null;
  return (
    <section aria-label="Notes">
      <h2>To know</h2>
      <ul>
        {told.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** Whoever asked by the keyboard goes on by it; who has gone elsewhere meanwhile stays there. */
function Start({ send }: Pick<Props, 'send'>) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const take = () => void (document.activeElement === document.body && button.current?.focus());
    if (document.hasFocus()) take();
    addEventListener('focus', take);
    return () => removeEventListener('focus', take);
  }, []);
  return (
    <button type="button" class="main" ref={button} onClick={() => send({ kind: 'start' })}>
      Start
    </button>
  );
}

const Services = ({ services }: { readonly services: readonly PreviewedService[] }) => (
  <div class="scroll" role="region" aria-label="What runs" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">Runs</th>
          <th scope="col">Why</th>
          <th scope="col">Image</th>
        </tr>
      </thead>
      <tbody>
        {services.map(({ name, why, builds, fetches }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{why}</td>
            <td class={builds > 0 || fetches !== null ? '' : 'dim'}>{imageOf(builds, fetches)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const imageOf = (builds: number, fetches: string | null): string => {
  if (fetches !== null) return `fetched: ${fetches}`;
  return ['there', 'built', 'built twice'][builds] ?? 'built';
};

const Faults = ({ offer: { scenarios }, send }: { readonly offer: VerifyPreview; readonly send: Props['send'] }) => (
  <div class="scroll" role="region" aria-label="What goes wrong" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">Scenario</th>
          <th scope="col">What goes wrong</th>
          <th scope="col">Requests</th>
        </tr>
      </thead>
      <tbody>
        {scenarios.map(({ name, fault, requests }) => (
          <tr key={name}>
            <th scope="row">
              <button type="button" class="link" onClick={() => send({ kind: 'open-scenarios', scenario: name })}>
                {name}
              </button>
            </th>
            <td>{fault ?? 'Nothing; the objectives alone.'}</td>
            <td class="count">{requests}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
