/** How a project is made one that nothing on the machine can notice, but for the work that it does. */
export interface Isolation {
  /** Compose services that run; whatever calls the others finds them at their anchors. */
  readonly services: readonly string[];
  /** The folder that holds the whole tree. */
  readonly root: string;
  /** The user's work tree; what is built here says of which it is. */
  readonly top?: string;
  /** Folders below the root that services mount and that are not there. */
  readonly missing: ReadonlySet<string>;
  /** On everything that is made. */
  readonly labels: Readonly<Record<string, string>>;
  /** Names of images of services that are built. */
  readonly images: ReadonlyMap<string, string>;
  /** Where callers find a service instead of at its own address. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The name of each network that was made for this side, by its name in the project. */
  readonly networks: ReadonlyMap<string, string>;
}
