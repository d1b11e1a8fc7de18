/** Two states of a workspace cannot be compared: one sentence that says what is wrong and what to do. */
export class RevisionError extends Error {}
