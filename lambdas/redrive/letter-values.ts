import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DeadLetter } from '../core/dead-letter.ts';

/** The values of letters, in the letters or, where they are too large for them, in the bucket. */
export interface LetterValues {
  /** @returns null for a tombstone. @throws Error naming the object that cannot be read. */
  read(letter: DeadLetter): Promise<Buffer | null>;
  /** Of a letter that is no more. */
  delete(letter: DeadLetter): Promise<void>;
}

/** A record of Kafka has 1 MB. */
const maximumBytes = 4 * 1024 * 1024;

export function s3LetterValues(client: Pick<S3Client, 'send'>, bucket: string): LetterValues {
  /** Whoever writes a letter must not choose what the function reads or deletes. */
  const placeOf = ({ valueObject }: DeadLetter) => {
    if (valueObject === undefined) return undefined;
    if (valueObject.bucket === bucket) return { Bucket: bucket, Key: valueObject.key };
    throw new Error(`The letter's value is in the bucket ${valueObject.bucket}, and letters are kept in ${bucket}.`);
  };
  return {
    async read(letter) {
      const place = placeOf(letter);
      if (place === undefined) return letter.value === null ? null : Buffer.from(letter.value, 'base64');
      try {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand(place));
        if (ContentLength > maximumBytes) throw new Error(`it has more than ${maximumBytes} bytes`);
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (cause) {
        const message = `The letter's value cannot be read from s3://${bucket}/${place.Key}: ${(cause as Error).message}`;
        throw new Error(message, { cause });
      }
    },

    async delete(letter) {
      const place = placeOf(letter);
      if (place) await client.send(new DeleteObjectCommand(place));
    },
  };
}
