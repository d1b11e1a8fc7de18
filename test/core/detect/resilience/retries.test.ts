import { expect, test } from 'vitest';
import { limiterWithoutRetryAfter } from '../../../../src/core/detect/checks/resilience/limiter-without-retry-after.ts';
import { noJitter } from '../../../../src/core/detect/checks/resilience/no-jitter.ts';
import { retryAfterIgnored } from '../../../../src/core/detect/checks/resilience/retry-after-ignored.ts';
import { retryNonIdempotent } from '../../../../src/core/detect/checks/resilience/retry-non-idempotent.ts';
import type { Check } from '../../../../src/core/detect/check.ts';
import { findingsIn, found } from '../workspace.ts';

/** The severity and the first place of each finding. */
const firsts = (check: Check, file: string, text: string): readonly string[] =>
  found(check, { [file]: text }).map(line => line.replace(/^(\w+) .* @ (\S+).*$/, '$1 $2'));

const throttled = (pause: string) =>
  `for (let i = 0; i < 3; i++) {\n  const r = await fetch(u);\n  if (r.status !== 429) return r;\n  await sleep(${pause});\n}\n`;

test('429 is tried again, and Retry-After never read', () => {
  expect(firsts(retryAfterIgnored, 'c.ts', throttled('200 * 2 ** i'))).toEqual(['high c.ts:3']);
  expect(firsts(retryAfterIgnored, 'c.ts', throttled("1000 * Number(r.headers.get('retry-after'))"))).toEqual([]);
  const python =
    'import requests, time\ndef ask(url):\n    for attempt in range(5):\n        r = requests.get(url, timeout=3)\n        if r.status_code == 429:\n            time.sleep(2 ** attempt)\n            continue\n        return r\n';
  expect(firsts(retryAfterIgnored, 'c.py', python)).toEqual(['high c.py:5']);
  const go =
    'package c\nimport "net/http"\nfunc ask() {\n\tfor attempt := 0; attempt < 3; attempt++ {\n\t\tresp, err := client.Do(req)\n\t\tif err == nil && resp.StatusCode != http.StatusTooManyRequests {\n\t\t\treturn\n\t\t}\n\t\ttime.Sleep(backoff(attempt))\n\t}\n}\n';
  expect(firsts(retryAfterIgnored, 'c.go', go)).toEqual(['high c.go:6']);
});

test('a loop over things that looks at a status tries nothing again', () => {
  const text = 'for (const id of ids) {\n  const r = await fetch(id);\n  if (r.status === 429) return r;\n}\n';
  expect(firsts(retryAfterIgnored, 'c.ts', text)).toEqual([]);
});

test('a limiter that does not say when to come back, in several frameworks', () => {
  expect(firsts(limiterWithoutRetryAfter, 'l.ts', "if (over) return res.status(429).send('slow down');\n")).toEqual(['medium l.ts:1']);
  expect(
    firsts(limiterWithoutRetryAfter, 'l.ts', "if (over) return res.status(429).set('Retry-After', '30').send('slow down');\n"),
  ).toEqual([]);
  expect(
    firsts(limiterWithoutRetryAfter, 'l.py', 'def limit(request):\n    raise HTTPException(status_code=429, detail="slow down")\n'),
  ).toEqual(['medium l.py:2']);
  expect(
    firsts(
      limiterWithoutRetryAfter,
      'l.py',
      'def limit(request):\n    raise HTTPException(status_code=429, headers={"Retry-After": "30"})\n',
    ),
  ).toEqual([]);
  const go =
    'package l\nimport "net/http"\nfunc limit(w http.ResponseWriter, r *http.Request) {\n\thttp.Error(w, "slow down", http.StatusTooManyRequests)\n}\n';
  expect(firsts(limiterWithoutRetryAfter, 'l.go', go)).toEqual(['medium l.go:4']);
  const java =
    'class L {\n  ResponseEntity<?> limit() {\n    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).build();\n  }\n}\n';
  expect(firsts(limiterWithoutRetryAfter, 'L.java', java)).toEqual(['medium L.java:3']);
});

test('a health check answers 503 and is no limiter', () => {
  expect(firsts(limiterWithoutRetryAfter, 'h.ts', "app.get('/healthz', (req, res) => res.status(503).send('down'));\n")).toEqual([]);
});

test('a pause that is always the same', () => {
  expect(firsts(noJitter, 'ws.ts', 'ws.onclose = () => setTimeout(connect, 1000);\n')).toEqual(['medium ws.ts:1']);
  expect(
    firsts(noJitter, 'ws.ts', "socket.on('close', () => {\n  setTimeout(() => this.reconnect(), RETRY_MS);\n});\nconst RETRY_MS = 5000;\n"),
  ).toEqual(['medium ws.ts:2']);
  expect(
    firsts(
      noJitter,
      'c.py',
      'import time, pika\nwhile True:\n    try:\n        connection = pika.BlockingConnection(parameters)\n        break\n    except Exception:\n        time.sleep(5)\n',
    ),
  ).toEqual(['medium c.py:7']);
  expect(firsts(noJitter, 'c.py', 'from tenacity import retry, wait_fixed\n@retry(wait=wait_fixed(2))\ndef ask():\n    pass\n')).toEqual([
    'medium c.py:2',
  ]);
});

test('a pause that grows or depends on chance, and a timer that is about something else', () => {
  expect(firsts(noJitter, 'ws.ts', 'ws.onclose = () => setTimeout(connect, Math.random() * 1000 * 2 ** n++);\n')).toEqual([]);
  expect(firsts(noJitter, 'ws.ts', 'const timer = setTimeout(refresh, 1000);\n')).toEqual([]);
  expect(
    firsts(
      noJitter,
      'c.py',
      'import time, requests\nwhile True:\n    try:\n        requests.get(url, timeout=1)\n    except Exception:\n        break\n    time.sleep(5)\n',
    ),
  ).toEqual([]);
});

const pay = (key: string) =>
  `axiosRetry(api, { retries: 3, retryCondition: () => true });\nexport const charge = o => api.post('/charges', o${key});\n`;

const looped = (key: string) =>
  `import requests\ndef charge(order):\n    for attempt in range(3):\n        try:\n            return requests.post(URL, json=order, timeout=2${key})\n        except requests.Timeout:\n            continue\n`;

test('a write that is tried again without a key', () => {
  expect(firsts(retryNonIdempotent, 'pay.ts', pay(''))).toEqual(['critical pay.ts:2']);
  expect(firsts(retryNonIdempotent, 'pay.ts', pay(", { headers: { 'Idempotency-Key': o.id } }"))).toEqual([]);
  expect(firsts(retryNonIdempotent, 'pay.py', looped(''))).toEqual(['critical pay.py:5']);
  expect(firsts(retryNonIdempotent, 'pay.py', looped(', headers={"Idempotency-Key": str(uuid.uuid4())}'))).toEqual(['critical pay.py:5']);
  expect(firsts(retryNonIdempotent, 'pay.py', looped(', headers={"Idempotency-Key": order.id}'))).toEqual([]);
  const closure =
    "import pRetry from 'p-retry';\nexport const charge = o => pRetry(() => fetch(URL, { method: 'POST', body: o }), { retries: 2 });\n";
  expect(firsts(retryNonIdempotent, 'pay.ts', closure)).toEqual(['critical pay.ts:2']);
  const spring =
    'class Pay {\n  RestTemplate rest;\n  @Retryable(maxAttempts = 4)\n  Charge charge(Order order) {\n    return rest.postForObject("http://pay/charges", order, Charge.class);\n  }\n}\n';
  expect(firsts(retryNonIdempotent, 'Pay.java', spring)).toEqual(['critical Pay.java:5']);
});

test('reads, and libraries that leave writes alone', () => {
  expect(
    firsts(retryNonIdempotent, 'pay.ts', "axiosRetry(api, { retries: 3 });\nexport const charge = o => api.post('/charges', o);\n"),
  ).toEqual([]);
  expect(
    firsts(
      retryNonIdempotent,
      'pay.ts',
      "axiosRetry(api, { retries: 3, retryCondition: () => true });\nexport const list = () => api.get('/charges');\n",
    ),
  ).toEqual([]);
});

/** A text of one line as the fixes of a check leave it. */
const fixed = (check: Check, text: string): readonly string[] =>
  findingsIn({ 'a.ts': text }, [check]).flatMap(
    ({ fix }) => fix?.edits.map(edit => text.slice(0, edit.column - 1) + edit.text + text.slice(edit.endColumn - 1)) ?? [],
  );

test('what can be put right for certain is an edit', () => {
  expect(fixed(limiterWithoutRetryAfter, "return res.status(429).send('slow down');")).toEqual([
    "return res.status(429).set('Retry-After', '30').send('slow down');",
  ]);
  expect(fixed(noJitter, 'ws.onclose = () => setTimeout(connect, 1000);')).toEqual([
    'ws.onclose = () => setTimeout(connect, 1000 * (0.5 + Math.random()));',
  ]);
});

test('chance that is taken away, and a pause behind a try of Go that failed', () => {
  expect(firsts(noJitter, 'c.ts', 'const socket = io(url, { reconnectionDelay: 1000, randomizationFactor: 0 });\n')).toEqual([
    'medium c.ts:1',
  ]);
  expect(firsts(noJitter, 'c.ts', 'const socket = io(url, { reconnectionDelay: 1000, randomizationFactor: 0.5 });\n')).toEqual([]);
  const go =
    'package c\nfunc connect() {\n\tfor {\n\t\tconn, err := amqp.Dial(url)\n\t\tif err == nil {\n\t\t\treturn\n\t\t}\n\t\ttime.Sleep(5 * time.Second)\n\t}\n}\n';
  expect(firsts(noJitter, 'c.go', go)).toEqual(['medium c.go:8']);
});
