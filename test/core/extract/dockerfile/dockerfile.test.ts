import { expect, test } from 'vitest';
import { dockerfile } from '../../../../src/core/extract/dockerfile/index.ts';
import { expectTotal, factsOf, shown, shownEntry } from '../reading.ts';

const read = (text: string) => factsOf(dockerfile, 'Dockerfile', { kind: 'dockerfile', text })[0]!;
const builds = (body: string) => read(`FROM base\n${body}\n`).builds;
const words = (body: string) => read(`FROM base\n${body}\n`).command.map(({ value }) => shown(value));

test('stages have names and what they are made from', () => {
  const text = 'ARG TAG=20\nFROM --platform=linux/amd64 node:${TAG} AS build\nFROM build\n';
  expect(read(text).stages.map(({ name, from }) => [name, from])).toEqual([
    ['build', 'node:20'],
    [undefined, 'build'],
  ]);
  expect(text.slice(...read(text).at)).toBe('FROM build');
});

test('ENV in both forms, over lines, with comments between', () => {
  const text = 'FROM x\nENV OLD the rest\nENV A=b \\\n  # note\n  URL="http://$HOST:80" \\\n  C=d\n';
  expect(read(text).environment.map(shownEntry)).toEqual(['OLD=the rest', 'A=b', 'URL=http://<HOST>:80', 'C=d']);
  expect(text.slice(...read(text).environment[2]!.at)).toBe('URL="http://$HOST:80"');
});

test('a variable of the Dockerfile has its default', () => {
  expect(read('ARG PORT=80\nFROM x\nARG PORT\nARG HOST=users\nENV URL=http://$HOST:${PORT}\nEXPOSE $PORT\n')).toMatchObject({
    ports: [{ target: 80 }],
    environment: [{ name: 'URL' }],
  });
  expect(read('FROM x\nARG HOST=users\nENV URL=http://$HOST\n').environment.map(shownEntry)).toEqual(['URL=http://<HOST:users>']);
});

test('the last stage has what its parents set, and not what others do', () => {
  const found = read('FROM x AS base\nENV A=b\nEXPOSE 80\nFROM y AS other\nENV C=d\nFROM base\nENV A=c\n');
  expect([found.environment.map(shownEntry), found.ports.map(({ target }) => target)]).toEqual([['A=c'], [80]]);
});

test('every stage keeps its own parts for a build that names it', () => {
  const { stages } = read('FROM x AS orders\nCMD ["node", "orders.js"]\nFROM x AS users\nCMD ["node", "users.js"]\n');
  expect(stages.map(({ builds }) => builds)).toEqual([['orders.js'], ['users.js']]);
});

test('ports, ranges and protocols', () => {
  expect(read('FROM x\nEXPOSE 80 443/tcp 8000-8002/udp\n').ports.map(({ target }) => target)).toEqual([80, 443, 8000, 8001, 8002]);
});

test('copies come from the context only', () => {
  const { copies } = read(
    'FROM x AS a\nCOPY --chown=me package.json src/ ./\nADD ["a b.txt", "/x/"]\nADD https://x/y /y\nCOPY <<EOF /z\nCOPY no no\nEOF\nFROM y\nCOPY --from=a /app .\n',
  );
  expect(copies.map(({ from, to }) => [from, to])).toEqual([
    ['package.json', './'],
    ['src/', './'],
    ['a b.txt', '/x/'],
  ]);
});

test('commands in both forms', () => {
  expect(words('ENTRYPOINT ["wait", "-t", "db:5432"]\nCMD ["node", "a.js"]')).toEqual(['wait', '-t', 'db:5432', 'node', 'a.js']);
  expect(words('CMD run --url http://$HOST:${PORT:-80} && echo ok')).toEqual([
    'run',
    '--url',
    'http://<HOST>:<PORT:80>',
    '&&',
    'echo',
    'ok',
  ]);
  expect(words('ENTRYPOINT ["sh", "-c", "run $URL"]')).toEqual(['sh', '-c', 'run', '<URL>']);
});

test.each([
  ['RUN CGO_ENABLED=0 go build -ldflags "-s -w" -o /bin/x ./cmd/api', ['./cmd/api']],
  ['COPY . /src\nWORKDIR /src/services/orders\nRUN go build -o /x .', ['services/orders']],
  [
    'COPY . .\nWORKDIR "/app/../src/Catalog.API"\nRUN dotnet publish "Catalog.API.csproj" -c Release -o /out',
    ['src/Catalog.API/Catalog.API.csproj'],
  ],
  [
    'RUN dotnet publish src/Catalog.API/Catalog.API.csproj -c Release\nENTRYPOINT ["dotnet", "Catalog.API.dll"]',
    ['src/Catalog.API/Catalog.API.csproj', 'Catalog.API.dll'],
  ],
  ['RUN npm run build --workspace=@shop/orders', ['@shop/orders']],
  ['RUN yarn workspace orders build && pnpm --filter "users..." build', ['orders', 'users']],
  ['RUN npx nx build orders --prod', ['orders']],
  ['RUN npx turbo prune orders --docker', ['orders']],
  ['RUN ./mvnw -B -pl orders,common -am package', ['orders', 'common']],
  ['RUN ./gradlew :services:orders:bootJar', ['services/orders']],
  ['RUN cargo build --release --bin orders', ['orders']],
  ['COPY . /src\nRUN cd /src/apps/web && npm run build', ['apps/web']],
  ['CMD ["node", "dist/apps/query/main"]', ['dist/apps/query/main']],
  ['CMD uvicorn app.main:app --host 0.0.0.0', ['app/main']],
  ['CMD ["gunicorn", "-b", "0.0.0.0:80", "shop.wsgi:application"]', ['shop/wsgi']],
  ['CMD ["poetry", "run", "python", "-m", "shop.orders"]', ['shop/orders']],
  ['CMD ["python", "service/main.py"]', ['service/main.py']],
  ['RUN python -m pip install x', []],
  ['ARG APP\nRUN go build ./cmd/${APP}', ['./cmd/${APP}']],
])('%j picks out of a shared context', (body, picked) => {
  expect(builds(`WORKDIR /\n${body}`)).toEqual(picked);
});

test('what is copied from the stage that built it tells what was built', () => {
  expect(read('FROM x AS build\nWORKDIR /app\nCOPY . .\nFROM y\nCOPY --from=build /app/apps/orders/dist ./dist\n').builds).toEqual([
    'apps/orders/dist',
  ]);
});

test('a backtick may continue lines, and scripts in heredocs are no instructions', () => {
  expect(read('# escape=`\nFROM x\nENV A=b `\n C=d\n').environment.map(shownEntry)).toEqual(['A=b', 'C=d']);
  expect(read('FROM x\nRUN <<EOF\nENV A=b\nEOF\nENV C=d\n').environment.map(shownEntry)).toEqual(['C=d']);
});

test('it never throws', () => {
  expectTotal(
    dockerfile,
    'Dockerfile',
    'ARG T=1\nFROM a:${T} AS b\nENV A=b \\\n  C="d"\nCOPY --from=b ["x", "y"]\nRUN cd /x && go build ./cmd/a\nEXPOSE 80\nCMD ["sh", "-c", "a $B"]\n',
  );
});
