/** Where folders of the build context lie in a stage. */
export interface Placement {
  /** Path in the context: `.`, `services/orders`. */
  readonly from: string;
  /** Absolute path in the image. */
  readonly to: string;
}

/** `path` as seen from `folder`, without `.` and `..`; absolute paths stay what they are. */
export function within(folder: string, path: string): string {
  const whole = path.startsWith('/') || folder === '' ? path : `${folder}/${path}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return (whole.startsWith('/') ? '/' : '') + parts.join('/');
}

/** The path in the build context of what lies at an absolute path of the image; the last COPY that put it there decides. */
export function contextPath(path: string, placements: readonly Placement[]): string | undefined {
  const placed = placements.findLast(({ to }) => path === to || path.startsWith(to === '/' ? '/' : `${to}/`));
  if (!placed) return undefined;
  return within(placed.from === '.' ? '' : placed.from, path.slice(placed.to.length).replace(/^\//, '')) || '.';
}

const FILE =
  /(?:\*[^/]*|(?:^|\/)\.[\w-][^/]*|\.(?:csproj|fsproj|vbproj|sln|slnx|json|jsonc|mod|sum|work|lock|toml|xml|txt|[cm]?[jt]sx?|py|rb|php|go|jar|war|gradle|kts|ya?ml|conf|sh|props|targets|config|cfg|ini|md|env|sql|proto|whl|zip|gz|tar|tgz|pem|crt|key|cnf|template|tmpl)|Dockerfile|Makefile|Gemfile|Pipfile|mvnw|gradlew|Procfile|\.npmrc|\.dockerignore)$/i;

/** By its name alone, as far as that tells: `src/Catalog.API` is a folder, `Catalog.API.csproj` a file. */
export const looksLikeFile = (path: string): boolean => FILE.test(path);
