/** What the suite in the extension host shows, told apart so that each rule is a test of its own outside. */
export const names = [
  'activates in at most 100 ms',
  'every command of the manifest exists',
  'reads examples/shop and lists it as a tree',
  'a hover on a service name says what it is',
  'the focus follows the cursor from file to file',
  'a lens stands above a compose service',
  'a lens stands above each method that answers an rpc',
  'a path in compose.yaml is a link to its file',
  'a client call leads into the handler of the other service',
  'a symbol of the workspace is found by the name of a service',
  'a change that is typed and breaks somebody is marked, and a quick fix takes it back',
  'a killed server comes back, and so does everything it did',
  'a command that is given while the server is away waits for it',
  'a server that is killed again and again, also while it starts, comes back with what is typed and not saved',
] as const;

export type Name = (typeof names)[number];
