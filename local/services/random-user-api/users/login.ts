import { hash } from 'node:crypto';
import { adjectives, animals, passwords } from './login-words.ts';
import type { Person } from './person.ts';
import type { RandomNumbers } from './random-numbers.ts';
import type { Login } from './user.ts';

const saltCharacters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

export function login({ uniqueDigits, numbers }: Person): Login {
  const random = numbers('login');
  const username = `${random.pick(adjectives)}${random.pick(animals)}${random.between(100, 999)}`;
  const password = random.pick(passwords);
  const salt = randomSalt(random);
  const salted = password + salt;
  return {
    uuid: uuidOf(uniqueDigits),
    username,
    password,
    salt,
    md5: hash('md5', salted),
    sha1: hash('sha1', salted),
    sha256: hash('sha256', salted),
  };
}

/** The 32 hexadecimal digits as a UUID of version 4, which has places of its own for six of the bits. */
function uuidOf(digits: string): string {
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  const groups = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, variant + digits.slice(17, 20)];
  return `${groups.join('-')}-${digits.slice(20)}`;
}

function randomSalt(random: RandomNumbers): string {
  let salt = '';
  for (let length = 0; length < 8; length++) salt += random.pick(saltCharacters);
  return salt;
}
