import fc from 'fast-check';
import type { User } from '../../../lambdas/core/user.ts';

export const sampleUser: User = {
  id: '3f1c2a54-8f0b-4c7e-9d21-5a6b7c8d9e0f',
  first_name: 'Ada',
  last_name: 'Berg',
  gender: 'female',
  address: '12 Main St, Springfield, Oregon, United States',
  post_code: '97475',
  email: 'ada.berg@example.com',
  username: 'greenowl412',
  dob: '1990-05-17T08:30:00.000Z',
  registered_date: '2015-11-02T23:59:59.999Z',
  phone: '(555)-010-0199',
  picture: 'https://example.com/portraits/med/women/1.jpg',
};

/** Fields of a user that hold text of any kind. */
export const textFields = [
  'first_name',
  'last_name',
  'gender',
  'address',
  'post_code',
  'email',
  'username',
  'phone',
  'picture',
] as const;

/** Every text that the stores can keep. */
const storableText = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

export const anyUser: fc.Arbitrary<User> = fc.record(
  {
    id: fc.uuid(),
    first_name: storableText,
    last_name: storableText,
    gender: storableText,
    address: storableText,
    post_code: storableText,
    email: storableText,
    username: storableText,
    dob: instant,
    registered_date: instant,
    phone: storableText,
    picture: storableText,
  },
  { noNullPrototype: true },
);
