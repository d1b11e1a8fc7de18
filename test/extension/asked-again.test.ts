import { expect, test } from 'vitest';
import { askedAgain } from '../../src/extension/asked-again.ts';

const lost = Object.assign(new Error('Pending response rejected since connection got disposed'), { code: -32_097 });
const fault = Object.assign(new Error('Our fault'), { code: -32_603 });

/** A question that is answered so, one time after the other. */
async function asked(answers: readonly (string | Error)[], { isWithdrawn = false } = {}): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const left = [...answers];
  const ask = async (): Promise<string> => {
    const answer = left.shift()!;
    seen.push('asked');
    if (typeof answer !== 'string') throw answer;
    return answer;
  };
  const awake = async (): Promise<void> => void seen.push('awake');
  const end = await askedAgain({ ask, awake, isWithdrawn: () => isWithdrawn }).catch((error: unknown) => error);
  return [...seen, end];
}

test('nobody is asked before there is somebody', async () => expect(await asked(['yes'])).toEqual(['awake', 'asked', 'yes']));

test('a server that dies over a question is asked again when it is back, once', async () => {
  expect(await asked([lost, 'yes'])).toEqual(['awake', 'asked', 'awake', 'asked', 'yes']);
  expect(await asked([lost, lost, 'yes'])).toEqual(['awake', 'asked', 'awake', 'asked', lost]);
});

test('a fault is no death, and who has withdrawn a question wants no answer', async () => {
  expect(await asked([fault, 'yes'])).toEqual(['awake', 'asked', fault]);
  expect(await asked([lost, 'yes'], { isWithdrawn: true })).toEqual(['awake', 'asked', lost]);
});
