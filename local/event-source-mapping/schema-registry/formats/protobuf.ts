import { createRequire } from 'node:module';
import protobuf from 'protobufjs';
import protojson from 'protobufjs/ext/protojson.js';
import type { PayloadReader, RegisteredSchema, SchemaReference } from '../schema.ts';
import { readMessageIndexes } from '../wire-format.ts';

/** A message of a schema's own file with those declared inside it, in the order of the text. */
interface DeclaredMessage {
  readonly type: protobuf.Type;
  readonly nested: readonly DeclaredMessage[];
}

/** Files that every registry knows and protobufjs does not bring ready to import: they declare options. */
const optionFiles: Readonly<Record<string, protobuf.INamespace>> = {
  'google/protobuf/descriptor.proto': createRequire(import.meta.url)('protobufjs/google/protobuf/descriptor.json'),
  'confluent/meta.proto': {},
};

/** Reads Protobuf as the JSON that proto3 defines: names in camel case, 64-bit numbers and bytes as text, no defaults. */
export function protobufReader(schema: RegisteredSchema): PayloadReader {
  const messages = parseProtobuf(schema);

  return (payload) => {
    const { indexes, message } = readMessageIndexes(payload);
    const type = declaredMessage(messages, indexes);
    return Buffer.from(JSON.stringify(protojson.toJson(type, type.decode(message))));
  };
}

function declaredMessage(messages: readonly DeclaredMessage[], indexes: readonly number[]): protobuf.Type {
  let among = messages;
  let found: DeclaredMessage | undefined;
  for (const index of indexes) {
    found = among[index];
    if (!found) throw new Error(`it is the message ${indexes.join('.')}, which the schema does not declare`);
    among = found.nested;
  }
  return (found as DeclaredMessage).type;
}

function parseProtobuf({ text, references }: RegisteredSchema): readonly DeclaredMessage[] {
  const root = new protobuf.Root();
  const { package: packageName, imports = [], weakImports = [] } = protobuf.parse(text, root);
  // Before the imports, whose messages may be of the same package.
  const messages = declaredMessages(packageName ? root.lookup(packageName) : root);
  importFiles(root, [...imports, ...weakImports], references);
  root.resolveAll();
  return messages;
}

function declaredMessages(parent: protobuf.ReflectionObject | null): readonly DeclaredMessage[] {
  if (!(parent instanceof protobuf.Namespace)) return [];
  return parent.nestedArray
    .filter((one) => one instanceof protobuf.Type)
    .filter((type) => !isGroup(type))
    .map((type) => ({ type, nested: declaredMessages(type) }));
}

/** A group is a message that the text declares as a field; indexes do not count it. */
function isGroup(type: protobuf.Type): boolean {
  return (type as { group?: boolean }).group === true;
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
