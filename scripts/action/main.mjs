// What the action runs: the impact of a change, into the job's summary, its outputs and one comment on the pull request. Runs on any Node from 20 on.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pullRequestOf, shortened, stickyComment } from './comment.mjs';

const FAIL_ON = ['breaking', 'at-risk', 'never'];
/** GitHub shows no longer summary. */
const LONGEST_SUMMARY = 900_000;
const MOST_BYTES = 256 * 1024 * 1024;

const { env } = process;
const cli = env.FAULTLINE_CLI || resolve(fileURLToPath(import.meta.url), '../../../dist/cli.js');
const failOn = env.FAULTLINE_FAIL_ON || 'breaking';

if (!FAIL_ON.includes(failOn)) fail(`fail-on takes one of ${FAIL_ON.join(', ')}, not "${failOn}".`);
else await main();

async function main() {
  const base = baseOf(readEvent());
  const document = compared(base, 'json');
  const report = document === undefined ? undefined : compared(base, 'markdown');
  if (report === undefined) return;
  const { isBreaking, isAtRisk } = outcome(JSON.parse(document));
  tell(report, isBreaking);
  if (env.FAULTLINE_COMMENT !== 'false') await comment(report, isBreaking || isAtRisk);
  if (isBreaking && failOn !== 'never') fail('The change breaks services; the report says which and where.');
  else if (isAtRisk && failOn === 'at-risk') fail('The change may break services; the report says which and where.');
}

/** `breaking` is the command line's own word, in which waivers and a baseline count already. */
function outcome({ breaking, services }) {
  const has = effect => services.some(service => service.effect === effect);
  return { isBreaking: breaking ?? has('broken'), isAtRisk: has('at-risk') };
}

function readEvent() {
  try {
    return JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return {};
  }
}

/** What was asked for; else the branch that a pull request goes to; else what was there before a push, where the branch is not new. */
function baseOf(event) {
  if (env.FAULTLINE_BASE) return env.FAULTLINE_BASE;
  const target = env.GITHUB_BASE_REF || event?.pull_request?.base?.ref;
  if (target) return `origin/${target}`;
  return /[1-9a-f]/.test(env.FAULTLINE_BEFORE ?? '') ? env.FAULTLINE_BEFORE : 'HEAD^';
}

/** What the command line prints; what it refuses fails the step with its own sentence. */
function compared(base, format) {
  const args = [cli, 'impact', env.FAULTLINE_DIR || '.', '--base', base, '--format', format];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: MOST_BYTES });
  // 1 says that something breaks; then there is a report.
  if (!error && (status === 0 || (status === 1 && stdout !== ''))) return stdout;
  fail(error?.message ?? (stderr.trim() || `faultline ended with ${status}.`));
  return undefined;
}

function tell(report, isBreaking) {
  const file = join(mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'faultline-')), 'impact.md');
  writeFileSync(file, report);
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `breaking=${isBreaking}\nreport=${file}\n`);
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, shortened(report, LONGEST_SUMMARY));
}

/** That nothing breaks is only said where a comment said otherwise before. */
async function comment(report, wanted) {
  const number = pullRequestOf(readEvent());
  const { GITHUB_API_URL: api, GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository } = env;
  if (number === undefined || !api || !token || !repository) return;
  const { done, why } = await stickyComment({ api, token, repository, number, report, wanted });
  if (done !== 'refused') console.log(`Comment on pull request ${number}: ${done}.`);
  else
    notice(
      `The report could not be put on the pull request (${why}); it is in the summary of the job. Pull requests from forks may not write comments.`,
    );
}

function notice(message) {
  console.log(`::notice title=Faultline::${escaped(message)}`);
}

function fail(message) {
  console.log(`::error title=Faultline::${escaped(message)}`);
  process.exitCode = 1;
}

/** As workflow commands want it. */
function escaped(message) {
  return message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
