/** `2026-11-21`: deprecations and waivers end on a day. */
export const today = (): string => new Date().toISOString().slice(0, 10);
