import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Check, Found } from '../../check.ts';
import { baseImage } from '../../docker.ts';
import { imageOf, type Image } from '../../image.ts';
import { imageAt } from '../../image-place.ts';
import { itemsOf, partAt, textAt, containersIn } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed } from '../../system.ts';

export const imageMountIncompatible: Check = {
  id: 'version.image-mount-incompatible',
  stage: 'version',
  severity: 'high',
  title: 'A volume is mounted where the image does not keep its data',
  why: 'The data lies in the container and is gone with it, or the image refuses to start because it finds an old layout.',
  fix: 'Mount the folder that this version of the image uses; moving an old volume needs a migration.',
  guard: 'Images whose folder is set by a variable (PGDATA) are left alone, and so are versions that are not known.',
  sources: ['https://github.com/oss-apps/split-pro/pull/488', 'https://github.com/CarnegieLearningWeb/UpGrade/issues/3150'],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      const text = deployed.dockerfile
        ? baseImage(deployed.dockerfile)
        : deployed.deployment.folder === undefined
          ? deployed.image
          : undefined;
      const image = imageOf(text);
      const rule = image && RULES.find(one => one.image.test(image.path) && one.holds(image));
      if (!rule || isTold(deployed, rule)) continue;
      const mounts = mountsOf(deployed);
      const wrong = mounts.find(({ target }) => rule.wrong.test(target));
      if (!wrong || mounts.some(({ target }) => rule.right.test(target))) continue;
      yield found(deployed, { wrong, rule, image: text! });
    }
  },
};

/** A variable or a command with a file of its own may say another folder. */
const isTold = ({ variables, deployment }: Deployed, { unless }: Rule): boolean =>
  [...variables.keys()].some(name => unless.test(name)) ||
  deployment.command.some(({ value }) => value.kind !== 'literal' || /\.conf|--config|dir|dbpath|-D\b|data_directory/i.test(value.text));

interface Rule {
  readonly image: RegExp;
  readonly holds: (image: Image) => boolean;
  readonly wrong: RegExp;
  readonly right: RegExp;
  readonly unless: RegExp;
  readonly keeps: string;
}

const since =
  (major: number) =>
  ({ version }: Image): boolean =>
    (version?.[0] ?? 0) >= major;
const always = (): boolean => true;

/** Where official images keep their data, by version: their documentation and their VOLUME. */
const RULES: readonly Rule[] = [
  {
    image: /^postgres$/,
    holds: since(18),
    wrong: /^\/var\/lib\/postgresql\/data\/?$/,
    right: /^\/var\/lib\/postgresql\/?$/,
    unless: /^PGDATA$/,
    keeps: '/var/lib/postgresql',
  },
  {
    image: /^postgres$/,
    holds: ({ version }) => version !== undefined && version[0]! < 18,
    wrong: /^\/var\/lib\/postgres(ql)?\/?$|^\/var\/lib\/postgres\/data\/?$|^\/data\/?$/,
    right: /^\/var\/lib\/postgresql\/data(\/|$)/,
    unless: /^PGDATA$/,
    keeps: '/var/lib/postgresql/data',
  },
  {
    image: /^(mysql|mariadb)$/,
    holds: always,
    wrong: /^\/var\/lib\/(mysql\/data|mariadb|mysqld)\/?$|^\/data\/?$/,
    right: /^\/var\/lib\/mysql\/?$/,
    unless: /DATADIR|DATA_DIR/,
    keeps: '/var/lib/mysql',
  },
  {
    image: /^mongo$/,
    holds: always,
    wrong: /^\/(var\/lib\/mongo(db)?|data\/mongo(db)?|mongo(db)?\/data)\/?$/,
    right: /^\/data(\/db)?\/?$/,
    unless: /DBPATH|DATA_DIR/,
    keeps: '/data/db',
  },
  {
    image: /^redis$/,
    holds: always,
    wrong: /^\/(var\/lib\/redis|redis\/data|var\/redis\/data|redis-data)\/?$/,
    right: /^\/data\/?$/,
    unless: /DIR/,
    keeps: '/data',
  },
];

interface Mount {
  readonly target: string;
  readonly part: ManifestNode;
  readonly file: Deployed['at']['file'];
}

/** Folders of the container that something lies behind. */
function mountsOf({ compose, objects, image }: Deployed): readonly Mount[] {
  const own = itemsOf(partAt(compose?.written, 'volumes')).flatMap(item => {
    const target = item.kind === 'text' ? shortTarget(item.text) : textAt(item, 'target');
    return target === undefined ? [] : [{ target, part: item.kind === 'text' ? item : partAt(item, 'target')!, file: compose!.file }];
  });
  const mounted = objects.flatMap(({ written, file }) =>
    containersIn(written)
      .filter(container => textAt(container, 'image') === image)
      .flatMap(container => itemsOf(partAt(container, 'volumeMounts')))
      .flatMap(mount => {
        const part = partAt(mount, 'mountPath');
        return part?.kind === 'text' ? [{ target: part.text, part, file }] : [];
      }),
  );
  return [...own, ...mounted];
}

const shortTarget = (text: string): string | undefined => {
  const parts = text.replace(/:(ro|rw|z|Z|cached|delegated|consistent|nocopy|,)+$/, '').split(':');
  return parts.at(-1)?.startsWith('/') ? parts.at(-1) : undefined;
};

function found(deployed: Deployed, { wrong, rule, image }: { readonly wrong: Mount; readonly rule: Rule; readonly image: string }): Found {
  return {
    subject: `${deployed.service.name} ${wrong.target}`,
    message: `${deployed.name} runs ${image}, which keeps its data in ${rule.keeps}, but its volume is mounted at ${wrong.target}.`,
    evidence: [
      partEvidence(wrong.part, wrong.file, `the volume is mounted at ${wrong.target}`),
      evidence(imageAt(deployed), `${image} keeps its data in ${rule.keeps}`),
    ],
    about: [deployed.service.id],
  };
}
