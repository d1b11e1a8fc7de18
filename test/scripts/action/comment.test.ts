import { afterEach, expect, test } from 'vitest';
import { MARKER, pullRequestOf, shortened, stickyComment } from '../../../scripts/action/comment.mjs';
import { github, talk, type GitHub } from './github.ts';

let open: GitHub | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function server(...asked: Parameters<typeof github>): Promise<GitHub> {
  open = await github(...asked);
  return open;
}

const comment = ({ api }: GitHub, report: string, more: object = {}) =>
  stickyComment({ api, token: 'secret', repository: 'shop/shop', number: 7, report, wait: () => Promise.resolve(), ...more });

test('the first report makes a comment, and each further one writes it anew', async () => {
  const hub = await server();
  hub.comments.push(...talk(3));
  expect([await comment(hub, 'one'), await comment(hub, 'two'), await comment(hub, 'two')]).toEqual([
    { done: 'created' },
    { done: 'updated' },
    { done: 'unchanged' },
  ]);
  expect(hub.comments.map(({ body }) => body)).toEqual(['Comment 0', 'Comment 1', 'Comment 2', `${MARKER}\ntwo`]);
});

test('the comment is found on a later page', async () => {
  const hub = await server();
  hub.comments.push(...talk(100));
  await comment(hub, 'one');
  hub.comments.push(...talk(150));
  expect(await comment(hub, 'two')).toEqual({ done: 'updated' });
  expect(hub.comments.filter(({ body }) => body.startsWith(MARKER))).toHaveLength(1);
  expect(hub.asked.filter(asked => asked.startsWith('GET'))).toEqual(
    [
      '/repos/shop/shop/issues/7/comments?per_page=100&page=1',
      '/repos/shop/shop/issues/7/comments?per_page=100&page=2',
      '/repos/shop/shop/issues/7/comments?per_page=100&page=1',
      '/repos/shop/shop/issues/7/comments?per_page=100&page=2',
    ].map(url => `GET ${url}`),
  );
});

test("somebody else's comment with the marker is not ours", async () => {
  const hub = await server();
  hub.comments.push({ id: 1, user: { login: 'mallory', type: 'User' }, body: `${MARKER}\nAll is well.` });
  expect(await comment(hub, 'one')).toEqual({ done: 'created' });
  expect(hub.comments[0]!.body).toBe(`${MARKER}\nAll is well.`);
});

test("with a person's token the comments of that account are ours", async () => {
  const hub = await server({ login: 'anna' });
  hub.comments.push({ id: 90, user: { login: 'other[bot]', type: 'Bot' }, body: `${MARKER}\nnot ours` });
  expect([await comment(hub, 'one'), await comment(hub, 'two')]).toEqual([{ done: 'created' }, { done: 'updated' }]);
});

test('a report that nobody needs makes no comment, and mends the one that is there', async () => {
  const hub = await server();
  expect(await comment(hub, 'fine', { wanted: false })).toEqual({ done: 'skipped' });
  await comment(hub, 'broken');
  expect(await comment(hub, 'fine', { wanted: false })).toEqual({ done: 'updated' });
  expect(hub.comments.map(({ body }) => body)).toEqual([`${MARKER}\nfine`]);
});

test('a token that may not write is an answer, as on pull requests from forks', async () => {
  const hub = await server();
  hub.refusals.push('POST 403');
  expect(await comment(hub, 'one')).toEqual({ done: 'refused', why: 'Refused with 403' });
  expect(await comment(hub, 'one', { token: 'wrong' })).toEqual({ done: 'refused', why: 'Bad credentials' });
});

test('a failing server is asked again, and not for ever', async () => {
  const hub = await server();
  hub.refusals.push('GET 500', 'POST 502');
  expect(await comment(hub, 'one')).toEqual({ done: 'created' });
  hub.refusals.push('PATCH 500', 'PATCH 500', 'PATCH 500');
  expect(await comment(hub, 'two')).toEqual({ done: 'refused', why: 'Refused with 500' });
});

test('a server that is not there is an answer', async () => {
  const hub = await server();
  const { api } = hub;
  await hub.close();
  open = undefined;
  expect(await comment({ ...hub, api }, 'one')).toEqual({ done: 'refused', why: 'ECONNREFUSED' });
});

test.each([
  [{ pull_request: { number: 7 } }, 7],
  [{ issue: { number: 7, pull_request: {} } }, 7],
  [{ issue: { number: 7 } }, undefined],
  [{ workflow_run: { pull_requests: [{ number: 7 }] } }, 7],
  [{ workflow_run: { pull_requests: [] } }, undefined],
  [{ pull_request: { number: '7/../8' } }, undefined],
  [{}, undefined],
  [null, undefined],
])('the event %j is about the pull request %s', (event, number) => {
  expect(pullRequestOf(event)).toBe(number);
});

test('a long report is cut at the end of a line, and what is open there is closed', () => {
  const report = `Intro\n<details>\n\`\`\`\n${'line\n'.repeat(100)}`;
  const cut = shortened(report, 60);
  expect(cut).toBe(
    'Intro\n<details>\n```\nline\nline\nline\nline\nline\nline\nline\nline\n```\n</details>\n\nThe report goes on in the summary of the job.\n',
  );
  expect(shortened('short\n', 60)).toBe('short\n');
});
