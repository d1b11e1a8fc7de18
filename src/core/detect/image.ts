/** The parts of an image's name: `ghcr.io/acme/postgres:18-alpine@sha256:…`. */
export interface Image {
  readonly registry?: string;
  /** Without registry: `library/postgres` is `postgres`, `bitnami/postgresql` stays. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  readonly tag?: string;
  /** What the tag begins with: `18-alpine` is [18], `7.17.24` is [7, 17, 24]. Absent for `latest` and the like. */
  readonly version?: readonly number[];
  readonly digest?: string;
}

const IMAGE = /^(?:((?:[\w-]+\.)+[\w-]+(?::\d+)?|localhost(?::\d+)?|[\w-]+:\d+)\/)?([^:@\s]+)(?::([^@\s]+))?(?:@(\S+))?$/;

/** Undefined for what is no image's name, or holds a variable. */
export function imageOf(text: string | undefined): Image | undefined {
  const [, registry, written, tag, digest] = (text !== undefined && !/[${}\uF8FF]/.test(text) && IMAGE.exec(text.trim())) || [];
  if (written === undefined) return undefined;
  const path = written.replace(/^library\//, '');
  const version = /^v?(\d+(?:\.\d+)*)/
    .exec(tag ?? '')?.[1]
    ?.split('.')
    .map(Number);
  return {
    ...(registry && { registry }),
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    ...(tag && { tag }),
    ...(version && { version }),
    ...(digest && { digest }),
  };
}
