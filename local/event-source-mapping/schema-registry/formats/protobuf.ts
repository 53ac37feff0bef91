import { createRequire } from 'node:module';
import protobuf from 'protobufjs';
import protojson from 'protobufjs/ext/protojson.js';
import type { PayloadReader, RegisteredSchema, SchemaReference } from '../schema.ts';

/**
 * Takes the messages of a schema's own file, in the order of the text, and gives what tells by the beginning of a payload
 * which of them it is, or of those declared inside them.
 */
export type SelectMessage = (messages: readonly protobuf.Type[]) => (payload: Buffer) => SelectedMessage;

export interface SelectedMessage {
  readonly type: protobuf.Type;
  /** Without what said which one it is. */
  readonly message: Buffer;
}

/** Files that every registry knows and protobufjs does not bring ready to import: they declare options. */
const optionFiles: Readonly<Record<string, protobuf.INamespace>> = {
  'google/protobuf/descriptor.proto': createRequire(import.meta.url)('protobufjs/google/protobuf/descriptor.json'),
  'confluent/meta.proto': {},
};

/** Reads Protobuf as the JSON that proto3 defines: names in camel case, 64-bit numbers and bytes as text, no defaults. */
export function protobufReader(schema: RegisteredSchema, selectMessage: SelectMessage): PayloadReader {
  const select = selectMessage(parseProtobuf(schema));

  return (payload) => {
    const { type, message } = select(payload);
    return Buffer.from(JSON.stringify(protojson.toJson(type, type.decode(message))));
  };
}

/** The messages declared in a message, or in a package; in the order of the text, and with groups. */
export function messagesIn(parent: protobuf.NamespaceBase): readonly protobuf.Type[] {
  return parent.nestedArray.filter((one) => one instanceof protobuf.Type);
}

function parseProtobuf({ text, references }: RegisteredSchema): readonly protobuf.Type[] {
  const root = new protobuf.Root();
  const { package: packageName, imports = [], weakImports = [] } = protobuf.parse(text, root);
  // Before the imports, whose messages may be of the same package.
  const parent = packageName ? root.lookup(packageName) : root;
  const messages = parent instanceof protobuf.Namespace ? messagesIn(parent) : [];
  for (const message of messages) foldMaps(message);
  importFiles(root, [...imports, ...weakImports], references);
  root.resolveAll();
  return messages;
}

/** Glue's serialiser registers a map as the compiler sees it: as a list of messages that are marked as entries. */
function foldMaps(type: protobuf.Type): void {
  for (const nested of messagesIn(type)) {
    if (nested.options?.map_entry === true) foldMap(type, nested);
    else foldMaps(nested);
  }
}

function foldMap(type: protobuf.Type, entry: protobuf.Type): void {
  const list = type.fieldsArray.find((field) => field.type.split('.').at(-1) === entry.name);
  const { key, value } = entry.fields;
  if (!list || !key || !value) throw new Error(`${entry.fullName} is marked as the entry of a map, and is none`);
  const { name, id, options, protoName } = list;
  const map = protobuf.MapField.fromJSON(name, { id, keyType: key.type, type: value.type, options });
  type.remove(list);
  type.remove(entry);
  type.add(Object.assign(map, { protoName }));
}

function importFiles(root: protobuf.Root, names: readonly string[], references: readonly SchemaReference[]): void {
  const waiting = [...names];
  const imported = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (imported.has(name)) continue;
    imported.add(name);
    const known = protobuf.common.get(name) ?? (Object.hasOwn(optionFiles, name) ? optionFiles[name] : undefined);
    if (known) {
      root.addJSON(known.nested ?? {});
      continue;
    }
    const reference = references.find((one) => one.name === name);
    if (!reference) throw new Error(`it imports ${name}, which is not among its references`);
    const { imports = [], weakImports = [] } = protobuf.parse(reference.text, root);
    waiting.push(...imports, ...weakImports);
  }
}
