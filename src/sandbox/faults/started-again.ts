import type Dockerode from 'dockerode';
import { statusOf } from '../objects.ts';

/** That it runs already, or is gone with its sandbox, is no error. */
export async function startedAgain(container: Dockerode.Container): Promise<void> {
  await unlessDone(container.start());
}

/** 304: it is as it should be; 404: it is gone; 409: it no longer is in the state that is to end. */
export async function unlessDone(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (![304, 404, 409].includes(statusOf(error))) throw error;
  });
}
