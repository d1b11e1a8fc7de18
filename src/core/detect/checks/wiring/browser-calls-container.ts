import { addressesIn } from '../../../link/address.ts';
import type { Check, Found } from '../../check.ts';
import { isPage } from '../../pages.ts';
import { evidence } from '../../places.ts';
import { composeTarget, references, type Reference } from '../../references.ts';
import type { Deployed, System } from '../../system.ts';

export const browserCallsContainer: Check = {
  id: 'wiring.browser-calls-container',
  stage: 'wiring',
  severity: 'high',
  title: 'A page is told to call the name of a container',
  why: 'The page runs in a browser outside of the network, where the name is not resolved: every call of the page fails.',
  fix: 'Give the page an address that its users reach: a published port, or a path of the server that it comes from.',
  guard:
    'Only variables whose names frameworks put into the page (NEXT_PUBLIC_, VITE_, REACT_APP_ …), files that only browsers run, and names of services of the same project.',
  sources: [
    'https://github.com/vercel/next.js/issues/66920',
    'https://github.com/xalaida/laravel-nuxt-docker/issues/28',
    'https://github.com/mem0ai/mem0/issues/7171',
  ],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      for (const { name, text, at } of settings(deployed)) {
        if (!IN_PAGE.test(name) || /_(INTERNAL|SERVER|SSR|PROXY)_/.test(name)) continue;
        const host = addressesIn(text).find(address => /^(https?|wss?)$/.test(address.scheme ?? ''))?.host;
        const target = host === undefined || host.includes('.') ? undefined : system.world.directory.find(host, deployed.deployment);
        if (
          !host ||
          !target ||
          !target.deployments.some(({ environment, hosts }) => environment === deployed.environment && hosts.includes(host))
        )
          continue;
        yield {
          subject: `${deployed.service.name} ${name}`,
          message: `${name} sends browsers to ${host}, a name that only containers of ${deployed.environment} can resolve.`,
          evidence: [evidence(at, `the page calls ${host}`)],
          about: [deployed.service.id, target.id],
        };
      }
    }
    for (const reference of references(system)) yield* written(reference, system);
  },
};

/** An address that the code of a page holds itself. */
function* written(reference: Reference, system: System): Generator<Found> {
  const { deployed, address, at } = reference;
  const target = reference.from === 'code' && isPage(at.file, deployed.service) ? composeTarget(reference, system) : undefined;
  if (!target || !/^(https?|wss?)$/.test(address.scheme ?? '')) return;
  yield {
    subject: `${deployed.service.name} ${at.file} ${address.host}`,
    message: `${at.file} runs in browsers and calls ${address.host}, a name that only containers of ${deployed.environment} can resolve.`,
    evidence: [evidence(at, `the page calls ${address.host}`)],
    about: [deployed.service.id, target.service.id],
  };
}

const IN_PAGE = /^(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|NUXT_PUBLIC|PUBLIC)_/;

function settings({ variables, compose }: Deployed) {
  const own = [...variables.values()].flatMap(({ name, text, valueAt }) => (text === undefined ? [] : [{ name, text, at: valueAt }]));
  const built = (compose?.build?.args ?? []).flatMap(({ name, value, at, origins }) =>
    value?.kind === 'literal' ? [{ name, text: value.text, at: origins?.[0] ?? { file: compose!.file, span: at } }] : [],
  );
  return [...own, ...built];
}
