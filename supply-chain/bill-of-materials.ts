import type { LockedPackage, LockFile } from './locks.ts';

interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** The parts of a CycloneDX document that are looked at here. */
export interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly 'bom-ref': string; readonly name: string } };
  readonly components: readonly Component[];
}

/** Adds to npm's own bill what other lock files pin, once each; npm calls the project as its folder, this by its name. */
export function withLocked(bom: Bom, locks: readonly LockFile[]): Bom {
  const { component } = bom.metadata;
  const [name = component.name] = component['bom-ref'].split(/(?<=.)@/);
  const added = locks.flatMap(({ packages }) => packages).map(componentOf);
  const all = new Map([...added, ...bom.components].map((one) => [one['bom-ref'], one]));
  return {
    ...bom,
    metadata: { ...bom.metadata, component: { ...component, name } },
    components: [...all.values()].sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1)),
  };
}

/** A jar's list says nothing of its group, without which Maven's URL would be of something else. */
function componentOf({ kind, name, version, hashes, lock }: LockedPackage): Component {
  const sha256 = hashes.filter((hash) => hash.startsWith('sha256:')).map((hash) => hash.slice('sha256:'.length));
  const npmName = name.replace(/^@/, '%40');
  return {
    'bom-ref': kind === 'npm' ? `${name}@${version}` : `${kind}:${name}@${version}`,
    type: 'library',
    name,
    version,
    ...(kind === 'pypi' && { purl: `pkg:pypi/${name.toLowerCase().replaceAll(/[_.]/g, '-')}@${version}` }),
    ...(kind === 'npm' && { purl: `pkg:npm/${npmName}@${version}` }),
    // Of a Python package there is one for each of its files.
    ...(sha256.length === 1 && { hashes: [{ alg: 'SHA-256', content: sha256[0] ?? '' }] }),
    properties: [{ name: 'lock', value: lock }],
  };
}
