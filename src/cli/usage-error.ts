/** The user can mend it: the message says what is wrong and what to do. Exit code 2. */
export class UsageError extends Error {}
