import { readFileSync } from 'node:fs';

/** A user as the API gives it, with the fields that are used. */
export const sampleApiUser = {
  gender: 'female',
  name: { title: 'Ms', first: 'Ada', last: 'Berg' },
  location: {
    street: { number: 12, name: 'Main St' },
    city: 'Springfield',
    state: 'Oregon',
    country: 'United States',
    postcode: 97475,
  },
  email: 'ada.berg@example.com',
  login: { uuid: '3f1c2a54-8f0b-4c7e-9d21-5a6b7c8d9e0f', username: 'greenowl412' } as {
    uuid?: unknown;
    username: string;
  },
  dob: { date: '1990-05-17T08:30:00.000Z', age: 35 },
  registered: { date: '2015-11-02T23:59:59.999Z', age: 10 },
  phone: '(555)-010-0199',
  picture: { medium: 'https://example.com/portraits/med/women/1.jpg' },
};

export type ApiUser = typeof sampleApiUser;

/** A whole answer of the API in the shape of one of its versions. */
export function readAnswer(version: '1.3' | '1.4'): { results: ApiUser[]; info: object } {
  const file = new URL(`../../../fixtures/random-user/v${version}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
