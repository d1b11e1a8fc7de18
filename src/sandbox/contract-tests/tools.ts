import { join } from 'node:path';
import type { Endpoint } from '../sandbox.ts';
import type { ChosenTest } from './chosen-tests.ts';
import { k6Cases, junitCases, type TestCase } from './test-report.ts';
import { addressFor } from './script-addresses.ts';

/** What a tool is to be started with. */
export interface Starting {
  readonly test: ChosenTest;
  /** The workspace as it runs on this side. */
  readonly root: string;
  readonly endpointOf: (service: string) => Endpoint;
  /** A folder for what it writes. */
  readonly scratch: string;
  readonly seed: number;
  readonly version: string;
}

export interface Tool {
  /** Names of its program; the first that is installed is taken. */
  readonly programs: readonly string[];
  readonly askVersion: readonly string[];
  readonly args: (starting: Starting) => readonly string[];
  /** The report that `args` asks for: a name in the scratch folder, and what it says. */
  readonly report: string;
  readonly cases: (report: string) => readonly TestCase[];
}

const JUNIT = { report: 'report.xml', cases: junitCases } as const;

const hostOf = ({ host, port }: Endpoint): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
const urlOf = ({ endpointOf, test }: Starting): string => `http://${hostOf(endpointOf(test.service))}`;
const contractOf = ({ root, test }: Starting): string => join(root, test.contract ?? test.file);

const pact: Tool = {
  report: JUNIT.report,
  // Who agreed with whom is said by the file.
  cases: report =>
    junitCases(report).map(one => ({ ...one, name: one.name.replace(/^Verifying a pact between \S+ and \S+( - )?/, '').trim() })),
  programs: ['pact_verifier_cli', 'pact-verifier'],
  askVersion: ['--version'],
  args: ({ root, test, endpointOf, scratch }) => {
    const { host, port } = endpointOf(test.service);
    return ['--file', join(root, test.file), '--hostname', host, '--port', String(port), '--junit', join(scratch, JUNIT.report)];
  },
};

const dredd: Tool = {
  ...JUNIT,
  programs: ['dredd'],
  askVersion: ['--version'],
  args: starting => [contractOf(starting), urlOf(starting), '--reporter', 'xunit', '--output', join(starting.scratch, JUNIT.report)],
};

const specmatic: Tool = {
  programs: ['specmatic'],
  askVersion: ['--version'],
  args: starting => {
    const { host, port } = starting.endpointOf(starting.test.service);
    return ['test', contractOf(starting), `--host=${host}`, `--port=${port}`, `--junitReportDir=${starting.scratch}`];
  },
  report: 'TEST-junit-jupiter.xml',
  cases: junitCases,
};

const schemathesis: Tool = {
  ...JUNIT,
  programs: ['schemathesis', 'st'],
  askVersion: ['--version'],
  args: starting => {
    const report = join(starting.scratch, JUNIT.report);
    // Its options were called otherwise before version 4.
    const options = /^[0-3]\./.test(starting.version)
      ? ['--base-url', urlOf(starting), '--hypothesis-seed', String(starting.seed), '--junit-xml', report]
      : ['--url', urlOf(starting), '--seed', String(starting.seed), '--report', 'junit', '--report-junit-path', report];
    return ['run', contractOf(starting), ...options];
  },
};

const pytest: Tool = {
  ...JUNIT,
  programs: ['pytest'],
  askVersion: ['--version'],
  args: ({ test, root, scratch }) => [
    join(root, test.file),
    '--junitxml',
    join(scratch, JUNIT.report),
    '-p',
    'no:cacheprovider',
    '--rootdir',
    root,
  ],
};

const k6: Tool = {
  programs: ['k6'],
  askVersion: ['version'],
  args: starting => [
    'run',
    '--quiet',
    '--no-usage-report',
    '--summary-export',
    join(starting.scratch, 'summary.json'),
    ...addressesOf(starting).flatMap(([name, address]) => ['--env', `${name}=${address}`]),
    join(starting.root, starting.test.file),
  ],
  report: 'summary.json',
  cases: k6Cases,
};

const TOOLS = { pact, dredd, specmatic, schemathesis, k6 } as const;

/** A script of Python is started as the others of its kind are. */
export const toolOf = ({ tool, file }: Pick<ChosenTest, 'tool' | 'file'>): Tool => (file.endsWith('.py') ? pytest : TOOLS[tool]);

/** Variables from which a script takes addresses, as it expects them. */
export const addressesOf = ({ test: { addresses }, endpointOf }: Starting): readonly (readonly [string, string])[] =>
  addresses.map(({ service, ...variable }) => [variable.name, addressFor(variable, hostOf(endpointOf(service)))] as const);
