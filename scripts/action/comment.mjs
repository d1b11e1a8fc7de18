// One comment of ours on a pull request, written anew at every run. Runs on any Node from 20 on, without packages.

/** Tells our comment from others; nobody sees it. */
export const MARKER = '<!-- faultline -->';

/** GitHub takes no longer one. */
const LONGEST = 65_000;
const PAGE = 100;
const MOST_PAGES = 50;
const TRIES = 3;

/**
 * Writes the report into our comment, or makes one where there is none and `wanted`.
 * Gives what was done: created, updated, unchanged, skipped, or refused with the reason, as on pull requests from forks.
 */
export async function stickyComment({ api, token, repository, number, report, wanted = true, wait = pause }) {
  const ask = asking({ api, token, wait });
  const body = `${MARKER}\n${shortened(report)}`;
  const found = await ownComment(ask, `/repos/${repository}/issues/${number}/comments`);
  if (found.refused !== undefined) return { done: 'refused', why: found.refused };
  if (found.comment?.body === body) return { done: 'unchanged' };
  if (!found.comment && !wanted) return { done: 'skipped' };
  const answer = found.comment
    ? await ask('PATCH', `/repos/${repository}/issues/comments/${found.comment.id}`, { body })
    : await ask('POST', `/repos/${repository}/issues/${number}/comments`, { body });
  if (!answer.ok) return { done: 'refused', why: answer.why };
  return { done: found.comment ? 'updated' : 'created' };
}

/** The number of the pull request that an event is about; undefined where it is about none. */
export function pullRequestOf(event) {
  const number =
    event?.pull_request?.number ??
    (event?.issue?.pull_request ? event.issue.number : undefined) ??
    event?.workflow_run?.pull_requests?.[0]?.number;
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Anybody may write the marker: only a comment of the same account, or of an app where the account is not told, is ours. */
async function ownComment(ask, path) {
  const account = await ask('GET', '/user');
  const login = account.ok ? account.json?.login : undefined;
  const isOwn = ({ user, body }) =>
    typeof body === 'string' && body.startsWith(MARKER) && (login === undefined ? user?.type === 'Bot' : user?.login === login);
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await ask('GET', `${path}?per_page=${PAGE}&page=${page}`);
    if (!answer.ok) return { refused: answer.why };
    const comments = Array.isArray(answer.json) ? answer.json : [];
    const comment = comments.find(isOwn);
    if (comment || comments.length < PAGE) return { comment };
  }
  return {};
}

/** A request whose refusal is an answer; what is the server's own fault is tried again. */
function asking({ api, token, wait }) {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'faultline',
    'x-github-api-version': '2022-11-28',
  };
  const once = async (method, path, body) => {
    try {
      const response = await fetch(`${api.replace(/\/+$/, '')}${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(30_000),
      });
      const json = await response.json().catch(() => undefined);
      return { ok: response.ok, again: response.status >= 500, json, why: json?.message ?? `the server answered ${response.status}` };
    } catch (error) {
      return { ok: false, again: true, why: error?.cause?.code ?? error?.message ?? 'the server did not answer' };
    }
  };
  return async (method, path, body) => {
    let answer = await once(method, path, body);
    for (let tried = 1; tried < TRIES && answer.again; tried++) {
      await wait(tried * 1000);
      answer = await once(method, path, body);
    }
    return answer;
  };
}

const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** Cut at the end of a line; what is open there, a fence or a fold, is closed. */
export function shortened(report, longest = LONGEST) {
  if (report.length <= longest) return report;
  const kept = report.slice(0, report.lastIndexOf('\n', longest) + 1 || longest);
  const count = pattern => (kept.match(pattern) ?? []).length;
  const fence = count(/^```/gm) % 2 === 1 ? '```\n' : '';
  const folds = '</details>\n'.repeat(Math.max(0, count(/<details\b/g) - count(/<\/details>/g)));
  return `${kept}${fence}${folds}\nThe report goes on in the summary of the job.\n`;
}
