/** What stands before a value in a topic, so that readers know its schema, in the ways of the two kinds of registry. */

const confluentId = /^\d{1,10}$/;
const glueId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const maximumConfluentId = 0x7fff_ffff;

/** A zero byte and the id in four. */
export function confluentFrame(id: number): Buffer {
  const frame = Buffer.alloc(5);
  frame.writeInt32BE(id, 1);
  return frame;
}

/** The format's number, none for compression, and the version's UUID. */
export function glueFrame(id: string): Buffer {
  return Buffer.from(`0300${id.replaceAll('-', '')}`, 'hex');
}

/** @param id as a registry calls a schema. @returns undefined for what no registry calls one. */
export function frameOfSchema(id: string): Buffer | undefined {
  if (glueId.test(id)) return glueFrame(id);
  if (confluentId.test(id) && Number(id) <= maximumConfluentId) return confluentFrame(Number(id));
  return undefined;
}

/** Takes a value's frame off, to show the rest to people; a value without one, or a compressed one, stays as it is. */
export function withoutFrame(value: Buffer): { readonly schemaId?: string; readonly payload: Buffer } {
  if (value.length >= 5 && value[0] === 0) {
    return { schemaId: String(value.readInt32BE(1)), payload: value.subarray(5) };
  }
  if (value.length >= 18 && value[0] === 3 && value[1] === 0) {
    const id = value.toString('hex', 2, 18).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return { schemaId: id, payload: value.subarray(18) };
  }
  return { payload: value };
}
