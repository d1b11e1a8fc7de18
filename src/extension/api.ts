/** What our own tests ask in the extension host. It is not for other extensions, and promises them nothing. */
export interface FaultlineApi {
  readonly activationMilliseconds: number;
  services(): readonly string[];
  /** The node in focus in the sidebar. */
  focus(): string | null;
  tree(): readonly string[];
  /** How far reading is, while files are read. */
  reading(): { readonly done: number; readonly total: number } | null;
  /** Over the language server and back. */
  roundTrip(): Promise<unknown>;
  ready(): boolean;
}
