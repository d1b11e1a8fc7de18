const NOBODY = 65_534;

/** Root may do everything, so it is somebody else for as long as this takes. */
export async function withoutRights<T>(ask: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return ask();
  process.seteuid!(NOBODY);
  try {
    return await ask();
  } finally {
    process.seteuid!(0);
  }
}
