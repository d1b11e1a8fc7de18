/** A call of Dapr's sidecar names the application and then its path. */
const INVOKED = /(?:^|\/)v1\.0\/invoke\/([^/]+)\/method(\/.*)$/;

/** The path that the application is asked for; any other path as it is. */
export const invoked = (path: string): string => INVOKED.exec(path)?.[2] ?? path;

export const applicationIn = (path: string): string | undefined => INVOKED.exec(path)?.[1]?.toLowerCase();
