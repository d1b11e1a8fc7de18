import { isNode, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Problem, Source } from '../model/source.ts';
import { journeySchema } from './journey.ts';
import { objectiveSchema } from './objective-schema.ts';

const scenarioSchema = z
  .strictObject({
    name: z.string().min(1).describe('One line that says what goes wrong; it names the scenario in reports.'),
    journey: z.string().optional().describe('The journey that is sent meanwhile; the first one where it is left out.'),
    fault: z
      .looseObject({ kind: z.string() })
      .optional()
      .describe('What goes wrong. Without a fault the scenario only asks its objectives.'),
    requests: z.int().min(1).max(100_000).optional().describe('How many times the journey is sent; as above where it is left out.'),
    expect: z.array(objectiveSchema).min(1).describe('What has to hold while it goes wrong.'),
  })
  .describe('Something that goes wrong, and what has to hold all the same.');

/** `.faultline/verify.yaml` as it is written. */
export const scenarioFileSchema = z
  .strictObject({
    compose: z
      .array(z.string())
      .optional()
      .describe('Compose files, from the root of the workspace; where they are left out, those that docker compose takes by itself.'),
    profiles: z.array(z.string()).optional().describe('Compose profiles that are switched on.'),
    services: z.array(z.string()).optional().describe('Services that run in any case, beside those that the change needs.'),
    without: z.array(z.string()).optional().describe('Services that do not run though the change may reach them; the receipt says so.'),
    seed: z.int().optional().describe('What is left to chance is drawn from it; the same seed, the same run.'),
    requests: z.int().min(1).max(100_000).optional().describe('How many times a journey is sent in each scenario; 20.'),
    concurrency: z.int().min(1).max(1000).optional().describe('How many journeys are under way at once; 1.'),
    journeys: z.array(journeySchema).min(1).describe('What a user does.'),
    steadyState: z
      .array(objectiveSchema)
      .optional()
      .describe('What holds while nothing goes wrong; every request passes where it is left out.'),
    contracts: z
      .strictObject({
        runs: z.int().min(0).max(1000).optional().describe('Requests for each operation; 20. None with 0.'),
        writes: z
          .boolean()
          .optional()
          .describe('Operations that may change something are tried too; yes. What they leave behind goes with the sandbox.'),
        tests: z
          .boolean()
          .optional()
          .describe(
            'Contract tests of the workspace (Pact files, and contracts that Specmatic, Schemathesis or Dredd check) are run where their tools are installed; yes. Scripts of k6 and pytest only with --scripts.',
          ),
      })
      .optional()
      .describe('How the operations of changed services are tried against their contracts.'),
    scenarios: z.array(scenarioSchema).min(1),
  })
  .describe('What has to hold in production, and what may go wrong there.');

export type ScenarioFile = z.infer<typeof scenarioFileSchema>;
export type Scenario = ScenarioFile['scenarios'][number];

/** Pure and total: the file, or every sentence on what is wrong with it and where. */
export function scenarioFile(source: Source): { readonly file?: ScenarioFile; readonly problems: readonly Problem[] } {
  const document = parseDocument(source.text, { logLevel: 'silent' });
  const [broken] = document.errors;
  if (broken) return { problems: [{ at: [broken.pos[0], broken.pos[1]], message: `This is no YAML: ${firstLine(broken.message)}.` }] };
  const parsed = scenarioFileSchema.safeParse(plain(document));
  if (!parsed.success) return { problems: parsed.error.issues.map(issue => problem(document, issue)) };
  const problems = crossed(parsed.data).map(({ path, message }) => ({ at: at(document, path), message }));
  return problems.length > 0 ? { problems } : { file: parsed.data, problems };
}

/** An alias bomb is refused by the parser, as an error that is thrown. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/ at line \d.*$/, '').replace(/[.:]$/, '');

type Path = readonly PropertyKey[];

const problem = (document: Document, { path, message }: z.core.$ZodIssue): Problem => ({
  at: at(document, path),
  message: path.length === 0 ? `${message}.` : `${path.join('.')}: ${message}.`,
});

/** The node at a path, or the nearest around it. */
function at(document: Document, path: Path): Problem['at'] {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return [node.range[0], node.range[1]];
  }
  return [0, 0];
}

/** What no single part can be blamed for. */
function crossed(file: ScenarioFile): { readonly path: Path; readonly message: string }[] {
  const journeys = new Set(file.journeys.map(({ name }) => name));
  const found: { path: Path; message: string }[] = [];
  for (const [at, { name }] of file.journeys.entries())
    if (file.journeys.findIndex(other => other.name === name) !== at)
      found.push({ path: ['journeys', at, 'name'], message: `Two journeys are called "${name}".` });
  for (const [at, { name, journey }] of file.scenarios.entries()) {
    if (file.scenarios.findIndex(other => other.name === name) !== at)
      found.push({ path: ['scenarios', at, 'name'], message: `Two scenarios are called "${name}".` });
    if (journey !== undefined && !journeys.has(journey))
      found.push({
        path: ['scenarios', at, 'journey'],
        message: `There is no journey "${journey}"; there is ${[...journeys].map(known => `"${known}"`).join(', ')}.`,
      });
  }
  return found;
}

/** The file that is completed and checked by an editor. */
export const scenarioFileJsonSchema = (): unknown => z.toJSONSchema(scenarioFileSchema, { io: 'input' });
