/** What the suite in a folder of 20,000 files shows. */
export const manyNames = [
  'while files are read, the server answers within 200 ms and the extension host does not freeze',
  'reading can be stopped, and what has been read is shown',
  'reading again reads everything',
] as const;

export type ManyName = (typeof manyNames)[number];
