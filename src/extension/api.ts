/** What our own tests ask in the extension host. It is not for other extensions, and promises them nothing. */
export interface FaultlineApi {
  readonly activationMilliseconds: number;
  services(): readonly string[];
  /** The node in focus in the sidebar. */
  focus(): string | null;
  tree(): readonly string[];
  ready(): boolean;
}
