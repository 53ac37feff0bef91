import { createHmac } from 'node:crypto';
import { scramVerifier } from '../../../../../../local/control-plane/rds/server/scram-verifier.ts';

test("a verifier makes the server's signature of RFC 7677", () => {
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const salt = 'W22ZaJ0SNY7soEsUEjb6gQ==';
  const message = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`;

  const verifier = scramVerifier('pencil', Buffer.from(salt, 'base64'));

  const [, iterations, usedSalt, , serverKey = ''] =
    /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(verifier) ?? [];
  const signature = createHmac('sha256', Buffer.from(serverKey, 'base64')).update(message).digest('base64');
  expect([iterations, usedSalt]).toEqual(['4096', salt]);
  expect(signature).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
});

test('two verifiers of one password differ', () => {
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
});
