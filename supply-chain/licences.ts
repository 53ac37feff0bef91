/** By their SPDX ids: those that ask for no more than to be named. */
const allowedLicences: readonly string[] = [
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0'],
  // Of data: caniuse-lite, which the tests' compiler reads.
  'CC-BY-4.0',
  // It asks for changes of its own files only: axe-core, with which tests look at the console.
  'MPL-2.0',
  // It asks that changes be told: argparse, which the tool that documents the poller's library brings.
  'Python-2.0',
];

/** Whether an SPDX expression leaves a way to use the package under allowed licences; one with both AND and OR is not read. */
export function isAllowed(expression: string | undefined): boolean {
  const ids = (operator: string) => (expression ?? '').replace(/^\((.*)\)$/, '$1').split(` ${operator} `);
  const allowed = (id: string) => allowedLicences.includes(id);
  return ids('OR').some(allowed) || ids('AND').every(allowed);
}

/** Read by a person: what stands only in the image by which tests replace one of Docker Hub's, by name and version. */
export const readLicences: Readonly<Record<string, string>> = {
  'npm@10.9.9': 'Artistic-2.0',
  'spdx-exceptions@2.5.0': 'CC-BY-3.0',
  // Its package.json does not say it in npm's way.
  'qrcode-terminal@0.12.0': 'Apache-2.0',
};
