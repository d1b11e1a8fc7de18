import type { Graph } from '../../model/graph.ts';
import type { Service } from '../../link/services.ts';
import { expectedAnswers, type Before } from './before-service.ts';
import type { Described, DescribedOperation } from './documents.ts';
import { meshSettings } from './mesh.ts';
import { additionsTo } from './operation-additions.ts';
import { EXTENSION, type Addition, type Overlay, type OverlayAction } from './overlay-action.ts';
import type { Request, Requests } from './requests.ts';
import { written, type PlaceOf } from './said.ts';
import type { Texts } from '../../readers/use.ts';

export interface OverlayInput extends Before {
  readonly graph: Graph;
  readonly requests: Requests;
  readonly texts: Texts;
  readonly placeOf: PlaceOf;
}

/** What a document leaves unsaid, as an overlay of it. */
export function overlayOf(described: Described, input: OverlayInput): Overlay {
  const { service, isSwagger, file, title } = described;
  const expected = expectedAnswers(service, meshSettings(service, input.objects, input.world), input);
  const found = described.operations.map(operation =>
    additionsTo(operation, { isSwagger, expected, texts: input.texts, requests: requestsFor(operation, service, input.requests) }),
  );
  return {
    overlay: '1.0.0',
    info: { title: `What ${title} leaves unsaid`, version: '1.0.0' },
    extends: file,
    actions: found.flatMap(({ additions }) => additions).map(addition => action(addition, input.placeOf)),
    [EXTENSION]: {
      about:
        'Made by Faultline from the code, configuration and callers in the workspace. Each action says why, and where that is written. What is marked engineerDecides is a proposal.',
      extension: `${EXTENSION} on operations is an extension of ours: timeoutBudgetMs is how long the least patient caller waits; retry.class and retry.allowed say whether asking again does harm. Response codes, Retry-After (RFC 9110) and Idempotency-Key (IETF draft) are common property.`,
      notKnown: [...described.notes, ...found.flatMap(({ notKnown }) => notKnown)],
    },
  };
}

const requestsFor = ({ elements }: DescribedOperation, service: Service, requests: Requests): readonly Request[] =>
  elements.flatMap(element => requests.get(element) ?? []).filter(({ caller }) => caller.id !== service.id);

const action = ({ target, update, reasons }: Addition, placeOf: PlaceOf): OverlayAction => ({
  target,
  description: reasons.why,
  update,
  [EXTENSION]: written(reasons, placeOf),
});
