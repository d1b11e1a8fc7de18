import type { Modelled } from '../../core/plan/modelling/modelling.ts';

/** For people: what is proposed, why, where that is written, and what is not known. */
export function modelText({ overlays, serviceConfigs, callers }: Modelled): string {
  const told = callers.filter(({ says, snippets }) => says.length + snippets.length > 0);
  const parts = [
    ...overlays.map(overlayText),
    ...serviceConfigs.map(configText),
    ...told.map(callerText),
    ...littleKnown(callers.filter(caller => !told.includes(caller))),
  ];
  if (parts.length === 0) return 'There is no OpenAPI document or proto service of a service here, and nobody is seen to call another.\n';
  return `${parts.join('\n')}\n${CLOSING}\n`;
}

const CLOSING =
  'Retries, idempotency, timeouts and breakers are an engineer’s decision: what is marked so is a proposal. --format json prints the overlays and service configs, --out FOLDER writes them.';

function overlayText({ contract, service, overlay }: Modelled['overlays'][number]): string {
  const lines = overlay.actions
    .filter(action => !isPlain(action))
    .flatMap(({ target, update, 'x-faultline': because }) => [`  ${target}`, `    + ${JSON.stringify(update)}`, ...becauseLines(because)]);
  const byClass = Map.groupBy(overlay.actions.filter(isPlain), ({ update }) => classOf(update)!);
  const plain = [...byClass].map(
    ([name, actions]) => `  ${name} by method (an engineer decides: idempotency): ${actions.map(({ target }) => target).join(', ')}`,
  );
  const all = [...lines, ...plain];
  return section(`${contract} (${service})`, all.length > 0 ? all : ['  Nothing to add.'], overlay['x-faultline'].notKnown);
}

type Action = Modelled['overlays'][number]['overlay']['actions'][number];

/** The method tells it, which a reader of the contract knows. */
const isPlain = ({ update }: Action): boolean => classOf(update) !== undefined && classOf(update) !== 'with key';

/** How far an operation may be asked twice, where that is what an action says. */
function classOf(update: Action['update']): string | undefined {
  const said = update['x-faultline'] as { readonly retry?: { readonly class?: string } } | undefined;
  return said?.retry?.class;
}

/** Callers of whom no number is known, a line each. */
const littleKnown = (callers: Modelled['callers']): readonly string[] =>
  callers.length === 0
    ? []
    : [
        section(
          'Not enough is known to propose anything',
          callers.map(({ caller, callee, notKnown }) => `  ${caller} → ${callee}: ${notKnown[0] ?? ''}`),
          [],
        ),
      ];

function configText({ contract, service, config }: Modelled['serviceConfigs'][number]): string {
  const because = config['x-faultline'].methods;
  const lines = config.methodConfig.flatMap(method => [
    `  ${method.name[0]!.method}`,
    `    + ${JSON.stringify({ ...method, name: undefined })}`,
    ...because.filter(one => one['method'] === method.name[0]!.method).flatMap(becauseLines),
  ]);
  return section(`${service} (${contract})`, lines.length > 0 ? lines : ['  Nothing to set.'], config['x-faultline'].notKnown);
}

function callerText({
  caller,
  callee,
  says,
  uses,
  callsAtWorst,
  engineerDecides,
  evidence,
  notKnown,
  snippets,
}: Modelled['callers'][number]): string {
  const lines = [
    ...says.map(sentence => `  ${sentence}`),
    `  Calls at worst for one request: ${callsAtWorst}.${uses.length > 0 ? ` It uses ${uses.join(', ')}.` : ''}`,
    ...evidence.map(line => `    ${line}`),
    ...engineerDecides.map(decision => `    an engineer decides: ${decision}`),
    ...snippets.flatMap(({ for: library, text }) => [`  For ${library}:`, ...withoutComments(text).map(line => `    | ${line}`)]),
  ];
  return section(`${caller} → ${callee}`, lines, notKnown);
}

/** What stands in the comments of a snippet was said above it. */
const withoutComments = (text: string): readonly string[] =>
  text.split('\n').filter(line => line !== '' && !/^(#|\/\/) (An engineer decides|Evidence:)/.test(line));

function becauseLines(because: Readonly<Record<string, unknown>>): readonly string[] {
  const evidence = Array.isArray(because['evidence']) ? because['evidence'].map(String) : [];
  return [
    `    ${String(because['why'])} (${String(because['confidence'])})`,
    ...evidence.map(line => `      ${line}`),
    ...(because['engineerDecides'] === undefined ? [] : [`      an engineer decides: ${String(because['engineerDecides'])}`]),
  ];
}

const section = (heading: string, lines: readonly string[], notKnown: readonly string[]): string =>
  [heading, ...lines, ...(notKnown.length > 0 ? ['  Not known:', ...notKnown.map(sentence => `    ${sentence}`)] : []), ''].join('\n');
