import { Glue } from '@aws-sdk/client-glue';
import { withoutFrame } from '../../../../lambdas/core/schema-registry/frame.ts';
import { awsClientOptions } from '../../../deployment/aws-clients.ts';
import { listMappings } from '../../../event-source-mapping/clients.ts';
import { openSchemaRegistry } from '../../../event-source-mapping/schema-registry/open-schema-registry.ts';
import { hostOf } from '../../../services/hosts.ts';
import { schemaRegistryUrl } from '../../../services/schema-registry/schema-registry.ts';
import { unusable } from '../../problem.ts';
import type { Sources } from '../../sources/sources.ts';
import { RegistryDecoder } from './registry-decoder.ts';

/** A key or value as its schema reads it, or as it is stored. */
export interface DecodedPart {
  readonly bytes: Buffer;
  /** Which it names. */
  readonly schema?: { readonly id: string; readonly format?: string };
  /** Why it was not decoded. */
  readonly problem?: string;
}

/** Comes at once where its schema is known, and never rejects: what cannot be decoded says why. */
export type DecodePart = (part: Buffer) => DecodedPart | Promise<DecodedPart>;

/** Decodes what is framed for a schema registry, by Confluent's API or Glue's; what has no frame stays as it is. */
export class PartDecoders {
  readonly #sources: Pick<Sources, 'settings' | 'aws'>;
  readonly #confluent: RegistryDecoder;
  /** By topic: its mapping names the registry. */
  readonly #glue = new Map<string, RegistryDecoder>();

  constructor(sources: Pick<Sources, 'settings' | 'aws'>) {
    this.#sources = sources;
    const { settings } = sources;
    const uri = schemaRegistryUrl(settings, hostOf('schema-registry', settings));
    this.#confluent = new RegistryDecoder(() => this.#open(uri));
  }

  of(topic: string): DecodePart {
    return (part) => {
      const isGlue = part[0] === 3 && part.length >= 18 && (part[1] === 0 || part[1] === 5);
      if (isGlue) return this.#glueOf(topic).decode(part);
      return withoutFrame(part).schemaId === undefined ? { bytes: part } : this.#confluent.decode(part);
    };
  }

  #glueOf(topic: string): RegistryDecoder {
    const known = this.#glue.get(topic) ?? new RegistryDecoder(async () => this.#open(await this.#glueRegistry(topic)));
    this.#glue.set(topic, known);
    return known;
  }

  async #glueRegistry(topic: string): Promise<string> {
    const mappings = await this.#sources.aws(({ lambda }) => listMappings(lambda));
    const uris = mappings
      .filter(({ Topics }) => Topics?.includes(topic))
      .map(({ AmazonManagedKafkaEventSourceConfig: managed, SelfManagedKafkaEventSourceConfig: selfManaged }) => {
        const { SchemaRegistryConfig } = managed ?? selfManaged ?? {};
        return SchemaRegistryConfig?.SchemaRegistryURI;
      });
    const arn = uris.find((uri) => uri?.startsWith('arn:'));
    if (arn) return arn;
    throw unusable(`It is framed for Glue's schema registry, and no mapping of ${topic} names one`);
  }

  #open(uri: string) {
    return openSchemaRegistry(
      {
        SchemaRegistryURI: uri,
        EventRecordFormat: 'JSON',
        SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
      },
      {
        readSecret: () => Promise.reject(new Error('The stack has no login for its schema registry.')),
        loadGlue: async () => new Glue(awsClientOptions(this.#sources.settings)),
      },
    );
  }
}
