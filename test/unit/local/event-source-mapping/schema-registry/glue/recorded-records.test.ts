import { selectMessage } from '../../../../../../local/event-source-mapping/schema-registry/glue/select-message.ts';
import { readFrame } from '../../../../../../local/event-source-mapping/schema-registry/glue/wire-format.ts';
import { payloadReader } from '../../../../../../local/event-source-mapping/schema-registry/schema.ts';

const schemaId = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';

/** The text that AWS's serialiser registers for a message with a map. */
const shop = `// Proto schema formatted by Wire, do not edit.
// Source:

syntax = "proto3";

package shop;

message Order {
  string id = 1;

  repeated .shop.Order.LineItemsEntry line_items = 2;

  repeated .shop.Order.Line lines = 3;

  message LineItemsEntry {
    option map_entry = true;

    string key = 1;

    int64 value = 2;
  }

  message Line {
    string text = 1;
  }

  message LineItemsEntrx {
    string a = 1;
  }
}

message Address {
  string street = 1;
}
`;
const user = JSON.stringify({
  type: 'record',
  name: 'User',
  fields: [
    { name: 'name', type: 'string' },
    { name: 'age', type: ['null', 'int'] },
  ],
});
const pojo = JSON.stringify({
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Pojo',
  type: 'object',
  additionalProperties: false,
  properties: { age: { type: 'integer' }, name: { type: 'string' }, d: { type: 'number' } },
  required: ['age'],
});

// Written by software.amazon.glue:schema-registry-serde 1.1.24.
test.each([
  [
    'AVRO',
    'compressed',
    user,
    '0305b7b4a7f09c964e4aa687fb5de9ef0c63789c538bca4f5540c34c7c004ffd069d',
    '{"name":"Zoe Zoe Zoe Zoe Zoe","age":7}',
  ],
  [
    'PROTOBUF',
    'of a message inside another',
    shop,
    '0300b7b4a7f09c964e4aa687fb5de9ef0c63020a177465612c207465612c207465612c207465612c20746561',
    '{"text":"tea, tea, tea, tea, tea"}',
  ],
  [
    'PROTOBUF',
    'of a message inside another, compressed',
    shop,
    '0305b7b4a7f09c964e4aa687fb5de9ef0c63789c63e2122f494dd451c024005bbf0776',
    '{"text":"tea, tea, tea, tea, tea"}',
  ],
  ['PROTOBUF', 'compressed', shop, '0305b7b4a7f09c964e4aa687fb5de9ef0c63789c63e462ca370400014700ae', '{"id":"o1"}'],
  [
    'JSON',
    'of an object of Java',
    pojo,
    '0300b7b4a7f09c964e4aa687fb5de9ef0c637b22616765223a372c226e616d65223a225a6f65222c2264223a312e307d',
    '{"age":7,"name":"Zoe","d":1.0}',
  ],
] as const)('a record of AWS’s %s serialiser, %s, is read', (dataFormat, _, text, record, json) => {
  const framed = readFrame(Buffer.from(record, 'hex'));

  expect(framed.schemaId).toBe(schemaId);
  expect(payloadReader({ dataFormat, text, references: [] }, selectMessage)(framed.payload).toString()).toBe(json);
});
