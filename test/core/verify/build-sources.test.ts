import { expect, test } from 'vitest';
import { copiedSources } from '../../../src/core/verify/build-sources.ts';

test.each<readonly [string, readonly string[]]>([
  ['COPY package.json package-lock.json ./', ['package.json', 'package-lock.json']],
  ['COPY ./dist/ /app', ['dist']],
  ['ADD --chown=node:node build /app', ['build']],
  ['COPY ["with space", "/app"]', ['with space']],
  ['COPY target/*.jar app.jar', ['target']],
  ['ARG JAR=target/app.jar\nCOPY ${JAR} app.jar', ['target/app.jar']],
  ['COPY a \\\n  b /app', ['a', 'b']],
  ['COPY . .', ['']],
  ['COPY ./ /app/', ['']],
  ['COPY * /app', ['']],
  ['RUN --mount=type=bind,source=src,target=/src --mount=type=cache,target=/root make', ['src']],
  ['RUN --mount=target=. make', ['']],
  // What these name is another stage, elsewhere, or not known.
  ['RUN --mount=type=bind,from=build,target=/out cp -r /out /app', []],
  ['COPY --from=build /app/dist dist', []],
  ['ADD https://example.org/x.tar.gz /x', []],
  ['COPY ../up /app', []],
  ['COPY $UNKNOWN /app', []],
  ['COPY <<EOF /file\nx\nEOF', []],
  ['RUN cp dist /app', []],
  ['COPY [broken', []],
])('%j copies %j', (dockerfile, sources) => {
  expect(copiedSources(dockerfile, {})).toEqual(sources);
});

test('an argument of the build wins over its default', () => {
  expect(copiedSources('ARG OUT=dist\nCOPY $OUT /app', { OUT: 'public' })).toEqual(['public']);
});
